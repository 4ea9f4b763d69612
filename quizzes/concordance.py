"""Where the content cites an article: lessons that teach it, questions that rest on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from courses.catalogue import Catalogue, Course, Lesson
from courses.statutes.citation import Citation, MalformedCitationError, parse_citation
from quizzes.bank import QuestionBank
from quizzes.model import Question

_LINK = re.compile(r"/statute/([a-z0-9.:-]+)")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class CitingLesson:
    """A lesson that cites an article, with its course."""

    course: Course
    lesson: Lesson


@dataclass(frozen=True, slots=True)
class CitingQuestion:
    """A question that rests on an article, with the course it belongs to."""

    course: Course
    question: Question


class Concordance:
    """What cites an article; a citation of a paragraph or item counts for its article."""

    def __init__(
        self,
        lessons: Iterable[tuple[Citation, CitingLesson]],
        questions: Iterable[tuple[Citation, CitingQuestion]],
    ) -> None:
        self._lessons = _grouped(lessons)
        self._questions = _grouped(questions)

    def lessons_on(self, citation: Citation) -> tuple[CitingLesson, ...]:
        """Return the lessons that cite an article, in the order of the catalogue."""
        return self._lessons.get(citation.whole_article, ())

    def questions_on(self, citation: Citation) -> tuple[CitingQuestion, ...]:
        """Return the questions that cite an article, in the order of the bank."""
        return self._questions.get(citation.whole_article, ())

    def taught_of(self, instrument_id: str) -> frozenset[Citation]:
        """Return the articles of an instrument that lessons cite.

        Those that only questions cite are left out: they would tell what is asked in exams.
        """
        return frozenset(one for one in self._lessons if one.instrument == instrument_id)


def read_concordance(catalogue: Catalogue, bank: QuestionBank) -> Concordance:
    """Go through the course files, the text of every lesson, and the bank."""
    return Concordance(
        lessons=(
            (citation, CitingLesson(course, lesson))
            for course in catalogue.courses
            for lesson in course.lessons
            for citation in _articles([*lesson.cites, *_links(lesson)])
        ),
        questions=(
            (citation, CitingQuestion(course, question))
            for course in catalogue.courses
            for question in bank.of_course(course.id)
            for citation in _articles(question.cites)
        ),
    )


def _grouped(pairs: Iterable[tuple[Citation, V]]) -> dict[Citation, tuple[V, ...]]:
    found: dict[Citation, list[V]] = {}
    for citation, value in pairs:
        found.setdefault(citation, []).append(value)
    return {citation: tuple(values) for citation, values in found.items()}


def _links(lesson: Lesson) -> list[str]:
    try:
        return _LINK.findall(lesson.path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):  # a lesson that is gone is reported by the catalogue
        return []


def _articles(texts: Iterable[str]) -> list[Citation]:
    """Return each cited article once, in the order of the texts; the malformed are left out."""
    found: dict[Citation, None] = {}
    for text in texts:
        try:
            found[parse_citation(text).whole_article] = None
        except MalformedCitationError:
            continue
    return list(found)
