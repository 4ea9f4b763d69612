"""Writing the demo bureau: people first, then their study and exams up to now."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from courses.clock import Clock
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar
from grading.attempts.examinations import Examinations
from grading.attempts.gradebook import ExamGradebook
from grading.content import Content
from grading.demo.diligence import diligence_of
from grading.demo.errors import NotDemoBureauError
from grading.demo.marking import DemoMarker
from grading.demo.moving_clock import MovingClock
from grading.demo.people import (
    BUREAU,
    ENTERPRISES,
    MARKER,
    PASSWORD,
    InventedPerson,
    administrator,
    invented_people,
)
from grading.demo.plan import Student, plan, study_days
from grading.demo.playing import Player
from grading.people.accounts import add_person, find_person, get_person
from grading.people.model import Bureau, Person
from grading.records.engine import RecordsDatabase
from grading.study.study import Study
from quizzes.paper import Paper

SEED = 1
_SATURDAY = 5

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoBureau:
    """The demo bureau in a records database and a gradebook.

    The same seed, clock and content give the same people, answers and points.
    """

    database: RecordsDatabase
    gradebook: ExamGradebook
    content: Content
    zone: ZoneInfo
    seed: int = SEED

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
        opening = datetime.combine(days[0], time(), tzinfo=self.zone)
        done = _Steps(progress, len(people) + len(sessions) + 1)
        for person in people:
            self._add(person, opening)
            done.one_more()
        clock_of_play = MovingClock(now)
        examinations = self._examinations(clock_of_play)
        if bureau.created_at == now:  # drawn before anybody takes an exam
            clock_of_play.move_to(opening)
        examinations.prepare()
        player = self._player(examinations, clock_of_play)
        for session in sessions:
            player.play(self._person(session.login_name), session)
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
                for name, industry, _ in ENTERPRISES:
                    records.people.add_enterprise(name, industry)
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
                    password=PASSWORD,
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
                mock_exam=self._mock_exam(person),
            )
            for person in people
            if person.login_name in diligence
        ]

    def _mock_exam(self, person: InventedPerson) -> Paper | None:
        """Return the mock exam of the longest of a person's courses that has one."""
        papers = self.content.quizzes.shelf.all()
        mock_exams = {p.course: p for p in papers if p.mode == "mock_exam"}
        courses = self.content.catalogue.courses_for([person.role])
        longest = sorted(courses, key=lambda course: -course.minutes)
        return next((mock_exams[one.id] for one in longest if one.id in mock_exams), None)

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


def is_workday(day: date) -> bool:
    """Say whether people work on a day; without a calendar of the year, from Monday to Friday."""
    try:
        return WorkCalendar.embedded().is_workday(day)
    except CalendarMissingError:
        return day.weekday() < _SATURDAY
