"""The result page: what essays, cases and answers right in part look like, and what it hides."""

import re
from dataclasses import replace
from fractions import Fraction

from builders.questions import make_case, make_essay, make_single, make_true_false
from builders.result_page import answered, shown_result

from grading.marking.model import RubricShare

ATTACK = "<script>alert(1)</script>"
WRITTEN = f"第一行，见大气法第98条\n{ATTACK}"
ESSAY = make_essay()
RUBRIC = tuple(
    RubricShare(text=point.text, possible=Fraction(point.points), earned=Fraction(point.points, 2))
    for point in ESSAY.rubric
)


def test_an_essay_shows_what_was_written_the_words_of_the_marker_and_the_rubric():
    page = shown_result(
        answered(ESSAY, WRITTEN, 3, comment=f"示范评语{ATTACK}", rubric=RUBRIC),
    )
    assert "第一行，见大气法第98条\n&lt;script&gt;" in page
    assert ATTACK not in page
    assert "示范评语&lt;script&gt;" in page
    assert ESSAY.reference in page
    for share in ("1 / 2 分", "0.5 / 1 分", "1.5 / 3 分", "3 / 6 分"):
        assert share in page


def test_an_essay_marked_without_shares_or_left_open_shows_what_it_had_to_say():
    alone = tuple(replace(share, earned=None) for share in RUBRIC)
    by_formgrader = shown_result(answered(ESSAY, "示范答案", 3, comment="", rubric=alone))
    left_open = shown_result(answered(ESSAY, None, comment="未作答"))
    for page in (by_formgrader, left_open):
        assert "评分要点" in page
        assert re.search(r">2 分<.*>1 分<.*>3 分<", page)
        assert "阅卷评语" not in page
    assert "未作答" in left_open
    assert "没有作答" in left_open


def test_an_answer_right_in_part_is_neither_right_nor_wrong():
    ids = ("sample-1", "sample-2", "sample-3")
    right, part, wrong = (make_single(id=one) for one in ids)
    page = shown_result(answered(right, "B", 2), answered(part, "A", 1), answered(wrong, "A"))
    assert re.findall(r'data-outcome="(\w+)"', page) == ["right", "part", "wrong"]
    assert re.findall(r"question question-(\w+)", page) == ["right", "part", "wrong"]
    assert "1 / 3 题，另有 1 题得部分分" in page


def test_a_case_is_told_once_above_its_questions():
    case = make_case()
    alone = make_true_false(id="sample-alone")
    page = shown_result(answered(alone, None), *(answered(part, None) for part in case))
    assert page.count(case[0].case.text) == 1
    places = [page.index(f'id="{place}"') for place in ("q-1", "case-1", "q-2", "q-3", "q-4")]
    assert places == sorted(places)
    assert page.count('href="#case-1"') == len(case)


def test_while_answers_are_not_to_be_seen_the_page_holds_the_sum_and_the_reason():
    page = shown_result(answered(ESSAY, WRITTEN, 3), hidden="答案以后公布。")
    assert "答案以后公布。" in page
    assert "不合格" in page
    for words in ("逐题解析", "答对", ESSAY.reference, ESSAY.stem):
        assert words not in page
