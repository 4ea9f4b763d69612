"""How far the plan of a year was carried out: which group study fulfils which item.

An item is done once every law that it names was studied, or a group study was linked to it. What a
study was linked to an item for counts for no other item: two items may name the same law. An item
that was withdrawn takes nothing from the one that was planned in its place.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grading.hours.model import GroupStudy
from grading.leadership.model import Adoption, PlanItem, instruments_of

MONTHS = range(1, 13)
_HUNDRED = 100


class PlanState(StrEnum):
    """Where an item of a plan stands on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE = "due"
    AHEAD = "ahead"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {
            "done": "已完成",
            "overdue": "已逾期",
            "due": "本月要学",
            "ahead": "未到期",
            "withdrawn": "已撤下",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """An item with the group studies that fulfil it, oldest first.

    `done_on` is the day from which nothing was missing, None while something is.
    """

    item: PlanItem
    state: PlanState
    studies: tuple[GroupStudy, ...]
    done_on: date | None

    @property
    def is_late(self) -> bool:
        """Whether it was done only after the month in which it was due."""
        return self.done_on is not None and self.done_on > last_day(self.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPlan:
    """The plan of a year on a day; withdrawn items are among the lines and count for nothing."""

    year: int
    lines: tuple[PlanLine, ...]
    adoption: Adoption | None

    @property
    def planned(self) -> int:
        """How many items are to be studied."""
        return sum(line.state is not PlanState.WITHDRAWN for line in self.lines)

    @property
    def done(self) -> int:
        """How many were."""
        return self.count(PlanState.DONE)

    @property
    def percent(self) -> int:
        """How much of the plan is done, 0 to 100, rounded down."""
        return _HUNDRED * self.done // self.planned if self.planned else 0

    def count(self, state: PlanState) -> int:
        """Return how many items are in a state."""
        return sum(line.state == state for line in self.lines)

    def due_in(self, month: int) -> tuple[PlanLine, ...]:
        """Return what is planned for a month."""
        return tuple(
            line
            for line in self.lines
            if line.item.month == month and line.state is not PlanState.WITHDRAWN
        )


def study_plan(
    year: int,
    items: Iterable[PlanItem],
    studies: Iterable[GroupStudy],
    adoption: Adoption | None,
    today: date,
) -> StudyPlan:
    """Return where a plan stands; `studies` are those of the year that hold, up to `today`."""
    listed = list(items)
    held = sorted(studies, key=_in_time)
    linked: dict[int, list[PlanItem]] = defaultdict(list)
    for item in listed:
        for study_id in item.links if item.withdrawn is None else ():
            linked[study_id].append(item)
    lines = tuple(_line(item, held, linked, today) for item in listed)
    return StudyPlan(year=year, lines=lines, adoption=adoption)


def last_day(item: PlanItem) -> date:
    """Return the day by which an item is due."""
    return date(item.year, item.month, monthrange(item.year, item.month)[1])


def _line(
    item: PlanItem,
    studies: Sequence[GroupStudy],
    linked: Mapping[int, Sequence[PlanItem]],
    today: date,
) -> PlanLine:
    own = [study for study in studies if study.id in item.links]
    cited = {study.id: _cited_for(item, study, linked) for study in studies}
    citing = [study for study in studies if item.instruments & cited[study.id]]
    days = (_first_day(own), _covered_on(item, citing, cited))
    done_on = min((day for day in days if day is not None), default=None)
    fulfilling = sorted({study.id: study for study in (*own, *citing)}.values(), key=_in_time)
    return PlanLine(
        item=item,
        state=_state(item, done_on, today),
        studies=tuple(fulfilling),
        done_on=None if item.withdrawn is not None else done_on,
    )


def _cited_for(
    item: PlanItem, study: GroupStudy, linked: Mapping[int, Sequence[PlanItem]]
) -> frozenset[str]:
    """Return the instruments of a study that can count for an item."""
    others = (one.instruments for one in linked.get(study.id, ()) if one.id != item.id)
    return instruments_of(study.cites).difference(*others)


def _covered_on(
    item: PlanItem, citing: Sequence[GroupStudy], cited: Mapping[int, frozenset[str]]
) -> date | None:
    """Return the day on which the last of an item's instruments was studied for the first time."""
    missing = set(item.instruments)
    for study in citing:
        missing -= cited[study.id]
        if not missing:
            return study.on
    return None


def _first_day(studies: Sequence[GroupStudy]) -> date | None:
    return studies[0].on if studies else None


def _state(item: PlanItem, done_on: date | None, today: date) -> PlanState:
    if item.withdrawn is not None:
        return PlanState.WITHDRAWN
    if done_on is not None:
        return PlanState.DONE
    if today > last_day(item):
        return PlanState.OVERDUE
    is_now = (today.year, today.month) == (item.year, item.month)
    return PlanState.DUE if is_now else PlanState.AHEAD


def _in_time(study: GroupStudy) -> tuple[date, int]:
    return study.on, study.id
