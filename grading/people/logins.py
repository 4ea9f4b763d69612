"""Logging in and out, with failed logins slowed per account and per address."""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.clock import Clock
from courses.errors import StudyError
from grading.people.model import LoginSession, Person
from grading.people.names import login_key
from grading.people.passwords import hash_password, is_right, needs_new_hash
from grading.people.throttle import PER_ACCOUNT, PER_ADDRESS, WINDOW
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

_log = logging.getLogger(__name__)
_TOKEN_BYTES = 32
_SEEN_EVERY = timedelta(minutes=1)
_SECONDS_IN_MINUTE = 60


class LoginRefusedError(StudyError):
    """No such account or a wrong password; it does not say which."""

    def __init__(self) -> None:
        super().__init__("登录名或者密码不对，请检查后再试。忘记密码请联系管理员。")


class LoginSlowedError(StudyError):
    """Too many failed logins to this account or from this address."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"登录失败次数过多，请在{_in_words(wait_seconds)}后再试。")
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class LoginTry:
    """One attempt to log in, between its two transactions."""

    key: str
    address: str
    failure_id: int
    person: Person | None
    kept: str | None


def log_in(
    database: RecordsDatabase,
    clock: Clock,
    login_name: str,
    password: str,
    address: str,
    *,
    hours: int,
) -> LoginSession:
    """Check a password and begin a session of that many hours.

    Raises LoginSlowedError, without looking at the password, and LoginRefusedError. A success
    lifts the account's waits but not the address's, or one known password would pay for guessing
    others. Takes some 50 ms of processor time, during which no transaction is open.
    """
    attempt = begin_try(database, clock(), login_key(login_name), address)
    if not is_right(password, attempt.kept) or attempt.person is None or attempt.kept is None:
        _log.warning("login refused from %s", address)
        raise LoginRefusedError
    renewed = hash_password(password) if needs_new_hash(attempt.kept) else None
    return _succeed(
        database, clock(), attempt, attempt.person, renewed, life=timedelta(hours=hours)
    )


def session_of(
    database: RecordsDatabase, clock: Clock, token: str, *, idle: timedelta | None = None
) -> LoginSession | None:
    """Return the session of a cookie's token, None when it has ended or there is none.

    With `idle`, a session also ends when it was not used for that long (counted to the minute).
    """
    now, token_hash = clock(), _hash(token)
    with database.read() as records:
        kept = records.sessions.find(token_hash)
        if kept is None or now >= kept.expires_at:
            return None
        if idle is not None and now - kept.last_seen_at > idle:
            return None
        person = records.people.find(kept.person_id)
        if person is None or not records.people.is_open(person.id):
            return None
    if now - kept.last_seen_at >= _SEEN_EVERY:
        with database.begin() as records:
            records.sessions.seen(token_hash, now)
    return LoginSession(token=token, person=person, expires_at=kept.expires_at)


def log_out(database: RecordsDatabase, _clock: Clock, token: str) -> None:
    """End one session; one that has ended already is no error."""
    with database.begin() as records:
        records.sessions.end(_hash(token))


def end_sessions_of(records: Records, person: Person) -> None:
    """End every session of a person, on every machine."""
    records.sessions.end_all_of(person.id)


def begin_try(database: RecordsDatabase, now: datetime, key: str, address: str) -> LoginTry:
    """Count the attempt as failed before the password is looked at.

    Otherwise many attempts sent at once would all pass the throttle before the first one failed.
    """
    with database.begin() as records:
        records.sessions.sweep(now, failures_before=now - WINDOW)
        wait = max(
            PER_ACCOUNT.wait_seconds(records.sessions.failures_of_account(key), now),
            PER_ADDRESS.wait_seconds(records.sessions.failures_of_address(address), now),
        )
        if wait:
            raise LoginSlowedError(wait)
        failure_id = records.sessions.add_failure(key, address, now)
        person = records.people.find_by_login(key)
        is_open = person is not None and records.people.is_open(person.id)
        kept = records.people.password_hash(person.id) if person and is_open else None
    return LoginTry(key, address, failure_id, person, kept)


def _succeed(
    database: RecordsDatabase,
    now: datetime,
    attempt: LoginTry,
    person: Person,
    renewed: str | None,
    *,
    life: timedelta,
) -> LoginSession:
    with database.begin() as records:
        if not _still_holds(records, attempt, person):
            raise LoginRefusedError
        if renewed is not None:
            records.people.set_password_hash(person.id, renewed)
        return begin_session(records, attempt, person, now, life=life)


def begin_session(
    records: Records, attempt: LoginTry, person: Person, now: datetime, *, life: timedelta
) -> LoginSession:
    """Begin the session of an attempt that succeeded; it was no failure then."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    records.sessions.take_back_failure(attempt.failure_id)
    records.sessions.forgive_account(attempt.key)
    records.sessions.add(
        _hash(token), person.id, now=now, expires_at=now + life, address=attempt.address
    )
    return LoginSession(token=token, person=person, expires_at=now + life)


def _still_holds(records: Records, attempt: LoginTry, person: Person) -> bool:
    """Whether the account was neither closed nor given another password in the meantime."""
    same = records.people.password_hash(person.id) == attempt.kept
    return same and records.people.is_open(person.id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _in_words(seconds: int) -> str:
    if seconds < _SECONDS_IN_MINUTE:
        return f" {seconds} 秒"
    return f" {-(-seconds // _SECONDS_IN_MINUTE)} 分钟"
