"""Who sits down to what and when: a year of sessions, planned before any of them takes place."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from courses.catalogue import Course
from courses.clock import local_date
from grading.demo.diligence import Diligence
from quizzes.paper import Paper

SHORTEST_PERIOD = timedelta(days=120)
"""In the first months of a year the study of the demo bureau began in the year before."""

PARTLY = 0.25
"""A lesson is begun, but not finished, by whoever reaches into it at least that far."""

MOST_TRIES = 3
BETTER_WITH_EACH_TRY = 0.12
BETWEEN_TRIES = (2, 8)
"""Working days."""

BEFORE_MOCK_EXAM = (3, 10)
"""Working days from the last course to the mock exam."""

AT_THE_END, LAST_DAYS = 0.3, 4
"""Chance that the mock exam was taken within so many working days: its essays are still unread."""

_PACES = (0.7, 1.15)
_HOURS = (9, 10, 11, 14, 15, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSession:
    """Somebody opens a lesson and practises; `share` (0 to 1) is how much of the round is done."""

    login_name: str
    starts_at: datetime
    lesson_id: str
    skill: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamSession:
    """Somebody takes an exam, unless an earlier try reached the `aim` in percent."""

    login_name: str
    starts_at: datetime
    paper_id: str
    number: int
    skill: float
    aim: int


Session = LessonSession | ExamSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """Somebody with courses; `papers` are the exams of these courses that can be taken.

    `mock_exams` are taken once, in this order, by whoever went through all of them.
    """

    login_name: str
    diligence: Diligence
    courses: tuple[Course, ...]
    papers: Mapping[str, Paper]
    mock_exams: tuple[Paper, ...] = ()


def study_days(now: datetime, zone: ZoneInfo, is_workday: Callable[[date], bool]) -> list[date]:
    """Return the working days on which people studied: this year's, up to yesterday.

    Today is left out, so that no session ends in the future.
    """
    today = local_date(now, zone)
    first = min(date(today.year, 1, 1), today - SHORTEST_PERIOD)
    days = (first + timedelta(days=number) for number in range((today - first).days))
    return [day for day in days if is_workday(day)]


def plan(
    students: Iterable[Student], days: Sequence[date], zone: ZoneInfo, seed: int
) -> list[Session]:
    """Return every session in the order of time; the same seed and days give the same plan."""
    sessions: list[Session] = []
    for student in students:
        chance = random.Random(f"{seed}:{student.login_name}")  # noqa: S311 - repeatable on purpose
        calendar = _Calendar(days, zone, chance)
        sessions += [*_sessions(student, calendar), *_mock_exams(student, calendar)]
    return sorted(sessions, key=lambda session: (session.starts_at, session.login_name))


class _Calendar:
    """Finds the days of one person, each later than the one before; everybody has an own pace."""

    def __init__(self, days: Sequence[date], zone: ZoneInfo, chance: random.Random) -> None:
        self._days, self._zone, self._chance = days, zone, chance
        self._pace = chance.uniform(*_PACES)
        self._free_from = 0

    def at(self, share: float) -> datetime | None:
        """Return a moment on the free day nearest a share of the year, None after the last."""
        return self._take(round(self._pace * share * len(self._days)) + self._chance.randint(-4, 4))

    def days_later(self, least: int, most: int) -> datetime | None:
        """Return a moment some days after the last one taken, None after the last day."""
        return self._take(self._free_from - 1 + self._chance.randint(least, most))

    def soon_or_at_the_end(self, least: int, most: int) -> datetime | None:
        """Return a moment some days after the last one taken, or for some people in these days."""
        if self._chance.random() < AT_THE_END:
            return self._take(len(self._days) - self._chance.randint(1, LAST_DAYS))
        return self.days_later(least, most)

    def _take(self, wanted: int) -> datetime | None:
        number = max(wanted, self._free_from)
        if number >= len(self._days):
            return None
        self._free_from = number + 1
        begins = time(self._chance.choice(_HOURS), self._chance.randrange(60))
        return datetime.combine(self._days[number], begins, tzinfo=self._zone)


def _sessions(student: Student, calendar: _Calendar) -> Iterator[Session]:
    """Go through lessons and papers until the reach or the year is exhausted."""
    diligence = student.diligence
    steps = [step for course in student.courses for step in _steps(course, student.papers)]
    reach = diligence.reach * len(steps)
    for number, step in enumerate(steps):
        share = min(1.0, reach - number)
        if share < PARTLY or (share < 1 and isinstance(step, Paper)):
            return
        part = number / max(len(steps) - 1, 1)
        moment = calendar.at(diligence.begins + part * (diligence.ends - diligence.begins))
        if moment is None:
            return
        if isinstance(step, Paper):
            yield from _exams(student, step, moment, calendar)
        else:
            yield LessonSession(
                login_name=student.login_name,
                starts_at=moment,
                lesson_id=step,
                skill=diligence.skill,
                share=share,
            )


def _mock_exams(student: Student, calendar: _Calendar) -> Iterator[ExamSession]:
    """Let whoever went through everything take the mock exams, some days later."""
    if student.diligence.reach < 1 or not student.mock_exams:
        return
    *others, last = student.mock_exams
    for paper in others:
        yield from _mock_exam(student, paper, calendar.days_later(*BEFORE_MOCK_EXAM))
    yield from _mock_exam(student, last, calendar.soon_or_at_the_end(*BEFORE_MOCK_EXAM))


def _mock_exam(student: Student, paper: Paper, at: datetime | None) -> Iterator[ExamSession]:
    if at is not None:
        yield ExamSession(
            login_name=student.login_name,
            starts_at=at,
            paper_id=paper.id,
            number=1,
            skill=student.diligence.skill,
            aim=student.diligence.aim,
        )


def _steps(course: Course, papers: Mapping[str, Paper]) -> list[str | Paper]:
    """Return the lesson ids of a course, then its papers."""
    return [
        *(lesson.id for lesson in course.lessons),
        *(papers[paper_id] for paper_id in course.papers if paper_id in papers),
    ]


def _exams(
    student: Student, paper: Paper, first: datetime, calendar: _Calendar
) -> Iterator[ExamSession]:
    moment: datetime | None = first
    for number in count(1):
        if moment is None or number > min(MOST_TRIES, paper.attempts):
            return
        yield ExamSession(
            login_name=student.login_name,
            starts_at=moment,
            paper_id=paper.id,
            number=number,
            skill=min(1.0, student.diligence.skill + BETTER_WITH_EACH_TRY * (number - 1)),
            aim=student.diligence.aim,
        )
        moment = calendar.days_later(*BETWEEN_TRIES)
