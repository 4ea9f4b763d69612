"""Answer cells are written and read as literals, whatever a learner types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.gradebook.literal import (
    LONGEST_CELL,
    UnreadableAnswerError,
    inert_answer,
    read_answer,
    write_answer,
)

answers = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=100),
    st.lists(st.text(max_size=5), max_size=6).map(tuple),
)
HOSTILE = [
    "q = __import__('os').system('true')",
    "q = 'A'; open('x', 'w')",
    "open('x', 'w')",
    "q = q2 = 'A'",
    "other = 'A'",
    "q += 'A'",
    "q: str = 'A'",
    "q = f'{1}'",
    "q = ['A' for _ in range(3)]",
    "q = 'A' 'B' if True else 'C'",
    "q = {'A'}",
    "q = 1e999",
    "q = 2j",
    "q = b'A'",
    "q = " + "(" * 900,
    "q = " + "-" * 900 + "1",
    "q = " + "[" * 400 + "]" * 400,
    "q = " + "9" * 1900 + "**9",
    "q = '\ud800",
    "q = 'A'\0",
    "q = 'A'" + " " * LONGEST_CELL,
    "def",
]


@given(answers)
def test_an_answer_is_read_as_it_was_written(answer):
    assert read_answer("q", write_answer("q", answer)) == answer


@given(answers)
def test_a_written_answer_holds_no_character_that_html_knows(answer):
    assert not set("<>&") & set(write_answer("q", answer))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        read_answer("q", text)
    except UnreadableAnswerError:
        assert text.strip()


@given(st.text(max_size=300))
def test_any_text_becomes_a_literal_or_a_comment(text):
    inert = inert_answer("q", text)
    assert inert.startswith("#") or inert == write_answer("q", read_answer("q", text))
    assert not set("<>&") & set(inert)
    assert len(inert.splitlines()) == 1


@given(st.text(max_size=300))
def test_inert_text_stays_as_it_is(text):
    inert = inert_answer("q", text)
    assert inert_answer("q", inert) == inert


@pytest.mark.parametrize("source", HOSTILE)
def test_text_that_is_no_literal_is_refused(source):
    with pytest.raises(UnreadableAnswerError):
        read_answer("q", source)


@pytest.mark.parametrize("source", HOSTILE)
def test_text_that_is_no_literal_becomes_a_comment(source):
    assert inert_answer("q", source).startswith("#")


@pytest.mark.parametrize("source", ["", "  \n"])
def test_an_empty_cell_is_an_answer_left_open(source):
    assert read_answer("q", source) is None


def test_a_comment_beside_the_answer_does_no_harm():
    assert read_answer("q", "# 第一题\nq = 'A'  # 不太确定") == "A"
