"""The credit hours of a session: one line of the ledger for everybody who signed in."""

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from courses.clock import local_date
from grading.assessment.model import HoursKind
from grading.hours.model import LedgerLine
from grading.records.hours import NewEntry
from grading.records.records import Records
from grading.training.model import TrainingSession

_AGAIN = "重新签到"


class SessionHours:
    """Gives and takes back the hours of one session within one transaction.

    A person has one line for a session, whatever happens; later ones correct it.
    """

    def __init__(self, records: Records, session: TrainingSession, zone: ZoneInfo) -> None:
        self._records = records
        self._session = session
        self._zone = zone

    def give(self, person_id: int, by: int, now: datetime) -> None:
        """Give somebody who signed in the hours of the session."""
        session = self._session
        for before in self._held(person_id):
            self._records.hours.correct(before.id, session.plan.hours, _AGAIN, by, now)
            return
        entry = NewEntry(
            person_id=person_id,
            kind=HoursKind.SESSION,
            hours=session.plan.hours,
            on=local_date(session.plan.starts_at, self._zone),
            evidence_ref=str(session.id),
            evidence_label=f"{session.label}培训：{session.plan.topic}",
            recorded_by=by,
            at=now,
        )
        self._records.hours.add([entry])

    def take_back(self, person_id: int, reason: str, by: int, now: datetime) -> None:
        """Take the hours of somebody back whose sign-in was withdrawn."""
        for line in self._held(person_id):
            if line.hours:
                self._records.hours.correct(line.id, Fraction(0), reason, by, now)

    def change_all(self, hours: Fraction, reason: str, by: int, now: datetime) -> None:
        """Give everybody who has hours of the session other ones."""
        for line in self._held():
            if line.hours:
                self._records.hours.correct(line.id, hours, reason, by, now)

    def _held(self, person_id: int | None = None) -> list[LedgerLine]:
        """Return the lines that no other replaced: one at most for a person."""
        ref = str(self._session.id)
        lines = self._records.hours.lines_of(HoursKind.SESSION, ref, person_id)
        return [line for line in lines if line.corrected_by is None]
