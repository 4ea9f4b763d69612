"""Signing a year: its result is frozen with everything it rests on, until it is reopened."""

from dataclasses import replace
from datetime import date

from grading.assessment.errors import (
    AlreadySignedError,
    ChangedSinceShownError,
    DamagedSignOffError,
    NoReasonError,
    NotSignedError,
    UnconfirmedFiguresError,
)
from grading.assessment.freezing import Frozen, Written, freeze, result_digest, thaw
from grading.assessment.frozen_parts import digest_of
from grading.assessment.result import YearResult, assess_year
from grading.assessment.year import YearAssessment
from grading.audit.model import Head
from grading.people.model import Person
from grading.records.audit import AuditQuery
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.records.sign_offs import REOPENED, SIGN_OFFS, SIGNED, SignOff

LEAST_REASON, LONGEST_REASON = 4, 500
"""How long the reason of a reopening must and may be, in characters."""


class SignedYears:
    """Years as they were signed, else as the records stand; any thread may use it.

    Methods raise DamagedSignOffError where what was signed is not what is kept.
    """

    def __init__(self, database: RecordsDatabase, live: YearAssessment) -> None:
        self._database = database
        self._live = live

    def of_all(self, year: int, as_of: date | None = None) -> YearResult:
        """Return the signed result; with a day, what the records say as of that day."""
        with self._database.read() as records:
            signed = None if as_of else self._current(records, year)
            if signed is not None:
                return self._signed_result(records, signed)
        return self._live.of_all(year, as_of)

    def of_person(self, year: int, person: Person, as_of: date | None = None) -> YearResult:
        """Return one person's part; of somebody who was not assessed then, how things stand."""
        with self._database.read() as records:
            signed = None if as_of else self._current(records, year)
            if signed is not None:
                found = self._signed_result(records, signed, person.id)
                if found.assessments:
                    return found
        return self._live.of_person(year, person, as_of)

    def history(self, year: int) -> list[SignOff]:
        """Return every signing and reopening of a year, the first first."""
        with self._database.read() as records:
            return records.sign_offs.history(year)

    def sign(self, manager: Person, year: int, shown: str) -> None:
        """Sign what was shown: `shown` is the digest of that result.

        Raises AlreadySignedError, UnconfirmedFiguresError and ChangedSinceShownError.
        """
        with self._database.begin() as records:
            if self._current(records, year) is not None:
                raise AlreadySignedError(year)
            inputs = self._live.inputs_of_all(records, year)
            day = min(self._live.today(), inputs.policies[0].due)
            result = assess_year(inputs, day)
            if result.flagged:
                raise UnconfirmedFiguresError(len(result.flagged))
            if result_digest(result) != shown:
                raise ChangedSinceShownError(year)
            written = freeze(inputs, day, str(records.audit.head()))
            records.sign_offs.add(
                year,
                SIGNED,
                person_id=manager.id,
                at=self._live.now(),
                content=written.content,
                digest=digest_of(written.content),
                people=written.people,
            )

    def reopen(self, administrator: Person, year: int, reason: str) -> None:
        """Reopen a signed year. Raises NotSignedError and NoReasonError."""
        said = reason.strip()
        if not LEAST_REASON <= len(said) <= LONGEST_REASON:
            raise NoReasonError(LEAST_REASON, LONGEST_REASON)
        with self._database.begin() as records:
            if self._current(records, year) is None:
                raise NotSignedError(year)
            records.sign_offs.add(
                year, REOPENED, person_id=administrator.id, at=self._live.now(), reason=said
            )

    @staticmethod
    def _current(records: Records, year: int) -> SignOff | None:
        history = records.sign_offs.history(year)
        return history[-1] if history and history[-1].is_signed else None

    def _signed_result(
        self, records: Records, signed: SignOff, only: int | None = None
    ) -> YearResult:
        """Return what was signed of everybody, or of one person, and what came later."""
        frozen = _thawed(records, signed, only)
        ids = {
            person.person_id
            for _, person in frozen.inputs.people
            if only in (None, person.person_id)
        }
        known = {entry.id for person_id in ids for entry in frozen.inputs.entries[person_id]}
        now = self._live.entries_of(records, ids, signed.year)
        later = [
            entry
            for entries in now.values()
            for entry in entries
            if entry.id not in known and entry.on.year == signed.year
        ]
        later.sort(key=lambda entry: (entry.at, entry.id))
        return replace(
            frozen.result, signed=signed, later=tuple(later), audit_entry=_link(records, signed)
        )


def _thawed(records: Records, signed: SignOff, only: int | None) -> Frozen:
    content = records.sign_offs.content(signed.id)
    if digest_of(content) != signed.digest:
        raise DamagedSignOffError(signed.year)
    frozen = thaw(Written(content, records.sign_offs.people(signed.id, only)), only)
    if not frozen.is_reproduced:
        raise DamagedSignOffError(signed.year)
    return frozen


def _link(records: Records, signed: SignOff) -> str:
    """Return the link of the audit trail that tells of a signing, as a head is printed."""
    wanted = AuditQuery(subject=SIGN_OFFS, key=str(signed.id))
    found = records.audit.search(wanted, limit=1)
    return str(Head(found[0].id, found[0].digest)) if found else ""
