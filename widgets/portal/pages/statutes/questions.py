"""The questions that rest on an article, for those who may know of them; never their keys."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.concordance import CitingQuestion


@dataclass(frozen=True, slots=True)
class CitingPoint:
    """The questions on one point (知识点) of a course."""

    course: str
    title: str
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class CitingQuestions:
    """All questions on an article, by course and point."""

    points: tuple[CitingPoint, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(point.count for point in self.points)


def citing_questions(found: Iterable[CitingQuestion]) -> CitingQuestions | None:
    """Return the questions by course and point, None when there are none."""
    ids: dict[tuple[str, str], list[str]] = {}
    for one in found:
        point = one.question.point
        key = (one.course.title, one.course.topics.get(point, point))
        ids.setdefault(key, []).append(one.question.id)
    if not ids:
        return None
    return CitingQuestions(
        tuple(CitingPoint(course, title, tuple(found)) for (course, title), found in ids.items())
    )
