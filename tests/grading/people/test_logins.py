from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from builders.clock import SetClock
from builders.people import PASSWORD, make_person
from builders.records import fresh_database
from sqlalchemy import text

from grading.people import logins, passwords
from grading.people.accounts import close_account, set_password
from grading.people.logins import (
    LoginRefusedError,
    LoginSlowedError,
    end_sessions_of,
    log_in,
    log_out,
    session_of,
)

OFFICE, ELSEWHERE = "192.0.2.1", "192.0.2.2"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


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
    """Hash with the least parameters argon2 takes; the logic here is not about the cost."""
    monkeypatch.setattr(passwords, "_hasher", CHEAP)
    passwords._stand_in.cache_clear()
    yield
    passwords._stand_in.cache_clear()


def enter(database, clock, login_name="shifan", password=PASSWORD, address=OFFICE):
    return log_in(database, clock, login_name, password, address, hours=12)


def fail(database, clock, times, login_name="shifan", address=OFFICE):
    """Mistype that often, waiting as long as is asked in between."""
    for _ in range(times):
        try:
            enter(database, clock, login_name, "wrong-password", address)
        except LoginSlowedError as slowed:
            clock.advance(seconds=slowed.wait_seconds)
            with pytest.raises(LoginRefusedError):
                enter(database, clock, login_name, "wrong-password", address)
        except LoginRefusedError:
            pass


def test_session_is_found_by_its_token(database, clock):
    person = make_person(database, password=PASSWORD)
    session = enter(database, clock, "ＳｈｉＦａｎ")
    assert session.person == person
    assert session.expires_at == clock.now + timedelta(hours=12)
    assert session_of(database, clock, session.token) == session


def test_no_token_is_kept(database, clock):
    make_person(database, password=PASSWORD)
    session = enter(database, clock)
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM login_sessions")).all()
    assert len(rows) == 1
    assert session.token not in str(rows)


def test_two_logins_have_different_tokens(database, clock):
    make_person(database, password=PASSWORD)
    assert enter(database, clock).token != enter(database, clock).token


def test_refusal_is_the_same_for_an_unknown_name_and_a_wrong_password(database, clock):
    make_person(database, password=PASSWORD)
    make_person(database, "nopassword")
    messages = set()
    for login_name in ("nobody", "shifan", "nopassword", ""):
        with pytest.raises(LoginRefusedError) as caught:
            enter(database, clock, login_name, "wrong-password")
        messages.add(str(caught.value))
    assert len(messages) == 1


def test_unknown_name_is_slowed_like_a_known_one(database, clock):
    make_person(database, password=PASSWORD)
    waits = []
    for login_name in ("nobody", "shifan"):
        fail(database, clock, 5, login_name)
        with pytest.raises(LoginSlowedError) as caught:
            enter(database, clock, login_name)
        waits.append(caught.value.wait_seconds)
    assert waits == [2, 2]


def test_right_password_waits_too_and_is_taken_after_the_wait(database, clock):
    make_person(database, password=PASSWORD)
    fail(database, clock, 7)
    with pytest.raises(LoginSlowedError, match="8 秒") as caught:
        enter(database, clock)
    clock.advance(seconds=caught.value.wait_seconds)
    assert enter(database, clock)


def test_asking_while_slowed_does_not_lengthen_the_wait(database, clock):
    make_person(database, password=PASSWORD)
    fail(database, clock, 5)
    for _ in range(3):
        with pytest.raises(LoginSlowedError) as caught:
            enter(database, clock)
        assert caught.value.wait_seconds == 2


def test_account_is_slowed_wherever_the_failures_come_from(database, clock):
    make_person(database, password=PASSWORD)
    fail(database, clock, 3, address=OFFICE)
    fail(database, clock, 2, address=ELSEWHERE)
    with pytest.raises(LoginSlowedError):
        enter(database, clock, address="192.0.2.3")


def test_colleague_at_the_same_address_is_not_slowed_by_a_few_typos(database, clock):
    make_person(database, password=PASSWORD)
    make_person(database, "colleague", password=PASSWORD)
    fail(database, clock, 6, "shifan")
    assert enter(database, clock, "colleague")


def test_address_is_slowed_when_many_accounts_fail_from_it(database, clock):
    make_person(database, password=PASSWORD)
    for number in range(30):
        fail(database, clock, 1, f"guess{number}")
    with pytest.raises(LoginSlowedError):
        enter(database, clock)
    assert enter(database, clock, address=ELSEWHERE)


def test_success_lifts_the_waits_of_the_account_but_not_of_the_address(database, clock):
    make_person(database, password=PASSWORD)
    fail(database, clock, 4)
    enter(database, clock)
    fail(database, clock, 4)
    assert enter(database, clock)
    with database.read() as records:
        assert records.sessions.failures_of_account("shifan") == []
        assert len(records.sessions.failures_of_address(OFFICE)) == 8


