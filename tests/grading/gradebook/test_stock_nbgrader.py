"""Our scores are those of a stock `nbgrader autograde`, which runs every notebook in a kernel."""

import random
import shutil
from datetime import UTC, datetime

from builders.nbgrader_runs import graded_cells, run_nbgrader, stock_environment
from builders.questions import make_variant_of_every_kind, random_answers

from quizzes.kinds import KINDS, is_read_by_marker

VARIANT = make_variant_of_every_kind()
NAME = VARIANT.assignment
ESSAYS = {e.question.id for e in VARIANT.questions if is_read_by_marker(e.question)}
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
LEARNERS = [str(number) for number in range(2001, 2009)]


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
    ours, theirs = graded_cells(course_folder), graded_cells(stock)
    assert len(ours) == len(LEARNERS) * len(VARIANT.questions) * 2
    assert ours == theirs
    assert 0 < sum(cell.auto_score or 0 for cell in ours) < len(LEARNERS) * VARIANT.points
    written = [cell for cell in ours if cell.name in ESSAYS and cell.needs_manual_grade]
    left_open = [cell for cell in ours if cell.name in ESSAYS and cell.auto_score == 0]
    assert {cell.auto_score for cell in written} == {None}
    assert len(written) + len(left_open) == len(LEARNERS) * len(ESSAYS)
    assert left_open
