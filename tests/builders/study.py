"""Everything that practice needs, put together for one test."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from builders.clock import SetClock
from builders.content import make_catalogue, make_quizzes
from builders.exams import right_answer, wrong_answer
from builders.people import make_person
from builders.records import fresh_database

from courses.catalogue import Catalogue, Course
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.study.model import PracticeQuestion, PracticeRound
from grading.study.study import Study
from quizzes.model import Question

LESSON = "sample-1"


@dataclass
class StudyRoom:
    """A learner with the sample course and a clock that is moved by hand."""

    study: Study
    database: RecordsDatabase
    catalogue: Catalogue
    clock: SetClock
    person: Person

    def practice(self) -> PracticeRound:
        return self.study.practice(self.person, LESSON)

    def place(self, place: int) -> PracticeQuestion:
        return next(q for q in self.practice().questions if q.place == place)

    def answer(self, place: int, *, right: bool) -> PracticeRound:
        """Answer the question that is put at a place."""
        question = self.place(place).question
        given = right_answer(question) if right else wrong_answer(question)
        return self.study.answer(self.person, LESSON, place, question.id, given)

    def finish(self) -> PracticeRound:
        """Answer every open place right."""
        for question in self.practice().questions:
            if not question.is_right:
                self.answer(question.place, right=True)
        return self.practice()

    def is_studied(self) -> bool:
        return self.study.progress(self.person)[LESSON].studied_at is not None

    def with_pool(self, pool: Iterable[Question]) -> "StudyRoom":
        """Start again on the same records with another bank."""
        study = Study(self.database, self.catalogue, make_quizzes(pool=pool), self.clock)
        return StudyRoom(study, self.database, self.catalogue, self.clock, self.person)


def make_study_room(
    folder: Path, course: Course | None = None, pool: Iterable[Question] | None = None
) -> StudyRoom:
    database = fresh_database(folder)
    clock = SetClock()
    catalogue = make_catalogue(*([course] if course else []))
    study = Study(database, catalogue, make_quizzes(pool=pool), clock)
    return StudyRoom(study, database, catalogue, clock, make_person(database))
