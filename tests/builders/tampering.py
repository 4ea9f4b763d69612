"""What learners may do to a notebook before they hand it in, and what they may expect of it.

Every change starts from a notebook with all answers right, of the variant with every kind.
"""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from builders.bait import SCRIPT

from grading.gradebook.names import answer_cell
from grading.gradebook.submission import LARGEST_NOTEBOOK

SINGLE, MULTIPLE, ESSAY = "sample-single-001", "sample-multiple-001", "sample-essay-001"
WRONG = "sample_single_001 = 'A'"
WORTHLESS = {SINGLE: 0}

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Tampering:
    """A change, and the points it leads to where they are not those of the right answers.

    `change` gives a notebook or the bytes of a file. What is `refused` changes no points;
    nbgrader knows no limit of size and takes what is `only_too_large`.
    """

    change: Callable[[Notebook], Notebook | bytes]
    points: Mapping[str, int] = field(default_factory=dict)
    refused: bool = False
    only_too_large: bool = False

    def of(self, notebook: bytes) -> bytes:
        """Return the file that is handed in instead of a notebook."""
        changed = self.change(json.loads(notebook))
        return changed if isinstance(changed, bytes) else json.dumps(changed).encode()


def cell(notebook: Notebook, name: str) -> Notebook:
    """Return the cell with this id of nbgrader."""
    return next(c for c in notebook["cells"] if c["metadata"]["nbgrader"]["grade_id"] == name)


def answer(notebook: Notebook) -> Notebook:
    """Return the cell in which the first question is answered."""
    return cell(notebook, answer_cell(SINGLE))


def _own_test(notebook: Notebook) -> Notebook:
    answer(notebook)["source"] = WRONG
    scored = cell(notebook, SINGLE)
    scored["source"] = "5.0"
    scored["outputs"] = [
        {"output_type": "execute_result", "data": {"text/plain": "5.0"}, "metadata": {}}
        | {"execution_count": 1}
    ]
    return notebook


def _doubled_test(notebook: Notebook) -> Notebook:
    answer(notebook)["source"] = WRONG
    notebook["cells"].append(cell(notebook, SINGLE) | {"id": "double", "source": "5.0"})
    return notebook


def _doubled_answer(notebook: Notebook) -> Notebook:
    notebook["cells"].append(answer(notebook) | {"id": "double", "source": WRONG})
    return notebook


def _all_doubled(notebook: Notebook) -> Notebook:
    doubles = [deepcopy(one) | {"id": f"double-{n}"} for n, one in enumerate(notebook["cells"])]
    return notebook | {"cells": notebook["cells"] + doubles}


def _more_points(notebook: Notebook) -> Notebook:
    for one in notebook["cells"]:
        role = one["metadata"]["nbgrader"]
        if role["grade"]:
            role |= {"points": 100, "max_score": 100}
    return notebook


def _fewer_than_none(notebook: Notebook) -> Notebook:
    cell(notebook, SINGLE)["metadata"]["nbgrader"]["points"] = -5
    return notebook


def _no_test(notebook: Notebook) -> Notebook:
    scored = [c for c in notebook["cells"] if c["metadata"]["nbgrader"]["grade_id"] == SINGLE]
    return notebook | {"cells": [one for one in notebook["cells"] if one not in scored]}


def _no_test_and_wrong(notebook: Notebook) -> Notebook:
    answer(notebook)["source"] = WRONG
    return _no_test(notebook)


def _unknown_ids(notebook: Notebook) -> Notebook:
    for number, name in enumerate(["sample-single-099", "../../x", "/etc/passwd", "", 7, ["a"]]):
        extra = deepcopy(answer(notebook)) | {"id": f"extra-{number}"}
        extra["metadata"]["nbgrader"]["grade_id"] = name
        notebook["cells"].append(extra)
    return notebook


def _foreign_id(notebook: Notebook) -> Notebook:
    answer(notebook)["metadata"]["nbgrader"]["grade_id"] = answer_cell(MULTIPLE)
    return notebook


def _answer_as_test(notebook: Notebook) -> Notebook:
    answer(notebook)["metadata"]["nbgrader"] |= {"grade_id": SINGLE, "grade": True, "points": 5}
    return notebook


def _no_ids(notebook: Notebook) -> Notebook:
    del answer(notebook)["metadata"]["nbgrader"]
    return notebook


def _another_schema(notebook: Notebook) -> Notebook:
    for number, one in enumerate(notebook["cells"]):
        one["metadata"]["nbgrader"]["schema_version"] = 99 if number % 2 else 1
    return notebook


def _another_kernel(notebook: Notebook) -> Notebook:
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook | {"metadata": notebook["metadata"] | {"kernelspec": spec}}


def _another_attempt(notebook: Notebook) -> Notebook:
    attempt = {"attempt": "../../../elsewhere", "points": 100}
    return notebook | {"metadata": {"xuefa": attempt, "title": SCRIPT}}


def _essay_as_code(notebook: Notebook) -> Notebook:
    essay = cell(notebook, ESSAY)
    essay |= {"cell_type": "code", "execution_count": 1, "outputs": [_shown(SCRIPT)]}
    essay["source"] = f"print(1)  # {SCRIPT}"
    essay["metadata"]["tags"] = [SCRIPT]
    return notebook


