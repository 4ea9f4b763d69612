"""Entries that follow from the platform's own records: lessons studied, exams taken."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue, Course
from courses.clock import local_date
from grading.assessment.model import Evidence, HoursEntry, HoursKind
from grading.records.earned import ScoredAttempt, StudiedLesson
from quizzes.paper import PaperShelf

CHAPTER_TEST = "chapter_test"
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What a lesson is worth, and which tests have to be passed besides."""

    hours: Fraction
    label: str
    tests: tuple[str, ...]


class DerivedEntries:
    """Turns studied lessons and scored attempts into entries of the ledger."""

    def __init__(self, catalogue: Catalogue, shelf: PaperShelf, zone: ZoneInfo) -> None:
        self._zone = zone
        tests = {paper.id for paper in shelf.all() if paper.mode == CHAPTER_TEST}
        self._lessons = {
            lesson_id: worth
            for course in catalogue.courses
            for lesson_id, worth in _lessons_of(course, tests)
        }

    def entries(
        self, studied: Iterable[StudiedLesson], attempts: Iterable[ScoredAttempt]
    ) -> Iterator[HoursEntry]:
        """Yield an entry for each lesson that counts and for each scored attempt.

        A lesson counts from the day on which it was studied and every chapter test of its course
        passed. What an attempt earned is in the entry's score; an exam brings no hours by itself.
        """
        passed: dict[int, dict[str, datetime]] = defaultdict(dict)
        for attempt in sorted(attempts, key=lambda one: (one.handed_in_at, one.attempt_id)):
            if attempt.is_passed:
                passed[attempt.person_id].setdefault(attempt.paper_id, attempt.handed_in_at)
            yield self._exam(attempt)
        for one in studied:
            entry = self._lesson(one, passed.get(one.person_id, {}))
            if entry is not None:
                yield entry

    def _exam(self, attempt: ScoredAttempt) -> HoursEntry:
        return HoursEntry(
            id=f"exam:{attempt.attempt_id}",
            person_id=attempt.person_id,
            kind=HoursKind.EXAM,
            hours=_NOTHING,
            on=local_date(attempt.handed_in_at, self._zone),
            evidence=Evidence(
                kind=HoursKind.EXAM,
                ref=attempt.paper_id,
                label=f"{attempt.title}（第 {attempt.number} 次）",
            ),
            recorded_by=None,
            at=attempt.scored_at,
            score=attempt.percent,
        )

    def _lesson(self, one: StudiedLesson, passed: dict[str, datetime]) -> HoursEntry | None:
        lesson = self._lessons.get(one.lesson_id)
        if lesson is None or not all(test in passed for test in lesson.tests):
            return None
        at = max([one.at, *(passed[test] for test in lesson.tests)])
        return HoursEntry(
            id=f"course:{one.person_id}:{one.lesson_id}",
            person_id=one.person_id,
            kind=HoursKind.COURSE,
            hours=lesson.hours,
            on=local_date(at, self._zone),
            evidence=Evidence(kind=HoursKind.COURSE, ref=one.lesson_id, label=lesson.label),
            recorded_by=None,
            at=at,
        )


def _lessons_of(course: Course, tests: set[str]) -> Iterator[tuple[str, _Lesson]]:
    """Yield the lessons of a course, whose credit hours they share by their minutes."""
    needed = tuple(paper for paper in course.papers if paper in tests)
    for lesson in course.lessons:
        hours = Fraction(course.credit_hours * lesson.minutes, course.minutes)
        label = f"《{course.title}》{lesson.number} {lesson.title}"
        yield lesson.id, _Lesson(hours, label, needed)
