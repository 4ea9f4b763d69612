"""Exams on the real gradebook: what a learner reads is what nbgrader holds."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.content import make_paper
from builders.empty_gradebook import give_empty_gradebook
from builders.exams import ExamRoom, make_exam_room
from nbgrader.api import Gradebook

from grading.attempts.model import AttemptState
from grading.gradebook.gradebook import ScoringDesk
from grading.marking.model import Marker

MARKER = Marker(None, "示范阅卷人")


class KilledError(BaseException):
    """Stands for the end of the process."""


def killed_at(name):
    def checkpoint(reached):
        if reached == name:
            raise KilledError

    return checkpoint


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("course")
    give_empty_gradebook(course)
    return course


@pytest.fixture(scope="module")
def desk(course: Path) -> Iterator[ScoringDesk]:
    desk = ScoringDesk.open(course)
    yield desk
    desk.close()


@pytest.fixture
def room(tmp_path: Path, desk: ScoringDesk) -> ExamRoom:
    room = make_exam_room(tmp_path, make_paper(variants=1, attempts=9), prepare=False)
    room.gradebook = desk  # type: ignore[assignment]
    return room.restarted()


def submission(course: Path, room: ExamRoom, attempt: str) -> Path:
    with room.database.read() as records:
        assignment = records.attempts.find(attempt).assignment
    return course / "submitted" / room.person.learner_id / assignment / "exam.ipynb"


def formgrader_points(course: Path, room: ExamRoom, attempt: str, points: float | None) -> float:
    """Give points by hand for the first question if `points` are given; return all points."""
    with room.database.read() as records:
        assignment = records.attempts.find(attempt).assignment
        question_id = records.attempts.variant(assignment).questions[0].question.id
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "xuefa") as gradebook:
        place = (assignment, room.person.learner_id)
        if points is not None:
            gradebook.find_grade(question_id, "exam", *place).manual_score = points
            gradebook.db.commit()
        return gradebook.find_submission(*place).score


def test_the_result_is_what_nbgrader_holds(room, course):
    attempt = room.sit(right=3)
    room.examinations.score(attempt)
    summary = room.examinations.result(room.person, attempt).summary
    assert summary.percent == 80
    assert formgrader_points(course, room, attempt, None) == summary.earned


def test_the_record_keeps_the_hash_of_the_submitted_notebook(room, course):
    attempt = room.sit()
    room.examinations.score(attempt)
    with room.database.read() as records:
        kept = records.attempts.find(attempt).notebook_hash
    written = submission(course, room, attempt).read_bytes()
    assert hashlib.sha256(written).hexdigest() == kept


def test_handing_in_does_not_touch_the_gradebook(room, course):
    attempt = room.sit()
    assert room.examinations.state(room.person, attempt) is AttemptState.HANDED_IN
    assert not submission(course, room, attempt).exists()


@pytest.mark.parametrize("point", ["handed-in", "gradebook-committed", "result-recorded"])
def test_killed_at_any_point_there_is_one_result_after_the_restart(room, course, point):
    attempt = room.examinations.begin(room.person, "sample-paper")
    for entry in room.open(attempt).variant.questions[:2]:
        room.save(attempt, entry.question.id, "B")
    killed = room.restarted(killed_at(point))
    with pytest.raises(KilledError):
        killed.examinations.hand_in(room.person, attempt)
        killed.examinations.score(attempt)
    again = room.restarted()
    with room.database.read() as records:
        (result,) = records.results.current(room.person.id)
    assert again.examinations.result(room.person, attempt).summary.earned == result.earned == 6
    assert formgrader_points(course, room, attempt, None) == 6


def test_points_changed_in_formgrader_become_a_new_result(room, course):
    attempt = room.sit(right=4)
    room.examinations.score(attempt)
    room.examinations.carry_changes(lambda: MARKER)
    formgrader_points(course, room, attempt, 0.5)
    assert room.examinations.carry_changes(lambda: MARKER) == 1
    result = room.examinations.result(room.person, attempt)
    assert (float(result.summary.earned), result.changed_by) == (7.5, "示范阅卷人")


def test_the_gradebook_holds_the_latest_attempt_and_the_records_both(room, course):
    first, second = room.sit(right=4), room.sit(right=1)
    room.examinations.score_pending()
    with room.database.read() as records:
        earned = [result.earned for result in records.results.current(room.person.id)]
    assert earned == [10, 3]
    assert room.examinations.best_of(room.person)["sample-paper"].attempt_id == first
    assert formgrader_points(course, room, second, None) == 3
