"""One-time codes: used once, in time, the newest only; slowed like the login."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database
from sqlalchemy import text

from grading.people import passwords
from grading.people.accounts import close_account
from grading.people.codes import LIFE, ClosedAccountError, hash_code, issue_code, make_code
from grading.people.errors import WeakPasswordError
from grading.people.first_login import CodeRefusedError, first_log_in
from grading.people.logins import LoginSlowedError, log_in, session_of
from grading.people.throttle import PER_ACCOUNT

OFFICE, CHOSEN = "192.0.2.1", "chosen-by-me-2026"


@pytest.fixture
def database(tmp_path):
    opened = fresh_database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture(autouse=True)
def _cheap_hashing(monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", cheap)
    passwords._stand_in.cache_clear()
    yield
    passwords._stand_in.cache_clear()


def issue(database, clock, login_name="shifan"):
    code = make_code()
    with database.begin() as records:
        person = records.people.find_by_login(login_name)
        issue_code(records, clock, person, hash_code(code))
    return code


def enter(database, clock, code, *, login_name="shifan", password=CHOSEN):
    return first_log_in(
        database, clock, login_name, code=code, password=password, address=OFFICE, hours=12
    )


def test_a_code_sets_the_password_and_logs_in(database, clock):
    person = make_person(database)
    code = issue(database, clock)
    session = enter(database, clock, f" {code.upper().replace('-', '')} ", login_name="ＳhiFan")
    assert session_of(database, clock, session.token).person == person
    assert log_in(database, clock, "shifan", CHOSEN, OFFICE, hours=12).person == person


def test_a_code_works_once(database, clock):
    make_person(database)
    code = issue(database, clock)
    enter(database, clock, code)
    with pytest.raises(CodeRefusedError):
        enter(database, clock, code)


def test_codes_that_are_wrong_void_or_too_old_are_refused_alike(database, clock):
    make_person(database)
    make_person(database, "lingyi")
    old, other = issue(database, clock), issue(database, clock, "lingyi")
    code = issue(database, clock)
    for refused, who in ((old, "shifan"), (other, "shifan"), (code, "nobody"), ("", "shifan")):
        with pytest.raises(CodeRefusedError):
            enter(database, clock, refused, login_name=who)
    clock.now += LIFE - timedelta(seconds=1)
    enter(database, clock, code)
    late = issue(database, clock)
    clock.now += LIFE
    with pytest.raises(CodeRefusedError):
        enter(database, clock, late)


def test_only_the_hash_of_a_code_is_kept(database, clock):
    make_person(database)
    code = issue(database, clock)
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM login_codes")).all()
    assert len(rows) == 1
    assert code not in str(rows)
    assert code.replace("-", "") not in str(rows)


def test_guesses_are_slowed_together_with_those_at_the_login(database, clock):
    make_person(database)
    code = issue(database, clock)
    for _ in range(PER_ACCOUNT.allowed):
        with pytest.raises(CodeRefusedError):
            enter(database, clock, "wrong")
    with pytest.raises(LoginSlowedError):
        enter(database, clock, code)
    with pytest.raises(LoginSlowedError):
        log_in(database, clock, "shifan", CHOSEN, OFFICE, hours=12)


def test_a_weak_password_costs_neither_the_code_nor_a_try(database, clock):
    make_person(database)
    code = issue(database, clock)
    for _ in range(PER_ACCOUNT.allowed + 1):
        with pytest.raises(WeakPasswordError):
            enter(database, clock, code, password="12345678")
    assert enter(database, clock, code)


def test_a_new_code_ends_nothing_until_it_is_used(database, clock):
    make_person(database, password="older-pass-2026")
    session = log_in(database, clock, "shifan", "older-pass-2026", OFFICE, hours=12)
    code = issue(database, clock)
    assert session_of(database, clock, session.token) is not None
    enter(database, clock, code)
    assert session_of(database, clock, session.token) is None


def test_a_closed_account_gets_no_code_and_takes_none(database, clock):
    person = make_person(database)
    code = issue(database, clock)
    with database.begin() as records:
        close_account(records, clock, person)
    with pytest.raises(CodeRefusedError):
        enter(database, clock, code)
    with pytest.raises(ClosedAccountError), database.begin() as records:
        issue_code(records, clock, person, hash_code("abcd"))
