from datetime import date

import pytest

from courses.checking.computed import (
    MalformedComputationError,
    WrongComputationError,
    read_computation,
)
from courses.checking.formula import FormulaError
from courses.statutes.deadlines.workdays import WorkCalendar

CALENDAR = WorkCalendar.embedded()


@pytest.mark.parametrize(
    "line",
    [
        "30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%",
        "300,000元=总投资*比例;总投资=六百万元;比例=百分之五",
        "三十日 = 期限 + 延长；期限 = 15日；延长 = 十五日",
        "6个工作日 = 工作日（通知，听证）；通知 = 2026-10-09；听证 = 2026-10-16",
        "5% = 部分 ÷ 全部；部分 = 30万元；全部 = 600万元",
    ],
)
def test_a_right_computation_is_confirmed(line):
    read_computation(line).verify(CALENDAR)


def test_the_inputs_are_kept():
    computation = read_computation(
        "4日 = 天数（起，止）× 倍；起 = 2026-10-01；止 = 2026-10-03；倍 = 2倍"
    )
    assert computation.inputs["起"] == date(2026, 10, 1)
    assert [figure.written() for figure in computation.figures()] == ["2倍"]


def test_a_wrong_result_is_told_with_the_right_one():
    computation = read_computation("40万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%")
    with pytest.raises(WrongComputationError, match="300000") as caught:
        computation.verify(CALENDAR)
    assert caught.value.result == 300_000


def test_an_input_that_the_formula_does_not_use_is_told():
    with pytest.raises(FormulaError, match="比例"):
        read_computation("600万元 = 总投资；总投资 = 600万元；比例 = 5%").verify(CALENDAR)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "30万元",
        "30 = 甲 × 2；甲 = 15日",
        "30日 = 15 + 15",
        "30日 = 甲；甲 = 三十",
        "30日 = 甲；甲 = 30日；甲 = 30日",
        "30日 = 甲；2甲 = 30日",
        "30日 = 甲；甲 = 2026-02-30",
        "30日 = 甲 = 30日",
    ],
)
def test_what_does_not_name_result_formula_and_inputs_is_refused(line):
    with pytest.raises(MalformedComputationError) as caught:
        read_computation(line)
    assert caught.value.given == line
