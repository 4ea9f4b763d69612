"""A submission with which a learner tries to run something, and the traces that would leave."""

import json
from pathlib import Path

from grading.gradebook.names import answer_cell

SCRIPT = "<script>document.title = 'taken'</script>"


def lay_bait(course_folder: Path, learner_id: str, assignment: str, question_id: str) -> Path:
    """Change a submission so that running or showing it leaves traces.

    The answer to `question_id` writes a file when it is run; scripts stand in a cell, an output, a
    tag and the metadata; a scored cell is doubled. Returns the file that would be written.
    """
    notebook = course_folder / "submitted" / learner_id / assignment / "exam.ipynb"
    trace = course_folder.parent / "taken"
    content = json.loads(notebook.read_bytes())
    answer = _cell(content, answer_cell(question_id))
    answer["source"] = f"open({str(trace)!r}, 'w').close()  # {SCRIPT}"
    answer["metadata"]["tags"] = [SCRIPT]
    answer["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": {"text/html": SCRIPT}}
    ]
    content["cells"] += [
        {"cell_type": "markdown", "id": "bait-1", "metadata": {}, "source": SCRIPT},
        {"cell_type": "code", "id": "bait-2", "metadata": {}, "source": answer["source"]}
        | {"outputs": [], "execution_count": None},
    ]
    content["metadata"]["title"] = SCRIPT
    notebook.write_text(json.dumps(content), encoding="utf-8")
    return trace


def double_scored_cell(
    course_folder: Path, learner_id: str, assignment: str, question_id: str
) -> None:
    """Add a scored cell of a submission a second time, giving full points.

    A stock nbgrader stops at it and leaves the submissions that come after without scores.
    """
    notebook = course_folder / "submitted" / learner_id / assignment / "exam.ipynb"
    content = json.loads(notebook.read_bytes())
    content["cells"].append(_cell(content, question_id) | {"id": "double", "source": "5.0"})
    notebook.write_text(json.dumps(content), encoding="utf-8")


def _cell(content: dict, name: str) -> dict:
    return next(c for c in content["cells"] if c["metadata"]["nbgrader"]["grade_id"] == name)
