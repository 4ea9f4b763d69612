"""The assessment of one person: what is asked, what counts towards it, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from grading.assessment.corrections import entries_that_hold
from grading.assessment.filling import Caps, Line, fill, in_order
from grading.assessment.in_post import PersonYear, days_in_post, days_of
from grading.assessment.model import HoursEntry, HoursKind
from grading.assessment.policy import TOTAL, Policy, Sourced

_NOTHING, _ALL = Fraction(0), Fraction(1)
_HUNDRED = 100


class Standing(StrEnum):
    """What the year's assessment says of somebody."""

    MEETS = "meets"
    NOT_YET = "not_yet"
    EXEMPT = "exempt"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"meets": "已达标", "not_yet": "尚未达标", "exempt": "免考核"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that is asked. `needed` and `had` are in `unit`; `lines` explain `had`.

    `group` is what it weighs in: hours, courses, exams or attend.
    """

    id: str
    group: str
    label: str
    unit: str
    needed: Fraction
    had: Fraction
    lines: tuple[Line, ...]
    basis: Sourced

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.had >= self.needed

    @property
    def missing(self) -> Fraction:
        """What is missing, in its unit."""
        return max(self.needed - self.had, _NOTHING)

    @property
    def degree(self) -> Fraction:
        """How much of it is done, 0 to 1."""
        if self.had >= self.needed:
            return _ALL
        return self.had / self.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How one person stands in a year on a day; `points` are of a hundred, None without weights.

    `band` is a name only for those who meet everything. `set_aside` are entries that count for
    nothing: corrected ones, and those of another year or after the day.
    """

    person: PersonYear
    policy: Policy
    as_of: date
    standing: Standing
    requirements: tuple[Requirement, ...]
    days: int
    days_in_post: int
    points: Fraction | None
    band: str | None
    set_aside: tuple[HoursEntry, ...]

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What is not met."""
        return tuple(one for one in self.requirements if not one.is_met)

    @property
    def percent(self) -> int:
        """How much of everything asked is done, 0 to 100, rounded down."""
        if self.standing is not Standing.NOT_YET:
            return _HUNDRED
        share = sum((one.degree for one in self.requirements), _NOTHING)
        return int(_HUNDRED * share / len(self.requirements))


class Assessor:
    """Assesses by one policy; `lessons` are the ids of the lessons of each required course.

    `titles` are the names of courses and papers by their id.
    """

    def __init__(
        self,
        policy: Policy,
        lessons: Mapping[str, tuple[str, ...]],
        titles: Mapping[str, str],
    ) -> None:
        self._policy = policy
        self._caps = Caps.of(policy)
        self._lessons = lessons
        self._titles = titles

    def assess(self, person: PersonYear, entries: Iterable[HoursEntry], as_of: date) -> Assessment:
        """Assess a person from all entries of theirs that are in the ledger."""
        policy = self._policy
        every = list(entries)
        last = min(as_of, policy.due)
        holding = [e for e in entries_that_hold(every) if policy.first_day <= e.on <= last]
        counting = in_order(holding, self._caps)
        days, in_post = days_of(policy), days_in_post(policy, person)
        requirements = self._requirements(holding, counting, Fraction(in_post, days))
        standing = _standing(policy, in_post, requirements)
        points = self._points(requirements)
        kept = {entry.id for entry in holding} if len(holding) < len(every) else None
        return Assessment(
            person=person,
            policy=policy,
            as_of=as_of,
            standing=standing,
            requirements=requirements,
            days=days,
            days_in_post=in_post,
            points=points,
            band=self._band(points) if standing is Standing.MEETS else None,
            set_aside=() if kept is None else tuple(e for e in every if e.id not in kept),
        )

    def _requirements(
        self, holding: list[HoursEntry], counting: list[HoursEntry], share: Fraction
    ) -> tuple[Requirement, ...]:
        return (
            *self._hours(counting, share),
            *self._courses(holding),
            *self._exams(holding),
            *self._attendance(holding, share),
        )

    def _hours(self, counting: list[HoursEntry], share: Fraction) -> Iterable[Requirement]:
        worth = [entry for entry in counting if entry.hours]
        for name, figure in self._policy.hours.items():
            if name == TOTAL:
                label, group = "全年学时", "hours"
                lines, had = fill(worth, self._caps)
            else:
                kind = HoursKind(name)
                label, group = f"其中{kind.label}", ""
                lines, had = fill([e for e in worth if e.kind is kind], self._caps.of_kind(kind))
            yield Requirement(
                id=f"hours.{name}",
                group=group,
                label=label,
                unit="学时",
                needed=figure.value * share,
                had=had,
                lines=lines,
                basis=figure,
            )

    def _courses(self, holding: list[HoursEntry]) -> Iterable[Requirement]:
        for course in self._policy.courses:
            lessons = set(self._lessons[course.id])
            studied = _one_each(
                entry
                for entry in holding
                if entry.kind is HoursKind.COURSE and entry.hours and entry.evidence.ref in lessons
            )
            yield Requirement(
                id=f"course.{course.id}",
                group="courses",
                label=f"学完《{self._titles[course.id]}》",
                unit="课",
                needed=Fraction(len(lessons)),
                had=Fraction(len(studied)),
                lines=tuple(Line(entry, _ALL) for entry in studied),
                basis=course,
            )

    def _exams(self, holding: list[HoursEntry]) -> Iterable[Requirement]:
        for exam in self._policy.exams:
            tries = [
                (entry.score, entry)
                for entry in holding
                if entry.evidence.ref == exam.paper and entry.score is not None
            ]
            yield Requirement(
                id=f"exam.{exam.paper}",
                group="exams",
                label=f"考试合格：{self._titles[exam.paper]}",
                unit="%",
                needed=exam.pass_mark,
                had=max((score for score, _ in tries), default=_NOTHING),
                lines=tuple(
                    Line(entry, entry.score or _NOTHING)
                    for entry in _by_day(entry for _, entry in tries)
                ),
                basis=exam,
            )

    def _attendance(self, holding: list[HoursEntry], share: Fraction) -> Iterable[Requirement]:
        for name, figure in self._policy.attend.items():
            kind = HoursKind(name)
            there = _one_each(e for e in holding if e.kind is kind and e.hours)
            yield Requirement(
                id=f"attend.{kind}",
                group="attend",
                label=f"参加{kind.label}",
                unit="次",
                needed=Fraction(ceil(figure.value * share)),
                had=Fraction(len(there)),
                lines=tuple(Line(entry, _ALL) for entry in there),
                basis=figure,
            )

    def _points(self, requirements: tuple[Requirement, ...]) -> Fraction | None:
        if not self._policy.weights:
            return None
        points = _NOTHING
        for group, weight in self._policy.weights.items():
            degrees = [_worth(one) for one in requirements if one.group == group]
            points += weight * sum(degrees, _NOTHING) / len(degrees)
        return points

    def _band(self, points: Fraction | None) -> str | None:
        if points is None:
            return None
        return next((band.name for band in self._policy.bands if points >= band.least), None)


def _standing(policy: Policy, in_post: int, requirements: tuple[Requirement, ...]) -> Standing:
    if in_post < policy.absence.exempt_below_days:
        return Standing.EXEMPT
    return Standing.MEETS if all(one.is_met for one in requirements) else Standing.NOT_YET


def _worth(requirement: Requirement) -> Fraction:
    """Return what a requirement adds to the points: an exam its result, others their degree."""
    return requirement.had / _HUNDRED if requirement.group == "exams" else requirement.degree


def _by_day(entries: Iterable[HoursEntry]) -> list[HoursEntry]:
    return sorted(entries, key=lambda entry: (entry.on, entry.id))


def _one_each(entries: Iterable[HoursEntry]) -> list[HoursEntry]:
    """Return the earliest entry for each piece of evidence, by day."""
    first: dict[str, HoursEntry] = {}
    for entry in _by_day(entries):
        first.setdefault(entry.evidence.ref, entry)
    return list(first.values())
