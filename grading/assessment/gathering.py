"""What a year's result rests on, read from the records."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.clock import local_date
from grading.assessment.derived import DerivedEntries
from grading.assessment.flags import ShownFigure, shown_figures
from grading.assessment.in_post import Absence, PersonYear, department_in, spans_of
from grading.assessment.model import HoursEntry
from grading.assessment.policy import AbsenceKind, Policy
from grading.assessment.result import YearInputs
from grading.people.terms import Tenure
from grading.records.records import Records
from quizzes.paper import PaperShelf

AssessedPeople = tuple[tuple[str, PersonYear], ...]


class Gathering:
    """Reads within a transaction; `titles` are the names of courses and papers by their id."""

    def __init__(self, catalogue: Catalogue, shelf: PaperShelf, zone: ZoneInfo) -> None:
        self._zone = zone
        self._derived = DerivedEntries(catalogue, shelf, zone)
        self._lessons = {
            course.id: tuple(lesson.id for lesson in course.lessons) for course in catalogue.courses
        }
        self.titles = {course.id: course.title for course in catalogue.courses}
        self.titles |= {paper.id: paper.title for paper in shelf.all()}

    def inputs(
        self,
        records: Records,
        policies: Sequence[Policy],
        today: date,
        people: Collection[int] | None = None,
    ) -> YearInputs:
        """Return the inputs of everybody, or of these people, by the policies that apply to them.

        Whoever was in post on a day of the year is in it, also after leaving.
        """
        assessed = self._people(records, policies, people)
        met = {audience for audience, _ in assessed}
        applied = tuple(one for one in policies if people is None or one.audience in met)
        return YearInputs(
            year=policies[0].year,
            policies=applied,
            figures=self._figures(records, applied, today),
            people=assessed,
            entries=self.entries(
                records, {person.person_id for _, person in assessed}, policies[0].year
            ),
            lessons=self._lessons,
            titles=self.titles,
        )

    def entries(
        self, records: Records, people: Collection[int], year: int
    ) -> dict[int, list[HoursEntry]]:
        """Return all entries of the ledger by person."""
        entries: dict[int, list[HoursEntry]] = defaultdict(list)
        studied, scored = records.earned.studied(people), records.earned.scored(people)
        for entry in self._derived.entries(studied, scored):
            entries[entry.person_id].append(entry)
        for entry in records.hours.entries(people, year):
            entries[entry.person_id].append(entry)
        return entries

    def _figures(
        self, records: Records, policies: Sequence[Policy], today: date
    ) -> tuple[ShownFigure, ...]:
        if not policies:
            return ()
        confirmations = records.confirmations.of_year(policies[0].year)
        return tuple(
            figure
            for policy in policies
            for figure in shown_figures(policy, confirmations, today, self.titles)
        )

    def _people(
        self, records: Records, policies: Sequence[Policy], people: Collection[int] | None
    ) -> AssessedPeople:
        """Return who was in post in the year, by audience, department and name."""
        year, bureau = policies[0].year, records.bureau.find()
        opened = local_date(bureau.created_at, self._zone) if bureau else None
        tenures = [
            (one, department_in(one, year)) for one in records.terms.tenures(self._zone, people)
        ]
        tenures.sort(key=lambda of: (of[1] or "", of[0].name, of[0].person_id))
        absences = _absences(records, people)
        return tuple(
            (policy.audience, _person_year(tenure, department, spans, absences))
            for policy in policies
            for tenure, department in tenures
            if (spans := spans_of(tenure, policy.audience, year, opened))
        )


def _person_year(
    tenure: Tenure,
    department: str | None,
    spans: tuple[tuple[date, date], ...],
    absences: dict[int, tuple[Absence, ...]],
) -> PersonYear:
    return PersonYear(
        person_id=tenure.person_id,
        learner_id=tenure.learner_id,
        name=tenure.name,
        department=department,
        absences=absences.get(tenure.person_id, ()),
        in_post=spans,
    )


def _absences(records: Records, people: Collection[int] | None) -> dict[int, tuple[Absence, ...]]:
    found: dict[int, tuple[Absence, ...]] = defaultdict(tuple)
    for one in records.absences.holding(people):
        absence = Absence(kind=AbsenceKind(one.kind), first=one.first, last=one.last)
        found[one.person_id] += (absence,)
    return found
