"""The time limits of the penalty procedure, and the last day that each gives.

Counting follows article 90 of the penalty measures: the first day is not counted, the limits of
three, five and seven days are working days, and a period that would end on a rest day ends on the
first working day after it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation
from courses.statutes.deadlines.day_text import full_day, short_day
from courses.statutes.deadlines.workdays import DayKind, WorkCalendar
from courses.statutes.deadlines.year_calendar import days_between
from courses.statutes.tables.procedure import (
    Bound,
    DayCount,
    ProcedureRule,
    embedded_procedure,
)
from courses.statutes.tables.procedure import Unit as RuleUnit
from courses.statutes.tables.reading import Verified

CASE_TOPICS = frozenset({"立案", "调查", "告知", "听证", "决定", "送达", "公开"})
"""The topics of the table of procedure whose limits run in a penalty case, one after another."""

COUNTING_RULE = parse_citation("ee-administrative-penalty-measures-2023:90")
"""The article that says how every period of the procedure is counted."""


class Unit(StrEnum):
    """What a limit counts."""

    DAY = "day"
    HOUR = "hour"


class Counting(StrEnum):
    """Which days count; `clock` is for limits in hours, which run without a break."""

    WORKDAY = "workday"
    NATURAL = "natural"
    CLOCK = "clock"


class Direction(StrEnum):
    """Whether a limit runs after an event or says how long before one to act."""

    AFTER = "after"
    BEFORE = "before"


class UnknownLimitError(StudyError):
    """No time limit with this id in the table."""

    def __init__(self, limit_id: str) -> None:
        super().__init__(f"期限表里没有这一项：{limit_id}")
        self.limit_id = limit_id


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One row of the table; `topic` and `item` name it in Chinese.

    `verified` says whether the number was checked against the full text of the article.
    """

    id: str
    topic: str
    item: str
    value: int
    unit: Unit
    counting: Counting
    direction: Direction
    citation: Citation
    verified: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period.

    `rolled_from` is the rest day on which it would have ended, None when it was not put off;
    `explanation` tells in Chinese how the days were counted.
    """

    last_day: date
    rolled_from: date | None
    explanation: str


def get_limit(limit_id: str) -> TimeLimit:
    """Return the limit with this id, or raise UnknownLimitError."""
    try:
        return embedded_limits()[limit_id]
    except KeyError:
        raise UnknownLimitError(limit_id) from None


@cache
def embedded_limits() -> Mapping[str, TimeLimit]:
    """Return the limits of the table of procedure that comes with the package, by id."""
    return MappingProxyType({limit.id: limit for limit in limits_among(embedded_procedure())})


def limits_among(rules: Iterable[ProcedureRule]) -> Iterator[TimeLimit]:
    """Pick the limits of a penalty case out of the rules of procedure, which are their home."""
    for rule in rules:
        if rule.topic not in CASE_TOPICS or rule.value is None:
            continue
        if rule.unit is RuleUnit.HOUR:
            yield _limit(rule, rule.value, Unit.HOUR, Counting.CLOCK)
        elif rule.unit is RuleUnit.DAY and rule.counting is not DayCount.UNSAID:
            yield _limit(rule, rule.value, Unit.DAY, _COUNTINGS[rule.counting])


_COUNTINGS = {
    DayCount.WORKDAYS: Counting.WORKDAY,
    DayCount.CALENDAR_DAYS: Counting.NATURAL,
}


def _limit(rule: ProcedureRule, value: int, unit: Unit, counting: Counting) -> TimeLimit:
    return TimeLimit(
        id=rule.id,
        topic=rule.topic,
        item=rule.item,
        value=value,
        unit=unit,
        counting=counting,
        direction=Direction.BEFORE if rule.bound is Bound.BEFORE else Direction.AFTER,
        citation=rule.citation,
        verified=rule.verified is Verified.YES,
    )


def deadline(start: date, limit: TimeLimit, calendar: WorkCalendar) -> Deadline:
    """Return the last day of a limit in days that runs from `start`, itself not counted.

    For a limit that says how long before an event to act, `start` is the day of the event and the
    result the latest day to act. Raises CalendarMissingError when a year is not known, ValueError
    for a limit in hours.
    """
    if limit.unit is not Unit.DAY:
        raise ValueError(limit.id)
    if limit.direction is Direction.BEFORE:
        return _workdays_before(start, limit.value, calendar)
    if limit.counting is Counting.WORKDAY:
        return _workdays_after(start, limit.value, calendar)
    return roll(
        start + timedelta(days=limit.value),
        calendar,
        f"{short_day(start)}当日不计，从次日起按自然日数{limit.value}日",
    )


def moment_limit(start: datetime, limit: TimeLimit) -> datetime:
    """Return the moment at which a limit in hours ends; ValueError for a limit in days."""
    if limit.unit is not Unit.HOUR:
        raise ValueError(limit.id)
    return start + timedelta(hours=limit.value)


def roll(end: date, calendar: WorkCalendar, counted: str) -> Deadline:
    """Put off a period that would end on a rest day to the first working day after it.

    `counted` begins the explanation. Raises CalendarMissingError.
    """
    last_day = calendar.next_workday(end)
    if last_day == end:
        return Deadline(end, None, f"{counted}，最后一日是{full_day(end)}。")
    holiday = calendar.holiday_name(end)
    reason = f"在{holiday}假期内" if holiday else "是周末"
    explanation = f"{counted}，到{full_day(end)}；这一天{reason}，顺延到{full_day(last_day)}。"
    return Deadline(last_day, end, explanation)


def _workdays_after(start: date, count: int, calendar: WorkCalendar) -> Deadline:
    last_day = calendar.add_workdays(start, count)
    passed = _what_was_passed(start + timedelta(days=1), last_day, calendar)
    explanation = (
        f"{short_day(start)}当日不计，从次日起数{count}个工作日，"
        f"最后一日是{full_day(last_day)}{passed}。"
    )
    return Deadline(last_day, None, explanation)


def _workdays_before(event: date, count: int, calendar: WorkCalendar) -> Deadline:
    last_day = calendar.subtract_workdays(event, count)
    passed = _what_was_passed(last_day, event - timedelta(days=1), calendar)
    explanation = (
        f"{short_day(event)}当日不计，往前数{count}个工作日，最迟在{full_day(last_day)}{passed}。"
    )
    return Deadline(last_day, None, explanation)


def _what_was_passed(first: date, last: date, calendar: WorkCalendar) -> str:
    """Name the rest days that were not counted and the exchanged days that were."""
    skipped: Counter[str] = Counter()
    worked: list[str] = []
    for day in days_between(first, last):
        kind = calendar.kind(day)
        if kind is DayKind.EXCHANGED:
            worked.append(short_day(day))
        elif kind is not DayKind.WORKDAY:
            skipped[calendar.holiday_name(day) or "周末"] += 1
    notes = []
    if skipped:
        days = "、".join(f"{name}{count}天" for name, count in skipped.items())
        notes.append(f"其间{days}不计")
    if worked:
        notes.append(f"{'、'.join(worked)}调休上班，计入")
    return f"（{'；'.join(notes)}）" if notes else ""
