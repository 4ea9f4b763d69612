"""A demo home for browser tests: filled once per run, with learners who have done nothing yet."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher
from builders.reader_home import fill_library
from filelock import FileLock

from courses.clock import system_clock
from grading.content import read_content
from grading.demo.fill import fill
from grading.demo.people import PASSWORD as DEMO_PASSWORD
from grading.home import Home
from grading.people.accounts import add_person, find_person
from grading.people.model import Person, Role
from grading.records.attempts import StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from grading.study.study import Study
from quizzes.kinds import kind_of

PAPER = "penalty-chapter-1"
DEPARTMENT = "排污许可科"
PASSWORD = "browser-test-2026"
LEARNERS = 18
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True, slots=True)
class Learner:
    """An officer of the demo bureau who has not begun."""

    login_name: str
    name: str


def learner(number: int) -> Learner:
    """Return one of the learners; each test takes its own."""
    return Learner(f"learner{number:02d}", f"示范新{number:02d}")


def password_of(login_name: str) -> str:
    """Return the password of a learner, or of somebody whom the demo brings along."""
    return PASSWORD if login_name.startswith("learner") else DEMO_PASSWORD


def make_demo_home(folder: Path, shared: Path) -> Home:
    """Return a home of one's own, copied from one that all workers of a run share."""
    template = shared / "demo-template"
    with FileLock(shared / "demo-template.lock"):
        if not template.exists():
            _fill(Home(shared / "demo-filling"))
            (shared / "demo-filling").rename(template)
    shutil.copytree(template, folder)
    return Home(folder)


def _fill(home: Home) -> None:
    """Fill a home; passwords are hashed cheaply, and properly at the first login of each person."""
    with patch("grading.people.accounts.hash_password", CHEAP.hash):
        _fill_cheaply(home)


def _fill_cheaply(home: Home) -> None:
    home.prepare()
    fill_library(home.statutes)
    settings = read_settings(home, {})
    with _records(home) as database:
        database.upgrade()
        fill(home, settings, database, system_clock)
        with database.begin() as records:
            for who in map(learner, range(LEARNERS)):
                add_person(
                    records,
                    system_clock,
                    login_name=who.login_name,
                    name=who.name,
                    roles=(Role.OFFICER,),
                    department=DEPARTMENT,
                    password=PASSWORD,
                )


@contextmanager
def _records(home: Home) -> Iterator[RecordsDatabase]:
    database = RecordsDatabase(read_settings(home, os.environ).database_url)
    try:
        yield database
    finally:
        database.close()


def answer_wrongly_yesterday(home: Home, who: Learner, lesson_id: str) -> str:
    """Let a learner answer the first practice question of a lesson wrongly a day ago.

    Returns the id of that question.
    """
    yesterday = datetime.now(UTC) - timedelta(days=1)
    content = read_content(home)
    with _records(home) as database:
        person = _person(database, who)
        study = Study(database, content.catalogue, content.quizzes, lambda: yesterday)
        study.open_lesson(person, lesson_id)
        first = study.practice(person, lesson_id).questions[0]
        wrong = next(iter(kind_of(first.question).wrong_answers(first.question)))
        study.answer(person, lesson_id, first.place, first.question.id, wrong)
        return first.question.id


def begin_attempt_ending_in(home: Home, who: Learner, seconds: float) -> str:
    """Give a learner an attempt that began so long ago that it ends in so many seconds."""
    with _records(home) as database:
        person = _person(database, who)
        ends = datetime.now(UTC) + timedelta(seconds=seconds)
        with database.begin() as records:
            everybody = records.people.current()
            model = next(a for who in everybody for a in records.attempts.of_person(who.id, PAPER))
            attempt = StoredAttempt(
                id=uuid.uuid4().hex,
                person_id=person.id,
                assignment=model.assignment,
                number=1,
                seed=model.seed,
                paper=model.paper,
                started_at=ends - model.paper.duration,
                deadline_at=ends,
            )
            records.attempts.begin(attempt)
    return attempt.id


def attempts_of(home: Home, who: Learner) -> tuple[StoredAttempt, ...]:
    """Return a learner's attempts as they stand in the records."""
    with _records(home) as database:
        person = _person(database, who)
        with database.read() as records:
            return tuple(records.attempts.of_person(person.id, PAPER))


def _person(database: RecordsDatabase, who: Learner) -> Person:
    with database.read() as records:
        person = find_person(records, who.login_name)
    assert person is not None, f"no account for {who.login_name}"
    return person