def test_success_is_no_failure_of_the_address(database, clock):
    make_person(database, password=PASSWORD)
    enter(database, clock)
    with database.read() as records:
        assert records.sessions.failures_of_address(OFFICE) == []


def test_guesses_sent_at_once_do_not_pass_the_throttle_together(database, clock, monkeypatch):
    make_person(database, password=PASSWORD)
    looked_at = []

    def remember(password, kept):
        looked_at.append(password)
        return False

    monkeypatch.setattr(logins, "is_right", remember)

    def guess(number):
        with pytest.raises((LoginRefusedError, LoginSlowedError)):
            enter(database, clock, password=f"guess-{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(40)))
    assert len(looked_at) == 5


def test_password_is_checked_while_no_transaction_is_open(database, clock, monkeypatch):
    make_person(database, password=PASSWORD)
    written = []

    def write_meanwhile(password, kept):
        with database.begin() as records:
            records.people.add_enterprise("示范一厂", None)
        written.append(kept)
        return True

    monkeypatch.setattr(logins, "is_right", write_meanwhile)
    assert enter(database, clock)
    assert len(written) == 1


def test_login_is_refused_when_the_password_is_changed_meanwhile(database, clock, monkeypatch):
    person = make_person(database, password=PASSWORD)

    def change_meanwhile(password, kept):
        with database.begin() as records:
            set_password(records, person, "another-pass-2026")
        return True

    monkeypatch.setattr(logins, "is_right", change_meanwhile)
    with pytest.raises(LoginRefusedError):
        enter(database, clock)


def test_kept_hash_is_renewed_when_the_parameters_were_others(database, clock, monkeypatch):
    person = make_person(database, password=PASSWORD)
    monkeypatch.setattr(
        passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    )
    enter(database, clock)
    with database.read() as records:
        assert "t=2" in records.people.password_hash(person.id)
    assert enter(database, clock)


def test_session_ends_when_its_hours_are_over(database, clock):
    make_person(database, password=PASSWORD)
    session = enter(database, clock)
    clock.advance(hours=12, seconds=-1)
    assert session_of(database, clock, session.token)
    clock.advance(seconds=1)
    assert session_of(database, clock, session.token) is None


def test_session_ends_when_it_was_idle_for_too_long(database, clock):
    make_person(database, password=PASSWORD)
    token, idle = enter(database, clock).token, timedelta(minutes=30)
    for _ in range(3):
        clock.advance(minutes=29)
        assert session_of(database, clock, token, idle=idle)
    clock.advance(minutes=31)
    assert session_of(database, clock, token, idle=idle) is None


@pytest.mark.parametrize("token", ["", "x", "示范", "\x00" * 99])
def test_unknown_token_has_no_session(database, clock, token):
    assert session_of(database, clock, token) is None


def test_logging_out_ends_one_session(database, clock):
    make_person(database, password=PASSWORD)
    here, there = enter(database, clock), enter(database, clock)
    log_out(database, clock, here.token)
    log_out(database, clock, here.token)
    assert session_of(database, clock, here.token) is None
    assert session_of(database, clock, there.token)


def test_changed_password_ends_every_session_of_the_person_alone(database, clock):
    person = make_person(database, password=PASSWORD)
    make_person(database, "colleague", password=PASSWORD)
    theirs, other = enter(database, clock), enter(database, clock, "colleague")
    with database.begin() as records:
        set_password(records, person, "another-pass-2026")
    assert session_of(database, clock, theirs.token) is None
    assert session_of(database, clock, other.token)
    assert enter(database, clock, password="another-pass-2026")


def test_changed_password_lifts_the_waits_of_the_account(database, clock):
    person = make_person(database, password=PASSWORD)
    fail(database, clock, 9)
    with database.begin() as records:
        set_password(records, person, "another-pass-2026")
    assert enter(database, clock, password="another-pass-2026")


def test_sessions_of_a_person_can_be_ended_together(database, clock):
    person = make_person(database, password=PASSWORD)
    session = enter(database, clock)
    with database.begin() as records:
        end_sessions_of(records, person)
    assert session_of(database, clock, session.token) is None


def test_closed_account_cannot_log_in_and_has_no_session(database, clock):
    person = make_person(database, password=PASSWORD)
    session = enter(database, clock)
    with database.begin() as records:
        close_account(records, clock, person)
    assert session_of(database, clock, session.token) is None
    with pytest.raises(LoginRefusedError):
        enter(database, clock)


def test_expired_sessions_and_old_failures_are_swept(database, clock):
    make_person(database, password=PASSWORD)
    enter(database, clock)
    fail(database, clock, 3)
    clock.advance(hours=13)
    enter(database, clock)
    with database.engine.connect() as connection:
        sessions = connection.execute(text("SELECT count(*) FROM login_sessions")).scalar()
        failures = connection.execute(text("SELECT count(*) FROM login_failures")).scalar()
    assert (sessions, failures) == (1, 0)
