"""The day of the act and the day of the decision say which rules are looked at."""

from datetime import date

import pytest

from courses.statutes.applicable import Case, Result, Span, decide
from courses.statutes.applicable.case import (
    DecisionBeforeActError,
    Fact,
    FactOutOfRangeError,
    Facts,
    ReversedSpanError,
    UnknownConductError,
)
from courses.statutes.tables.penalties import Tier
from tests.courses.statutes.applicable.cases import (
    DECIDED,
    FIRST_NEW_DAY,
    LAST_OLD_DAY,
    find,
    law,
    numbers,
    quoted,
    texts,
)


@pytest.mark.parametrize(
    ("act", "decided_on", "phase", "result"),
    [
        (LAST_OLD_DAY, LAST_OLD_DAY, 3, Result.OLD),
        (LAST_OLD_DAY, FIRST_NEW_DAY, 4, Result.NEW),
        (FIRST_NEW_DAY, FIRST_NEW_DAY, 2, Result.NEW),
        (Span(date(2026, 8, 1), LAST_OLD_DAY), FIRST_NEW_DAY, 4, Result.NEW),
        (Span(LAST_OLD_DAY, FIRST_NEW_DAY), FIRST_NEW_DAY, 9, Result.OPEN),
        (Span(FIRST_NEW_DAY, date(2026, 8, 16)), DECIDED, 2, Result.NEW),
    ],
)
def test_the_days_around_the_first_day_of_the_code(act, decided_on, phase, result):
    finding = find("exceed-permit", act, decided_on)
    assert finding.result is result
    assert phase in numbers(finding)
    assert {2, 3, 4, 9} & set(numbers(finding)) == {phase}


def test_an_act_across_the_first_day_is_open_and_says_what_is_safe():
    finding = find("exceed-permit", Span(date(2026, 8, 1), date(2026, 9, 1)))
    assert finding.result is Result.OPEN
    assert finding.citations == ()
    assert "能不能独立成立" in finding.reason
    assert "第三十四条" in finding.reason and "第一千一百零三条" in finding.reason


def test_an_act_across_the_first_day_under_an_unchanged_rule_says_so():
    finding = find("fugitive-emissions", Span(date(2026, 8, 1), date(2026, 9, 1)))
    assert finding.result is Result.OPEN
    assert "条文没有变" in finding.reason


def test_a_decision_before_the_act_is_refused_in_chinese():
    with pytest.raises(DecisionBeforeActError, match="早于行为终了"):
        find("exceed-permit", date(2026, 9, 2), date(2026, 9, 1))
    with pytest.raises(DecisionBeforeActError):
        find("exceed-permit", Span(date(2026, 8, 1), date(2026, 9, 2)), date(2026, 9, 1))


def test_a_span_must_not_end_before_it_begins():
    with pytest.raises(ReversedSpanError, match="颠倒"):
        Span(date(2026, 9, 2), date(2026, 9, 1))


def test_an_unknown_conduct_is_refused_in_chinese():
    case = Case(conduct_id="singing", act=DECIDED, decided_on=DECIDED)
    with pytest.raises(UnknownConductError, match="没有这种行为：singing"):
        decide(case, law())


@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        ({"investment_yuan": -1}, Fact.INVESTMENT),
        ({"vehicles": 0}, Fact.VEHICLES),
        ({"times": 0}, Fact.TIMES),
        ({"grade": Tier.SEVERE}, Fact.GRADE),
    ],
)
def test_facts_that_cannot_be_are_refused(facts, fact):
    with pytest.raises(FactOutOfRangeError) as caught:
        Facts(**facts)
    assert caught.value.fact is fact


def test_an_act_under_a_version_that_is_not_held_is_open():
    finding = find("refuse-inspection", date(2017, 5, 1))
    assert finding.result is Result.OPEN
    assert "没有收那个版本" in finding.reason


@pytest.mark.parametrize(
    ("conduct", "act"),
    [
        ("false-monitoring-data", date(2025, 12, 31)),
        ("exceed-permit", date(2021, 2, 28)),
    ],
)
def test_an_act_before_a_regulation_existed_is_open(conduct, act):
    finding = find(conduct, act)
    assert finding.result is Result.OPEN
    assert "还没有施行" in finding.reason


def test_the_first_day_of_a_regulation_is_enough():
    assert find("false-monitoring-data", date(2026, 1, 1)).result is Result.OLD
    assert find("exceed-permit", date(2021, 3, 1)).result is Result.NEW


def test_a_span_over_the_first_day_of_a_regulation_is_open():
    finding = find("exceed-permit", Span(date(2021, 2, 28), date(2021, 3, 1)))
    assert finding.result is Result.OPEN


def test_a_rule_that_did_not_exist_yet_does_not_compete():
    before = find("no-permit", date(2021, 2, 28))
    assert quoted(before) == ["air-pollution-law-2018:99.1.1"]
    assert before.reason == "旧法轻，用旧法。"
    since = find("no-permit", date(2021, 3, 1))
    assert quoted(since) == ["pollutant-discharge-permit-regulation-2021:33"]


def test_the_limitation_is_told_when_more_than_two_years_have_passed():
    assert 10 not in numbers(find("refuse-inspection", date(2024, 11, 25)))
    late = find("refuse-inspection", date(2024, 11, 24))
    assert 10 in numbers(late)
    assert "存疑" in texts(late)[-1]
