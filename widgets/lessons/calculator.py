"""What the calculators of lessons share: inputs in groups, and a result that follows them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

import ipywidgets as ipw
from IPython.display import display

from courses.statutes.deadlines.workdays import WorkCalendar
from widgets.lessons.calendars import lesson_calendar
from widgets.lessons.inputs import keep_current


class Calculator(ABC):
    """Inputs, and what is reckoned from them with a calendar of working days.

    `remark` is shown with the result, for what is missing from the calendar. A subclass makes its
    inputs in `_make_inputs`, which returns them in groups.
    """

    def __init__(self, calendar: WorkCalendar, remark: str = "") -> None:
        self._calendar = calendar
        self._remark = remark
        groups = self._make_inputs()
        self.output = ipw.HTML()
        self.output.add_class("clock-output")
        self.box = ipw.VBox([*groups, self.output])
        self.box.add_class("clock-widget")
        keep_current(self.inputs, self._render, self.output)

    @property
    @abstractmethod
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """Everything that the learner fills in."""

    @abstractmethod
    def _make_inputs(self) -> Iterable[ipw.Widget]: ...

    @abstractmethod
    def _render(self) -> str: ...

    @classmethod
    def show(cls) -> None:
        """Show one in a lesson, with the calendar that lessons use."""
        known = lesson_calendar()
        display(cls(known.calendar, known.notice).box)
