"""One year's holidays and exchanged working days, as a dated file states them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from courses.errors import StudyError
from courses.problem import Problem
from courses.toml_faults import why_unreadable

SATURDAY = 5


class MalformedCalendarError(StudyError):
    """A calendar file does not state a year's holidays in the form that is read."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"放假安排有误：{place}：{message}")
        self.place = place
        self.reason = message


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named run of rest days, first and last day included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The rest days of one year: weekends and holidays, less the weekend days worked (调休).

    `source` names the notice that arranged them.
    """

    year: int
    source: str
    holidays: tuple[Holiday, ...]
    workdays: frozenset[date]

    def holiday_name(self, day: date) -> str | None:
        """Return the holiday that covers a day, if one does."""
        for holiday in self.holidays:
            if holiday.first <= day <= holiday.last:
                return holiday.name
        return None

    def is_workday(self, day: date) -> bool:
        """Say whether offices work on a day of this year."""
        if day in self.workdays:
            return True
        return day.weekday() < SATURDAY and self.holiday_name(day) is None

    def document(self) -> dict[str, object]:
        """Return what `year_calendar` reads, with dates as text, fit for JSON."""
        return {
            "year": self.year,
            "source": self.source,
            "workdays": [day.isoformat() for day in sorted(self.workdays)],
            "holidays": [
                {"name": run.name, "first": run.first.isoformat(), "last": run.last.isoformat()}
                for run in self.holidays
            ],
        }


def year_calendar(document: Mapping[str, object]) -> YearCalendar:
    """Read a parsed calendar file; dates may be TOML dates or ISO text.

    Raises MalformedCalendarError with the place that is wrong.
    """
    year = document.get("year")
    if type(year) is not int or not date.min.year <= year <= date.max.year:
        raise MalformedCalendarError("year", "请写四位年份，例如 year = 2027。")
    unknown = set(document) - {"year", "source", "workdays", "holidays"}
    if unknown:
        names = "、".join(sorted(unknown))
        raise MalformedCalendarError(
            names, "不认识的项目；可用的有 year、source、workdays、holidays。"
        )
    source = _text(document.get("source"), "source", "请写明放假通知的名称。")
    holidays = _holidays(document.get("holidays"), year)
    workdays = frozenset(
        _day(value, year, f"workdays 第{number}个")
        for number, value in enumerate(_list(document.get("workdays", []), "workdays"), 1)
    )
    calendar = YearCalendar(year, source, holidays, workdays)
    _check_exchanged_days(calendar)
    return calendar


def read_calendar_folder(folder: Path) -> tuple[list[YearCalendar], list[Problem]]:
    """Read every .toml file of a folder; a wrong file is left out and reported.

    A folder that does not exist holds no calendars.
    """
    calendars: list[YearCalendar] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            calendar = year_calendar(tomllib.loads(file.read_text(encoding="utf-8")))
        except MalformedCalendarError as error:
            problems.append(Problem(file, error.place, error.reason))
        except (OSError, ValueError) as error:
            problems.append(Problem(file, "整个文件", why_unreadable(error)))
        else:
            calendars.append(calendar)
    return calendars, problems


def _holidays(value: object, year: int) -> tuple[Holiday, ...]:
    runs = _list(value, "holidays")
    if not runs:
        raise MalformedCalendarError("holidays", "请至少写一个节日的放假起止日期。")
    return tuple(
        _holiday(run, year, f"holidays 第{number}个") for number, run in enumerate(runs, 1)
    )


def _holiday(value: object, year: int, place: str) -> Holiday:
    if not isinstance(value, Mapping):
        raise MalformedCalendarError(place, "请写 name、first、last 三项。")
    name = _text(value.get("name"), f"{place} name", "请写节日名称。")
    first = _day(value.get("first"), year, f"{place} first")
    last = _day(value.get("last"), year, f"{place} last")
    if last < first:
        raise MalformedCalendarError(place, f"放假结束日{last}早于开始日{first}。")
    return Holiday(name, first, last)


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        raise MalformedCalendarError(place, "请写成列表。")
    return value


def _text(value: object, place: str, advice: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise MalformedCalendarError(place, advice)
    return value


def _day(value: object, year: int, place: str) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if type(day) is not date or day.year != year:
        raise MalformedCalendarError(
            place, f"请写{year}年的日期，例如 {year}-10-01；现在是 {value}。"
        )
    return day


def _check_exchanged_days(calendar: YearCalendar) -> None:
    """Refuse a working day that is a holiday too, or that needs no exchange."""
    for day in sorted(calendar.workdays):
        if calendar.holiday_name(day) is not None:
            raise MalformedCalendarError("workdays", f"{day}同时写在放假日期里。")
        if day.weekday() < SATURDAY:
            raise MalformedCalendarError("workdays", f"{day}不是周六、周日，不用写成调休上班日。")


def days_between(first: date, last: date) -> Iterable[date]:
    """Yield every day from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
