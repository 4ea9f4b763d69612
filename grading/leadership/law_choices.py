"""Which law a plan of a year can name: new law first, repealed law not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from courses.statutes.instrument import Instrument

_RANKS = ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章")
"""Kinds in the order in which law of one day is listed; the others come after them."""

_NEW_YEARS = 1
"""Law that came into force in the year itself or in so many years before it is new."""


@dataclass(frozen=True, slots=True)
class LawChoice:
    """An instrument that can be planned; `note` says on screen what its dates mean."""

    id: str
    title: str
    is_new: bool
    note: str


def law_choices(instruments: Iterable[Instrument], year: int, today: date) -> tuple[LawChoice, ...]:
    """Return what can be planned for a year: new law first, each part by date, the latest first.

    Law that is repealed by then, by `today` or the beginning of a year to come, is left out; so is
    law that comes into force only later.
    """
    begin, end = max(today, date(year, 1, 1)), date(year, 12, 31)
    day = min(begin, end)
    offered = [
        one
        for one in instruments
        if (one.repealed is None or one.repealed > day)
        and (one.effective is None or one.effective <= end)
    ]
    offered.sort(key=_latest_first)
    choices = [_choice(one, year, day) for one in offered]
    return tuple(sorted(choices, key=lambda choice: not choice.is_new))


def _latest_first(one: Instrument) -> tuple[int, int, str]:
    rank = _RANKS.index(one.kind) if one.kind in _RANKS else len(_RANKS)
    return (-one.effective.toordinal() if one.effective else 0, rank, one.id)


def _choice(one: Instrument, year: int, day: date) -> LawChoice:
    is_new = one.effective is not None and one.effective.year >= year - _NEW_YEARS
    return LawChoice(one.id, one.short_title, is_new, _note(one, day))


def _note(one: Instrument, day: date) -> str:
    if one.repealed is not None:
        return f"{_day(one.repealed)}废止"
    if one.effective is None:
        return "施行日期待核对"
    return f"{_day(one.effective)}{'起施行' if one.effective > day else '施行'}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
