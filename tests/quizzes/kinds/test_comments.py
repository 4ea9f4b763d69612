"""What the marker says of an answer."""

from fractions import Fraction

import pytest
from builders.questions import (
    make_figure,
    make_matching,
    make_multiple,
    make_ordering,
    make_single,
    make_term,
    make_true_false,
)

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
        (make_figure(), "20", "回答正确"),
        (make_figure(), "50", "回答错误"),
        (make_term(), "听证", "回答正确"),
        (make_ordering(), ("A", "C", "D", "B"), "顺序不对"),
        (make_matching(), ("A3", "B1"), "3 对配对了 2 对"),
    ],
)
def test_the_comment_says_what_became_of_the_answer(question, answer, comment):
    assert kind_of(question).mark(question, answer, 2).comment == comment


MULTIPLE = make_multiple(key=("A", "C", "D"), mistakes={"B": "错"}, policy="part_marks")
ORDERING = make_ordering(policy="part_marks")
MATCHING = make_matching(policy="part_marks")


@pytest.mark.parametrize(
    ("question", "answer", "share"),
    [
        (MULTIPLE, ("A",), Fraction(1, 3)),
        (MULTIPLE, ("A", "D"), Fraction(2, 3)),
        (MULTIPLE, ("A", "B", "C", "D"), 0),
        (MULTIPLE, ("A", "B"), 0),
        (ORDERING, ("B", "C", "A", "D"), Fraction(2, 3)),
        (ORDERING, ("C", "D", "A", "B"), 0),
        (ORDERING, ("B", "D", "A", "C"), 0),
        (MATCHING, ("A3",), Fraction(1, 3)),
        (MATCHING, ("A3", "B2", "C3"), Fraction(2, 3)),
        (MATCHING, ("A1", "B2", "C1"), 0),
    ],
)
def test_an_answer_that_is_right_in_part_earns_its_share(question, answer, share):
    assert kind_of(question).mark(question, answer, 5).earned == 5 * share
    usual = question.model_copy(update={"policy": "all_or_nothing"})
    assert kind_of(usual).mark(usual, answer, 5).earned == 0


@pytest.mark.parametrize("question", [MULTIPLE, ORDERING, MATCHING], ids=lambda q: q.kind)
def test_the_hint_tells_how_the_question_is_marked(question):
    kind = kind_of(question)
    assert "得分" in kind.hint(question) or "份分" in kind.hint(question)
    assert kind.hint(question) != kind.hint(
        question.model_copy(update={"policy": "all_or_nothing"})
    )


def test_steps_and_pairs_are_said_one_a_line():
    ordering, matching = make_ordering(), make_matching()
    assert kind_of(ordering).answer_text(ordering, tuple("ABCD"), ("B", "A", "C", "D")) == (
        "1. 示范步骤B\n2. 示范步骤A\n3. 示范步骤C\n4. 示范步骤D"
    )
    assert kind_of(matching).answer_text(matching, tuple("123"), ("A3", "B2")) == (
        "示范左项A → 示范右项3\n示范左项B → 示范右项2"
    )


def test_mistakes_of_steps_and_pairs_are_told_wherever_they_are_contained():
    ordering, matching = make_ordering(), make_matching()
    told = kind_of(ordering).mistakes(ordering, (), ("D", "B", "A", "C"))
    assert told == list(ordering.mistakes.values())
    told = kind_of(matching).mistakes(matching, (), ("A1", "B2", "C3"))
    assert told == ["示范左项A：把甲类当成乙类", "示范左项B：把多余的当成有用的"]


def test_an_answer_is_said_with_the_letters_that_the_learner_saw():
    question = make_multiple()
    text = kind_of(question).answer_text(question, ("D", "C", "B", "A"), ("A", "C"))
    assert text == "B. 示范选项C；D. 示范选项A"


def test_a_mistake_is_told_with_the_letter_that_the_learner_saw():
    question = make_single()
    told = kind_of(question).mistakes(question, ("D", "C", "B", "A"), "C")
    assert told == ["B：把C当成正确"]
