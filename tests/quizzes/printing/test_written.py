"""Letters and signs written on a printed sheet are read as answers."""

import pytest
from builders.questions import make_multiple, make_single, make_true_false
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import kind_of
from quizzes.printing.sheet import PrintedQuestion
from quizzes.printing.written import UnreadableAnswerError, read_written, written


def printed(question):
    order = tuple(reversed(kind_of(question).option_order(question)))
    if question.kind == "true_false":
        order = kind_of(question).option_order(question)
    return PrintedQuestion(number=3, question=question, order=order, points=2)


@pytest.mark.parametrize("make", [make_single, make_multiple, make_true_false])
def test_the_printed_key_is_the_right_answer(make):
    sheet = printed(make())
    answer = read_written(sheet, sheet.short_answer)
    assert answer == kind_of(sheet.question).right_answer(sheet.question)
    assert written(sheet, answer) == sheet.short_answer


def test_width_case_and_marks_between_letters_make_no_difference():
    sheet = printed(make_multiple())
    assert (
        read_written(sheet, " a、ｂ ")
        == read_written(sheet, "BA")
        == tuple(sorted(sheet.order[:2]))
    )
    signs = printed(make_true_false())
    assert [read_written(signs, one) for one in "√1对tＹ"] == [True] * 5
    assert [read_written(signs, one) for one in "×0错x2"] == [False] * 5


@given(st.sets(st.sampled_from("ABCD"), min_size=1), st.sampled_from(["", " ", "、", "，", "."]))
def test_what_was_read_is_written_again_in_the_letters_of_the_sheet(letters, between):
    sheet = printed(make_multiple())
    known = sorted(letters & set("ABCD"[: len(sheet.order)]))
    typed = between.join(reversed(known)).lower()
    assert written(sheet, read_written(sheet, typed)) == "".join(known)


def test_nothing_written_is_no_answer():
    assert read_written(printed(make_single()), " 　") is None
    assert written(printed(make_single()), None) == ""


@pytest.mark.parametrize(
    ("make", "typed"),
    [
        (make_single, "AB"),
        (make_single, "Z"),
        (make_single, "1"),
        (make_multiple, "AA"),
        (make_multiple, "AZ"),
        (make_true_false, "A"),
        (make_true_false, "√×"),
    ],
)
def test_what_is_no_answer_is_said_with_its_place(make, typed):
    with pytest.raises(UnreadableAnswerError, match="第 3 题"):
        read_written(printed(make()), typed)
