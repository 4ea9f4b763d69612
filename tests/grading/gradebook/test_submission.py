"""Submissions are composed the same way every time, and read with suspicion."""

import hashlib
import json

import pytest
from builders.questions import make_variant
from hypothesis import given
from hypothesis import strategies as st

from grading.gradebook.errors import RefusedSubmissionError, UnsafeNameError
from grading.gradebook.gradebook import score_submission
from grading.gradebook.names import answer_cell
from grading.gradebook.prepared import PreparedVariant
from grading.gradebook.submission import LARGEST_NOTEBOOK, compose

PREPARED = PreparedVariant.of(make_variant())
RIGHT = {
    "sample-single-001": "B",
    "sample-multiple-002": ("A", "C"),
    "sample-true-false-003": False,
}


def submitted(answers=RIGHT) -> dict:
    return json.loads(compose("17", PREPARED, answers).content)


def points(notebook) -> dict:
    content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    scores = score_submission(PREPARED, content)
    return {question_id: int(score.points) for question_id, score in scores.items()}


def cell(notebook, name) -> dict:
    return next(c for c in notebook["cells"] if c["metadata"]["nbgrader"]["grade_id"] == name)


def answer(notebook) -> dict:
    return cell(notebook, answer_cell("sample-single-001"))


def test_the_same_attempt_gives_the_same_bytes():
    one = compose("17", PREPARED, RIGHT)
    other = compose("17", PreparedVariant.of(make_variant()), dict(reversed(RIGHT.items())))
    assert one == other
    assert one.notebook_hash == hashlib.sha256(one.content).hexdigest()


def test_another_attempt_or_answer_gives_another_hash():
    hashes = {
        compose(attempt, PREPARED, answers).notebook_hash
        for attempt in ("17", "18")
        for answers in (RIGHT, RIGHT | {"sample-single-001": "A"}, {})
    }
    assert len(hashes) == 6


def test_a_submission_names_its_attempt():
    assert submitted()["metadata"]["xuefa"] == {"attempt": "17"}


def test_a_submission_differs_from_the_release_in_answers_only():
    release = json.loads(json.dumps(PREPARED.release))
    ours = submitted()
    for question_id in RIGHT:
        name = answer_cell(question_id)
        assert cell(ours, name)["source"] != cell(release, name)["source"]
        cell(ours, name)["source"] = cell(release, name)["source"]
    assert ours["cells"] == release["cells"]


def test_the_texts_of_a_submission_are_those_of_its_content():
    one = compose("17", PREPARED, RIGHT)
    cells = {c["metadata"]["nbgrader"]["grade_id"]: c["source"] for c in submitted()["cells"]}
    assert one.texts == {name: cells[name] for name in PREPARED.answer_cells.values()}


def test_what_was_answered_is_scored():
    assert points(submitted()) == {
        "sample-single-001": 5,
        "sample-multiple-002": 4,
        "sample-true-false-003": 2,
        "sample-single-004": 0,
        "sample-multiple-005": 0,
        "sample-true-false-006": 0,
    }


def test_markup_in_an_answer_is_written_inert():
    text = compose("17", PREPARED, {"sample-single-001": "<script>alert(1)</script>"}).content
    assert b"<" not in text
    assert b"\\\\x3cscript" in text


def test_an_answer_to_a_question_of_another_paper_is_refused():
    with pytest.raises(RefusedSubmissionError, match="sample-single-099"):
        compose("17", PREPARED, {"sample-single-099": "A"})


def test_an_attempt_with_an_odd_id_is_refused():
    with pytest.raises(UnsafeNameError):
        compose("../17", PREPARED, {})


def test_changed_tests_change_nothing():
    notebook = submitted({"sample-single-001": "A"})
    scored = cell(notebook, "sample-single-001")
    scored["source"] = "100"
    scored["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "5.0"}}]
    assert points(notebook)["sample-single-001"] == 0


def test_changed_points_change_nothing():
    notebook = submitted()
    cell(notebook, "sample-single-001")["metadata"]["nbgrader"]["points"] = 100
    assert points(notebook)["sample-single-001"] == 5


def test_missing_cells_are_answers_left_open():
    notebook = submitted()
    notebook["cells"] = notebook["cells"][:2]
    assert set(points(notebook).values()) == {0}


@pytest.mark.parametrize("first, last, expected", [("A", "B", 5), ("B", "A", 0)])
def test_of_two_answer_cells_the_last_counts(first, last, expected):
    notebook = submitted({"sample-single-001": first})
    double = json.loads(json.dumps(answer(notebook)))
    double["source"] = f"sample_single_001 = '{last}'"
    notebook["cells"].append(double)
    assert points(notebook)["sample-single-001"] == expected


def test_doubled_scored_cells_count_once():
    notebook = submitted()
    notebook["cells"] += [cell(notebook, "sample-single-001")] * 3
    assert points(notebook) == points(submitted())


def test_cells_with_unknown_ids_count_nothing():
    notebook = submitted()
    for number, name in enumerate(["sample-single-099", "../../x", "", 7, None, ["a"]]):
        extra = json.loads(json.dumps(answer(notebook)))
        extra["metadata"]["nbgrader"]["grade_id"] = name
        extra["id"] = f"extra-{number}"
        notebook["cells"].append(extra)
    assert points(notebook) == points(submitted())


def test_an_answer_in_lines_is_read_like_one_in_a_piece():
    notebook = submitted()
    answer(notebook)["source"] = ["sample_single_001 = \\\n", "'B'"]
    assert points(notebook)["sample-single-001"] == 5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"cells": {}}',
        b'{"cells": null}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"cells": ' + b"[" * 100_000,
        b'{"cells": [], "x": "' + b"a" * LARGEST_NOTEBOOK + b'"}',
    ],
    ids=lambda content: repr(content[:20]),
)
def test_a_file_that_is_no_notebook_is_refused(content):
    with pytest.raises(RefusedSubmissionError):
        points(content)


@pytest.mark.parametrize("source", [7, None, {"a": 1}, ["a", 1], [["a"]]])
def test_an_answer_cell_without_text_is_refused(source):
    notebook = submitted()
    answer(notebook)["source"] = source
    with pytest.raises(RefusedSubmissionError):
        points(notebook)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "metadata", "nbgrader", "grade_id", "source", "cell_type"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_is_scored_or_refused(value):
    try:
        scored = points(value)
    except RefusedSubmissionError:
        return
    assert set(scored.values()) == {0}
