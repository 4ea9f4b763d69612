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
    WithdrawnSignInError,
    WithdrawnStudyError,
    WrongEntryError,
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

        Nobody gets more than what they attended gave. Raises WrongEntryError, UnknownEntryError,
        AlreadyCorrectedError and OwnHoursError, and WithdrawnStudyError or WithdrawnSignInError
        where what is behind it does not count any more.
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
            _refuse_more(right, _given_by_evidence(records, line))
            records.hours.correct(entry_id, right, said, manager.id, self._clock())


def _given_by_evidence(records: Records, line: LedgerLine) -> Fraction | None:
    """Return the hours of the study or training behind a line, None for proofs.

    Raises WithdrawnStudyError and WithdrawnSignInError: hours would rest on nothing.
    """
    number = int(line.evidence_ref)
    if line.kind is HoursKind.GROUP_STUDY:
        study = records.group_study.find(number)
        if study is None or study.is_withdrawn:
            raise WithdrawnStudyError(number)
        return study.hours
    if line.kind is HoursKind.SESSION:
        session = records.training.find(number)
        sign_in = records.sign_ins.find_of(number, line.person_id)
        if session is None or sign_in is None:
            raise WithdrawnSignInError(number)
        return session.plan.hours
    return None


def _refuse_more(hours: Fraction, most: Fraction | None) -> None:
    if most is not None and hours > most:
        raise WrongEntryError(
            "hours",
            f"这一次学习是 {float(most):g} 学时，一个人不能更多。整次记错了的，请在那一次里更正。",
        )


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
