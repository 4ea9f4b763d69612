"""Which texts of a question state something whose figures have to be right."""

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

from quizzes.kinds import kind_of


def stated(question):
    return {one.field: one for one in kind_of(question).stated(question)}


def test_a_choice_states_its_stem_right_options_explanation_and_mistakes():
    found = stated(make_multiple())
    assert set(found) == {
        "stem", "options.A", "options.C", "explanation", "mistakes.B", "mistakes.D"
    }  # fmt: skip
    assert found["mistakes.B"].beside == "示范选项B"
    assert set(stated(make_single())) >= {"options.B", "mistakes.A"}


@pytest.mark.parametrize("key", [True, False])
def test_a_statement_to_judge_states_something_only_where_it_is_right(key):
    word = "false" if key else "true"
    question = make_true_false(key=key, mistakes={word: "把错误的说法当成正确"})
    found = stated(question)
    assert ("stem" in found) is key
    assert found[f"mistakes.{word}"].beside == ("" if key else question.stem)


def test_blanks_steps_and_pairs_state_what_is_right_in_them():
    assert {"stem", "answer", "mistakes.50万元"} <= set(stated(make_figure()))
    assert stated(make_figure(mistakes={"50": "错"}))["mistakes.50"].beside == "50万元"
    assert {"accepted", "mistakes.复议"} <= set(stated(make_term()))
    assert {f"steps.{letter}" for letter in "ABCD"} <= set(stated(make_ordering()))
    pairs = stated(make_matching())
    assert {"left.A", "left.B", "left.C", "right.1", "right.3"} <= set(pairs)
    assert "right.2" not in pairs
    assert pairs["mistakes.B2"].beside == "示范右项2"


def test_nothing_in_an_essay_may_be_wrong_but_its_stem():
    strict = {field for field, one in stated(make_essay()).items() if not one.allows_wrong}
    assert strict == {"rubric.1", "rubric.2", "rubric.3", "reference", "explanation"}


@pytest.mark.parametrize("make", [make for make, name, _ in EVERY_KIND if name != "essay"])
def test_only_an_explanation_allows_no_wrong_figure_elsewhere(make):
    strict = [field for field, one in stated(make()).items() if not one.allows_wrong]
    assert strict == ["explanation"]
