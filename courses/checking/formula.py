"""Working out the formulas that authors state: plain arithmetic on exact numbers, nothing else."""

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from courses.errors import StudyError
from courses.statutes.deadlines.workdays import ONE_DAY, WorkCalendar

Input = Fraction | date
"""What a name in a formula stands for."""

WORKDAYS_BETWEEN = "工作日"
DAYS_BETWEEN = "天数"
_LONGEST = 200
_LONGEST_SPAN = 3660
_TYPED = str.maketrans("×÷＋－＊／（），", "*/+-*/(),")
_OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FormulaError(StudyError):
    """A formula cannot be worked out."""

    def __init__(self, formula: str, reason: str) -> None:
        super().__init__(f"公式“{formula}”算不出来：{reason}。")
        self.formula = formula


def evaluate(formula: str, inputs: Mapping[str, Input], calendar: WorkCalendar) -> Fraction:
    """Work out a formula of + - × ÷, brackets, whole numbers and the names of inputs.

    `工作日（起，止）` counts the working days after the first day up to and with the last one,
    `天数（起，止）` the calendar days. Raises FormulaError, which also names an input that the
    formula does not use, and CalendarMissingError.
    """
    if len(formula) > _LONGEST:
        raise FormulaError(formula[:_LONGEST], f"长度超过 {_LONGEST} 个字")
    try:
        tree = ast.parse(formula.translate(_TYPED).strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(formula, "只能用加减乘除、括号、整数和写明的名称") from None
    unused = set(inputs) - {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if unused:
        raise FormulaError(formula, f"没有用到“{'、'.join(sorted(unused))}”")
    try:
        return _Evaluation(formula, inputs, calendar).number(tree.body)
    except ZeroDivisionError:
        raise FormulaError(formula, "除数是零") from None


class _Evaluation:
    def __init__(self, formula: str, inputs: Mapping[str, Input], calendar: WorkCalendar) -> None:
        self.formula = formula
        self.inputs = inputs
        self.calendar = calendar

    def number(self, node: ast.expr) -> Fraction:
        match node:
            case ast.Constant(value=int(value)) if not isinstance(value, bool):
                return Fraction(value)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.number(operand)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _OPERATORS[type(op)](self.number(left), self.number(right))
            case ast.Name(id=name):
                return self._figure(name)
            case ast.Call(func=ast.Name(id=name), args=[ast.Name(first), ast.Name(last)]):
                return self._between(name, first, last)
        raise FormulaError(self.formula, "只能用加减乘除、括号、整数和写明的名称")

    def _between(self, function: str, first_name: str, last_name: str) -> Fraction:
        if function not in (WORKDAYS_BETWEEN, DAYS_BETWEEN):
            raise FormulaError(self.formula, f"没有“{function}”这种算法")
        first, last = self._day(first_name), self._day(last_name)
        span = (last - first).days
        if not 0 <= span <= _LONGEST_SPAN:
            raise FormulaError(self.formula, "起止日期前后颠倒，或者相隔超过十年")
        if function == DAYS_BETWEEN:
            return Fraction(span)
        days = (first + ONE_DAY * number for number in range(1, span + 1))
        return Fraction(sum(self.calendar.is_workday(day) for day in days))

    def _figure(self, name: str) -> Fraction:
        value = self._input(name)
        if isinstance(value, date):
            raise FormulaError(self.formula, f"日期“{name}”不能直接加减")
        return value

    def _day(self, name: str) -> date:
        value = self._input(name)
        if not isinstance(value, date):
            raise FormulaError(self.formula, f"“{name}”应当是日期，如 2026-09-01")
        return value

    def _input(self, name: str) -> Input:
        if name not in self.inputs:
            raise FormulaError(self.formula, f"没有写明“{name}”是多少")
        return self.inputs[name]
