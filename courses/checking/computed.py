"""Figures that an author computed: the formula and its inputs in one line, worked out again.

The line reads `30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%`, in TOML as in notebooks.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from courses.checking.formula import Input, evaluate
from courses.errors import StudyError
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.figures import Figure, FigureKind, read_figure

_HUNDRED = 100


class MalformedComputationError(StudyError):
    """A line does not state a figure, its formula and its inputs."""

    def __init__(self, given: str, reason: str) -> None:
        super().__init__(
            f"看不懂这个计算：“{given}”（{reason}）。"
            "请写成“30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%”。"
        )
        self.given = given


class WrongComputationError(StudyError):
    """Working a formula out again gives another figure."""

    def __init__(self, computation: "Computation", result: Fraction) -> None:
        super().__init__(
            f"写的是 {computation.figure.written()}，"
            f"按公式“{computation.formula}”算出来是 {_printed(result)}。请改正数字或者公式。"
        )
        self.computation = computation
        self.result = result


@dataclass(frozen=True, slots=True)
class Computation:
    """A computed figure, its formula, and the figures and dates that the formula rests on."""

    figure: Figure
    formula: str
    inputs: Mapping[str, Figure | date]

    def figures(self) -> tuple[Figure, ...]:
        """Return the inputs that are figures: they have to be grounded like any other figure."""
        return tuple(value for value in self.inputs.values() if isinstance(value, Figure))

    def verify(self, calendar: WorkCalendar) -> None:
        """Work the formula out again.

        Raises WrongComputationError, FormulaError and CalendarMissingError.
        """
        values = {name: _as_input(value) for name, value in self.inputs.items()}
        result = evaluate(self.formula, values, calendar)
        if result != _in_formulas(self.figure):
            raise WrongComputationError(self, result)


def read_computation(text: str) -> Computation:
    """Read a line such as `30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%`.

    Raises MalformedComputationError. Whether the result is right is not looked at.
    """
    stated, *rest = [part.split("=", 1) for part in re.split("[；;]", text.replace("＝", "="))]
    if any(len(part) != 2 for part in (stated, *rest)):  # noqa: PLR2004 - a name and its value
        raise MalformedComputationError(text, "每一段都要有等号")
    inputs: dict[str, Figure | date] = {}
    for name, value in rest:
        known = unicodedata.normalize("NFKC", name.strip())
        if not known.isidentifier() or known in inputs:
            raise MalformedComputationError(text, f"“{name.strip()}”不能作名称，或者写了两次")
        inputs[known] = _read_value(text, value.strip())
    if not inputs:
        raise MalformedComputationError(text, "没有写明公式里的数从哪里来")
    try:
        return Computation(read_figure(stated[0]), stated[1].strip(), inputs)
    except StudyError as error:
        raise MalformedComputationError(text, str(error).rstrip("。")) from error


def _read_value(text: str, value: str) -> Figure | date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        pass
    try:
        return read_figure(value)
    except StudyError as error:
        raise MalformedComputationError(text, str(error).rstrip("。")) from error


def _as_input(value: Figure | date) -> Input:
    return _in_formulas(value) if isinstance(value, Figure) else value


def _in_formulas(figure: Figure) -> Fraction:
    """Return the number that a figure is in a formula: 5% is a twentieth."""
    return figure.value / _HUNDRED if figure.kind is FigureKind.PERCENT else figure.value


def _printed(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"
