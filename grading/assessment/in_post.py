"""On which days of a year somebody was in post with an audience's role, and there to study."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from grading.assessment.policy import AbsenceKind, Policy
from grading.people.terms import Tenure, Term

SETTLING_DAYS = 60
"""How long after the platform's first day people who were there before may still be entered."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which somebody was not there, both ends included."""

    kind: AbsenceKind
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonYear:
    """Who is assessed, when they were in post with the audience's role, and when they were away.

    `in_post` are spans within the year with both ends included, in order and apart; None for the
    whole year. Where an earlier version signed a year, it knew only absences.
    """

    person_id: int
    learner_id: str
    name: str
    department: str | None
    absences: tuple[Absence, ...] = ()
    in_post: tuple[tuple[date, date], ...] | None = None


def days_of(policy: Policy) -> int:
    """Return how many days the policy's year has."""
    return (policy.due - policy.first_day).days + 1


def days_in_post(policy: Policy, person: PersonYear, until: date | None = None) -> int:
    """Return on how many days of the year, up to a day, somebody was in post and there.

    Days away twice, or away while not in post, count once. Only absences of kinds that the policy
    lists count, and days out of post only where it lists them.
    """
    last = policy.due if until is None else min(until, policy.due)
    there = [(policy.first_day, policy.due)]
    if person.in_post is not None and AbsenceKind.NOT_IN_POST in policy.absence.kinds:
        there = list(person.in_post)
    away = [(one.first, one.last) for one in person.absences if one.kind in policy.absence.kinds]
    held = _length(_clipped(there, policy.first_day, last))
    return held - sum(_length(_clipped(away, first, min(end, last))) for first, end in there)


def reaches_back(term: Term, opened: date | None) -> bool:
    """Say whether a person's first term tells when it was entered, not when the person came.

    That is so where no earlier day was given and the platform, opened on that day, was new. Without
    a bureau everything is new.
    """
    is_new = opened is None or term.recorded_on <= opened + SETTLING_DAYS * _DAY
    return is_new and term.first == term.recorded_on


def spans_of(
    tenure: Tenure, audience: str, year: int, opened: date | None
) -> tuple[tuple[date, date], ...]:
    """Return when somebody was in post with a role within a year, both ends included.

    `opened` is the day on which the platform was set up.
    """
    begin, end = date(year, 1, 1), date(year, 12, 31)
    held = (
        (first, last)
        for term, first, last in _lasting(tenure.terms, opened)
        if audience in term.roles and not term.is_ended
    )
    return tuple(_joined(_clipped(held, begin, end)))


def department_in(tenure: Tenure, year: int) -> str | None:
    """Return the department of the last day of a year on which somebody was in post."""
    held = [one for one in tenure.terms if not one.is_ended]
    in_time = [one for one in held if one.first <= date(year, 12, 31)]
    # a first term that reaches back into an earlier year begins after it
    last = (in_time or held[:1])[-1:]
    return last[0].department if last else None


def _lasting(terms: Sequence[Term], opened: date | None) -> Iterator[tuple[Term, date, date]]:
    """Yield each term with the first and the last day on which it holds.

    A term that another of the same day replaced never held.
    """
    held = list({one.first: one for one in terms}.values())
    begins = [one.first for one in held]
    if held and reaches_back(held[0], opened):
        begins[0] = date.min
    for term, (first, following) in zip(held, pairwise([*begins, date.max]), strict=True):
        yield term, first, following - _DAY


def _clipped(
    spans: Iterable[tuple[date, date]], begin: date, end: date
) -> Iterator[tuple[date, date]]:
    """Yield what of the spans lies between two days."""
    for first, last in spans:
        within = max(first, begin), min(last, end)
        if within[0] <= within[1]:
            yield within


def _joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return spans in order, those that meet or overlap as one."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + _DAY:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _length(spans: Iterable[tuple[date, date]]) -> int:
    """Return how many days spans cover."""
    return sum((last - first).days + 1 for first, last in _joined(spans))
