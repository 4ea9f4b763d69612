"""Marks of the portal, where formgrader keeps its own."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction

from builders.questions import make_essay, make_single, make_variant
from nbgrader.api import Gradebook

from grading.gradebook.hand_mark import HandMark
from quizzes.draw import PaperQuestion

ENTRIES = tuple(
    PaperQuestion(question=question, points=6) for question in (make_essay(), make_single())
)
VARIANT = make_variant(questions=ENTRIES)
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
ESSAY = "sample-essay-001"
PLACE = ("2001", VARIANT.assignment)


def hand_in(desk, attempt="attempt-1"):
    desk.publish(VARIANT)
    desk.enrol("2001", "示范学员")
    answers = {ESSAY: "示范回答", "sample-single-001": "B"}
    return desk.hand_in(attempt, "2001", VARIANT, answers, NOON)


def test_an_essay_waits_in_the_gradebook_until_a_marker_gave_points(desk, course_folder):
    assert hand_in(desk).points == {"sample-single-001": 6}
    assert desk.mark("attempt-1", *PLACE, {ESSAY: HandMark(Fraction(9, 2), "写得<b>清楚</b>")})
    assert desk.points_of(*PLACE) == {"sample-single-001": 6, ESSAY: Fraction(9, 2)}
    with Gradebook(f"sqlite:///{course_folder / 'gradebook.db'}", "xuefa") as gradebook:
        grade = gradebook.find_grade(ESSAY, "exam", VARIANT.assignment, "2001")
        comment = gradebook.find_comment(ESSAY, "exam", VARIANT.assignment, "2001")
        assert (grade.score, grade.needs_manual_grade) == (4.5, False)
        assert comment.comment == "写得＜b＞清楚＜/b＞"
        assert not gradebook.find_submission(VARIANT.assignment, "2001").needs_manual_grade


def test_what_was_marked_by_hand_is_told_with_its_words(desk):
    hand_in(desk)
    desk.changed_points()
    desk.mark("attempt-1", *PLACE, {ESSAY: HandMark(Fraction(2), "示范评语")})
    (held,) = desk.changed_points()
    assert held.by_hand == {ESSAY: HandMark(Fraction(2), "示范评语")}
    assert desk.changed_points() == []


def test_scoring_again_keeps_a_mark_and_another_attempt_does_not(desk):
    hand_in(desk)
    desk.mark("attempt-1", *PLACE, {ESSAY: HandMark(Fraction(2), "")})
    hand_in(desk)
    assert desk.points_of(*PLACE)[ESSAY] == 2
    hand_in(desk, "attempt-2")
    assert ESSAY not in desk.points_of(*PLACE)


def test_a_mark_for_an_attempt_that_is_not_held_is_not_written(desk, course_folder):
    hand_in(desk)
    assert not desk.mark("attempt-0", *PLACE, {ESSAY: HandMark(Fraction(2), "")})
    assert not desk.mark("attempt-1", "2001", "other", {ESSAY: HandMark(Fraction(2), "")})
    with closing(sqlite3.connect(course_folder / "gradebook.db")) as database:
        query = "SELECT count(*) FROM grade WHERE manual_score IS NOT NULL"
        assert database.execute(query).fetchone() == (0,)
