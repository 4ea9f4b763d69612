"""The first login: a one-time code, and a password that the person chooses."""

import logging
from datetime import timedelta

from courses.clock import Clock
from courses.errors import StudyError
from grading.people.codes import find_usable, hash_code
from grading.people.errors import WeakPasswordError
from grading.people.logins import LoginTry, begin_session, begin_try
from grading.people.model import LoginSession
from grading.people.names import login_key
from grading.people.passwords import check_strength, hash_password
from grading.records.engine import RecordsDatabase

_log = logging.getLogger(__name__)


class CodeRefusedError(StudyError):
    """No such account, or a code that is wrong, used, void or expired; it does not say which."""

    def __init__(self) -> None:
        super().__init__(
            "登录名或者登录码不对，或者登录码已经用过、已经过期。请检查后再试；"
            "仍然不行的，请管理员另发一个登录码。"
        )


def first_log_in(
    database: RecordsDatabase,
    clock: Clock,
    login_name: str,
    *,
    code: str,
    password: str,
    address: str,
    hours: int,
) -> LoginSession:
    """Set the password of an account by its code and begin a session of that many hours.

    Failures count like those of the login. Raises LoginSlowedError, without looking at the code,
    CodeRefusedError, and WeakPasswordError, after which the code can still be used.
    """
    attempt = begin_try(database, clock(), login_key(login_name), address)
    code_hash = hash_code(code)
    with database.read() as records:
        stored = find_usable(records, attempt.person, code_hash, clock())
    if stored is None or attempt.person is None:
        _log.warning("login code refused from %s", address)
        raise CodeRefusedError
    kept = _checked_hash(database, attempt, password)
    now = clock()
    with database.begin() as records:
        person = attempt.person
        still = find_usable(records, person, code_hash, now)
        if still != stored or not records.people.is_open(person.id):
            raise CodeRefusedError
        records.codes.use(stored.id, now)
        records.people.set_password_hash(person.id, kept)
        records.sessions.end_all_of(person.id)
        return begin_session(records, attempt, person, now, life=timedelta(hours=hours))


def _checked_hash(database: RecordsDatabase, attempt: LoginTry, password: str) -> str:
    """Hash a good password; a weak one is no failed login, for the code was right."""
    assert attempt.person is not None  # noqa: S101 - the caller has refused nobody
    login_name, name = attempt.person.login_name, attempt.person.name
    try:
        check_strength(password, login_name=login_name, name=name)
    except WeakPasswordError:
        with database.begin() as records:
            records.sessions.take_back_failure(attempt.failure_id)
        raise
    return hash_password(password)
