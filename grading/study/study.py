"""Study as the portal uses it: lessons opened, practice, and how far somebody has come."""

import random

from courses.catalogue import Catalogue, Course
from courses.clock import Clock
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.records.study import LessonTimes, StoredRound
from grading.study.completion import course_progress
from grading.study.draw import practised_points
from grading.study.model import (
    CourseProgress,
    LessonProgress,
    PracticeQuestion,
    PracticeRound,
)
from grading.study.places import Place, is_finished, places_at, right_places
from grading.study.practice import Practice
from quizzes.bank import QuestionBank
from quizzes.content import Quizzes
from quizzes.draw import shown_alone


class Study:
    """Lessons and practice of every person; works on the records database, in any thread.

    Methods that take a lesson id raise UnknownLessonError. `chance` draws the questions; without
    one nobody can foretell them.
    """

    def __init__(
        self,
        database: RecordsDatabase,
        catalogue: Catalogue,
        quizzes: Quizzes,
        clock: Clock,
        *,
        chance: random.Random | None = None,
    ) -> None:
        self._chance = chance or random.SystemRandom()
        self._database = database
        self._catalogue = catalogue
        self._bank: QuestionBank = quizzes.bank
        self._clock = clock

    def open_lesson(self, person: Person, lesson_id: str) -> None:
        """Record that a lesson was opened; that alone never makes it studied."""
        lesson = self._catalogue.lesson(lesson_id)
        with self._database.begin() as records:
            records.study.opened(person.id, lesson.id, self._clock())

    def practice(self, person: Person, lesson_id: str) -> PracticeRound:
        """Return the person's round of practice in a lesson; begins the first one.

        Raises NoPracticeError when the bank has no questions for it.
        """
        with self._database.begin() as records:
            practice = self._practice(records, person, lesson_id)
            return self._shown(practice, practice.current())

    def new_round(self, person: Person, lesson_id: str) -> PracticeRound:
        """Begin another round after a finished one; one that is not finished goes on."""
        with self._database.begin() as records:
            practice = self._practice(records, person, lesson_id)
            last = practice.current()
            return self._shown(
                practice, practice.begin(last.number + 1) if is_finished(last) else last
            )

    def answer(
        self, person: Person, lesson_id: str, place: int, question_id: str, given: object
    ) -> PracticeRound:
        """Mark and record an answer, and return the round as it now stands.

        After a wrong answer another question on the same point is put a minute later. When every
        place was answered right, the lesson is studied. Raises UnknownPlaceError,
        AlreadyReplacedError for a question that is no longer put, AlreadyRightError,
        AlreadyAnsweredError, and MalformedAnswerError; then nothing was recorded.
        """
        with self._database.begin() as records:
            practice = self._practice(records, person, lesson_id)
            return self._shown(practice, practice.answer(place, question_id, given))

    def progress(self, person: Person) -> dict[str, LessonProgress]:
        """Return how far a person is with every lesson of the catalogue."""
        with self._database.read() as records:
            times = records.study.lessons_of(person.id)
            rounds = records.study.last_rounds(person.id)
        return {
            lesson.id: self._progress(lesson.id, times.get(lesson.id), rounds.get(lesson.id))
            for course in self._catalogue.courses
            for lesson in course.lessons
        }

    def course_progress(self, person: Person, course: Course) -> CourseProgress:
        """Return how far a person is with a course."""
        with self._database.read() as records:
            return course_progress(records, person.id, course)

    def _practice(self, records: Records, person: Person, lesson_id: str) -> Practice:
        return Practice(
            records=records,
            bank=self._bank,
            person_id=person.id,
            course=self._catalogue.course_of_lesson(lesson_id),
            lesson=self._catalogue.lesson(lesson_id),
            now=self._clock(),
            chance=self._chance,
        )

    def _shown(self, practice: Practice, stored: StoredRound) -> PracticeRound:
        lesson_id = practice.lesson.id
        times = practice.records.study.lessons_of(practice.person_id).get(lesson_id)
        return PracticeRound(
            lesson_id=lesson_id,
            questions=tuple(self._question(place) for place in places_at(stored, practice.now)),
            progress=self._progress(lesson_id, times, stored),
        )

    def _question(self, place: Place) -> PracticeQuestion:
        put = place.shown
        question = self._bank.question(put.question_id)
        return PracticeQuestion(
            place=put.place,
            question=question,
            shown=shown_alone(question, put.seed),
            answer=put.answer,
            is_right=put.is_right,
            next_at=place.next_at,
        )

    def _progress(
        self, lesson_id: str, times: LessonTimes | None, stored: StoredRound | None
    ) -> LessonProgress:
        return LessonProgress(
            lesson_id=lesson_id,
            opened_at=times.opened_at if times else None,
            studied_at=times.studied_at if times else None,
            right=right_places(stored) if stored else 0,
            needed=self._needed(lesson_id, stored),
        )

    def _needed(self, lesson_id: str, stored: StoredRound | None) -> int:
        if stored is not None:
            return len({question.place for question in stored.questions})
        course = self._catalogue.course_of_lesson(lesson_id)
        lesson = self._catalogue.lesson(lesson_id)
        return min(lesson.practice, len(practised_points(course, lesson, self._bank)))
