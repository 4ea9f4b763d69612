"""Drawing variants and showing them."""

from collections import Counter
from itertools import combinations

import pytest
from builders.content import make_paper, make_pool
from builders.questions import make_variant
from hypothesis import given
from hypothesis import strategies as st

from quizzes.bank import QuestionBank
from quizzes.draw import Variant, draw_variants, paper_problems, shuffle
from quizzes.errors import EmptyDrawError

SINGLES = "single_choice"


def bank_of(per_point):
    return QuestionBank({"sample_course": make_pool(per_point=per_point)})


def rule(kind=SINGLES, count=2, **more):
    return {"kind": kind, "count": count, "points": 3, **more}


def question_ids(variant):
    return [entry.question.id for entry in variant.questions]


seeds = st.integers(0, 2**32)


@given(seed=seeds)
def test_the_same_paper_and_bank_give_the_same_variants(seed):
    paper = make_paper(seed=seed, variants=3)
    first, again = (draw_variants(paper, bank_of(9)) for _ in range(2))
    assert first == again
    assert [variant.assignment for variant in first] == [variant.assignment for variant in again]


@given(seed=seeds, variants=st.integers(1, 8), count=st.integers(1, 12))
def test_no_variant_has_a_question_twice(seed, variants, count):
    paper = make_paper(seed=seed, variants=variants, draw=[rule(count=count), rule("true_false")])
    for variant in draw_variants(paper, bank_of(9)):
        assert len(set(question_ids(variant))) == count + 2


def test_two_rules_for_one_kind_draw_different_questions():
    paper = make_paper(draw=[rule(count=4), rule(count=8, points=5)])
    (variant, *_) = draw_variants(paper, bank_of(9))
    assert len(set(question_ids(variant))) == 12


@given(seed=seeds, variants=st.integers(2, 6), count=st.integers(1, 12))
def test_variants_share_as_little_as_the_bank_allows(seed, variants, count):
    """With 12 fitting questions no question is used twice before all were used once."""
    paper = make_paper(seed=seed, variants=variants, draw=[rule(count=count)])
    used = Counter(q for v in draw_variants(paper, bank_of(9)) for q in question_ids(v))
    times = [used.get(question.id, 0) for question in fitting(bank_of(9))]
    assert max(times) - min(times) <= 1


def fitting(bank):
    return [q for q in bank.of_course("sample_course") if q.kind == SINGLES]


def test_variants_share_nothing_when_the_bank_is_large_enough():
    paper = make_paper(variants=3, draw=[rule(count=4)])
    drawn = [set(question_ids(variant)) for variant in draw_variants(paper, bank_of(9))]
    assert all(not one & other for one, other in combinations(drawn, 2))


def test_only_questions_on_the_topics_and_difficulties_of_a_rule_are_drawn():
    paper = make_paper(draw=[rule(count=3, topics=["sample-two"], difficulty=[1])])
    (variant, *_) = draw_variants(paper, bank_of(9))
    assert {entry.question.point for entry in variant.questions} == {"sample-two"}


def test_a_question_on_two_topics_of_a_rule_is_not_drawn_twice():
    paper = make_paper(draw=[rule(count=3, topics=["sample-one"]), rule(count=9)])
    (variant, *_) = draw_variants(paper, bank_of(9))
    assert len(set(question_ids(variant))) == 12


def test_a_bank_that_is_too_small_says_what_is_missing(tmp_path):
    paper = make_paper(draw=[rule(count=13)])
    with pytest.raises(EmptyDrawError, match=r"要抽 13 道单选题.*只有 12 道"):
        draw_variants(paper, bank_of(9))
    (problem,) = paper_problems(paper, bank_of(9), tmp_path / "sample-paper.toml")
    assert problem.place == "draw"


def test_a_paper_that_can_be_drawn_has_no_problem(tmp_path):
    assert paper_problems(make_paper(), bank_of(9), tmp_path / "sample-paper.toml") == []


def test_another_content_has_another_assignment():
    (old, *_) = draw_variants(make_paper(), bank_of(9))
    (new, *_) = draw_variants(make_paper(seed=8), bank_of(9))
    assert old.assignment != new.assignment
    assert old.assignment.startswith("sample-paper-A-")


def test_a_variant_written_down_and_read_again_is_the_same():
    variant = make_variant()
    again = Variant.model_validate_json(variant.model_dump_json())
    assert again == variant
    assert again.assignment == variant.assignment


def test_the_points_of_a_variant_are_those_of_its_paper():
    paper = make_paper()
    assert {variant.points for variant in draw_variants(paper, bank_of(9))} == {paper.points}


@given(seed=st.integers(0, 2**31 - 1), count=st.integers(1, 12))
def test_an_attempt_is_shown_the_same_way_for_ever(seed, count):
    variant = make_variant(count)
    assert shuffle(variant, seed) == shuffle(variant, seed)


@given(seed=st.integers(0, 2**31 - 1), count=st.integers(1, 12))
def test_every_question_is_shown_once_with_all_its_options(seed, count):
    variant = make_variant(count)
    shown = shuffle(variant, seed)
    assert sorted(place.question_id for place in shown) == sorted(question_ids(variant))
    for place in shown:
        question = variant.entry(place.question_id).question
        options = ("true", "false") if question.kind == "true_false" else question.options
        assert sorted(place.option_order) == sorted(options)


@given(seed=st.integers(0, 2**31 - 1))
def test_questions_of_a_kind_are_shown_together(seed):
    variant = make_variant(9)
    kinds = [variant.entry(place.question_id).question.kind for place in shuffle(variant, seed)]
    assert kinds == sorted(kinds, key=["single_choice", "multiple_choice", "true_false"].index)


def test_true_and_false_are_never_shuffled():
    variant = make_variant(9)
    orders = {
        place.option_order
        for seed in range(20)
        for place in shuffle(variant, seed)
        if "true-false" in place.question_id
    }
    assert orders == {("true", "false")}


def test_different_attempts_see_different_orders():
    variant = make_variant(9)
    assert len({shuffle(variant, seed) for seed in range(20)}) > 10