def _essay_with_script(notebook: Notebook) -> Notebook:
    essay = cell(notebook, ESSAY)
    essay["source"] = f"![图](attachment:a.svg)</pre>{SCRIPT}<img src=x onerror=alert(1)>$\\x$"
    essay["attachments"] = {"a.svg": {"image/svg+xml": f"<svg>{SCRIPT}</svg>"}}
    return notebook


def _essay_with_own_points(notebook: Notebook) -> Notebook:
    essay = cell(notebook, ESSAY)
    role = essay["metadata"]["nbgrader"]
    essay["metadata"]["nbgrader"] = role | {"solution": False, "points": 0, "locked": True}
    return notebook


def _task(notebook: Notebook) -> Notebook:
    cell(notebook, ESSAY)["metadata"]["nbgrader"]["task"] = True
    return notebook


def _rubric_of_ones_own(notebook: Notebook) -> Notebook:
    own = deepcopy(cell(notebook, ESSAY)) | {"id": "own", "source": f"满分 {SCRIPT}"}
    own["metadata"]["nbgrader"] |= {"grade_id": f"{ESSAY}--rubric", "grade": False}
    notebook["cells"].append(own)
    return notebook


def _code_as_answer(notebook: Notebook) -> Notebook:
    answer(notebook)["source"] = f"__import__('pathlib').Path('taken').touch()  # {SCRIPT}"
    answer(notebook)["outputs"] = [_shown(SCRIPT)]
    return notebook


def _code_in_other_cells(notebook: Notebook) -> Notebook:
    run = "import grading.gradebook.cells as c; c.score_cell = lambda *_: 5.0; open('taken', 'w')"
    extra = {"cell_type": "code", "id": "run", "metadata": {}, "source": run}
    answer(notebook)["source"] = WRONG
    notebook["cells"].insert(0, extra | {"outputs": [], "execution_count": None})
    return notebook


def _deep_answer(notebook: Notebook) -> Notebook:
    answer(notebook)["source"] = f"sample_single_001 = {'(' * 50_000}"
    return notebook


def _deep_metadata(notebook: Notebook) -> Notebook | bytes:
    deep = "[" * 300 + "]" * 300
    return json.dumps(notebook | {"metadata": {"x": 1}}).replace('"x": 1', f'"x": {deep}').encode()


def _text_of_another_kind(notebook: Notebook) -> Notebook:
    answer(notebook)["source"] = {"a": 1}
    return notebook


def _huge(notebook: Notebook) -> Notebook:
    return notebook | {"metadata": {"x": "x" * LARGEST_NOTEBOOK}}


def _cut_off(notebook: Notebook) -> bytes:
    return json.dumps(notebook).encode()[:-100]


def _shown(html: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}


def _always(content: bytes) -> Callable[[Notebook], bytes]:
    return lambda _notebook: content


TAMPERINGS: Mapping[str, Tampering] = {
    "nothing": Tampering(lambda notebook: notebook),
    "a test of one's own": Tampering(_own_test, WORTHLESS),
    "a test twice": Tampering(_doubled_test, WORTHLESS),
    "an answer twice": Tampering(_doubled_answer, WORTHLESS),
    "all cells twice": Tampering(_all_doubled),
    "more points": Tampering(_more_points),
    "points below nothing": Tampering(_fewer_than_none),
    "a test left out": Tampering(_no_test),
    "a test left out beside a wrong answer": Tampering(_no_test_and_wrong, WORTHLESS),
    "unknown ids": Tampering(_unknown_ids),
    "the id of another question": Tampering(_foreign_id, WORTHLESS),
    "an answer as its own test": Tampering(_answer_as_test, WORTHLESS),
    "an answer without id": Tampering(_no_ids, WORTHLESS),
    "another schema": Tampering(_another_schema),
    "another kernel": Tampering(_another_kernel),
    "another attempt": Tampering(_another_attempt),
    "an essay as code": Tampering(_essay_as_code),
    "an essay with script": Tampering(_essay_with_script),
    "an essay worth nothing": Tampering(_essay_with_own_points),
    "an essay as a task": Tampering(_task),
    "a rubric of one's own": Tampering(_rubric_of_ones_own),
    "code as an answer": Tampering(_code_as_answer, WORTHLESS),
    "code in other cells": Tampering(_code_in_other_cells, WORTHLESS),
    "a deep answer": Tampering(_deep_answer, WORTHLESS),
    "deep metadata": Tampering(_deep_metadata),
    "text of another kind": Tampering(_text_of_another_kind, refused=True),
    "a huge file": Tampering(_huge, refused=True, only_too_large=True),
    "a file cut off": Tampering(_cut_off, refused=True),
    "an empty file": Tampering(_always(b""), refused=True),
    "a list": Tampering(_always(b"[]"), refused=True),
    "no cells": Tampering(_always(b'{"nbformat": 4, "nbformat_minor": 5}'), refused=True),
    "bytes": Tampering(_always(b"\xff\xfe\x00"), refused=True),
    "deep nesting": Tampering(_always(b"[" * 100_000), refused=True),
}
