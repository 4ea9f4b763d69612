"""Filling caps: how much of each entry counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from grading.assessment.model import HoursEntry, HoursKind
from grading.assessment.policy import ALL, Policy

DAY_FULL, YEAR_FULL = "超过一天的上限", "超过全年的上限"


class Line(NamedTuple):
    """An entry of the ledger within a requirement, and how much of it counts there.

    `why` says in Chinese what kept it from counting in full.
    """

    entry: HoursEntry
    counted: Fraction
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that counts, in hours: of a kind in the year, of a kind on a day, of all on a day.

    `rank` is the place of a kind in the policy's order.
    """

    rank: Mapping[HoursKind, int]
    year: Mapping[HoursKind, Fraction] = field(default_factory=dict)
    day: Mapping[HoursKind, Fraction] = field(default_factory=dict)
    whole_day: Fraction | None = None

    @classmethod
    def of(cls, policy: Policy) -> "Caps":
        """Return the caps of a policy."""
        whole = policy.day_cap.get(ALL)
        return cls(
            rank={kind: place for place, kind in enumerate(policy.kinds)},
            year={kind: figure.value for kind, figure in policy.year_cap.items()},
            day={
                HoursKind(kind): figure.value
                for kind, figure in policy.day_cap.items()
                if kind != ALL
            },
            whole_day=whole.value if whole else None,
        )

    def of_kind(self, kind: HoursKind) -> "Caps":
        """Return the caps of one kind alone, as its own requirement counts them."""
        return Caps(
            rank=self.rank,
            year={kind: self.year[kind]} if kind in self.year else {},
            day={kind: self.day[kind]} if kind in self.day else {},
        )

    @property
    def denominators(self) -> list[int]:
        """The denominators of every cap."""
        caps = [*self.year.values(), *self.day.values()]
        if self.whole_day is not None:
            caps.append(self.whole_day)
        return [cap.denominator for cap in caps]


def in_order(entries: Iterable[HoursEntry], caps: Caps) -> list[HoursEntry]:
    """Return the entries of kinds that count by date, kind as the policy lists them, and id."""
    rank = caps.rank
    return sorted(
        (entry for entry in entries if entry.kind in rank),
        key=lambda entry: (entry.on, rank[entry.kind], entry.id),
    )


def fill(entries: Sequence[HoursEntry], caps: Caps) -> tuple[tuple[Line, ...], Fraction]:
    """Count entries that are in order; return a line for each and the hours of all together.

    It counts in whole parts of an hour, as a year of a large bureau has a million entries.
    """
    scale = lcm(*{entry.hours.denominator for entry in entries}, *caps.denominators)
    year = _scaled(caps.year, scale)
    day_caps = _scaled(caps.day, scale)
    whole_cap = None if caps.whole_day is None else int(caps.whole_day * scale)
    day, whole, on = dict(day_caps), whole_cap, None
    lines, total = [], 0
    for entry in entries:
        if entry.on != on:
            on, day, whole = entry.on, dict(day_caps), whole_cap
        kind, hours = entry.kind, entry.hours
        wanted = hours.numerator * (scale // hours.denominator)
        counted, why = wanted, None
        if kind in day and day[kind] < counted:
            counted, why = day[kind], DAY_FULL
        if whole is not None and whole < counted:
            counted, why = whole, DAY_FULL
        if kind in year and year[kind] < counted:
            counted, why = year[kind], YEAR_FULL
        if kind in day:
            day[kind] -= counted
        if whole is not None:
            whole -= counted
        if kind in year:
            year[kind] -= counted
        total += counted
        exact = hours if counted == wanted else Fraction(counted, scale)
        lines.append(Line(entry, exact, why))
    return tuple(lines), Fraction(total, scale)


def _scaled(caps: Mapping[HoursKind, Fraction], scale: int) -> dict[HoursKind, int]:
    return {kind: int(cap * scale) for kind, cap in caps.items()}
