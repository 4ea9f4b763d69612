"""Study progress as the portal shows it."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.draw import ShownQuestion
from quizzes.model import Answer, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonProgress:
    """How far a person is with a lesson; studied only when its practice was passed."""

    lesson_id: str
    opened_at: datetime | None
    studied_at: datetime | None
    right: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeQuestion:
    """One place of a practice round.

    `answer` is the person's latest answer there, `is_right` what became of it. After a wrong answer
    another question on the same point is put at `next_at` (aware time), not sooner.
    """

    place: int
    question: Question
    shown: ShownQuestion
    answer: Answer | None
    is_right: bool | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRound:
    """The practice of one lesson for one person: one open question per point drawn."""

    lesson_id: str
    questions: tuple[PracticeQuestion, ...]
    progress: LessonProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseProgress:
    """How far a person is with a course; complete when all lessons and papers are done.

    `completed_at` is when the last of them was done (aware time), None until then.
    """

    course_id: str
    lessons_studied: int
    lessons_total: int
    papers_passed: int
    papers_total: int
    completed_at: datetime | None

    @property
    def is_complete(self) -> bool:
        """Whether every lesson is studied and every paper passed."""
        return self.completed_at is not None
