"""What holds for every kind of question, whatever the question and the answer."""

from fractions import Fraction

import pytest
from builders.questions import make_multiple, make_single, make_true_false
from hypothesis import given
from hypothesis import strategies as st

from quizzes.draw import shown_alone
from quizzes.errors import MalformedAnswerError
from quizzes.kinds import KINDS, kind_of
from quizzes.kinds.options import LETTERS

EXAMPLES = {
    "single_choice": make_single(),
    "multiple_choice": make_multiple(),
    "true_false": make_true_false(),
}
each_kind = pytest.mark.parametrize("question", EXAMPLES.values(), ids=EXAMPLES)


@st.composite
def options_and_key(draw, fewest_right, most_right):
    letters = LETTERS[: draw(st.integers(3, 6))]
    most = min(most_right, len(letters))
    key = draw(
        st.lists(st.sampled_from(letters), min_size=fewest_right, max_size=most, unique=True)
    )
    return {
        "options": {letter: f"示范选项{letter}" for letter in letters},
        "key": tuple(key),
        "mistakes": {letter: f"把{letter}当成正确" for letter in letters if letter not in key},
    }


questions = st.one_of(
    options_and_key(1, 1).map(lambda changes: make_single(**changes)),
    options_and_key(2, 6).map(lambda changes: make_multiple(**changes)),
    st.booleans().map(
        lambda key: make_true_false(
            key=key, mistakes={"false" if key else "true": "把错误的说法当成正确"}
        )
    ),
)
points = st.integers(1, 100)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=6,
)


def test_every_kind_has_an_example_here():
    assert set(EXAMPLES) == set(KINDS)


@given(question=questions)
def test_what_the_builders_make_has_nothing_to_correct(question):
    assert kind_of(question).check(question) == []


@given(question=questions, points=points)
def test_a_right_answer_earns_all_points(question, points):
    mark = kind_of(question).mark(question, kind_of(question).right_answer(question), points)
    assert (mark.earned, mark.possible, mark.is_full) == (points, points, True)


@given(question=questions, points=points)
def test_no_wrong_answer_earns_all_points(question, points):
    kind = kind_of(question)
    marks = [kind.mark(question, answer, points) for answer in kind.wrong_answers(question)]
    assert marks
    assert not any(mark.is_full for mark in marks)


@given(question=questions, points=points, chooser=st.randoms(use_true_random=False))
def test_marks_stay_between_nothing_and_all_points(question, points, chooser):
    kind = kind_of(question)
    answers = [None, kind.right_answer(question), *kind.wrong_answers(question)]
    mark = kind.mark(question, chooser.choice(answers), points)
    assert 0 <= mark.earned <= mark.possible == points
    assert isinstance(mark.earned, Fraction)


@given(question=questions, points=points)
def test_a_question_left_open_earns_nothing(question, points):
    mark = kind_of(question).mark(question, None, points)
    assert (mark.earned, mark.comment) == (0, "未作答")


@given(question=questions)
def test_right_and_wrong_answers_can_be_read_back(question):
    kind = kind_of(question)
    for answer in (kind.right_answer(question), *kind.wrong_answers(question)):
        sent = list(answer) if isinstance(answer, tuple) else answer
        assert kind.parse_answer(question, sent) == answer


@given(question=questions)
def test_a_malformed_answer_is_refused_with_what_was_given(question):
    kind = kind_of(question)
    for bad in kind.malformed_answers(question):
        with pytest.raises(MalformedAnswerError) as caught:
            kind.parse_answer(question, bad)
        assert (caught.value.question_id, caught.value.given) == (question.id, bad)


@given(question=questions, given_=anything)
def test_anything_sent_is_refused_or_can_be_marked(question, given_):
    kind = kind_of(question)
    try:
        answer = kind.parse_answer(question, given_)
    except MalformedAnswerError:
        return
    possible = [kind.right_answer(question), *kind.wrong_answers(question)]
    assert answer in possible
    assert kind.mark(question, answer, 2).comment


@given(question=questions, seeds=st.tuples(st.integers(0), st.integers(0)))
def test_shuffling_never_changes_a_mark_or_its_meaning(question, seeds):
    kind = kind_of(question)
    orders = [shown_alone(question, seed).option_order for seed in seeds]
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(kind.option_order(question))
    for answer in (kind.right_answer(question), *kind.wrong_answers(question)):
        words = [_texts(kind.answer_text(question, order, answer)) for order in orders]
        assert words[0] == words[1]
        told = [_texts("；".join(kind.mistakes(question, order, answer))) for order in orders]
        assert told[0] == told[1]


def _texts(words):
    """Return the parts of a text without the letters that depend on the order."""
    return {part.split(". ", 1)[-1].split("：", 1)[-1] for part in words.split("；")}


@given(question=questions, seed=st.integers(0))
def test_what_a_learner_answers_is_shown_as_picked_and_the_key_is_not(question, seed):
    kind = kind_of(question)
    order = shown_alone(question, seed).option_order
    blank = kind.render(question, order, None)
    assert "checked" not in blank
    assert blank.count("<input") == len(order)
    for answer in (kind.right_answer(question), *kind.wrong_answers(question)):
        picked = len(answer) if isinstance(answer, tuple) else 1
        assert kind.render(question, order, answer).count(" checked") == picked


@pytest.mark.parametrize("question", [make_single(), make_multiple()], ids=lambda q: q.kind)
def test_text_of_an_option_cannot_bring_markup_into_a_page(question):
    evil = question.model_copy(
        update={"options": question.options | {"A": "<script>alert(1)</script>"}}
    )
    kind = kind_of(evil)
    assert "<script>" not in kind.render(evil, kind.option_order(evil), None)


@each_kind
def test_a_right_answer_is_no_mistake_and_a_wrong_one_is_told(question):
    kind = kind_of(question)
    order = kind.option_order(question)
    assert kind.mistakes(question, order, kind.right_answer(question)) == []
    assert kind.mistakes(question, order, None) == []
    told = [kind.mistakes(question, order, answer) for answer in kind.wrong_answers(question)]
    assert any(told)
