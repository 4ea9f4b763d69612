"""What the check says of single questions."""

from datetime import date
from pathlib import Path

import pytest
from builders.questions import make_figure, make_multiple, make_single, make_true_false

from courses.checking.ground import Ground
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.law import Law
from quizzes.checking.questions import check_question

FILING = "ee-administrative-penalty-measures-2023:18.1"
OLD, NEW = "air-pollution-law-2018:98", "ecological-environment-code:1229"
JULY, SEPTEMBER, NOVEMBER = date(2026, 7, 10), date(2026, 9, 1), date(2026, 11, 23)


def findings(question, on=NOVEMBER):
    ground = Ground(Law.embedded(), on, WorkCalendar.embedded())
    return check_question(Path("a.toml"), "第 1 题", question, ground).findings


def told(question, on=NOVEMBER):
    return [f"{one.place.partition('，')[2]} {one.rule}" for one in findings(question, on)]


def choice(**changes):
    options = {"A": "十日", "B": "十五日", "C": "二十日"}
    mistakes = {"A": "少数了五日", "C": "把二十日当成了期限"}
    usual = {"cites": [FILING], "options": options, "mistakes": mistakes, "wrong_figures": ["5日"]}
    return make_single(**(usual | changes))


def test_wrong_options_and_what_repeats_them_are_not_held_against_a_question():
    assert told(choice()) == []
    assert told(choice(wrong_figures=[])) == ["mistakes.A figure"]


def test_the_right_option_has_to_be_right():
    assert told(choice(key=("C",), mistakes={"A": "甲", "B": "乙"}, wrong_figures=[])) == [
        "options.C figure"
    ]


def test_the_figure_of_a_blank_has_to_be_right_and_its_mistakes_need_not():
    filing = {"cites": [FILING], "stem": "期限是____日。", "unit": "日"}
    right = {"answer": {"value": "15日"}, "mistakes": {"10日": "把10日当成期限"}}
    assert told(make_figure(**filing, **right)) == []
    wrong = {"answer": {"value": "16日"}, "mistakes": {"10": "把10日当成期限"}}
    assert told(make_figure(**filing, **wrong)) == ["answer figure"]


@pytest.mark.parametrize("field", ["stem", "explanation"])
def test_stem_and_explanation_have_to_be_right(field):
    assert told(make_single(cites=[FILING], **{field: "期限是16日。"})) == [f"{field} figure"]
    assert told(make_single(cites=[FILING], **{field: "期限是15日。"})) == []


def test_an_explanation_may_not_state_a_wrong_figure_even_when_it_is_marked():
    question = {"cites": [FILING], "wrong_figures": ["16日"]}
    assert told(make_multiple(stem="他说16日。", **question)) == []
    assert told(make_multiple(explanation="是16日。", **question)) == ["explanation figure"]


def test_the_stem_of_a_wrong_statement_may_be_wrong():
    wrong = {"cites": [FILING], "stem": "期限是16日。"}
    assert told(make_true_false(**wrong, mistakes={"true": "把16日当成期限"})) == []
    assert told(make_true_false(**wrong, key=True, mistakes={"false": "甲"})) == ["stem figure"]


def test_a_computed_figure_is_worked_out_again():
    right = "30日 = 期限 + 延长；期限 = 15日；延长 = 15日"
    stated = {"cites": [FILING], "explanation": "一共30日。"}
    assert told(make_single(**stated, computed=[right])) == []
    wrong = right.replace("延长 = 15日", "延长 = 14日")
    assert told(make_single(**stated, computed=[wrong])) == ["computed marking", "computed figure"]


def test_markings_without_use_are_told():
    assert told(make_single(cites=[FILING], case_figures=["8万元"])) == ["case_figures marking"]


def test_a_case_is_judged_by_the_law_of_its_day():
    assert told(make_single(cites=[OLD], acts_on=JULY)) == []
    assert told(make_single(cites=[OLD], acts_on=SEPTEMBER)) == ["cites standing"]
    assert told(make_single(cites=[OLD])) == ["cites standing"]
    assert told(make_single(cites=[OLD]), on=JULY) == []


def test_both_laws_may_be_cited_where_act_and_decision_have_their_days():
    both = {"cites": [OLD, NEW], "acts_on": JULY}
    assert told(make_single(**both)) == ["cites standing"]
    assert told(make_single(**both, decided_on=NOVEMBER)) == []


def test_old_law_without_a_day_is_marked_as_historical():
    assert told(make_single(cites=[OLD], historical=True)) == []
    assert told(make_single(cites=[NEW], historical=True)) == ["cites marking"]
