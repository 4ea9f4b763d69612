"""Choosing practice questions: different points in a round, another question after a wrong one."""

import random
from collections.abc import Mapping, Sequence

from courses.catalogue import Course, Lesson
from quizzes.bank import QuestionBank
from quizzes.content import FEWEST_ON_POINT
from quizzes.model import Question


def practised_points(course: Course, lesson: Lesson, bank: QuestionBank) -> tuple[str, ...]:
    """Return the points of a lesson with enough questions for a second try."""
    return tuple(
        point
        for point in lesson.topics
        if len(bank.on_points(course.id, [point])) >= FEWEST_ON_POINT
    )


def draw_round(
    course: Course,
    lesson: Lesson,
    bank: QuestionBank,
    *,
    times_put: Mapping[str, int],
    chance: random.Random,
) -> tuple[Question, ...]:
    """Draw one question on each of as many different points as the lesson's practice has.

    Points and questions that were put least often come first. Where the bank has fewer points
    than the lesson asks for, the round is shorter.
    """
    firsts = [
        _least_put(bank.on_points(course.id, [point]), times_put, chance)
        for point in practised_points(course, lesson, bank)
    ]
    chance.shuffle(firsts)
    firsts.sort(key=lambda question: _put_on_point(question, course, bank, times_put))
    return tuple(firsts[: lesson.practice])


def draw_other(
    questions: Sequence[Question],
    asked: Sequence[str],
    *,
    times_put: Mapping[str, int],
    chance: random.Random,
) -> Question | None:
    """Draw another question on a point after the questions `asked` at a place, oldest first.

    Never the last one asked, unless the bank has lost all others since the round was drawn; one
    that was not asked at the place at all, if there is one. None where no question is left.
    """
    last = asked[-1]
    others = [question for question in questions if question.id != last] or list(questions)
    if not others:
        return None
    fresh = [question for question in others if question.id not in asked]
    return _least_put(fresh or others, times_put, chance)


def _least_put(
    questions: Sequence[Question], times_put: Mapping[str, int], chance: random.Random
) -> Question:
    fewest = min(times_put.get(question.id, 0) for question in questions)
    return chance.choice([q for q in questions if times_put.get(q.id, 0) == fewest])


def _put_on_point(
    question: Question, course: Course, bank: QuestionBank, times_put: Mapping[str, int]
) -> int:
    on_point = bank.on_points(course.id, [question.point])
    return sum(times_put.get(other.id, 0) for other in on_point)
