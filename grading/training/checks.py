"""Reading the form of a session; each fault names its field."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from grading.hours.checks import read_hours, read_text
from grading.hours.errors import WrongEntryError
from grading.training.model import SessionPlan

MOST_HOURS = 12
"""Of one session."""

MOST_PEOPLE = 2000
MOST_LATE = 240
LONGEST = timedelta(hours=12)

_YEARS = range(2000, 2101)
_FORWARD = timedelta(days=731)
_DIGITS, _TWO = 4, 2
_HOURS, _MINUTES = range(24), range(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSession:
    """What staff typed; `invited` are numbers of enterprises, `paper_id` is empty for no quiz."""

    topic: str = ""
    industry: str = ""
    place: str = ""
    on: str = ""
    starts: str = ""
    ends: str = ""
    capacity: str = "100"
    hours: str = ""
    late_after: str = "10"
    paper_id: str = ""
    invited: Sequence[str] = ()


def read_plan(
    typed: TypedSession, papers: Collection[str], today: date, zone: ZoneInfo
) -> SessionPlan:
    """Return the session that a form describes. Raises WrongEntryError."""
    topic, place = read_text("topic", "主题", typed.topic), read_text("place", "地点", typed.place)
    day = _read_day(typed.on, today)
    starts_at = datetime.combine(day, read_time("starts", "开始时间", typed.starts), zone)
    ends_at = datetime.combine(day, read_time("ends", "结束时间", typed.ends), zone)
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise WrongEntryError("ends", "结束时间应当晚于开始时间，并且在同一天、12 小时以内。")
    if typed.paper_id and typed.paper_id not in papers:
        raise WrongEntryError("paper_id", "没有这份随堂测验。请从列表里选，或者选“没有测验”。")
    return SessionPlan(
        topic=topic,
        industry=_read_industry(typed.industry),
        place=place,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=_read_number("capacity", "人数上限", typed.capacity, range(1, MOST_PEOPLE + 1)),
        hours=read_hours(typed.hours, MOST_HOURS),
        late_after=_read_number(
            "late_after", "迟到的分钟数", typed.late_after, range(MOST_LATE + 1)
        ),
        paper_id=typed.paper_id or None,
    )


def read_time(field: str, label: str, given: str) -> time:
    """Return a time of the day such as 9:05, also as Chinese keyboards type it."""
    hour, _, minute = unicodedata.normalize("NFKC", given).strip().partition(":")
    is_time = all(one.isascii() and one.isdigit() and len(one) <= _TWO for one in (hour, minute))
    if not is_time or int(hour) not in _HOURS or int(minute) not in _MINUTES:
        raise WrongEntryError(field, f"{label}没有填好，请写成 09:00 这样。")
    return time(int(hour), int(minute))


def _read_day(given: str, today: date) -> date:
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        raise WrongEntryError("on", "日期没有填好，请写成 2026-03-15 这样。") from None
    if day.year not in _YEARS or day > today + _FORWARD:
        raise WrongEntryError("on", "日期太早或者太远。请填 2000 年以后、两年以内的日期。")
    return day


def _read_industry(given: str) -> str | None:
    return read_text("industry", "行业", given) if given.strip() else None


def _read_number(field: str, label: str, given: str, allowed: range) -> int:
    text = given.strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    if not is_number or int(text) not in allowed:
        raise WrongEntryError(field, f"{label}应是 {allowed[0]} 到 {allowed[-1]} 之间的整数。")
    return int(text)
