"""What the marker says of an answer."""

import pytest
from builders.questions import make_multiple, make_single, make_true_false

from quizzes.kinds import kind_of


@pytest.mark.parametrize(
    ("question", "answer", "comment"),
    [
        (make_single(), "B", "回答正确"),
        (make_single(), "A", "回答错误"),
        (make_multiple(), ("A", "C"), "回答正确"),
        (make_multiple(), ("A",), "有漏选"),
        (make_multiple(), ("A", "B"), "含有错误选项"),
        (make_multiple(), ("A", "B", "C"), "含有错误选项"),
        (make_true_false(), False, "回答正确"),
        (make_true_false(), True, "回答错误"),
    ],
)
def test_the_comment_says_what_became_of_the_answer(question, answer, comment):
    assert kind_of(question).mark(question, answer, 2).comment == comment


def test_an_answer_is_said_with_the_letters_that_the_learner_saw():
    question = make_multiple()
    text = kind_of(question).answer_text(question, ("D", "C", "B", "A"), ("A", "C"))
    assert text == "B. 示范选项C；D. 示范选项A"


def test_a_mistake_is_told_with_the_letter_that_the_learner_saw():
    question = make_single()
    told = kind_of(question).mistakes(question, ("D", "C", "B", "A"), "C")
    assert told == ["B：把C当成正确"]
