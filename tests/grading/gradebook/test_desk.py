"""Handing in: submission, scores and points, once and again."""

import multiprocessing
import os
import random
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from builders.questions import make_variant, random_answers
from nbgrader.api import Gradebook

from grading.gradebook.database import HeldAttempt
from grading.gradebook.errors import (
    DamagedGradebookError,
    UnknownLearnerError,
    UnpublishedVariantError,
    UnsafeNameError,
)
from grading.gradebook.gradebook import ScoringDesk
from quizzes.kinds import kind_of

VARIANT = make_variant()
NAME = VARIANT.assignment
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
RIGHT = {e.question.id: kind_of(e.question).right_answer(e.question) for e in VARIANT.questions}


class Formgrader:
    """What an instructor does in formgrader, through nbgrader's own gradebook."""

    def __init__(self, course_folder, learner="1001"):
        self.gradebook = Gradebook(f"sqlite:///{course_folder / 'gradebook.db'}", "xuefa")
        self.place = (NAME, learner)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.gradebook.close()

    def grade(self, question_id="sample-single-001"):
        return self.gradebook.find_grade(question_id, "exam", *self.place)

    def comment(self, question_id="sample-single-001"):
        return self.gradebook.find_comment(f"{question_id}--answer", "exam", *self.place)

    def mark(self, *, points=None, extra=None, comment=None):
        self.grade().manual_score = points
        self.grade().extra_credit = extra
        self.comment().manual_comment = comment
        self.gradebook.db.commit()


def hand_in(desk, attempt="17", answers=RIGHT, at=NOON, learner="1001"):
    return desk.hand_in(attempt, learner, VARIANT, answers, at)


def files(course_folder) -> dict[str, bytes]:
    found = course_folder.glob("*/100?/**/*")
    return {
        str(file.relative_to(course_folder)): file.read_bytes() for file in found if file.is_file()
    }


def test_handing_in_gives_points_by_question(desk):
    points = {"sample-single-001": 5, "sample-multiple-002": 4, "sample-true-false-003": 2}
    answers = {question_id: RIGHT[question_id] for question_id in points}
    scored = hand_in(desk, answers=answers)
    assert {question_id: n for question_id, n in scored.points.items() if n} == points
    assert set(scored.points) == set(RIGHT)


def test_the_gradebook_holds_what_handing_in_gave(desk):
    answers = random_answers(VARIANT, random.Random(3))
    assert desk.points_of("1001", NAME) is None
    assert desk.attempt_in_gradebook("1001", NAME) is None
    scored = hand_in(desk, answers=answers)
    assert desk.points_of("1001", NAME) == scored.points
    assert desk.attempt_in_gradebook("1001", NAME) == "17"


def test_the_hash_is_known_before_anything_is_written(desk, course_folder):
    expected = desk.compose_hash("17", VARIANT, RIGHT)
    assert files(course_folder) == {}
    assert hand_in(desk).notebook_hash == expected


def test_a_submission_lies_where_nbgrader_looks(desk, course_folder):
    hand_in(desk)
    folder = course_folder / "submitted" / "1001" / NAME
    assert {f.name for f in folder.iterdir()} == {
        "exam.ipynb",
        "timestamp.txt",
        "submission_secret.txt",
    }
    assert (folder / "timestamp.txt").read_text() == "2026-11-02 04:00:00.000000 UTC"
    assert list((course_folder / "incoming").iterdir()) == []


