"""Ids become folders and variables; only harmless ones may."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.gradebook.errors import UnsafeNameError
from grading.gradebook.names import answer_cell, question_of, safe_name, stem_cell, variable
from quizzes.model import QUESTION_ID

question_ids = st.from_regex(QUESTION_ID, fullmatch=True)


@pytest.mark.parametrize(
    "name", ["1001", "penalty-chapter-1-A-3b5ce96c", "li.hua@bureau", "示范", "a", "a_b"]
)
def test_ordinary_ids_are_accepted(name):
    assert safe_name("编号", name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../1001", "1001/..", "a/b", "a\\b", "/etc", "~root", "a..b", ".hidden"),
        *("*", "10?1", "[1]", "{student_id}", "a+b", "a b", "1001\n", "1001\0", "C:", "a.", "-a"),
        *("a" * 65, "１００１", "<script>", "a'b", 1001, None),
    ],
)
def test_ids_that_could_lead_elsewhere_are_refused(name):
    with pytest.raises(UnsafeNameError):
        safe_name("编号", name)


def test_a_variable_is_named_like_its_question():
    assert variable("penalty-hearing-001") == "penalty_hearing_001"


@given(question_ids)
def test_a_variable_is_an_identifier_and_no_keyword(question_id):
    exec(f"{variable(question_id)} = None", {})


@given(question_ids, question_ids)
def test_two_questions_never_share_a_variable(one, other):
    assert (variable(one) == variable(other)) == (one == other)


@pytest.mark.parametrize("one, other", [("1a", "q-1a"), ("class", "class-1"), ("None", "none")])
def test_awkward_ids_have_variables_of_their_own(one, other):
    assert variable(one) != variable(other)


@given(question_ids)
def test_cells_of_a_question_are_told_apart(question_id):
    names = {question_id, answer_cell(question_id), stem_cell(question_id)}
    assert len(names) == 3
    assert [question_of(name) for name in sorted(names, key=len)] == [None, None, question_id]
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", name) for name in names)
