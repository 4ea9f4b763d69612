"""The assessment of a year: reads records once and assesses everybody, or one person."""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.clock import Clock, local_date
from grading.assessment.assess import Absence, PersonYear
from grading.assessment.derived import DerivedEntries
from grading.assessment.errors import (
    NotAssessedError,
    UnknownFigureError,
    WrongAbsenceError,
)
from grading.assessment.flags import ShownFigure, shown_figures
from grading.assessment.model import HoursEntry
from grading.assessment.policy import AbsenceKind, Policy
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
        self._derived = DerivedEntries(catalogue, shelf, zone)
        self._lessons = {
            course.id: tuple(lesson.id for lesson in course.lessons) for course in catalogue.courses
        }
        self._titles = {course.id: course.title for course in catalogue.courses}
        self._titles |= {paper.id: paper.title for paper in shelf.all()}

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
                inputs = self._inputs(records, policies, records.people.current())
            return assess_year(inputs, as_of or self.today())

    def of_person(self, year: int, person: Person, as_of: date | None = None) -> YearResult:
        """Assess one person, by every policy that applies. Raises NotAssessedError."""
        every = self.policies.of_year(year)
        policies = tuple(policy for policy in every if policy.audience in person.roles)
        if not policies:
            raise NotAssessedError(person.name, year)
        with self._database.read() as records:
            inputs = self._inputs(records, policies, [person])
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
                for figure in shown_figures(policy, confirmations, self.today(), self._titles):
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
        return self._inputs(records, self.policies.of_year(year), records.people.current())

    def entries_of(
        self, records: Records, people: Collection[int], year: int
    ) -> dict[int, list[HoursEntry]]:
        """Return all entries of the ledger by person, within a transaction."""
        entries: dict[int, list[HoursEntry]] = defaultdict(list)
        studied, scored = records.earned.studied(people), records.earned.scored(people)
        recorded = records.hours.entries(people, year)
        for entry in (*self._derived.entries(studied, scored), *recorded):
            entries[entry.person_id].append(entry)
        return entries

    def _inputs(
        self, records: Records, policies: tuple[Policy, ...], people: Iterable[Person]
    ) -> YearInputs:
        year = policies[0].year
        audiences = {policy.audience for policy in policies}
        assessed = [person for person in people if audiences & {*map(str, person.roles)}]
        ids = [person.id for person in assessed]
        absences = _absences(records, ids)
        confirmations = records.confirmations.of_year(year)
        return YearInputs(
            year=year,
            policies=policies,
            figures=tuple(
                figure
                for policy in policies
                for figure in shown_figures(policy, confirmations, self.today(), self._titles)
            ),
            people=tuple(
                (policy.audience, _person_year(person, absences))
                for policy in policies
                for person in assessed
                if policy.audience in person.roles
            ),
            entries=self.entries_of(records, ids, year),
            lessons=self._lessons,
            titles=self._titles,
        )


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


def _person_year(person: Person, absences: dict[int, tuple[Absence, ...]]) -> PersonYear:
    return PersonYear(
        person_id=person.id,
        learner_id=person.learner_id,
        name=person.name,
        department=person.department,
        absences=absences.get(person.id, ()),
    )


def _absences(records: Records, ids: Collection[int]) -> dict[int, tuple[Absence, ...]]:
    found: dict[int, tuple[Absence, ...]] = defaultdict(tuple)
    for one in records.absences.holding(ids):
        absence = Absence(kind=AbsenceKind(one.kind), first=one.first, last=one.last)
        found[one.person_id] += (absence,)
    return found
