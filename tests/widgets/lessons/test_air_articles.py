"""The look-up of old air articles: what it shows, and what it says to anything that is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.statutes.law import Law
from widgets.lessons.air_articles import AirArticles
from widgets.lessons.inputs import UNEXPECTED

LAW = Law.embedded()


def shown(written):
    look = AirArticles(LAW)
    look.written.value = written
    return look.output.value


def test_it_asks_for_an_article_at_first():
    assert "请从列表里选一条罚则" in AirArticles(LAW).output.value


@pytest.mark.parametrize("written", ["98", "九十八", "第98条", "大气法第九十八条", " 98 "])
def test_an_article_may_be_written_in_any_usual_form(written):
    answer = shown(written)
    assert "/statute/ecological-environment-code:1229" in answer
    assert "2万–20万元" in answer
    assert "5万–20万元" in answer


def test_one_item_shows_only_what_became_of_it():
    answer = shown("第九十九条第一款第（二）项")
    assert ":1107" in answer
    assert ":1102" not in answer


def test_a_chosen_article_is_shown():
    look = AirArticles(LAW)
    look.listed.value = next(value for label, value in look.listed.options if "118" in label)
    assert ":1132" in look.output.value


def test_what_is_written_goes_before_what_is_chosen():
    look = AirArticles(LAW)
    look.listed.value = next(value for label, value in look.listed.options if "118" in label)
    look.written.value = "98"
    assert ":1132" not in look.output.value


def test_other_old_rules_are_pointed_out():
    answer = shown("第九十九条第一款第（一）项")
    assert "pollutant-discharge-permit-regulation-2021:33" in answer
    assert "只比这一条，法典更重" in answer


def test_an_assessment_stands_alone_where_no_other_old_rule_competes():
    assert "只比这一条" not in shown("98")


def test_a_dropped_article_is_told():
    assert "法典里没有对应的条文" in shown("42")


def test_what_is_unsettled_is_called_so():
    assert "存疑" in shown("123")


def test_a_duty_is_told_from_a_penalty():
    assert "这一条不是罚则" in shown("24")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("第98条、第99条", "一次只查一条"),
        ("噪声法第75条", "只查《大气污染防治法》"),
        ("130", "130"),
        ("超标", "超标"),
    ],
)
def test_what_cannot_be_looked_up_is_answered_with_a_sentence(written, says):
    answer = shown(written)
    assert answer.startswith('<p class="clock-prompt">')
    assert says in answer
    assert "<script" not in answer


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_anything_typed_is_answered(written):
    answer = shown(written)
    assert answer.startswith("<p")
    assert UNEXPECTED not in answer
