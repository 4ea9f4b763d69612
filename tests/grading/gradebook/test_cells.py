"""Scored cells are worth what the kinds of question say, within their limits."""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders.questions import make_single, make_term, make_variant_of_every_kind
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import ClearHiddenTests

from grading.gradebook.cells import (
    key_of,
    points_for,
    read_key,
    score_cell,
    scored_cell,
    without_hidden,
)
from grading.gradebook.literal import inert_answer
from grading.gradebook.scored import score_answer
from quizzes.draw import PaperQuestion
from quizzes.errors import MalformedAnswerError
from quizzes.kinds import KINDS, is_read_by_marker, kind_of
from quizzes.model import Mark

VARIANT = make_variant_of_every_kind()
SCORED = [entry for entry in VARIANT.questions if not is_read_by_marker(entry.question)]
entries = pytest.mark.parametrize("entry", SCORED, ids=lambda entry: entry.question.id)


@entries
def test_answers_are_worth_what_their_kind_says(entry):
    question, kind = entry.question, kind_of(entry.question)
    for answer in [kind.right_answer(question), *kind.wrong_answers(question), None]:
        expected = kind.mark(question, answer, entry.points).earned
        assert points_for(key_of(entry), answer) == expected


@entries
def test_an_answer_that_the_question_does_not_take_is_refused(entry):
    question, kind = entry.question, kind_of(entry.question)
    for given_ in kind.malformed_answers(question):
        with pytest.raises(MalformedAnswerError):
            points_for(key_of(entry), given_)


@entries
def test_a_scored_cell_gives_the_points_when_it_is_run(entry):
    question, kind = entry.question, kind_of(entry.question)
    name = question.id.replace("-", "_")
    *statements, last = scored_cell(entry).replace("\n### END HIDDEN TESTS", "").splitlines()
    scope = {name: kind.right_answer(question)}
    exec("\n".join(statements), scope)
    assert eval(last, scope) == float(entry.points)


@entries
def test_the_key_in_a_cell_is_the_key_of_its_question(entry):
    assert read_key(scored_cell(entry)) == key_of(entry)


@pytest.mark.parametrize("text", ["### END HIDDEN TESTS", "\nEND HIDDEN TESTS", "\\BEGIN SOLUTION"])
def test_a_term_like_a_marker_of_nbgrader_stays_within_the_hidden_block(text):
    entry = PaperQuestion(question=make_term(accepted=(text,)), points=2)
    source = scored_cell(entry)
    assert read_key(source)["key"] == [text.strip()]
    cell = new_code_cell(source)
    ClearHiddenTests(enforce_metadata=False).preprocess_cell(cell, {}, 0)
    assert cell.source.strip() == without_hidden(source)
    assert points_for(read_key(source), text.strip()) == 2


def marking(monkeypatch: pytest.MonkeyPatch, earned: Fraction) -> None:
    odd = replace(
        KINDS["single_choice"], mark=lambda _q, _a, points: Mark(earned, Fraction(points), "")
    )
    monkeypatch.setitem(KINDS, "single_choice", odd)


ENTRY = PaperQuestion(question=make_single(), points=5)


def test_no_cell_is_worth_less_than_nothing(monkeypatch):
    marking(monkeypatch, Fraction(-1))
    assert score_cell(key_of(ENTRY), "B") == 0.0


def test_no_cell_is_worth_more_than_its_points(monkeypatch):
    marking(monkeypatch, Fraction(6))
    assert score_cell(key_of(ENTRY), "B") == 5.0


def test_parts_of_points_stay_exact(monkeypatch):
    marking(monkeypatch, Fraction(5, 3))
    assert score_answer(key_of(ENTRY), "sample_single_001 = 'B'").points == Fraction(5, 3)


@given(st.text(max_size=200))
def test_any_text_in_an_answer_cell_gets_points_or_none(text):
    scored = score_answer(key_of(ENTRY), text)
    assert scored.points in {0, 5}
    assert scored.source == inert_answer("sample_single_001", text)


@pytest.mark.parametrize(
    "text", ["sample_single_001 = 'Z'", "sample_single_001 = ['B', 'C']", "open('x')", "B"]
)
def test_what_is_no_answer_gets_no_points_and_an_error(text):
    scored = score_answer(key_of(ENTRY), text)
    assert scored.points == 0
    assert [output["output_type"] for output in scored.outputs] == ["error"]
