"""What holds for every kind of question, whatever the question and the answer."""

import ast
from fractions import Fraction

import lxml.html
import pytest
from builders.questions import (
    EVERY_KIND,
    make_essay,
    make_figure,
    make_matching,
    make_multiple,
    make_ordering,
    make_single,
    make_term,
    make_true_false,
)
from hypothesis import given
from hypothesis import strategies as st

from quizzes.draw import shown_alone
from quizzes.errors import MalformedAnswerError
from quizzes.kinds import KINDS, is_read_by_marker, kind_of
from quizzes.kinds.options import LETTERS

EXAMPLES = [make() for make, _, _ in EVERY_KIND]
each_kind = pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: question.id)
policies = st.sampled_from(["all_or_nothing", "part_marks"])


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


@st.composite
def orderings(draw):
    letters = LETTERS[: draw(st.integers(3, 7))]
    key = draw(st.permutations(letters).filter(lambda order: sorted(order) != order))
    pair = f"{key[-1]}{key[0]}"
    return make_ordering(
        steps={letter: f"示范步骤{letter}" for letter in letters},
        key=tuple(key),
        policy=draw(policies),
        mistakes={pair: "把最后一步放到第一步以前"},
    )


@st.composite
def matchings(draw):
    left = LETTERS[: draw(st.integers(2, 6))]
    right = [str(number) for number in range(1, draw(st.integers(2, 8)) + 1)]
    key = [f"{letter}{draw(st.sampled_from(right))}" for letter in left]
    if all(pair[1] == number for pair, number in zip(key, right, strict=False)):
        key[0] = f"A{right[-1]}"
    wrong = next(f"B{number}" for number in right if f"B{number}" != key[1])
    return make_matching(
        left={letter: f"示范左项{letter}" for letter in left},
        right={number: f"示范右项{number}" for number in right},
        key=tuple(key),
        policy=draw(policies),
        mistakes={wrong: "示范错误"},
    )


figures = st.builds(
    lambda value, unit: make_figure(
        answer={"value": f"{value}{unit}"},
        unit=unit,
        mistakes={f"{value + 1}": "多了一份", f"{value * 10}{unit}": "多写了一位"},
    ),
    st.integers(1, 9000),
    st.sampled_from(["元", "万元", "日", "个工作日", "%", "倍", "人"]),
)
essays = st.lists(st.integers(1, 5), min_size=1, max_size=4).map(
    lambda weights: make_essay(
        points=sum(weights),
        rubric=[
            {"text": f"示范要点{number}", "points": weight} for number, weight in enumerate(weights)
        ],
    )
)
questions = st.one_of(
    essays,
    orderings(),
    matchings(),
    figures,
    st.builds(make_term),
    st.builds(
        lambda changes, policy: make_multiple(**changes, policy=policy),
        options_and_key(2, 6),
        policies,
    ),
    options_and_key(1, 1).map(lambda changes: make_single(**changes)),
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
    assert {question.kind for question in EXAMPLES} == set(KINDS)


@given(question=questions)
def test_what_the_builders_make_has_nothing_to_correct(question):
    assert kind_of(question).check(question) == []


@given(question=questions, points=points)
def test_a_right_answer_earns_all_points_or_waits_for_a_marker(question, points):
    mark = kind_of(question).mark(question, kind_of(question).right_answer(question), points)
    earned = 0 if is_read_by_marker(question) else points
    assert (mark.earned, mark.possible, mark.is_full) == (earned, points, earned == points)
    assert mark.waits is is_read_by_marker(question)


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
    assert (mark.earned, mark.comment, mark.waits) == (0, "未作答", False)


@given(question=questions)
def test_right_and_wrong_answers_can_be_read_back(question):
    kind = kind_of(question)
    for answer in (kind.right_answer(question), *kind.wrong_answers(question)):
        assert kind.parse_answer(question, _as_sent(answer)) == answer


def _as_sent(answer):
    return list(answer) if isinstance(answer, tuple) else answer


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
    assert kind.parse_answer(question, _as_sent(answer)) == answer
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


@given(question=questions, points=points)
def test_marking_needs_no_more_than_the_key(question, points):
    kind = kind_of(question)
    head = {"id": question.id, "kind": question.kind}
    written = ast.literal_eval(repr(head | kind.key(question)))
    bare = kind.with_key(written)
    for answer in (None, kind.right_answer(question), *kind.wrong_answers(question)):
        parsed = None if answer is None else kind.parse_answer(bare, _as_sent(answer))
        assert kind.mark(bare, parsed, points) == kind.mark(question, answer, points)


@given(question=questions, seed=st.integers(0))
def test_what_a_learner_answers_is_shown_and_the_key_is_not(question, seed):
    kind = kind_of(question)
    order = shown_alone(question, seed).option_order
    blank = kind.render(question, order, None)
    assert shown_answer(question, blank) is None
    for answer in (kind.right_answer(question), *kind.wrong_answers(question)):
        assert shown_answer(question, kind.render(question, order, answer)) == answer


def shown_answer(question, fields):
    """Read an answer from its fields as the script of the page does."""
    page = lxml.html.fragment_fromstring(fields, create_parent="div")
    if question.kind in ("fill_in", "essay"):
        # browsers leave out the line break that comes first in a text area
        typed = page.xpath("string(.//input/@value | .//textarea)")
        return typed.removeprefix("\n") or None
    if question.kind == "ordering":
        is_answer = page.xpath("string(.//ol/@data-answered)") == "yes"
        return tuple(page.xpath(".//li/@data-step")) if is_answer else None
    if question.kind == "matching":
        return tuple(sorted(page.xpath(".//option[@selected]/@value"))) or None
    picked = page.xpath(".//input[@checked]/@value")
    if question.kind == "multiple_choice":
        return tuple(sorted(picked)) or None
    if question.kind == "true_false" and picked:
        return picked == ["true"]
    return picked[0] if picked else None


EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (make_single(options=make_single().options | {"A": EVIL}), None),
        (make_multiple(options=make_multiple().options | {"A": EVIL}), None),
        (make_ordering(steps=make_ordering().steps | {"A": EVIL}), None),
        (make_matching(left=make_matching().left | {"A": EVIL}), None),
        (make_matching(right=make_matching().right | {"1": EVIL}), None),
        (make_figure(unit=EVIL), None),
        (make_term(), f'">{EVIL}'),
        (make_essay(), f"</textarea>{EVIL}"),
    ],
)
def test_no_text_can_bring_markup_into_a_page(question, answer):
    kind = kind_of(question)
    assert "<script>" not in kind.render(question, kind.option_order(question), answer)


@each_kind
def test_a_right_answer_is_no_mistake_and_a_wrong_one_is_told(question):
    kind = kind_of(question)
    order = kind.option_order(question)
    assert kind.mistakes(question, order, kind.right_answer(question)) == []
    assert kind.mistakes(question, order, None) == []
    told = [kind.mistakes(question, order, answer) for answer in kind.wrong_answers(question)]
    assert any(told) is not is_read_by_marker(question)
