"""Every exam that officers handed in within a year, chapter tests and retries too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from courses.clock import local_date
from grading.assessment.assess import Assessment
from grading.attempts.summaries import percent_of
from grading.records.engine import RecordsDatabase
from grading.records.overview import ResultEntry
from grading.reports.officer_year import department_of


@dataclass(frozen=True, slots=True)
class ExamRow:
    """One scored attempt of an officer; `percent` as `shown_percent` gives it."""

    learner_id: str
    handed_in_at: str
    name: str
    department: str
    paper: str
    percent: float
    band: str


def officer_exams(
    database: RecordsDatabase, officers: Iterable[Assessment], year: int, zone: ZoneInfo
) -> list[ExamRow]:
    """Return one row per scored attempt that was handed in in a year, newest first."""
    people = {one.person.person_id: one for one in officers}
    with database.read() as records:
        results = records.overview.results(people)
    return [
        _row(people, result, zone)
        for result in results
        if local_date(result.handed_in_at, zone).year == year
    ]


def shown_percent(result: ResultEntry) -> float:
    """Return a result in percent with one decimal.

    It is rounded down, so that nobody is shown a pass mark that was missed by a hair.
    """
    if not result.possible:
        return 0.0
    return int(1000 * result.earned / result.possible) / 10


def _row(people: Mapping[int, Assessment], result: ResultEntry, zone: ZoneInfo) -> ExamRow:
    officer = people[result.person_id]
    return ExamRow(
        learner_id=officer.person.learner_id,
        handed_in_at=f"{result.handed_in_at.astimezone(zone):%Y-%m-%d %H:%M}",
        name=officer.person.name,
        department=department_of(officer),
        paper=result.paper.title,
        percent=shown_percent(result),
        band=result.paper.band(percent_of(result.earned, result.possible)),
    )
