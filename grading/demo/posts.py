"""Who holds which post in the demo bureau, who joined late, who was away, which firm closed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from grading.assessment.policy import AbsenceKind
from grading.demo.acts import Act, DemoYear
from grading.demo.diligence import ABSENT, STEADY, Diligence
from grading.demo.enterprises import CLOSED
from grading.demo.people import MANAGER, InventedPerson, invented_people
from grading.people.model import Person, Role
from grading.people.states import Certificate, PersonState

RANKS = ("正科级", "副科级", "副科级", "副科级", "四级调研员")
"""Of the leaders in their order; the first is 第一责任人."""

SINCE = date(2020, 3, 2)
"""The day from which the posts of those hold who are there at the beginning."""

BEFORE_FIRST_LESSON = 14
"""Days that somebody who joins is there before studying anything."""

_EXPIRES_AFTER = (-20, 40, 200, 400, 700, 900)
"""Days from the beginning of the demo to the end of enforcement certificates, in turn."""

_SICK_FROM, _SICK_DAYS = (4, 13), 20
_CLOSED_ON = (7, 1)


def joining_days(
    diligence: Mapping[str, Diligence], first_study: Mapping[str, date], year: int
) -> dict[str, date]:
    """Say who joined in the course of the year, and when: the officer who began to study last."""
    late = [
        (day, name)
        for name, day in first_study.items()
        if name.startswith(Role.OFFICER.value) and diligence[name] is not ABSENT
    ]
    if not late:
        return {}
    day, name = max(late)
    joined = day - timedelta(days=BEFORE_FIRST_LESSON)
    return {name: joined} if joined > date(year, 1, 1) else {}


def posts(year: DemoYear) -> Iterator[Act]:
    """Yield the posts of everybody, absences, and the enterprise that gives up."""
    if not year.days:
        return
    opening = year.at(year.days[0], 8)
    yield Act(opening, partial(_hold_first, year))
    for login_name, day in year.joined.items():
        told = year.at(day + timedelta(days=1), 8)
        yield Act(told, partial(_join, year, login_name))
    yield from _absences(year)
    closed = year.workday(*_CLOSED_ON)
    if closed is not None:
        yield Act(year.at(closed, 9), partial(_close, year, closed))


def _hold_first(year: DemoYear) -> None:
    _hold(year, _first_posts(year))


def _join(year: DemoYear, login_name: str) -> None:
    _hold(year, _post_of(year, login_name))


def _absences(year: DemoYear) -> Iterator[Act]:
    """Let one officer be lent to another authority all year, and one be ill for some weeks."""
    begin, end = date(year.number, 1, 5), date(year.number, 12, 31)
    for login_name, diligence in year.diligence.items():
        if diligence is ABSENT and login_name.startswith(Role.OFFICER.value):
            absence = (login_name, AbsenceKind.SECONDMENT, begin, end)
            yield Act(year.at(year.days[0], 10), partial(_away, year, *absence))
    ill = next((name for name, how in year.diligence.items() if how is STEADY), None)
    day = year.workday(*_SICK_FROM)
    if ill is not None and day is not None:
        absence = (ill, AbsenceKind.SICK_LEAVE, day, day + timedelta(days=_SICK_DAYS - 1))
        yield Act(year.at(day, 10), partial(_away, year, *absence))


def _away(year: DemoYear, login_name: str, kind: AbsenceKind, first: date, last: date) -> None:
    person, assessment = year.person(login_name), year.desks.assessment
    if not assessment.absences_of(person, year.number):
        assessment.add_absence(year.person(MANAGER), person, kind, first, last)


def _first_posts(year: DemoYear) -> list[tuple[Person, PersonState]]:
    return [
        (year.person(one.login_name), _state(year, one, SINCE))
        for one in _with_posts()
        if one.login_name not in year.joined
    ]


def _post_of(year: DemoYear, login_name: str) -> list[tuple[Person, PersonState]]:
    one = next(one for one in _with_posts() if one.login_name == login_name)
    return [(year.person(login_name), _state(year, one, year.joined[login_name]))]


def _with_posts() -> Iterable[InventedPerson]:
    return (one for one in invented_people() if one.role in {Role.OFFICER, Role.LEADER})


def _state(year: DemoYear, one: InventedPerson, since: date) -> PersonState:
    number = int(one.login_name[-2:])
    state = PersonState(
        name=one.name,
        roles=frozenset({one.role}),
        department=one.department,
        valid_from=since,
    )
    if one.role is Role.LEADER:
        return replace(state, rank=RANKS[number - 1], is_first_responsible=number == 1)
    expires = year.today + timedelta(days=_EXPIRES_AFTER[number % len(_EXPIRES_AFTER)])
    return replace(state, certificate=Certificate(f"SFZF-{number:06d}", expires))


def _hold(year: DemoYear, states: Iterable[tuple[Person, PersonState]]) -> None:
    with year.database.begin() as records:
        new = [(who.id, state) for who, state in states if records.posts.latest(who.id) is None]
        records.posts.add_many(new, year.clock())


def _close(year: DemoYear, day: date) -> None:
    with year.database.begin() as records:
        for one in records.enterprises.known():
            if one.state.name == CLOSED and not one.state.is_ended:
                ended = replace(one.state, is_ended=True, valid_from=day)
                records.enterprises.hold([(one.id, ended)], year.clock())
