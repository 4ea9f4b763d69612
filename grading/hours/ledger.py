"""The ledger of recorded hours: what counts of it, and corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from courses.clock import Clock
from grading.assessment.derived import DerivedEntries
from grading.assessment.model import HoursEntry, HoursKind
from grading.hours.checks import LONGEST_REASON, read_hours, read_text
from grading.hours.errors import (
    AlreadyCorrectedError,
    OwnHoursError,
    UnknownEntryError,
    WithdrawnStudyError,
)
from grading.hours.external import MOST_HOURS
from grading.hours.model import LedgerLine
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

_MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class KindTotal:
    """Hours of one kind."""

    kind: HoursKind
    hours: Fraction


class Ledger:
    """Reading and correcting recorded hours; any thread may use it."""

    def __init__(self, database: RecordsDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of_person(
        self, person: Person, year: int, derived: DerivedEntries | None = None
    ) -> list[HoursEntry]:
        """Return what counts of a person's year, by day; with `derived` also lessons studied."""
        with self._database.read() as records:
            entries = records.hours.entries([person.id], year)
            if derived is not None:
                earned = records.earned
                found = derived.entries(earned.studied([person.id]), earned.scored([person.id]))
                entries += [one for one in found if one.on.year == year]
        return counting(entries)

    def latest(self) -> list[LedgerLine]:
        """Return the lines that were recorded last, newest first."""
        with self._database.read() as records:
            return records.hours.latest(_MOST_LISTED)

    def line(self, entry_id: int) -> LedgerLine:
        """Return a line. Raises UnknownEntryError."""
        with self._database.read() as records:
            line = records.hours.line(entry_id)
        if line is None:
            raise UnknownEntryError(entry_id)
        return line

    def correct(self, manager: Person, entry_id: int, hours: str, reason: str) -> None:
        """Replace a line by one with other hours; 0 takes it back.

        Raises WrongEntryError, UnknownEntryError, AlreadyCorrectedError and OwnHoursError, and
        WithdrawnStudyError where the group study behind it was recorded by mistake.
        """
        right = read_hours(hours, MOST_HOURS, may_be_none=True)
        said = read_text("reason", "更正的理由", reason, LONGEST_REASON)
        with self._database.begin() as records:
            line = records.hours.line(entry_id)
            if line is None:
                raise UnknownEntryError(entry_id)
            if line.person_id == manager.id:
                raise OwnHoursError
            if line.corrected_by is not None:
                raise AlreadyCorrectedError(entry_id)
            _refuse_withdrawn(records, line)
            records.hours.correct(entry_id, right, said, manager.id, self._clock())


def _refuse_withdrawn(records: Records, line: LedgerLine) -> None:
    """Refuse hours that would rest on nothing."""
    if line.kind is HoursKind.GROUP_STUDY:
        study = records.group_study.find(int(line.evidence_ref))
        if study is not None and study.is_withdrawn:
            raise WithdrawnStudyError(study.id)


def counting(entries: Iterable[HoursEntry]) -> list[HoursEntry]:
    """Return the entries that no other replaced and that have hours, by day and id."""
    given = list(entries)
    replaced = {entry.corrects for entry in given}
    left = [entry for entry in given if entry.id not in replaced and entry.hours]
    return sorted(left, key=lambda entry: (entry.on, entry.at, entry.id))


def totals(entries: Iterable[HoursEntry]) -> list[KindTotal]:
    """Return the hours of each kind of entries that count, in the order of the kinds."""
    given = list(entries)
    return [
        KindTotal(kind, sum((one.hours for one in given if one.kind is kind), Fraction(0)))
        for kind in HoursKind
    ]
