"""The demo in a home as `xuefa serve --demo` makes it, with nbgrader's gradebook."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grading.demo.fill import demo_logins, fill, is_filled
from grading.demo.people import administrator, invented_people
from grading.gradebook.gradebook import ScoringDesk
from grading.home import Home
from grading.people.logins import log_in
from grading.people.model import ROLE_LABELS
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
KILLED_IN_THE_MIDDLE = """\
import os, signal, sys
from pathlib import Path
from argon2 import PasswordHasher
from datetime import datetime
import grading.people.accounts
from grading.demo.fill import fill
from grading.home import Home
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings

grading.people.accounts.hash_password = PasswordHasher(
    time_cost=1, memory_cost=8, parallelism=1
).hash
home = Home(Path(sys.argv[1]))
home.prepare()
settings = read_settings(home, {})
database = RecordsDatabase(settings.database_url)
database.upgrade()

def progress(done, total):
    if done == 100:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

now = datetime.fromisoformat(sys.argv[2])
fill(home, settings, database, lambda: now, progress)
"""


def open_home(root: Path) -> tuple[Home, RecordsDatabase]:
    home = Home(root)
    home.prepare()
    database = RecordsDatabase(read_settings(home, {}).database_url)
    database.upgrade()
    return home, database


def fill_now(home: Home, database: RecordsDatabase):
    return fill(home, read_settings(home, {}), database, lambda: NOW)


@pytest.fixture(scope="module")
def filled(tmp_path_factory, cheap_passwords) -> Iterator[tuple[Home, RecordsDatabase]]:
    """A home whose filling was killed in the middle, and completed by another start."""
    root = tmp_path_factory.mktemp("demo-home")
    command = [sys.executable, "-c", KILLED_IN_THE_MIDDLE, str(root), NOW.isoformat()]
    killed = subprocess.run(command, cwd=Path(__file__).parents[3], check=False)
    assert killed.returncode not in (0, 1)
    home, database = open_home(root)
    assert not is_filled(database)
    fill_now(home, database)
    yield home, database
    database.close()


def check_gradebook_agrees(home: Home, database: RecordsDatabase, rows_of) -> int:
    """Compare what nbgrader holds with the records; return how many submissions there are."""
    latest = rows_of(
        database, "SELECT id, max(number) FROM attempts GROUP BY person_id, assignment"
    )
    desk = ScoringDesk.open(home.course)
    held = desk.changed_points()
    desk.close()
    with database.read() as records:
        results = records.results.latest_of(entry.attempt_id for entry in held)
        cells = {
            one.attempt_id: results[one.attempt_id].cells
            if one.attempt_id in results
            else records.marking.machine_scores(one.attempt_id)
            for one in held
        }
    assert {entry.attempt_id for entry in held} == {attempt_id for attempt_id, _ in latest}
    for entry in held:
        known = [cell for cell in cells[entry.attempt_id] if cell.earned is not None]
        assert entry.points == {cell.question_id: cell.earned for cell in known}
    return len(held)


def test_a_home_whose_filling_was_killed_is_completed(filled):
    _, database = filled
    assert is_filled(database)
    with database.read() as records:
        assert len(records.people.current()) == len((*invented_people(), administrator()))
        assert records.results.waiting() == []


def test_the_gradebook_holds_what_the_records_say(filled, rows_of):
    assert check_gradebook_agrees(*filled, rows_of) >= 20


def test_there_is_a_login_for_every_role():
    assert {login.role for login in demo_logins()} == set(ROLE_LABELS.values())


@pytest.mark.parametrize("login", demo_logins(), ids=lambda login: login.login_name)
def test_the_logins_that_are_printed_work(filled, login):
    _, database = filled
    session = log_in(database, lambda: NOW, *login[1:], "127.0.0.1", hours=1)
    assert login.role in {role.label for role in session.person.roles}


def test_a_filled_home_is_left_alone(filled, monkeypatch):
    home, database = filled

    def refuse(*_args, **_options):
        raise AssertionError("the gradebook was opened")

    monkeypatch.setattr(ScoringDesk, "open", refuse)
    assert fill_now(home, database) == demo_logins()


def test_an_empty_home_is_not_filled(tmp_path):
    _, database = open_home(tmp_path)
    assert not is_filled(database)
    database.close()
