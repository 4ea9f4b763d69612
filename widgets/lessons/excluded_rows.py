"""Rows in which a learner enters time that does not count towards the period for deciding."""

from datetime import date

import ipywidgets as ipw

from courses.statutes.deadlines.excluded_time import ExcludedKind, ExcludedSpan
from courses.statutes.deadlines.milestone import ImpossibleDatesError
from widgets.lessons.inputs import choice_input, day_input

NOTHING = "没有"
"""The choice for no reason; a list whose value is None would show nothing at all."""

ROWS = 4
"""How many spans can be entered; the next row appears when the one before it is used."""


class ExcludedRow:
    """One span: why, from when, until when."""

    def __init__(self, number: int) -> None:
        kinds = [(name, name) for name in (NOTHING, *(kind.value for kind in ExcludedKind))]
        self.kind = choice_input(f"不计入的时间{number}：原因", kinds)
        self.first = day_input(f"不计入的时间{number}：开始日")
        self.last = day_input(f"不计入的时间{number}：结束日（没结束不填）")
        self.box = ipw.Box([self.kind, self.first, self.last])
        self.box.add_class("clock-fields")
        self._number = number

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """The three inputs."""
        return (self.kind, self.first, self.last)

    @property
    def reason(self) -> ExcludedKind | None:
        """Why time does not count, None when nothing was chosen."""
        return None if self.kind.value == NOTHING else ExcludedKind(self.kind.value)

    def span(self) -> ExcludedSpan | None:
        """Return the span, None when the row is empty; ImpossibleDatesError when half filled in."""
        kind = self.reason
        first: date | None = self.first.value
        last: date | None = self.last.value
        if kind is None and first is None and last is None:
            return None
        if kind is None:
            raise ImpossibleDatesError(f"不计入的时间{self._number}填了日期，还请选原因。")
        if first is None:
            raise ImpossibleDatesError(
                f"不计入的时间{self._number}选了“{kind.value}”，还请填开始日；没有就把原因改回“{NOTHING}”。"
            )
        return ExcludedSpan(kind, first, last)


class ExcludedRows:
    """The rows, of which one empty row is always in sight."""

    def __init__(self) -> None:
        self.rows = tuple(ExcludedRow(number) for number in range(1, ROWS + 1))
        self.box = ipw.VBox([row.box for row in self.rows])
        for row in self.rows:
            row.kind.observe(self._show_needed, names="value")
        self._show_needed()

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """The inputs of all rows."""
        return tuple(one for row in self.rows for one in row.inputs)

    def spans(self) -> tuple[ExcludedSpan, ...]:
        """Return what was entered, or raise ImpossibleDatesError."""
        return tuple(span for row in self.rows if (span := row.span()) is not None)

    def _show_needed(self, _change: object = None) -> None:
        used = [number for number, row in enumerate(self.rows) if row.reason is not None]
        shown = max(used, default=-1) + 1
        for number, row in enumerate(self.rows):
            row.box.layout.display = None if number <= shown else "none"
