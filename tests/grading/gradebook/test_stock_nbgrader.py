"""Our scores are those of a stock `nbgrader autograde`, which runs every notebook in a kernel."""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from builders.nbgrader_runs import run_nbgrader, stock_environment
from builders.questions import make_variant_of_every_kind, random_answers

from quizzes.kinds import KINDS

VARIANT = make_variant_of_every_kind()
NAME = VARIANT.assignment
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
LEARNERS = [str(number) for number in range(2001, 2009)]


def cells(folder) -> dict[tuple, tuple]:
    """Points, state and comment of every cell of every learner."""
    query = """
        SELECT s.student_id, s.timestamp, b.name, g.auto_score, g.manual_score, g.extra_credit,
               g.needs_manual_grade, NULL, n.late_submission_penalty, 'grade'
        FROM grade g JOIN base_cell b ON b.id = g.cell_id
        JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
        UNION ALL
        SELECT s.student_id, s.timestamp, b.name, NULL, NULL, NULL, NULL,
               c.auto_comment, n.flagged, 'comment'
        FROM comment c JOIN base_cell b ON b.id = c.cell_id
        JOIN submitted_notebook n ON n.id = c.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
    """
    with closing(sqlite3.connect(folder / "gradebook.db")) as database:
        rows = database.execute(query).fetchall()
    return {(row[0], row[2], row[-1]): row for row in rows}


def test_every_kind_is_on_the_variant():
    assert {entry.question.kind for entry in VARIANT.questions} == set(KINDS)


def test_eight_random_submissions_get_the_same_in_every_cell(desk, course_folder, tmp_path):
    desk.publish(VARIANT)
    for learner in LEARNERS:
        desk.enrol(learner, f"示范学员{learner}")
    stock = tmp_path / "stock"
    shutil.copytree(course_folder, stock)  # before anything is handed in
    for folder in ("settings", "autograded", "submitted"):
        shutil.rmtree(stock / folder, ignore_errors=True)
    (stock / "nbgrader_config.py").unlink()
    for learner in LEARNERS:
        answers = random_answers(VARIANT, random.Random(learner))
        desk.hand_in(f"attempt-{learner}", learner, VARIANT, answers, NOON)
    shutil.copytree(course_folder / "submitted", stock / "submitted")

    done = run_nbgrader(
        "autograde",
        NAME,
        "--CourseDirectory.course_id=xuefa",
        cwd=stock,
        environment=stock_environment(tmp_path / "environment"),
    )

    assert done.returncode == 0, done.stderr
    assert "No nbgrader_config.py file found" in done.stderr
    ours, theirs = cells(course_folder), cells(stock)
    assert len(ours) == len(LEARNERS) * len(VARIANT.questions) * 2
    assert ours == theirs
    assert 0 < sum(row[3] or 0 for row in ours.values()) < len(LEARNERS) * VARIANT.points
