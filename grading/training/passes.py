"""Passes: what a trainee's phone holds instead of a login, good for one training session.

A trainee has no password. Signing in to a session gives the phone a pass to it; another phone of
the same person gets one by a one-time code from the staff.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.clock import Clock
from grading.people.codes import hash_code, make_code
from grading.people.model import Person, Role
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.records.session_passes import HeldPass
from grading.training.errors import SlowedCodesError, UnknownTrainingSessionError
from grading.training.pass_errors import (
    NoPassForStaffError,
    NotSignedInError,
    PassCodeRefusedError,
    SlowedPassCodesError,
)
from grading.training.slowing import WrongCodes

AFTER_END = timedelta(hours=12)
"""How long after the end of its session a pass still opens material, result and certificate."""

AT_LEAST = timedelta(hours=2)
"""How long a pass lives that is given out later than that."""

CODE_LIFE = timedelta(minutes=15)
"""How long a code for another phone may be used."""

_TOKEN_BYTES = 32
_CODE_GROUPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPass:
    """A pass on the server; `token` is what the phone's cookie holds."""

    token: str
    person: Person
    session_id: int
    expires_at: datetime


class SessionPasses:
    """Gives out passes and knows them again; works on the records database only."""

    def __init__(self, database: RecordsDatabase, clock: Clock, wrong_codes: WrongCodes) -> None:
        self._database = database
        self._clock = clock
        self._wrong_codes = wrong_codes

    def give(self, session_id: int, person_id: int, address: str) -> SessionPass:
        """Give a pass to somebody who has just signed in.

        Raises NotSignedInError and NoPassForStaffError.
        """
        with self._database.begin() as records:
            return self._give(records, session_id, person_id, address)

    def find(self, token: str) -> SessionPass | None:
        """Return the pass of a cookie's token, None when it is over or the sign-in withdrawn."""
        with self._database.read() as records:
            held = records.session_passes.find(_hash(token))
            if held is None or self._clock() >= held.expires_at:
                return None
            person = records.people.find(held.person_id)
            if person is None or not records.people.is_open(person.id):
                return None
            if records.sign_ins.find_of(held.session_id, person.id) is None:
                return None
        return SessionPass(
            token=token, person=person, session_id=held.session_id, expires_at=held.expires_at
        )

    def end(self, token: str) -> None:
        """End one pass; one that has ended already is no error."""
        with self._database.begin() as records:
            records.session_passes.end(_hash(token))

    def make_code(self, staff: Person, session_id: int, person_id: int) -> str:
        """Return a new one-time code for somebody who signed in; it voids those before it.

        Raises NotSignedInError and NoPassForStaffError.
        """
        now, code = self._clock(), make_code(_CODE_GROUPS)
        with self._database.begin() as records:
            _check(records, session_id, person_id)
            held = HeldPass(person_id=person_id, session_id=session_id, expires_at=now + CODE_LIFE)
            records.session_passes.add_code(
                hash_code(code), held, issued_by=staff.id, issued_at=now
            )
        return code

    def redeem(self, code: str, address: str) -> SessionPass:
        """Give a pass for a code; the phone that had one before loses it.

        Raises SlowedPassCodesError, without looking at the code, and PassCodeRefusedError.
        """
        now = self._clock()
        try:
            self._wrong_codes.check(address, now)
        except SlowedCodesError as error:
            raise SlowedPassCodesError(error.seconds) from None
        with self._database.begin() as records:
            stored = records.session_passes.usable_code(hash_code(code), now)
            if stored is not None and _is_signed_in(records, stored.session_id, stored.person_id):
                records.session_passes.use_code(stored.id, now)
                records.session_passes.end_all_of(stored.session_id, stored.person_id)
                return self._give(records, stored.session_id, stored.person_id, address)
        self._wrong_codes.note(address, now)
        raise PassCodeRefusedError

    def _give(self, records: Records, session_id: int, person_id: int, address: str) -> SessionPass:
        now, token = self._clock(), secrets.token_urlsafe(_TOKEN_BYTES)
        person = _check(records, session_id, person_id)
        held = HeldPass(
            person_id=person_id,
            session_id=session_id,
            expires_at=max(_end(records, session_id) + AFTER_END, now + AT_LEAST),
        )
        records.session_passes.sweep(now)
        records.session_passes.add(_hash(token), held, now=now, address=address)
        return SessionPass(
            token=token, person=person, session_id=session_id, expires_at=held.expires_at
        )


def _check(records: Records, session_id: int, person_id: int) -> Person:
    """Return the trainee who signed in to a session; nobody else may hold a pass to it."""
    person = records.people.find(person_id)
    if person is None or not _is_signed_in(records, session_id, person_id):
        raise NotSignedInError
    if person.roles != {Role.TRAINEE}:
        raise NoPassForStaffError(person.name)
    return person


def _is_signed_in(records: Records, session_id: int, person_id: int) -> bool:
    return records.sign_ins.find_of(session_id, person_id) is not None


def _end(records: Records, session_id: int) -> datetime:
    session = records.training.find(session_id)
    if session is None:
        raise UnknownTrainingSessionError(session_id)
    return session.plan.ends_at


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
