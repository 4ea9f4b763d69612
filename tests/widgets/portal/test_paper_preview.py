"""What the preview of a paper adds up."""

from builders.content import make_course, make_paper, make_pool
from builders.questions import make_case, make_essay, make_single

from quizzes.bank import QuestionBank
from quizzes.draw import draw_variants
from widgets.portal.paper_preview import GAP, STEP, Sum, paper_sums

DRAW = [
    {"kind": "single_choice", "count": 2, "points": 3},
    {"kind": "essay", "count": 1, "points": 6},
    {"kind": "case_analysis", "count": 1, "points": 10},
]


def sums(*more, **changes):
    pool = [*make_pool(), make_essay(topics=("sample-two",), difficulty=3), *make_case(), *more]
    paper, course = make_paper(draw=DRAW, **changes), make_course()
    return paper_sums(paper, course, draw_variants(paper, QuestionBank({course.id: pool})))


def test_kinds_are_counted_with_cases_as_wholes():
    assert sums(variants=1).kinds == {
        "single_choice": [Sum(2, 6)],
        "essay": [Sum(1, 6)],
        "case_analysis": [Sum(1, 10)],
    }


def test_difficulties_weigh_by_points():
    found = sums(variants=1)
    assert found.levels == {"易": [Sum(5, 16)], "中": [Sum(0, 0)], "难": [Sum(1, 6)]}
    assert found.variants[0].mean_level == (16 * 1 + 6 * 3) / 22


def test_topics_without_a_question_are_named():
    found = sums(variants=1)
    assert found.topics["示范知识点 sample-two"][0][-1] == 3
    asked = {label for label in found.topics if label.startswith("示范知识点")}
    assert set(found.missing) == {f"示范知识点 {name}" for name in make_course().topics} - asked


def test_questions_on_several_variants_are_counted():
    single = make_single(id="one-more", topics=("sample-one",))
    assert sums(single, variants=2).shared == 1 + 3  # the one essay, and the case of three


def test_the_picture_has_a_bar_for_each_question_with_room_between_sections():
    (variant,) = sums(variants=1).variants
    assert sum(bar.width for bar in variant.bars) == 22
    assert variant.breadth == 22 + 2 * GAP
    assert {bar.height for bar in variant.bars} == {STEP, 3 * STEP}
    assert [bar.x for bar in variant.bars][:3] == [0, 3, 6 + GAP]