@pytest.mark.parametrize("has_second_names", [True, False])
def test_beside_a_scored_notebook_lies_what_lies_beside_the_submission(
    desk, course_folder, monkeypatch, has_second_names
):
    def refuse(_self, _target):
        raise OSError

    if not has_second_names:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    for number in range(3):
        hand_in(desk, str(17 + number // 2), at=NOON + timedelta(hours=number // 2))
        submitted, scored = (
            course_folder / step / "1001" / NAME for step in ("submitted", "autograded")
        )
        for name in ("timestamp.txt", "submission_secret.txt"):
            assert (scored / name).read_bytes() == (submitted / name).read_bytes()
        assert list((course_folder / "incoming").iterdir()) == []


def test_nbgrader_reads_the_time_and_totals(desk, course_folder):
    hand_in(desk)
    with Formgrader(course_folder) as formgrader:
        submission = formgrader.gradebook.find_submission(NAME, "1001")
        assert submission.timestamp == NOON.replace(tzinfo=None)
        assert (submission.score, submission.max_score) == (22, 22)
        assert not submission.needs_manual_grade


def test_handing_in_again_gives_the_same_and_changes_no_file(desk, course_folder):
    first, before = hand_in(desk), files(course_folder)
    assert hand_in(desk) == first
    assert files(course_folder) == before


def test_scoring_an_attempt_again_keeps_what_was_marked_by_hand(desk, course_folder):
    hand_in(desk)
    with Formgrader(course_folder) as formgrader:
        formgrader.mark(points=3.5, extra=1, comment="请看第四十六条")
        hand_in(desk)
        formgrader.gradebook.db.expire_all()
        assert (formgrader.grade().manual_score, formgrader.grade().extra_credit) == (3.5, 1)
        assert formgrader.comment().manual_comment == "请看第四十六条"
    assert desk.points_of("1001", NAME)["sample-single-001"] == Fraction(9, 2)


def test_a_new_attempt_starts_without_what_was_marked_by_hand(desk, course_folder):
    hand_in(desk)
    with Formgrader(course_folder) as formgrader:
        formgrader.mark(points=5, extra=2, comment="旧的评语")
        open_page = formgrader.grade().id
        scored = hand_in(desk, "18", {}, NOON + timedelta(hours=1))
        formgrader.gradebook.db.expire_all()
        assert (formgrader.grade().manual_score, formgrader.grade().extra_credit) == (None, None)
        assert formgrader.comment().manual_comment is None
        assert formgrader.grade().id != open_page
    assert set(scored.points.values()) == {0}
    assert desk.points_of("1001", NAME) == scored.points
    assert desk.attempt_in_gradebook("1001", NAME) == "18"


def test_a_new_attempt_with_fewer_answers_keeps_no_old_points(desk):
    hand_in(desk)
    hand_in(desk, "18", {"sample-single-001": "A"}, NOON + timedelta(hours=1))
    assert set(desk.points_of("1001", NAME).values()) == {0}


def test_an_attempt_older_than_the_held_one_is_scored_but_not_kept(desk, course_folder):
    held = hand_in(desk, "18", {})
    before = files(course_folder)
    late = hand_in(desk, "17", RIGHT, NOON - timedelta(hours=1))
    assert sum(late.points.values()) == 22
    assert files(course_folder) == before
    assert desk.points_of("1001", NAME) == held.points
    assert desk.attempt_in_gradebook("1001", NAME) == "18"


def test_learners_do_not_touch_each_other(desk):
    mine, theirs = hand_in(desk), hand_in(desk, "18", {}, learner="1002")
    assert desk.points_of("1001", NAME) == mine.points
    assert desk.points_of("1002", NAME) == theirs.points


def test_a_learner_who_is_not_enrolled_is_refused(desk, course_folder):
    with pytest.raises(UnknownLearnerError):
        hand_in(desk, learner="1003")
    assert files(course_folder) == {}
    with Formgrader(course_folder) as formgrader:
        assert {student.id for student in formgrader.gradebook.students} == {"1001", "1002"}


def test_a_variant_that_is_not_published_is_refused(desk):
    with pytest.raises(UnpublishedVariantError):
        desk.hand_in("17", "1001", make_variant(3), {}, NOON)


@pytest.mark.parametrize("learner", ["../1001", "*", "1001/../1002", ""])
def test_a_learner_whose_id_is_a_path_is_refused(desk, course_folder, learner):
    with pytest.raises(UnsafeNameError):
        hand_in(desk, learner=learner)
    with pytest.raises(UnsafeNameError):
        desk.enrol(learner, "示范学员")
    assert files(course_folder) == {}


def test_enrolling_again_corrects_the_name(desk, course_folder):
    desk.enrol("1001", "示范学员·甲")
    with Formgrader(course_folder) as formgrader:
        student = formgrader.gradebook.find_student("1001")
        assert (student.last_name, student.first_name) == ("示范学员·甲", None)


def test_markup_in_a_name_is_inert(desk, course_folder):
    desk.enrol("1001", "<script>alert('1')</script>&\n")
    with Formgrader(course_folder) as formgrader:
        name = formgrader.gradebook.find_student("1001").last_name
    assert name == "＜script＞alert(＇1＇)＜/script＞＆"


def test_points_changed_by_hand_are_reported_once(desk, course_folder):
    hand_in(desk)
    hand_in(desk, "18", learner="1002")
    assert len(desk.changed_points()) == 2
    assert desk.changed_points() == []
    with Formgrader(course_folder) as formgrader:
        formgrader.mark(points=1)
    (changed,) = desk.changed_points()
    assert (changed.learner_id, changed.assignment, changed.attempt_id) == ("1001", NAME, "17")
    assert changed.points["sample-single-001"] == 1
    assert desk.changed_points() == []


def test_points_changed_back_are_reported_too(desk, course_folder):
    hand_in(desk)
    with Formgrader(course_folder) as formgrader:
        formgrader.mark(points=1)
        desk.changed_points()
        formgrader.mark()
    (changed,) = desk.changed_points()
    assert changed.points["sample-single-001"] == 5


class StoppedError(Exception):
    """Raised at a checkpoint in place of a death of the process."""


def stop_at(wanted: str):
    def checkpoint(name: str) -> None:
        if name == wanted:
            raise StoppedError

    return checkpoint


@pytest.mark.parametrize("point", ["submission-written", "gradebook-committed"])
def test_an_attempt_that_was_cut_off_is_finished_by_handing_in_again(desk, course_folder, point):
    hand_in(desk, "16", {}, NOON - timedelta(hours=1))
    with closing(ScoringDesk.open(course_folder, checkpoint=stop_at(point))) as stopped:
        with pytest.raises(StoppedError):
            hand_in(stopped)
        held = {"submission-written": "16", "gradebook-committed": "17"}[point]
        assert stopped.attempt_in_gradebook("1001", NAME) == held
    scored = hand_in(desk)
    assert desk.points_of("1001", NAME) == scored.points
    with Formgrader(course_folder) as formgrader:
        held_attempts = formgrader.gradebook.db.query(HeldAttempt).all()
        assert [held.attempt_id for held in held_attempts] == ["17"]
        assert len(formgrader.gradebook.assignment_submissions(NAME)) == 1


def kill_at(folder, point: str) -> None:
    """Hand in within a process that kills itself at a checkpoint."""

    def checkpoint(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    hand_in(ScoringDesk.open(folder, checkpoint=checkpoint))


@pytest.mark.parametrize("point", ["submission-written", "gradebook-committed"])
def test_a_killed_process_leaves_all_scores_or_none(desk, course_folder, point):
    process = multiprocessing.get_context("spawn").Process(
        target=kill_at, args=(course_folder, point)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    expected = {"submission-written": None, "gradebook-committed": "17"}[point]
    assert desk.attempt_in_gradebook("1001", NAME) == expected
    assert (desk.points_of("1001", NAME) is None) == (expected is None)
    assert sum(hand_in(desk).points.values()) == 22


def test_scores_are_written_as_a_whole_or_not_at_all(desk, monkeypatch):
    def fail(*_arguments, **_options):
        raise StoppedError

    held = hand_in(desk, "16", {}, NOON - timedelta(hours=1))
    monkeypatch.setattr("grading.gradebook.scoring._add_comments", fail)
    with pytest.raises(StoppedError):
        hand_in(desk)
    assert desk.points_of("1001", NAME) == held.points
    assert desk.attempt_in_gradebook("1001", NAME) == "16"


def test_a_file_that_is_no_gradebook_is_left_alone(course_folder):
    file = course_folder / "gradebook.db"
    file.write_bytes(b"not a database" * 1000)
    with pytest.raises(DamagedGradebookError):
        ScoringDesk.open(course_folder)
    assert file.read_bytes() == b"not a database" * 1000


def test_the_address_of_a_gradebook_is_shown_without_its_password():
    error = DamagedGradebookError("postgresql://xuefa:secret@db.example/gradebook")
    assert "postgresql://db.example/gradebook" in str(error)
    assert "secret" not in f"{error} {vars(error)}"


def test_a_gradebook_whose_creation_was_cut_off_gets_its_version(course_folder):
    ScoringDesk.open(course_folder).close()
    with Formgrader(course_folder) as formgrader:
        formgrader.gradebook.db.connection().exec_driver_sql("DROP TABLE alembic_version")
        formgrader.gradebook.db.commit()
    ScoringDesk.open(course_folder).close()
    with Formgrader(course_folder) as formgrader:
        rows = formgrader.gradebook.db.connection().exec_driver_sql("SELECT * FROM alembic_version")
        assert len(rows.all()) == 1


def test_a_gradebook_waits_for_other_writers_and_lets_readers_read(desk):
    session = desk._gradebook.db
    try:
        pragma = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout")
        }
    finally:
        session.remove()
    assert pragma == {"journal_mode": "wal", "busy_timeout": 30_000}


def hand_in_many(folder, learner: str) -> None:
    with closing(ScoringDesk.open(folder)) as desk:
        for number in range(10):
            hand_in(desk, f"{learner}-{number}", RIGHT, NOON + timedelta(minutes=number), learner)


def test_two_processes_may_hand_in_at_once(desk, course_folder):
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=hand_in_many, args=(course_folder, learner))
        for learner in ("1001", "1002")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert desk.attempt_in_gradebook("1001", NAME) == "1001-9"
    assert sum(desk.points_of("1002", NAME).values()) == 22


def test_a_learner_whom_somebody_took_out_can_be_entered_again(desk, course_folder, answers):
    with closing(sqlite3.connect(course_folder / "gradebook.db")) as database, database:
        database.execute("DELETE FROM student WHERE id = '1001'")
    with pytest.raises(UnknownLearnerError):
        desk.hand_in("attempt-1", "1001", VARIANT, answers, NOON)
    desk.enrol("1001", "示范学员甲")
    assert desk.hand_in("attempt-1", "1001", VARIANT, answers, NOON).points
