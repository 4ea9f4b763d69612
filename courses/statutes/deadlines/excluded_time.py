"""Time that does not count towards the period for deciding a case.

Article 57 of the penalty measures leaves out suspension, hearing, announcement, monitoring,
assessment, appraisal, determination and delivery; article 54 the handling of a transfer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from courses.statutes.citation import Citation, parse_citation
from courses.statutes.deadlines.day_text import full_day
from courses.statutes.deadlines.milestone import ImpossibleDatesError
from courses.statutes.deadlines.time_limits import Deadline, roll
from courses.statutes.deadlines.workdays import ONE_DAY, WorkCalendar

_NOT_COUNTED = parse_citation("ee-administrative-penalty-measures-2023:57.2")
_TRANSFER = parse_citation("ee-administrative-penalty-measures-2023:54.2")


class ExcludedKind(Enum):
    """Why time does not count, in the words of the measures."""

    SUSPENSION = "中止"
    HEARING = "听证"
    ANNOUNCEMENT = "公告"
    MONITORING = "监测（检测）"
    ASSESSMENT = "评估"
    APPRAISAL = "鉴定"
    DETERMINATION = "认定"
    DELIVERY = "送达"
    TRANSFER = "涉嫌犯罪移送办理"

    @property
    def citation(self) -> Citation:
        """The paragraph that leaves this time out."""
        return _TRANSFER if self is ExcludedKind.TRANSFER else _NOT_COUNTED


@dataclass(frozen=True, slots=True)
class ExcludedSpan:
    """A run of days that do not count, first and last day included; `last` None: not over yet.

    Raises ImpossibleDatesError when it ends before it begins.
    """

    kind: ExcludedKind
    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ImpossibleDatesError(
                f"{self.kind.value}的结束日{full_day(self.last)}早于开始日{full_day(self.first)}。"
                "请改正其中一个日期。"
            )

    def covers(self, day: date) -> bool:
        """Say whether a day lies in this span."""
        return self.first <= day and (self.last is None or day <= self.last)


def last_counted_day(start: date, days: int, spans: Iterable[ExcludedSpan]) -> date | None:
    """Return the day on which `days` natural days after `start` are full, excluded ones left out.

    A day in several spans is left out once; a span that begins after the end changes nothing.
    None means that a span in the way is not over yet.
    """
    passed = start
    for span in sorted(spans, key=lambda one: one.first):
        free = (span.first - ONE_DAY - passed).days
        if days <= free:
            break
        if span.last is None:
            return None
        days -= max(free, 0)
        passed = max(passed, span.last)
    return passed + timedelta(days=days)


def roll_counted(
    end: date, spans: Iterable[ExcludedSpan], calendar: WorkCalendar, counted: str
) -> Deadline | None:
    """Put off an end on a rest day to the next working day that is not excluded itself.

    None means that a span in the way is not over yet. Raises CalendarMissingError.
    """
    rolled = roll(end, calendar, counted)
    later = [span for span in spans if span.first > end]
    day = rolled.last_day
    while covering := [span for span in later if span.covers(day)]:
        lasts = [span.last for span in covering if span.last is not None]
        if len(lasts) < len(covering):
            return None
        day = calendar.next_workday(max(lasts) + ONE_DAY)
    if day == rolled.last_day:
        return rolled
    explanation = f"{rolled.explanation}顺延后的这一天不计入办案期限，再顺延到{full_day(day)}。"
    return Deadline(day, end, explanation)
