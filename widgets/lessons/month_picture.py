"""Small month calendars that show how a period was counted."""

import calendar as months
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from courses.statutes.deadlines.milestone import Milestone
from courses.statutes.deadlines.time_limits import Counting, Direction, TimeLimit, get_limit
from courses.statutes.deadlines.workdays import DayKind, WorkCalendar
from courses.statutes.deadlines.year_calendar import days_between

MOST_MONTHS = 3
"""A longer period is shown by its first and last months only."""

_WEEKDAYS = "一二三四五六日"
_KIND_MARKS = {
    DayKind.HOLIDAY: ("休", "clock-rest"),
    DayKind.WEEKEND: ("", "clock-rest"),
    DayKind.EXCHANGED: ("班", "clock-exchanged"),
    DayKind.WORKDAY: ("", ""),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word in the cell of a day, with the class that sets it off."""

    text: str
    style: str


def counted_months(milestone: Milestone, calendar: WorkCalendar) -> str:
    """Return the months of a milestone's period as tables, "" when there is no last day."""
    if milestone.last_day is None:
        return ""
    first, last = sorted((milestone.counted_from, milestone.last_day))
    marks = _marks(milestone, calendar)
    tables = [
        month_table(year, month, calendar, marks)
        for year, month in _shown_months(first, last)
        if year in calendar.years
    ]
    return f'<div class="clock-months">{"".join(tables)}</div>'


def month_table(year: int, month: int, calendar: WorkCalendar, marks: Mapping[date, Mark]) -> str:
    """Return one month with its rest days, exchanged working days and marks, all in words."""
    weeks = months.Calendar(months.MONDAY).monthdatescalendar(year, month)
    rows = "".join(
        f"<tr>{''.join(_cell(day, month, calendar, marks) for day in week)}</tr>" for week in weeks
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in _WEEKDAYS)
    return (
        f'<table class="clock-month"><caption>{year}年{month}月</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cell(day: date, month: int, calendar: WorkCalendar, marks: Mapping[date, Mark]) -> str:
    if day.month != month:
        return "<td></td>"
    text, style = _KIND_MARKS[calendar.kind(day)]
    mark = marks.get(day)
    words = [word for word in (text, mark.text if mark else "") if word]
    styles = " ".join(name for name in (style, mark.style if mark else "") if name)
    inner = f'<span class="clock-day">{day.day}</span>'
    inner += "".join(f' <span class="clock-mark">{escape(word)}</span>' for word in words)
    return f'<td class="{styles}">{inner}</td>' if styles else f"<td>{inner}</td>"


def _marks(milestone: Milestone, calendar: WorkCalendar) -> dict[date, Mark]:
    """Mark the start, every counted working day with its number, and the end."""
    marks: dict[date, Mark] = {}
    limit = get_limit(milestone.id)
    if limit.counting is Counting.WORKDAY:
        for number, day in enumerate(_counted_workdays(milestone, limit, calendar), 1):
            marks[day] = Mark(f"第{number}", "clock-counted-day")
    if milestone.rolled_from is not None:
        marks[milestone.rolled_from] = Mark("期满", "clock-counted-day")
    start = "听证" if limit.direction is Direction.BEFORE else "起"
    marks[milestone.counted_from] = Mark(start, "clock-start")
    if milestone.last_day is not None:
        marks[milestone.last_day] = Mark("截止", "clock-end")
    return marks


def _counted_workdays(
    milestone: Milestone, limit: TimeLimit, calendar: WorkCalendar
) -> Iterator[date]:
    last_day = milestone.last_day
    if last_day is None:
        return
    if limit.direction is Direction.BEFORE:
        days = reversed(list(days_between(last_day, milestone.counted_from)))
    else:
        days = iter(list(days_between(milestone.counted_from, last_day)))
    yield from (day for day in days if day != milestone.counted_from and calendar.is_workday(day))


def _shown_months(first: date, last: date) -> list[tuple[int, int]]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    span = range(start, end + 1)
    shown = list(span) if len(span) <= MOST_MONTHS else [start, end - 1, end]
    return [(number // 12, number % 12 + 1) for number in shown]
