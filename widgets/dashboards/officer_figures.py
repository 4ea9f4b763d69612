"""The assessment of officers as a dashboard reads it: one year with its people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import Any

from widgets.dashboards.numbers import mean

Row = Mapping[str, Any]

MEETS, NOT_YET, EXEMPT = "meets", "not_yet", "exempt"
STANDINGS = {MEETS: "已达标", NOT_YET: "尚未达标", EXEMPT: "免考核"}
DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that is asked of somebody, and how much of it is done, in its unit."""

    id: str
    label: str
    unit: str
    needed: Fraction
    had: Fraction
    missing: Fraction
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """How one officer stands; hours are those that count in the year.

    `up_to` are the hours up to the end of each month, 0 before the year and 12 for all of it.
    """

    learner_id: str
    name: str
    department: str
    standing: str
    band: str | None
    percent: int
    needed: Fraction
    had: Fraction
    due_by_now: Fraction
    is_behind: bool
    kinds: Mapping[str, Fraction]
    up_to: tuple[Fraction, ...]
    latest: str | None
    requirements: tuple[Asked, ...]

    @property
    def is_assessed(self) -> bool:
        """Whether anything is asked of them; means are taken over these alone."""
        return self.standing != EXEMPT

    @property
    def missing(self) -> Fraction:
        """The hours that are missing to the end of the year."""
        return max(self.needed - self.had, Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerYear:
    """A year of officers as it stood on a day; `kinds` are the kinds of hours with their labels."""

    year: int
    as_of: date
    title: str
    asks_hours: bool
    kinds: tuple[tuple[str, str], ...]
    open_figures: int
    signed_by: str | None
    signed_at: str | None
    people: tuple[Officer, ...]
    exams: tuple[Row, ...]

    @classmethod
    def of(cls, row: Row) -> "OfficerYear":
        """Read the row of the report."""
        return cls(
            **{
                **row,
                "as_of": date.fromisoformat(row["as_of"]),
                "kinds": tuple((kind, label) for kind, label in row["kinds"]),
                "people": tuple(map(_officer, row["people"])),
                "exams": tuple(row["exams"]),
            }
        )

    @property
    def departments(self) -> list[str]:
        """The departments in the order of names."""
        return sorted({one.department for one in self.people})

    @property
    def last_month(self) -> int:
        """The month of the day on which the year stands, 0 before the year and 12 after it."""
        if self.as_of.year != self.year:
            return DECEMBER if self.as_of.year > self.year else 0
        return self.as_of.month

    def month_end(self, month: int) -> date:
        """Return the last day of a month, but never one after the day of the figures."""
        following = date(self.year + month // DECEMBER, month % DECEMBER + 1, 1)
        return min(following - timedelta(days=1), self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Officers taken together; numbers are means over those who are assessed."""

    name: str
    count: int
    met: int
    behind: int
    needed: Fraction
    had: Fraction
    due_by_now: Fraction
    kinds: Mapping[str, Fraction]

    @classmethod
    def of(cls, name: str, people: Iterable[Officer]) -> "Group":
        """Take people together."""
        assessed = [one for one in people if one.is_assessed]
        kinds = sorted({kind for one in assessed for kind in one.kinds})
        return cls(
            name=name,
            count=len(assessed),
            met=sum(one.standing == MEETS for one in assessed),
            behind=sum(one.is_behind for one in assessed),
            needed=mean(one.needed for one in assessed),
            had=mean(one.had for one in assessed),
            due_by_now=mean(one.due_by_now for one in assessed),
            kinds={
                kind: mean(one.kinds.get(kind, Fraction(0)) for one in assessed) for kind in kinds
            },
        )


def by_department(people: Sequence[Officer]) -> list[Group]:
    """Return each department's officers taken together, in the order of names."""
    departments = sorted({one.department for one in people})
    return [
        Group.of(name, [one for one in people if one.department == name]) for name in departments
    ]


def mean_up_to(people: Sequence[Officer], month: int) -> Fraction:
    """Return the mean hours up to the end of a month of those who are assessed."""
    return mean(one.up_to[month] for one in people if one.is_assessed)


def count_by_requirement(people: Iterable[Officer]) -> dict[str, tuple[int, int]]:
    """Return of how many of those who are assessed each thing is asked, and how many have it."""
    counted: dict[str, tuple[int, int]] = {}
    for one in people:
        for asked in one.requirements if one.is_assessed else ():
            every, met = counted.get(asked.label, (0, 0))
            counted[asked.label] = every + 1, met + asked.is_met
    return counted


def asked_of(row: Row) -> Asked:
    """Read one thing that is asked."""
    return Asked(
        id=row["id"],
        label=row["label"],
        unit=row["unit"],
        needed=Fraction(row["needed"]),
        had=Fraction(row["had"]),
        missing=Fraction(row["missing"]),
        is_met=row["is_met"],
    )


def _officer(row: Row) -> Officer:
    told = dict(row)
    months = map(Fraction, told.pop("months"))
    return Officer(
        **{
            **told,
            "needed": Fraction(row["needed"]),
            "had": Fraction(row["had"]),
            "due_by_now": Fraction(row["due_by_now"]),
            "kinds": {kind: Fraction(hours) for kind, hours in row["kinds"].items()},
            "up_to": tuple(accumulate(months, initial=Fraction(0))),
            "requirements": tuple(map(asked_of, row["requirements"])),
        }
    )
