"""Markings for the content check: read strictly, never written out again."""

from datetime import date

import pytest
from builders.questions import make_multiple, make_single, make_true_false, make_variant
from pydantic import ValidationError

from quizzes.draw import PaperQuestion, Variant

MARKINGS = {
    "case_figures": ("8万元",),
    "wrong_figures": ("30日",),
    "computed": ("30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%",),
    "historical": True,
    "acts_on": date(2026, 7, 10),
    "decided_on": date(2026, 11, 25),
}


def variant_of(question):
    return make_variant(
        questions=(PaperQuestion.model_validate({"question": question, "points": 2}),)
    )


def test_markings_change_neither_what_is_written_out_nor_the_digest_of_a_variant():
    marked, plain = make_single(**MARKINGS), make_single(acts_on=MARKINGS["acts_on"])
    assert marked.model_dump_json() == plain.model_dump_json()
    assert variant_of(marked).digest == variant_of(plain).digest
    assert variant_of(marked).assignment == variant_of(plain).assignment


def test_a_variant_kept_before_there_were_markings_is_read_as_it_was():
    kept = variant_of(make_single(**MARKINGS)).model_dump_json()
    assert not set(MARKINGS) - {"acts_on"} & {name for name in MARKINGS if name in kept}
    assert Variant.model_validate_json(kept).model_dump_json() == kept


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"case_figures": ["8万"]}, "看不懂这个数字"),
        ({"wrong_figures": ["很多元"]}, "看不懂这个数字"),
        ({"computed": ["30日 = 15 + 15"]}, "没有写明公式里的数从哪里来"),
        ({"decided_on": date(2026, 11, 25)}, "acts_on"),
        ({"acts_on": date(2026, 11, 26), "decided_on": date(2026, 11, 25)}, "不能早于"),
        ({"case_figure": ["8万元"]}, "case_figure"),
    ],
)
def test_a_marking_that_cannot_be_read_is_refused(changes, said):
    with pytest.raises(ValidationError, match=said):
        make_true_false(**changes)


def test_the_usual_policy_of_multiple_choice_is_not_written_out():
    """Variants published before there were policies keep their digest and their assignment."""
    assert "policy" not in make_multiple().model_dump()
    assert make_multiple(policy="part_marks").model_dump()["policy"] == "part_marks"
