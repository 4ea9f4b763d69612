"""Working days by dated calendars: which days count, and which day is the next that does."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from courses.errors import StudyError
from courses.statutes.deadlines.year_calendar import YearCalendar, year_calendar

ONE_DAY = timedelta(days=1)


class CalendarMissingError(StudyError):
    """A calculation needs a year whose holidays nobody has entered."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"没有{year}年的放假安排，算不出日期。"
            f"请管理员把 {year}.toml 文件放入数据目录的 calendars 文件夹。"
        )
        self.year = year


class DayKind(StrEnum):
    """What a calendar says of a day, in the words it is shown with."""

    WORKDAY = "工作日"
    EXCHANGED = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "放假"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of the years for which a calendar is known.

    Every question about a day of another year raises CalendarMissingError.
    """

    years: Mapping[int, YearCalendar] = field(default_factory=dict)

    @staticmethod
    def embedded() -> "WorkCalendar":
        """Return the calendars that come with the package; always the same object."""
        return _embedded()

    def extended(self, calendars: Iterable[YearCalendar]) -> "WorkCalendar":
        """Return a calendar with these years added; a year given twice is the later one's."""
        added = {calendar.year: calendar for calendar in calendars}
        return WorkCalendar(MappingProxyType({**self.years, **added}))

    def extended_by(self, documents: Iterable[Mapping[str, object]]) -> "WorkCalendar":
        """Return a calendar with these parsed files added, or raise MalformedCalendarError."""
        return self.extended([year_calendar(document) for document in documents])

    def is_workday(self, day: date) -> bool:
        """Say whether a day is a working day."""
        return self._year_of(day).is_workday(day)

    def kind(self, day: date) -> DayKind:
        """Say what a day is: plain or exchanged working day, weekend or holiday."""
        year = self._year_of(day)
        if day in year.workdays:
            return DayKind.EXCHANGED
        if year.holiday_name(day) is not None:
            return DayKind.HOLIDAY
        return DayKind.WORKDAY if year.is_workday(day) else DayKind.WEEKEND

    def holiday_name(self, day: date) -> str | None:
        """Return the name of the holiday that covers a day, if one does."""
        return self._year_of(day).holiday_name(day)

    def next_workday(self, day: date) -> date:
        """Return the day itself when it is a working day, or the first one after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, start: date, count: int) -> date:
        """Return the last of `count` working days after `start`; the start day is not counted."""
        return self._step(start, count, ONE_DAY)

    def subtract_workdays(self, end: date, count: int) -> date:
        """Return the first of `count` working days before `end`; the end day is not counted."""
        return self._step(end, count, -ONE_DAY)

    def _step(self, day: date, count: int, step: timedelta) -> date:
        if count < 0:
            raise ValueError(count)
        while count > 0:
            day += step
            count -= self.is_workday(day)
        return day

    def _year_of(self, day: date) -> YearCalendar:
        try:
            return self.years[day.year]
        except KeyError:
            raise CalendarMissingError(day.year) from None


@cache
def _embedded() -> WorkCalendar:
    folder = resources.files("courses.statutes.deadlines") / "calendars"
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    return WorkCalendar().extended_by(
        tomllib.loads(file.read_text(encoding="utf-8")) for file in files
    )
