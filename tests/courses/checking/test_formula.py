"""Formulas are worked out exactly, and nothing but arithmetic is."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.checking.formula import FormulaError, evaluate
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar

CALENDAR = WorkCalendar.embedded()
INPUTS = {"投资": Fraction(6_000_000), "比例": Fraction(1, 100)}


def worked_out(formula, **inputs):
    return evaluate(formula, inputs, CALENDAR)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("投资 * 比例", 60_000),
        ("投资 × 比例", 60_000),
        ("投资 ÷ 2 × 比例", 30_000),
        ("（投资 － 1000000） × 比例", 50_000),
        ("-投资 * 比例 + 2 * 30000", 0),
        ("投资 * 比例 / 7", Fraction(60_000, 7)),
    ],
)
def test_arithmetic_is_exact(formula, result):
    assert evaluate(formula, INPUTS, CALENDAR) == result


def test_working_days_are_counted_after_the_first_day_up_to_the_last():
    inputs = {"起": date(2026, 10, 9), "止": date(2026, 10, 16)}
    assert worked_out("工作日（起，止）", **inputs) == 6
    assert worked_out("天数（起，止）", **inputs) == 7
    assert worked_out("天数(起, 止) - 工作日(起, 止)", **inputs) == 1


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "甲 +",
        "甲 ** 9",
        "甲.real",
        "__import__('os')",
        "甲 if 甲 else 甲",
        "[甲]",
        "'甲'",
        "1.5 * 甲",
        "True + 甲",
        "工作日(甲)",
        "乘方(甲, 甲)",
        "甲 / 0",
        "甲 + 乙",
        "2 + 3",
        "甲" + " + 1" * 100,
        "(" * 150 + "甲" + ")" * 150,
    ],
)
def test_whatever_else_is_refused(formula):
    with pytest.raises(FormulaError):
        worked_out(formula, 甲=Fraction(2))


def test_days_and_numbers_are_not_mixed_up():
    with pytest.raises(FormulaError):
        worked_out("甲 + 1", 甲=date(2026, 9, 1))
    with pytest.raises(FormulaError):
        worked_out("天数（甲，甲）", 甲=Fraction(1))
    with pytest.raises(FormulaError):
        worked_out("天数（甲，乙）", 甲=date(2026, 9, 2), 乙=date(2026, 9, 1))


def test_a_year_without_calendar_is_not_guessed():
    with pytest.raises(CalendarMissingError):
        worked_out("工作日（甲，乙）", 甲=date(2031, 1, 1), 乙=date(2031, 1, 9))


@given(st.text(alphabet="甲乙123+-*/()（），.[]'_工作日 ", max_size=40))
def test_any_text_is_worked_out_or_refused(formula):
    try:
        assert isinstance(worked_out(formula, 甲=Fraction(2), 乙=Fraction(3)), Fraction)
    except FormulaError as error:
        assert error.formula == formula
