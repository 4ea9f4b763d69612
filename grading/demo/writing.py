"""Writing the demo bureau: people first, then their year up to now, in the order of time."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar
from grading.attempts.examinations import Examinations
from grading.attempts.gradebook import ExamGradebook
from grading.content import Content
from grading.demo.acts import Act, Chapter, DemoYear
from grading.demo.desks import open_desks
from grading.demo.diligence import Diligence, diligence_of
from grading.demo.enterprises import enterprise_states
from grading.demo.errors import NotDemoBureauError
from grading.demo.leadership import leadership
from grading.demo.marking import DemoMarker
from grading.demo.moving_clock import MovingClock
from grading.demo.outreach import outreach
from grading.demo.people import (
    BUREAU,
    MARKER,
    PASSWORD,
    InventedPerson,
    administrator,
    invented_people,
)
from grading.demo.plan import Session, Student, plan, study_days
from grading.demo.playing import Player
from grading.demo.posts import SINCE, joining_days, posts
from grading.demo.proofs import proofs
from grading.demo.training import training
from grading.home import Home
from grading.people.accounts import add_person, find_person, get_person
from grading.people.model import Bureau, Person, Role
from grading.records.engine import RecordsDatabase
from grading.study.study import Study
from quizzes.paper import Paper

SEED = 1
_SATURDAY = 5

CHAPTERS: tuple[Chapter, ...] = (posts, proofs, leadership, training, outreach)
"""What fills the year beside lessons and exams."""

MOCK_EXAMS = ("transition-mock", "penalty-mock")
"""What the policy of the package asks of officers, in the order in which they are taken."""

ABLE = 0.8
"""The skill from which on somebody has taken all of them by now."""

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoBureau:
    """The demo bureau in a home, its records database and its gradebook.

    The same seed, clock and content give the same people, answers and points.
    """

    home: Home
    database: RecordsDatabase
    gradebook: ExamGradebook
    content: Content
    zone: ZoneInfo
    seed: int = SEED
    chapters: tuple[Chapter, ...] = CHAPTERS

    def write(self, clock: Clock, progress: Progress | None = None) -> None:
        """Write everything up to now, the administrator last. Raises NotDemoBureauError.

        Writing that was interrupted goes on with the plan it began with: who and what is there is
        skipped, and a lesson or an exam that was broken off stays so.
        """
        now = clock()
        bureau = self._establish(now)
        people = invented_people()
        days = study_days(bureau.created_at, self.zone, is_workday)
        sessions = plan(self._students(people), days, self.zone, self.seed)
        clock_of_play = MovingClock(now)
        examinations = self._examinations(clock_of_play)
        player = self._player(examinations, clock_of_play)
        year = self._year(bureau, days, sessions, player)
        acts = self._acts(year, sessions)
        done = _Steps(progress, len(people) + len(acts) + 1)
        opening = datetime.combine(days[0], time(), tzinfo=self.zone)
        for person in people:
            joined = year.joined.get(person.login_name)
            self._add(person, opening if joined is None else year.at(joined, 8))
            done.one_more()
        if bureau.created_at == now:  # drawn before anybody takes an exam
            clock_of_play.move_to(opening)
        examinations.prepare()
        for act in acts:
            clock_of_play.move_to(act.at)
            act.do()
            done.one_more()
        marker = DemoMarker(self.database, examinations.marking, clock_of_play, self.seed)
        marker.read_all(self._person(MARKER), bureau.created_at)
        self._add(administrator(), opening)
        done.one_more()

    def _establish(self, now: datetime) -> Bureau:
        with self.database.begin() as records:
            bureau = records.bureau.find()
            if bureau is None and not records.people.current():
                bureau = records.bureau.establish(BUREAU, is_demo=True, now=now)
                states = list(enterprise_states(SINCE))
                numbers = records.enterprises.add_many(states)
                records.enterprises.hold(zip(numbers, states, strict=True), now)
        if bureau is None or not bureau.is_demo:
            raise NotDemoBureauError(self.database.address)
        return bureau

    def _add(self, person: InventedPerson, at: datetime) -> None:
        with self.database.begin() as records:
            if find_person(records, person.login_name) is None:
                add_person(
                    records,
                    lambda: at,
                    login_name=person.login_name,
                    name=person.name,
                    roles=[person.role],
                    department=person.department,
                    enterprise=person.enterprise,
                    password=PASSWORD if person.has_password else None,
                )

    def _person(self, login_name: str) -> Person:
        with self.database.read() as records:
            return get_person(records, login_name)

    def _students(self, people: Sequence[InventedPerson]) -> list[Student]:
        diligence = diligence_of(people, self.seed)
        papers = {paper.id: paper for paper in self.content.quizzes.shelf.all()}
        return [
            Student(
                login_name=person.login_name,
                diligence=diligence[person.login_name],
                courses=self.content.catalogue.courses_for([person.role]),
                papers=papers,
                mock_exams=_mock_exams(person, diligence[person.login_name], papers),
            )
            for person in people
            if person.login_name in diligence
        ]

    def _year(
        self,
        bureau: Bureau,
        days: Sequence[date],
        sessions: Sequence[Session],
        player: Player,
    ) -> DemoYear:
        """Return the year in which the demo was begun."""
        year = local_date(bureau.created_at, self.zone).year
        diligence = diligence_of(invented_people(), self.seed)
        return DemoYear(
            now=bureau.created_at,
            zone=self.zone,
            days=tuple(day for day in days if day.year == year),
            diligence=diligence,
            joined=joining_days(diligence, _first_days(sessions), year),
            seed=self.seed,
            database=self.database,
            clock=player.clock,
            desks=open_desks(
                self.home,
                self.database,
                self.content,
                player.examinations,
                clock=player.clock,
                zone=self.zone,
            ),
            player=player,
        )

    def _acts(self, year: DemoYear, sessions: Sequence[Session]) -> list[Act]:
        """Return everything that happens, in the order of time."""
        acts = [Act(session.starts_at, partial(self._play, year, session)) for session in sessions]
        acts += [act for chapter in self.chapters for act in chapter(year)]
        return sorted(acts, key=lambda act: act.at)

    def _play(self, year: DemoYear, session: Session) -> None:
        year.player.play(self._person(session.login_name), session)

    def _examinations(self, clock: MovingClock) -> Examinations:
        return Examinations(
            self.database,
            self.gradebook,
            self.content.quizzes,
            clock,
            zone=self.zone,
            chance=self._chance("exams"),
        )

    def _player(self, examinations: Examinations, clock: MovingClock) -> Player:
        quizzes, catalogue = self.content.quizzes, self.content.catalogue
        study = Study(self.database, catalogue, quizzes, clock, chance=self._chance("practice"))
        return Player(study, examinations, catalogue, clock, self.seed)

    def _chance(self, purpose: str) -> random.Random:
        return random.Random(f"{self.seed}:{purpose}")  # noqa: S311 - repeatable on purpose


class _Steps:
    """Counts steps for whoever watches."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def one_more(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def _mock_exams(
    person: InventedPerson, diligence: Diligence, papers: Mapping[str, Paper]
) -> tuple[Paper, ...]:
    """Return the mock exams that an officer takes: the able ones all, the others the last."""
    if person.role is not Role.OFFICER:
        return ()
    wanted = MOCK_EXAMS if diligence.skill >= ABLE else MOCK_EXAMS[-1:]
    return tuple(papers[one] for one in wanted if one in papers)


def _first_days(sessions: Sequence[Session]) -> dict[str, date]:
    """Return the day on which each person first sits down, by login name."""
    first: dict[str, date] = {}
    for session in sessions:
        first.setdefault(session.login_name, session.starts_at.date())
    return first


def is_workday(day: date) -> bool:
    """Say whether people work on a day; without a calendar of the year, from Monday to Friday."""
    try:
        return WorkCalendar.embedded().is_workday(day)
    except CalendarMissingError:
        return day.weekday() < _SATURDAY
