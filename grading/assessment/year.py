"""The assessment of a year: reads records once and assesses everybody, or one person."""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.clock import Clock, local_date
from grading.assessment.errors import (
    NotAssessedError,
    UnknownFigureError,
    WrongAbsenceError,
)
from grading.assessment.flags import ShownFigure, shown_figures
from grading.assessment.gathering import Gathering
from grading.assessment.model import HoursEntry
from grading.assessment.policy import AbsenceKind
from grading.assessment.reading import Policies
from grading.assessment.result import YearInputs, YearResult, assess_year
from grading.people.model import Person
from grading.records.absences import StoredAbsence
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from quizzes.paper import PaperShelf


class YearAssessment:
    """Assesses years from the records; any thread may use it.

    Methods that take a year raise UnknownPolicyError and WrongPolicyError.
    """

    def __init__(
        self,
        database: RecordsDatabase,
        *,
        policies: Policies,
        catalogue: Catalogue,
        shelf: PaperShelf,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self.policies = policies
        self._clock = clock
        self._zone = zone
        self._gathering = Gathering(catalogue, shelf, zone)

    def today(self) -> date:
        """Return the day in the home's time zone."""
        return local_date(self.now(), self._zone)

    def now(self) -> datetime:
        """Return the time, aware."""
        return self._clock()

    def of_all(self, year: int, as_of: date | None = None) -> YearResult:
        """Assess everybody whom a policy of the year is for."""
        policies = self.policies.of_year(year)
        with _no_collection():
            with self._database.read() as records:
                inputs = self._gathering.inputs(records, policies, self.today())
            return assess_year(inputs, as_of or self.today())

    def of_person(self, year: int, person: Person, as_of: date | None = None) -> YearResult:
        """Assess one person, by every policy that applied. Raises NotAssessedError."""
        policies = self.policies.of_year(year)
        with self._database.read() as records:
            inputs = self._gathering.inputs(records, policies, self.today(), [person.id])
        if not inputs.people:
            raise NotAssessedError(person.name, year)
        return assess_year(inputs, as_of or self.today())

    def absences_of(self, person: Person, year: int) -> list[StoredAbsence]:
        """Return the absences of a person that touch a year."""
        with self._database.read() as records:
            found = records.absences.holding([person.id])
        return [one for one in found if one.first.year <= year <= one.last.year]

    def confirm(
        self, manager: Person, year: int, audience: str, figure_id: str, value: str
    ) -> ShownFigure:
        """Record that a manager confirmed a figure that was shown with this value.

        One that needs none is left alone. Raises UnknownFigureError.
        """
        policies = [one for one in self.policies.of_year(year) if one.audience == audience]
        with self._database.begin() as records:
            confirmations = records.confirmations.of_year(year)
            for policy in policies:
                for figure in shown_figures(
                    policy, confirmations, self.today(), self._gathering.titles
                ):
                    if (figure.id, figure.value) == (figure_id, value):
                        if figure.is_flagged:
                            self._add_confirmation(records, manager, year, figure)
                        return figure
        raise UnknownFigureError(figure_id)

    def add_absence(
        self, manager: Person, person: Person, kind: AbsenceKind, first: date, last: date
    ) -> None:
        """Record an absence of a person. Raises WrongAbsenceError."""
        if last < first:
            raise WrongAbsenceError("缺勤的最后一天早于第一天。")
        with self._database.begin() as records:
            records.absences.add(person.id, kind.value, first, last, by=manager.id, at=self.now())

    def withdraw_absence(self, manager: Person, person: Person, absence_id: int) -> None:
        """Record that an absence was wrong; one that is withdrawn already is left alone."""
        with self._database.begin() as records:
            for one in records.absences.holding([person.id]):
                if one.id == absence_id:
                    records.absences.withdraw(one, by=manager.id, at=self.now())

    def _add_confirmation(
        self, records: Records, manager: Person, year: int, figure: ShownFigure
    ) -> None:
        records.confirmations.add(
            year=year,
            audience=figure.audience,
            figure_id=figure.id,
            value=figure.value,
            source=figure.source,
            person_id=manager.id,
            at=self.now(),
        )

    def inputs_of_all(self, records: Records, year: int) -> YearInputs:
        """Return what everybody's result rests on, within a transaction."""
        return self._gathering.inputs(records, self.policies.of_year(year), self.today())

    def entries_of(
        self, records: Records, people: Collection[int], year: int
    ) -> dict[int, list[HoursEntry]]:
        """Return all entries of the ledger by person, within a transaction."""
        return self._gathering.entries(records, people, year)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave the search for cycles for later: with a million entries it takes most of the time.

    What is read here has no cycles, and everything of it is in use until the end.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
