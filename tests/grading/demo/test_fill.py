"""The demo in a home as `xuefa serve --demo` makes it, with nbgrader's gradebook, whole."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from courses.clock import HOME_ZONE
from grading.assessment.assess import Standing
from grading.content import read_content
from grading.demo.acts import Desks
from grading.demo.desks import open_desks
from grading.demo.fill import demo_logins, fill, is_filled
from grading.demo.moving_clock import MovingClock
from grading.demo.outreach import ACTIVITIES, COUNTED
from grading.demo.people import administrator, invented_people
from grading.demo.study_year import PLAN, STUDIES, TODAY
from grading.demo.training import SESSIONS, UPCOMING
from grading.gradebook.gradebook import ScoringDesk
from grading.home import Home
from grading.hours.evidence_store import EvidenceStore
from grading.hours.model import ProofState
from grading.leadership.model import MeetingState
from grading.outreach.summary import sum_up
from grading.people.logins import log_in
from grading.people.model import ROLE_LABELS
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from grading.training.coverage import TrainingCoverage
from grading.training.model import SignInWay

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
    if done == 400:
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


@pytest.fixture(scope="module")
def desks(filled) -> Desks:
    """The services as they find the home after the year."""
    home, database = filled
    content, clock = read_content(home), MovingClock(NOW)
    return open_desks(home, database, content, None, clock=clock, zone=HOME_ZONE)


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


def test_some_officers_meet_the_year_some_do_not_one_is_exempt_and_one_came_late(desks):
    result = desks.assessment.of_all(2026, date(2026, 11, 23))
    officers = [one for one in result.assessments if one.policy.audience == "officer"]
    standings = Counter(one.standing for one in officers)
    assert standings[Standing.MEETS] >= 4
    assert standings[Standing.NOT_YET] >= 10
    assert standings[Standing.EXEMPT] == 1
    late = [one for one in officers if one.person.in_post and one.person.in_post[0][0].month > 1]
    assert len(late) == 1
    leaders = [one.standing for one in result.assessments if one.policy.audience == "leader"]
    assert {Standing.MEETS, Standing.NOT_YET} == set(leaders)


def test_proofs_were_accepted_refused_and_sent_again_and_some_wait(filled, desks):
    _, database = filled
    with database.read() as records:
        found = records.proofs.decided(1000) + records.proofs.waiting()
        counted = {
            entry.evidence.ref
            for person in records.people.current()
            for entry in records.hours.entries([person.id], 2026)
            if entry.kind == "external"
        }
    states = Counter(one.state for one in found)
    assert states[ProofState.ACCEPTED] >= 60
    assert states[ProofState.WAITING] >= 3
    refused = [one for one in found if one.state is ProofState.REFUSED]
    assert len(refused) >= 3
    assert all(one.replaced_by for one in refused)
    assert counted == {str(one.id) for one in found if one.state is ProofState.ACCEPTED}
    places = Counter((one.person_id, one.topic, one.replaces) for one in found)
    assert set(places.values()) == {1}  # though the filling was killed and taken up again


def test_the_leadership_studied_by_plan_with_minutes_and_evidence_for_some_duties(filled, desks):
    home, database = filled
    studies = desks.hours.groups.in_year(2026)
    assert sorted(one.topic for one in studies) == sorted(one.topic for one in STUDIES)
    store = EvidenceStore(home.evidence)
    assert all(store.read(one.minutes.sha256).startswith(b"%PDF") for one in studies)
    with database.read() as records:
        items = records.study_plans.in_year(2026)
        adoption = records.study_plans.adoption(2026)
        meetings = {one.topic: one.state for one in records.meetings.in_year(2026)}
    assert len(items) == len(PLAN)
    assert adoption is not None
    assert sum(one.withdrawn is not None for one in items) == 1
    assert meetings.pop(TODAY.topic) is MeetingState.CALLED
    assert set(meetings.values()) == {MeetingState.RECORDED}
    year = desks.leadership.years.of(2026)
    proven = {duty for duty, _ in year.duties.held}
    assert 5 <= len(proven) < len(year.duties.duty_list.duties)


def test_enterprises_were_trained_in_every_way_and_got_certificates(filled, desks):
    _, database = filled
    sessions = {one.plan.topic: one for one in _sessions(database)}
    assert set(sessions) == {one.topic for one in (*SESSIONS, UPCOMING)}
    assert sum(one.is_cancelled for one in sessions.values()) == 1
    sign_ins = [
        one
        for session in sessions.values()
        for one in desks.training.sign_ins.of_session(session.id)
    ]
    assert {one.way for one in sign_ins} == set(SignInWay) - {SignInWay.CODE}
    assert 2 <= sum(one.is_late for one in sign_ins) <= 5
    quiz = desks.quizzes.results(sessions["排污许可管理培训"].id)
    assert quiz.passed >= 8
    assert any(len(one.attempts) > 1 for one in quiz.standings)
    lines = desks.certificates.of_session(sessions["排污许可管理培训"].id).lines
    holders = {line.sign_in.person_id for line in lines if line.own.certificate}
    assert holders == {one.sign_in.person_id for one in quiz.standings if one.is_passed}
    coverage = TrainingCoverage(database, MovingClock(NOW), HOME_ZONE).of_year(2026)
    assert coverage.figures.sessions == 3
    assert 10 <= coverage.figures.enterprises < 30


def _sessions(database):
    with database.read() as records:
        return records.training.all()


def test_outreach_was_recorded_once_with_photos_and_a_correction(desks):
    activities = desks.outreach.in_year(2026)
    assert sorted(one.title for one in activities) == sorted(one.title for one in ACTIVITIES)
    corrected = [one for one in activities if one.correction]
    assert [one.reached for one in corrected] == [COUNTED]
    assert sum(len(one.photos) for one in activities) >= 5
    assert sum_up(2026, activities).sum.materials > 1000


def test_nothing_of_the_year_lies_in_the_future(filled, rows_of):
    _, database = filled
    for table, column in rows_of(
        database,
        """SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.type = 'DATETIME' AND t.name != 'login_sessions'""",
    ):
        ((latest,),) = rows_of(database, f"SELECT max({column}) FROM {table}")
        is_plan = table == "training_plans" and column in {"starts_at", "ends_at"}
        moment = latest and datetime.fromisoformat(latest).replace(tzinfo=UTC)
        assert moment is None or moment <= NOW or is_plan
