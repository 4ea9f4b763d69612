"""Officer training: how far everybody has come, how exams went, who is behind."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue, Course
from courses.clock import HOME_ZONE, Clock, local_date
from grading.attempts.summaries import percent_of
from grading.people.model import Role
from grading.records.engine import RecordsDatabase
from grading.records.overview import PersonEntry, ResultEntry

DONE, ON_PACE, BEHIND = "已完成", "正常", "落后"
NO_DEPARTMENT = "（未分部门）"


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer; percentages are 0 to 100, whole numbers, rounded down.

    `done_percent` is the share of lessons studied and required papers passed in the courses for
    officers; `expected_percent` the share of the year that has gone by. Whoever has done less than
    expected is behind, by the numbers as they are shown. `last_activity` is the latest day on
    which a lesson was opened or studied or an exam handed in.
    """

    name: str
    department: str
    lessons_studied: int
    lessons_total: int
    courses_completed: int
    courses_total: int
    exams_taken: int
    best_percent: float | None
    last_activity: str | None
    done_percent: int
    expected_percent: int
    standing: str


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One scored attempt of an officer; `percent` as `shown_percent` gives it."""

    handed_in_at: str
    name: str
    department: str
    paper: str
    percent: float
    band: str


@dataclass(slots=True)
class _Evidence:
    """What the records hold of one person."""

    studied: set[str] = field(default_factory=set)
    results: list[ResultEntry] = field(default_factory=list)
    active_at: list[datetime] = field(default_factory=list)

    def has_passed(self, paper_id: str) -> bool:
        return any(
            result.paper.id == paper_id and _percent(result) >= result.paper.pass_mark
            for result in self.results
        )

    def has_completed(self, course: Course) -> bool:
        return self.studied.issuperset(lesson.id for lesson in course.lessons) and all(
            map(self.has_passed, course.papers)
        )


class OfficerTraining:
    """Reads the records once and answers with rows."""

    def __init__(
        self,
        database: RecordsDatabase,
        catalogue: Catalogue,
        clock: Clock,
        zone: ZoneInfo = HOME_ZONE,
    ) -> None:
        self._zone = zone
        self._courses = catalogue.courses_for([Role.OFFICER])
        self._today = local_date(clock(), zone)
        with database.read() as records:
            self._people = records.overview.people_with_role(Role.OFFICER)
            ids = [person.person_id for person in self._people]
            lessons = records.overview.lessons(ids)
            self._results = records.overview.results(ids)
        self._evidence: dict[int, _Evidence] = defaultdict(_Evidence)
        for entry in lessons:
            evidence = self._evidence[entry.person_id]
            evidence.active_at.append(entry.latest_at)
            if entry.is_studied:
                evidence.studied.add(entry.lesson_id)
        for result in self._results:
            evidence = self._evidence[result.person_id]
            evidence.active_at.append(result.handed_in_at)
            evidence.results.append(result)

    def officers(self) -> list[OfficerRow]:
        """Return one row per officer, by department and name."""
        return [self._officer(person) for person in self._people]

    def attempts(self) -> list[AttemptRow]:
        """Return one row per scored attempt, newest first."""
        people = {person.person_id: person for person in self._people}
        return [self._attempt(people[result.person_id], result) for result in self._results]

    def _officer(self, person: PersonEntry) -> OfficerRow:
        evidence = self._evidence[person.person_id]
        lessons = [lesson.id for course in self._courses for lesson in course.lessons]
        papers = [paper for course in self._courses for paper in course.papers]
        studied = sum(lesson in evidence.studied for lesson in lessons)
        done = _percent_done(studied + sum(map(evidence.has_passed, papers)), lessons + papers)
        expected = year_percent(self._today)
        return OfficerRow(
            name=person.name,
            department=person.department or NO_DEPARTMENT,
            lessons_studied=studied,
            lessons_total=len(lessons),
            courses_completed=sum(map(evidence.has_completed, self._courses)),
            courses_total=len(self._courses),
            exams_taken=len(evidence.results),
            best_percent=max(map(shown_percent, evidence.results), default=None),
            last_activity=self._last_day(evidence.active_at),
            done_percent=done,
            expected_percent=expected,
            standing=_standing(done, expected),
        )

    def _attempt(self, person: PersonEntry, result: ResultEntry) -> AttemptRow:
        return AttemptRow(
            handed_in_at=f"{result.handed_in_at.astimezone(self._zone):%Y-%m-%d %H:%M}",
            name=person.name,
            department=person.department or NO_DEPARTMENT,
            paper=result.paper.title,
            percent=shown_percent(result),
            band=result.paper.band(_percent(result)),
        )

    def _last_day(self, moments: list[datetime]) -> str | None:
        return f"{local_date(max(moments), self._zone)}" if moments else None


def shown_percent(result: ResultEntry) -> float:
    """Return a result in percent with one decimal.

    It is rounded down, so that nobody is shown a pass mark that was missed by a hair.
    """
    if not result.possible:
        return 0.0
    return int(1000 * result.earned / result.possible) / 10


def year_percent(today: date) -> int:
    """Return how much of the year has gone by at the end of a day, 0 to 100, rounded down."""
    last = date(today.year, 12, 31)
    return 100 * today.timetuple().tm_yday // last.timetuple().tm_yday


def _percent(result: ResultEntry) -> float:
    return percent_of(result.earned, result.possible)


def _percent_done(done: int, wanted: list[str]) -> int:
    """Return a share rounded down, so that 100 means that nothing is missing."""
    return 100 * done // len(wanted) if wanted else 100


def _standing(done: int, expected: int) -> str:
    if done >= 100:  # noqa: PLR2004 - percent
        return DONE
    return ON_PACE if done >= expected else BEHIND
