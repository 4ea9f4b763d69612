"""Officer training: how far everybody has come, how exams went, who is behind."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue, Course
from courses.clock import HOME_ZONE, Clock, local_date
from grading.people.model import Role
from grading.records.engine import RecordsDatabase
from grading.records.overview import PersonEntry, ResultEntry
from quizzes.content import Quizzes
from quizzes.errors import UnknownPaperError
from quizzes.paper import Paper

DONE, ON_PACE, BEHIND = "已完成", "正常", "落后"


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer; percentages are 0 to 100, rounded to whole numbers.

    `done_percent` is the share of lessons studied and required papers passed in the courses for
    officers; `expected_percent` the share of the year that has gone by. Whoever has done less than
    expected is behind.
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
    """One scored attempt of an officer."""

    handed_in_at: str
    name: str
    department: str
    paper: str
    percent: float
    band: str


@dataclass(frozen=True, slots=True)
class _Evidence:
    studied: dict[str, datetime]
    results: list[ResultEntry]


class OfficerTraining:
    """Reads the records once and answers with rows."""

    def __init__(
        self,
        database: RecordsDatabase,
        catalogue: Catalogue,
        quizzes: Quizzes,
        clock: Clock,
        zone: ZoneInfo = HOME_ZONE,
    ) -> None:
        self._quizzes, self._zone = quizzes, zone
        self._courses = catalogue.courses_for([Role.OFFICER])
        self._today = local_date(clock(), zone)
        with database.read() as records:
            self._people = records.overview.people_with_role(Role.OFFICER)
            ids = [person.person_id for person in self._people]
            studied, self._results = records.overview.studied(ids), records.overview.results(ids)
        self._evidence: dict[int, _Evidence] = defaultdict(lambda: _Evidence({}, []))
        for entry in studied:
            self._evidence[entry.person_id].studied[entry.lesson_id] = entry.at
        for result in self._results:
            self._evidence[result.person_id].results.append(result)

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
        passed = sum(self._is_passed(evidence, paper) for paper in papers)
        total = len(lessons) + len(papers)
        done = round(100 * (studied + passed) / total) if total else 100
        expected = year_percent(self._today)
        return OfficerRow(
            name=person.name,
            department=person.department or "（未分部门）",
            lessons_studied=studied,
            lessons_total=len(lessons),
            courses_completed=sum(self._is_complete(evidence, c) for c in self._courses),
            courses_total=len(self._courses),
            exams_taken=len(evidence.results),
            best_percent=max(map(percent_of, evidence.results), default=None),
            last_activity=self._last_activity(evidence),
            done_percent=done,
            expected_percent=expected,
            standing=_standing(done, expected),
        )

    def _attempt(self, person: PersonEntry, result: ResultEntry) -> AttemptRow:
        paper = self._paper(result.paper_id)
        percent = percent_of(result)
        return AttemptRow(
            handed_in_at=f"{result.handed_in_at.astimezone(self._zone):%Y-%m-%d %H:%M}",
            name=person.name,
            department=person.department or "（未分部门）",
            paper=paper.title if paper else result.paper_id,
            percent=percent,
            band=paper.band(percent) if paper else "（试卷已下架）",
        )

    def _is_complete(self, evidence: _Evidence, course: Course) -> bool:
        return all(lesson.id in evidence.studied for lesson in course.lessons) and all(
            self._is_passed(evidence, paper) for paper in course.papers
        )

    def _is_passed(self, evidence: _Evidence, paper_id: str) -> bool:
        paper = self._paper(paper_id)
        if paper is None:
            return False
        return any(
            result.paper_id == paper_id and percent_of(result) >= paper.pass_mark
            for result in evidence.results
        )

    def _paper(self, paper_id: str) -> Paper | None:
        try:
            return self._quizzes.shelf.paper(paper_id)
        except UnknownPaperError:
            return None

    def _last_activity(self, evidence: _Evidence) -> str | None:
        moments = [*evidence.studied.values(), *(r.handed_in_at for r in evidence.results)]
        return f"{local_date(max(moments), self._zone)}" if moments else None


def percent_of(result: ResultEntry) -> float:
    """Return a result in percent, to one decimal."""
    return round(float(100 * result.earned / result.possible), 1) if result.possible else 0.0


def year_percent(today: date) -> int:
    """Return how much of the year has gone by at the end of a day, 0 to 100."""
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    return round(100 * ((today - first).days + 1) / ((last - first).days + 1))


def _standing(done: int, expected: int) -> str:
    if done >= 100:  # noqa: PLR2004 - percent
        return DONE
    return ON_PACE if done >= expected else BEHIND
