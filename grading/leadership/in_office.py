"""Who held a leader's post in a year, and who was first responsible, on which days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from courses.clock import local_date
from grading.assessment.in_post import reaches_back
from grading.people.model import Role
from grading.people.states import PersonState
from grading.records.records import Records

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days in a row, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Somebody with a leader's post in a year: `in_post` and `responsible` are days of that year.

    `responsible` are those on which the person was 第一责任人. Department and rank are the last
    that held in the year.
    """

    person_id: int
    learner_id: str
    name: str
    department: str | None
    rank: str | None
    in_post: tuple[Span, ...]
    responsible: tuple[Span, ...]

    def is_in_post(self, day: date) -> bool:
        """Whether the person was a leader on a day."""
        return any(day in span for span in self.in_post)

    def responsible_until(self, as_of: date) -> tuple[Span, ...]:
        """Return the spans as first responsible that had begun by a day, none reaching past it."""
        begun = (span for span in self.responsible if span.first <= as_of)
        return tuple(Span(span.first, min(span.last, as_of)) for span in begun)

    def is_responsible(self, day: date) -> bool:
        """Whether the person was first responsible on a day."""
        return any(day in span for span in self.responsible)


def leaders_of(records: Records, year: int, zone: ZoneInfo) -> tuple[Leader, ...]:
    """Return the leaders of a year: those first responsible first, then by department and name.

    A first state that tells only when somebody was entered reaches back, as in the assessment.
    """
    bureau = records.bureau.find()
    opened = None if bureau is None else local_date(bureau.created_at, zone)
    tenures = {
        one.person_id: one
        for one in records.terms.tenures(zone)
        if any(Role.LEADER in term.roles for term in one.terms)
    }
    found = []
    for person_id, states in records.posts.history(tenures).items():
        tenure = tenures[person_id]
        goes_back = bool(tenure.terms) and reaches_back(tenure.terms[0], opened)
        held = list(_held(states, year, goes_back=goes_back))
        if held:
            found.append(_leader(person_id, tenure.learner_id, held))
    return tuple(sorted(found, key=_place))


def _held(
    states: Sequence[PersonState], year: int, *, goes_back: bool
) -> Iterator[tuple[PersonState, Span]]:
    """Yield the states as a leader within a year, each with its days."""
    begins = [state.valid_from for state in states]
    if goes_back:
        begins[0] = date.min
    for state, (first, following) in zip(states, pairwise([*begins, date.max]), strict=True):
        begin, end = max(first, date(year, 1, 1)), min(following - _DAY, date(year, 12, 31))
        if Role.LEADER in state.roles and not state.is_ended and begin <= end:
            yield state, Span(begin, end)


def _leader(person_id: int, learner_id: str, held: Sequence[tuple[PersonState, Span]]) -> Leader:
    latest = held[-1][0]
    return Leader(
        person_id=person_id,
        learner_id=learner_id,
        name=latest.name,
        department=latest.department,
        rank=latest.rank,
        in_post=_joined(span for _, span in held),
        responsible=_joined(span for state, span in held if state.is_first_responsible),
    )


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that meet as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.first <= joined[-1].last + _DAY:
            joined[-1] = Span(joined[-1].first, max(span.last, joined[-1].last))
        else:
            joined.append(span)
    return tuple(joined)


def _place(leader: Leader) -> tuple[bool, str, str, int]:
    return (not leader.responsible, leader.department or "", leader.name, leader.person_id)
