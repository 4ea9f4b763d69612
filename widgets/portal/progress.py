"""A person's progress through a course, as cards and rows for pages."""

from dataclasses import dataclass

from courses.catalogue import Course, Lesson
from grading.attempts.model import AttemptState, AttemptSummary
from grading.people.model import Person
from grading.study.model import LessonProgress
from quizzes.paper import Paper
from widgets.portal.services import Services


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in the list of its course."""

    lesson: Lesson
    href: str
    state: str
    right: int
    needed: int


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An exam in the list of its course."""

    paper: Paper
    href: str
    best: AttemptSummary | None
    attempts_used: int
    is_passed: bool
    waits_for_marker: bool


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course with how far a person has come."""

    course: Course
    href: str
    lessons_studied: int
    lessons_total: int
    papers_passed: int
    papers_total: int
    next_lesson: LessonRow | None

    @property
    def percent(self) -> int:
        """Share of lessons and papers done, 0 to 100."""
        total = self.lessons_total + self.papers_total
        return round(100 * (self.lessons_studied + self.papers_passed) / total) if total else 0

    @property
    def state(self) -> str:
        """`done`, `started` or `new`."""
        if self.percent == 100:  # noqa: PLR2004 - percent
            return "done"
        return "started" if self.percent else "new"


@dataclass(frozen=True, slots=True)
class CourseRows:
    """Everything the page of a course lists."""

    card: CourseCard
    lessons: tuple[LessonRow, ...]
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class PersonalProgress:
    """Everything one person has done, read once for all courses of a page."""

    lessons: dict[str, LessonProgress]
    attempts: tuple[AttemptSummary, ...]
    papers: tuple[Paper, ...]

    @classmethod
    def read(cls, services: Services, person: Person) -> "PersonalProgress":
        """Read the records of a person; quick quizzes are no exams of a course."""
        return cls(
            services.study.progress(person),
            services.examinations.attempts_of(person),
            tuple(one for one in services.quizzes.shelf.all() if not one.is_session_quiz),
        )

    def in_course(self, course: Course) -> CourseRows:
        """Return what the page of a course lists."""
        lessons = tuple(_lesson_row(one, self.lessons.get(one.id)) for one in course.lessons)
        papers = tuple(
            _paper_row(paper, self.attempts) for paper in self.papers if paper.course == course.id
        )
        required = [row for row in papers if row.paper.id in course.papers]
        card = CourseCard(
            course=course,
            href=f"/course/{course.id}",
            lessons_studied=sum(row.state == "studied" for row in lessons),
            lessons_total=len(lessons),
            papers_passed=sum(row.is_passed for row in required),
            papers_total=len(required),
            next_lesson=next((row for row in lessons if row.state != "studied"), None),
        )
        return CourseRows(card, lessons, papers)


def _lesson_row(lesson: Lesson, progress: LessonProgress | None) -> LessonRow:
    state = "new"
    if progress is not None and progress.studied_at:
        state = "studied"
    elif progress is not None and progress.opened_at:
        state = "started"
    return LessonRow(
        lesson=lesson,
        href=f"/lesson/{lesson.id}",
        state=state,
        right=progress.right if progress else 0,
        needed=progress.needed if progress else lesson.practice,
    )


def _paper_row(paper: Paper, attempts: tuple[AttemptSummary, ...]) -> PaperRow:
    own = [attempt for attempt in attempts if attempt.paper_id == paper.id]
    scored = [a for a in own if a.percent is not None]
    best = max(scored, key=lambda attempt: attempt.percent or 0, default=None)
    is_passed = any(attempt.is_passed for attempt in own)
    waits = any(attempt.state is AttemptState.MARKING for attempt in own)
    return PaperRow(paper, f"/exam/{paper.id}", best, len(own), is_passed, waits)
