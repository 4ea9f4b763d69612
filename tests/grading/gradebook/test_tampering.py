"""Whatever is done to a notebook before it is handed in ends in a refusal or the right points.

Everything goes through our scorer and, as a resubmission, through one run of `nbgrader autograde`
under our configuration, with a kernel that could run what learners wrote.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from builders.bait import SCRIPT
from builders.nbgrader_runs import lend_kernel, run_nbgrader, safe_environment
from builders.questions import make_variant_of_every_kind
from builders.tampering import ESSAY, TAMPERINGS, Tampering
from nbgrader.api import Gradebook

from grading.gradebook.errors import RefusedSubmissionError
from grading.gradebook.gradebook import ScoringDesk, score_submission
from grading.gradebook.prepared import PreparedVariant
from grading.gradebook.submission import TIMESTAMP, compose
from quizzes.kinds import is_read_by_marker, kind_of

VARIANT = make_variant_of_every_kind()
PREPARED = PreparedVariant.of(VARIANT)
NAME = VARIANT.assignment
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
QUESTIONS = [entry.question for entry in VARIANT.questions]
RIGHT = {question.id: kind_of(question).right_answer(question) for question in QUESTIONS}
FULL = {e.question.id: e.points for e in VARIANT.questions if not is_read_by_marker(e.question)}

LEARNERS = {name: str(3001 + number) for number, name in enumerate(TAMPERINGS)}
NEWCOMERS = {"text of another kind": "4001", "a file cut off": "4002"}
"""Learners whose first submission is refused: nothing was held for them before."""
UNKNOWN = "5001"
LATE = "4003"
EVERYBODY = [*LEARNERS.values(), *NEWCOMERS.values(), LATE]


@dataclass(frozen=True)
class Graded:
    """A course in which nbgrader has graded everything that was tampered with."""

    course: Path
    desk: ScoringDesk
    run: subprocess.CompletedProcess[str]

    def submitted(self, learner: str) -> Path:
        return self.course / "submitted" / learner / NAME / "exam.ipynb"

    def scored(self, learner: str) -> Path:
        return self.course / "autograded" / learner / NAME / "exam.ipynb"

    def points(self, learner: str) -> dict[str, Fraction] | None:
        return self.desk.points_of(learner, NAME)

    def refused(self, learner: str) -> bool:
        return f"assignment '{NAME}' for student '{learner}'" in self.run.stderr


def answers_of(learner: str, tampering: Tampering) -> bytes:
    return tampering.of(compose(learner, PREPARED, RIGHT).content)


@pytest.fixture(scope="module")
def graded(empty_gradebook, tmp_path_factory) -> Iterator[Graded]:
    home = tmp_path_factory.mktemp("home")
    course = home / "course"
    course.mkdir()
    shutil.copy(empty_gradebook, course)
    with closing(ScoringDesk.open(course)) as desk:
        desk.publish(VARIANT)
        for learner in EVERYBODY:
            desk.enrol(learner, f"示范学员{learner}")
        for learner in [*LEARNERS.values(), LATE]:
            desk.hand_in(learner, learner, VARIANT, RIGHT, NOON)
        now = Graded(course, desk, run=None)  # type: ignore[arg-type]
        tamper_with_everything(now)
        environment = safe_environment(course, lend_kernel(home / "lent"))
        run = run_nbgrader("autograde", NAME, "--force", cwd=course, environment=environment)
        yield Graded(course, desk, run)


def tamper_with_everything(graded: Graded) -> None:
    for name, learner in [*LEARNERS.items(), *NEWCOMERS.items()]:
        graded.submitted(learner).parent.mkdir(parents=True, exist_ok=True)
        graded.submitted(learner).write_bytes(answers_of(learner, TAMPERINGS[name]))
    late = graded.submitted(LATE).with_name(TIMESTAMP)
    late.write_text("2036-11-02 04:00:00.000000 UTC")
    late.with_name("other.ipynb").write_bytes(graded.submitted(LATE).read_bytes())
    shutil.copytree(late.parent, graded.submitted(UNKNOWN).parent)


def test_our_scorer_refuses_or_gives_the_right_points():
    def outcome(tampering: Tampering) -> object:
        try:
            scores = score_submission(PREPARED, answers_of("17", tampering))
        except RefusedSubmissionError:
            return "refused"
        return {one: score.points for one, score in scores.items() if score.points is not None}

    expected = {
        name: "refused" if one.refused else FULL | one.points for name, one in TAMPERINGS.items()
    }
    assert {name: outcome(one) for name, one in TAMPERINGS.items()} == expected


def test_nbgrader_refuses_or_gives_the_right_points(graded):
    for name, tampering in TAMPERINGS.items():
        learner = LEARNERS[name]
        is_refused = tampering.refused and not tampering.only_too_large
        assert graded.refused(learner) == is_refused, name
        assert graded.scored(learner).exists() != is_refused, name
        # what is refused leaves the points of the submission before it
        assert graded.points(learner) == FULL | tampering.points, name


def test_a_first_submission_that_is_refused_has_no_points(graded):
    for learner in NEWCOMERS.values():
        assert graded.refused(learner)
        assert graded.points(learner) == {}
        assert graded.desk.attempt_in_gradebook(learner, NAME) is None


def test_a_late_time_and_a_second_notebook_change_nothing(graded):
    assert graded.points(LATE) == FULL
    assert not graded.scored(LATE).with_name("other.ipynb").exists()


def test_a_learner_whom_nobody_enrolled_is_refused(graded):
    assert graded.refused(UNKNOWN)
    assert graded.points(UNKNOWN) is None
    with Gradebook(f"sqlite:///{graded.course / 'gradebook.db'}", "xuefa") as gradebook:
        assert {student.id for student in gradebook.students} == set(EVERYBODY)


def test_nothing_that_was_handed_in_is_run(graded):
    assert list(graded.course.parent.rglob("taken")) == []


def test_nothing_that_was_handed_in_is_shown_but_answers_as_text(graded):
    texts = {
        file.parents[1].name: file.read_text()
        for file in graded.course.glob("autograded/*/*/*.ipynb")
    }
    for learner, text in texts.items():
        for trace in (SCRIPT, "attachments", "<svg", "<img"):
            assert trace not in text, (learner, trace)
    assert "&lt;script&gt;" in texts[LEARNERS["an essay with script"]]


def test_the_gradebook_holds_whole_submissions_and_nothing_else(graded):
    query = """
        SELECT s.student_id, count(DISTINCT g.cell_id), count(g.id),
            (SELECT count(DISTINCT c.cell_id) FROM comment c WHERE c.notebook_id = n.id)
        FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id
        LEFT JOIN grade g ON g.notebook_id = n.id GROUP BY s.id
    """
    with closing(sqlite3.connect(graded.course / "gradebook.db")) as database:
        rows = database.execute(query).fetchall()
        essays = database.execute(
            "SELECT count(*) FROM grade g JOIN base_cell b ON b.id = g.cell_id WHERE b.name = ?"
            " AND g.needs_manual_grade AND g.auto_score IS NULL",
            [ESSAY],
        ).fetchone()
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    count = len(QUESTIONS)
    assert sorted(rows) == [(learner, count, count, count) for learner in sorted(EVERYBODY)]
    assert essays == (len(EVERYBODY),)


@pytest.mark.filterwarnings("ignore")  # SQLAlchemy's about nbgrader's own queries
def test_formgrader_lists_everybody_within_the_points_of_the_paper(graded):
    with Gradebook(f"sqlite:///{graded.course / 'gradebook.db'}", "xuefa") as gradebook:
        listed = gradebook.submission_dicts(NAME)
        notebooks = gradebook.notebook_submission_dicts("exam", NAME)
        students = {one["id"]: one for one in gradebook.student_dicts()}
    assert {one["student"] for one in listed} == set(EVERYBODY)
    assert {one["student"] for one in notebooks} == set(EVERYBODY)
    for one in listed:
        earned = graded.points(one["student"])
        assert one["score"] == students[one["student"]]["score"] == sum(earned.values())
        assert one["max_score"] == VARIANT.points
        assert one["needs_manual_grade"]


def test_what_was_refused_is_scored_when_the_attempt_is_handed_in_again(graded):
    learner = LEARNERS["a file cut off"]
    scored = graded.desk.hand_in(learner, learner, VARIANT, RIGHT, NOON)
    assert scored.points == FULL == graded.points(learner)
    assert graded.scored(learner).exists()
