"""One-time login codes: made where they are printed, kept as a hash, dead once used."""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta

from courses.clock import Clock
from courses.errors import StudyError
from grading.people.model import Person, Role
from grading.records.codes import StoredCode
from grading.records.records import Records

LIFE = timedelta(days=14)
"""How long a code may be used."""

# without the letters and figures that are taken for each other on paper
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 3, 4


class ClosedAccountError(StudyError):
    """The account was closed; nobody can log in to it."""

    def __init__(self, login_name: str) -> None:
        super().__init__(f"账号 {login_name} 已经停用，不能发登录码。")
        self.login_name = login_name


class NoPasswordForTraineesError(StudyError):
    """Trainees of enterprises sign in to sessions and have no password to be set by a code."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}是企业学员，没有密码，不发登录码：参加培训时扫码签到，手机上就有学员凭证。"
        )
        self.name = name


def make_code(groups: int = _GROUPS) -> str:
    """Return a new random code of some 20 bits a group, in groups that can be read out."""
    letters = [secrets.choice(_LETTERS) for _ in range(groups * _GROUP_LENGTH)]
    starts = range(0, len(letters), _GROUP_LENGTH)
    return "-".join("".join(letters[i : i + _GROUP_LENGTH]) for i in starts)


def hash_code(code: str) -> str:
    """Return what is kept of a code, however it was typed.

    A plain hash suffices, as nobody can try all the codes that there are.
    """
    typed = unicodedata.normalize("NFKC", code).casefold()
    return hashlib.sha256("".join(c for c in typed if c.isalnum()).encode()).hexdigest()


def issue_code(records: Records, clock: Clock, person: Person, code_hash: str) -> datetime:
    """Let a person log in with a code once, and with no older one; return when it expires.

    A password that was set keeps working until then. Raises ClosedAccountError and
    NoPasswordForTraineesError.
    """
    if not records.people.is_open(person.id):
        raise ClosedAccountError(person.login_name)
    if person.roles == {Role.TRAINEE}:
        raise NoPasswordForTraineesError(person.name)
    now = clock()
    records.codes.add(person.id, code_hash, now=now, expires_at=now + LIFE)
    return now + LIFE


def find_usable(
    records: Records, person: Person | None, code_hash: str, now: datetime
) -> StoredCode | None:
    """Return the code of a person if this is it and it may still be used."""
    stored = records.codes.newest(person.id) if person is not None else None
    if stored is None or now >= stored.expires_at:
        return None
    return stored if secrets.compare_digest(stored.code_hash, code_hash) else None
