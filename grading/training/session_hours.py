"""The credit hours of a session: one line of the ledger for everybody who signed in."""

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from courses.clock import local_date
from grading.assessment.model import HoursKind
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
        lines = records.hours.lines_of(HoursKind.SESSION, str(session.id))
        self._held = {line.person_id: line for line in lines if line.corrected_by is None}

    def give(self, person_id: int, by: int, now: datetime) -> None:
        """Give somebody who signed in the hours of the session."""
        session, before = self._session, self._held.get(person_id)
        if before is not None:
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
        held = self._held.get(person_id)
        if held is not None and held.hours:
            self._records.hours.correct(held.id, Fraction(0), reason, by, now)

    def change_all(self, hours: Fraction, reason: str, by: int, now: datetime) -> None:
        """Give everybody who has hours of the session other ones."""
        for line in self._held.values():
            if line.hours:
                self._records.hours.correct(line.id, hours, reason, by, now)
