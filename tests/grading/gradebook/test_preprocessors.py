"""Each step that stands in for one of nbgrader's holds by itself."""

import nbformat
import pytest
from builders.bait import SCRIPT
from builders.notebooks import master_notebook_of, release_notebook_of
from builders.questions import make_variant
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import determine_grade
from traitlets.config import Config

from grading.gradebook.literal import UNREADABLE
from grading.gradebook.names import answer_cell
from grading.gradebook.preprocessors import (
    EscapeLearnerText,
    KeepEmptyAnswers,
    RebuildFromSource,
    ScoreAnswers,
)
from grading.gradebook.source import as_bytes

VARIANT = make_variant()
NAME = VARIANT.assignment
PLACE = {"nbgrader": {"assignment": NAME, "notebook": "exam"}}
SINGLE = "sample-single-001"


def cell_of(notebook, name):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def role(name, **changes):
    usual = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": usual | {"grade_id": name, "schema_version": 3} | changes}


def rebuilt(course_folder, submitted):
    config = Config()
    config.CourseDirectory.root = str(course_folder)
    notebook, _ = RebuildFromSource(config=config).preprocess(submitted, PLACE)
    return notebook


@pytest.fixture
def submitted():
    notebook = release_notebook_of(VARIANT)
    cell_of(notebook, answer_cell(SINGLE)).source = "sample_single_001 = 'B'"
    return notebook


def scored(notebook):
    done, _ = ScoreAnswers().preprocess(notebook, {})
    return {
        c.metadata.nbgrader.grade_id: determine_grade(c)[0]
        for c in done.cells
        if c.metadata.nbgrader.grade
    }


def test_answers_are_scored_by_the_key_in_the_trusted_cell():
    notebook = master_notebook_of(VARIANT)
    cell_of(notebook, answer_cell(SINGLE)).source = "sample_single_001 = 'B'"
    points = scored(notebook)
    assert points.pop(SINGLE) == 5
    assert set(points.values()) == {0}


def test_scoring_runs_no_text_even_if_nothing_was_rebuilt(tmp_path):
    notebook = master_notebook_of(VARIANT)
    trace = tmp_path / "taken"
    cell_of(notebook, answer_cell(SINGLE)).source = f"open({str(trace)!r}, 'w')"
    assert scored(notebook)[SINGLE] == 0
    assert not trace.exists()


@pytest.mark.parametrize("source", ["", "assert True", "# 本题 5 分，交卷后自动评分"])
def test_a_scored_cell_without_a_key_stops_scoring(source):
    notebook = master_notebook_of(VARIANT)
    cell_of(notebook, SINGLE).source = source
    with pytest.raises(NbGraderException, match=SINGLE):
        scored(notebook)


@pytest.mark.usefixtures("desk")
def test_only_answers_survive_rebuilding(course_folder, submitted):
    before = rebuilt(course_folder, nbformat.from_dict(dict(submitted)))
    answer = cell_of(submitted, answer_cell(SINGLE))
    answer.cell_type, answer.metadata.tags = "markdown", [SCRIPT]
    cell_of(submitted, SINGLE).source = "5.0"
    submitted.cells += [new_markdown_cell(SCRIPT), cell_of(submitted, SINGLE)]
    submitted.metadata.title = SCRIPT
    assert rebuilt(course_folder, submitted) == before
    assert cell_of(before, answer_cell(SINGLE)).source == "sample_single_001 = 'B'"


@pytest.mark.usefixtures("desk")
def test_the_attempt_survives_rebuilding(course_folder, submitted):
    submitted.metadata.xuefa = {"attempt": "17"}
    assert rebuilt(course_folder, submitted).metadata.xuefa == {"attempt": "17"}


@pytest.mark.usefixtures("desk")
def test_code_in_an_answer_becomes_a_comment(course_folder, submitted):
    cell_of(submitted, answer_cell(SINGLE)).source = f"import os  # {SCRIPT}"
    source = cell_of(rebuilt(course_folder, submitted), answer_cell(SINGLE)).source
    assert source.startswith(UNREADABLE)
    assert "<" not in source


@pytest.mark.parametrize(
    "cell",
    [new_markdown_cell("作者自己的作业"), new_code_cell("", metadata=role("essay", solution=True))],
    ids=["no exam", "an answer that is none of an exam"],
)
@pytest.mark.usefixtures("desk")
def test_an_assignment_that_is_no_exam_is_refused(course_folder, cell):
    notebook = new_notebook(cells=[cell])
    (course_folder / "source" / NAME / "exam.ipynb").write_bytes(as_bytes(notebook))
    with pytest.raises(NbGraderException):
        rebuilt(course_folder, new_notebook(cells=[cell]))


def cleared(cell):
    notebook = new_notebook(cells=[cell])
    done, _ = KeepEmptyAnswers().preprocess(notebook, {})
    return done.cells[0].source


def test_empty_answers_are_kept_in_a_release():
    empty = cell_of(master_notebook_of(VARIANT), answer_cell(SINGLE))
    assert cleared(empty) == "sample_single_001 = None"


def test_solutions_are_cleared_from_a_release():
    given_away = new_code_cell("q = 'B'", metadata=role("q--answer", solution=True))
    assert "'B'" not in cleared(given_away)
    own = new_code_cell("def area(): return 4", metadata=role("area", solution=True))
    assert "return 4" not in cleared(own)


def escaped(cell):
    done, _ = EscapeLearnerText().preprocess(new_notebook(cells=[cell]), {})
    return done.cells[0]


def test_markdown_that_is_not_locked_is_shown_as_text():
    essay = new_markdown_cell(SCRIPT, metadata=role("essay", solution=True, grade=True, points=9))
    for cell in (essay, new_markdown_cell(SCRIPT)):
        shown = f'<pre style="white-space: pre-wrap">{SCRIPT.translate(ENTITIES)}</pre>'
        assert escaped(cell).source == shown
        assert escaped(cell).source == shown  # twice is like once


ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", "'": "&#x27;"})


def test_attachments_of_cells_that_are_not_locked_are_not_shown():
    drawing = {"a.svg": {"image/svg+xml": f"<svg>{SCRIPT}</svg>"}}
    assert "attachments" not in escaped(
        new_markdown_cell("![](attachment:a.svg)", attachments=drawing)
    )


def test_outputs_of_cells_that_are_not_locked_are_not_shown():
    html = new_output("display_data", data={"text/html": SCRIPT})
    cell = new_code_cell("q = 'B'", outputs=[html], metadata=role("q--answer", solution=True))
    assert escaped(cell).outputs == []
    assert escaped(cell).source == "q = 'B'"


def test_trusted_cells_are_shown_as_they_are():
    for cell in master_notebook_of(VARIANT).cells:
        assert escaped(cell).source == cell.source
