"""Writing the scores of one submission into the gradebook, all or nothing.

The rows are those that nbgrader's `SaveAutoGrades` would leave behind, so formgrader, feedback
and export find what they expect.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
    select,
)

from grading.gradebook.database import HeldAttempt, Session
from grading.gradebook.errors import UnknownLearnerError, UnpublishedVariantError
from grading.gradebook.names import NOTEBOOK
from grading.gradebook.scored import ScoredAnswer

Cells = Mapping[tuple[str, str], str]
"""Database ids of cells, by type and name."""

Row = Mapping[str, Any]
"""Columns by name."""

Rows = Mapping[str, Row]
"""Rows of grades or of comments that were held before, by the database id of their cell."""

Scores = Mapping[str, ScoredAnswer]
"""What each question earned, by its id."""

_NO_RESPONSE = "No response."  # nbgrader's own words, which its templates know


@dataclass(frozen=True, slots=True)
class HeldSubmission:
    """The submission that the gradebook holds for a learner and an assignment.

    `attempt_id` is None for one that did not come from an exam page.
    """

    submission_id: str
    notebook_id: str
    attempt_id: str | None
    handed_in_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptScores:
    """What is to be written: one attempt and its scores by question id."""

    attempt_id: str
    learner_id: str
    assignment: str
    handed_in_at: datetime
    scores: Scores


def find_submission(session: Session, learner_id: str, assignment: str) -> HeldSubmission | None:
    """Return the submission of a learner, None if there is none."""
    submission, notebook = SubmittedAssignment.__table__, SubmittedNotebook.__table__
    attempt, name = HeldAttempt.__table__, Assignment.__table__
    query = (
        select(submission.c.id, notebook.c.id, attempt.c.attempt_id, submission.c.timestamp)
        .select_from(submission)
        .join(name, name.c.id == submission.c.assignment_id)
        .join(notebook, notebook.c.assignment_id == submission.c.id)
        .outerjoin(attempt, attempt.c.submission_id == submission.c.id)
        .where(name.c.name == assignment, submission.c.student_id == learner_id)
    )
    row = session.connection().execute(query).first()
    if row is None:
        return None
    submission_id, notebook_id, attempt_id, at = row
    moment = None if at is None else at.replace(tzinfo=UTC)
    return HeldSubmission(submission_id, notebook_id, attempt_id, moment)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attempt's scores belong: database ids, cells by type and name, what is held."""

    assignment_id: str
    notebook_id: str
    cells: Cells
    held: HeldSubmission | None

    def holds_later_than(self, attempt: AttemptScores) -> bool:
        """Say whether another attempt is held that was handed in later than this one."""
        held = self.held
        if held is None or held.attempt_id == attempt.attempt_id or held.handed_in_at is None:
            return False
        return held.handed_in_at > attempt.handed_in_at


def find_place(session: Session, attempt: AttemptScores) -> Place:
    """Return where an attempt belongs; raise UnknownLearnerError, UnpublishedVariantError."""
    _require_learner(session, attempt.learner_id)
    assignment_id, notebook_id, cells = _cells(session, attempt.assignment)
    held = find_submission(session, attempt.learner_id, attempt.assignment)
    return Place(assignment_id, notebook_id, cells, held)


def write_scores(session: Session, attempt: AttemptScores, place: Place) -> None:
    """Write an attempt's scores; the caller commits.

    Scoring the attempt again keeps what was marked by hand. Another attempt starts afresh, with
    new rows: a formgrader page left open on the old one cannot change the new one.
    """
    held = place.held
    if held is None:
        notebook_id = _add_submission(session, attempt, place.assignment_id, place.notebook_id)
        grades: Rows = {}
        comments: Rows = {}
    else:
        notebook_id = held.notebook_id
        _update_submission(session, attempt, held)
        again = held.attempt_id == attempt.attempt_id
        grades = _take_rows(session, Grade, notebook_id, keep=again)
        comments = _take_rows(session, Comment, notebook_id, keep=again)
    _add_grades(session, notebook_id, place.cells, attempt.scores, grades)
    _add_comments(session, notebook_id, place.cells, attempt.scores, comments)


def _require_learner(session: Session, learner_id: str) -> None:
    student = Student.__table__.c.id
    if session.connection().execute(select(student).where(student == learner_id)).first() is None:
        raise UnknownLearnerError(learner_id)


def _cells(session: Session, assignment: str) -> tuple[str, str, dict[tuple[str, str], str]]:
    """Return the ids of an assignment, its notebook and its cells (by type and name)."""
    # the tables: rows of all types at once, without objects
    name, notebook, cell = Assignment.__table__, Notebook.__table__, BaseCell.__table__
    query = (
        select(name.c.id, notebook.c.id, cell.c.type, cell.c.name, cell.c.id)
        .select_from(name)
        .join(notebook, notebook.c.assignment_id == name.c.id)
        .join(cell, cell.c.notebook_id == notebook.c.id)
        .where(name.c.name == assignment, notebook.c.name == NOTEBOOK)
    )
    rows = session.connection().execute(query).all()
    if not rows:
        raise UnpublishedVariantError(assignment)
    return rows[0][0], rows[0][1], {(row[2], row[3]): row[4] for row in rows}


def _add_submission(
    session: Session, attempt: AttemptScores, assignment_id: str, notebook_id: str
) -> str:
    """Add the rows of a submission but those of its cells; return the id of its notebook."""
    submission_id, submitted_id = new_uuid(), new_uuid()
    _insert(
        session,
        SubmittedAssignment,
        id=submission_id,
        assignment_id=assignment_id,
        student_id=attempt.learner_id,
        timestamp=_naive(attempt.handed_in_at),
    )
    _insert(
        session,
        SubmittedNotebook,
        id=submitted_id,
        assignment_id=submission_id,
        notebook_id=notebook_id,
        flagged=False,
    )
    _insert(session, HeldAttempt, submission_id=submission_id, attempt_id=attempt.attempt_id)
    return str(submitted_id)


def _update_submission(session: Session, attempt: AttemptScores, held: HeldSubmission) -> None:
    submission = SubmittedAssignment.__table__
    session.execute(
        submission.update()
        .where(submission.c.id == held.submission_id)
        .values(timestamp=_naive(attempt.handed_in_at))
    )
    if held.attempt_id == attempt.attempt_id:
        return
    notebook, attempts = SubmittedNotebook.__table__, HeldAttempt.__table__
    session.execute(
        notebook.update()
        .where(notebook.c.id == held.notebook_id)
        .values(flagged=False, late_submission_penalty=None)
    )
    session.execute(attempts.delete().where(attempts.c.submission_id == held.submission_id))
    _insert(session, HeldAttempt, submission_id=held.submission_id, attempt_id=attempt.attempt_id)


def _add_grades(
    session: Session, notebook_id: str, cells: Cells, scores: Scores, old: Rows
) -> None:
    def grade(question_id: str, by_hand: Row) -> dict[str, Any]:
        points, by_marker = scores[question_id].points, by_hand.get("manual_score")
        return {
            "auto_score": None if points is None else float(points),
            "manual_score": by_marker,
            "extra_credit": by_hand.get("extra_credit"),
            "needs_manual_grade": by_marker is not None or points is None,
        }

    graded = {question_id: cells["GradeCell", question_id] for question_id in scores}
    _add_rows(session, Grade, notebook_id, graded, values=grade, old=old)


def _add_comments(
    session: Session, notebook_id: str, cells: Cells, scores: Scores, old: Rows
) -> None:
    def comment(question_id: str, by_hand: Row) -> dict[str, Any]:
        return {
            "auto_comment": _NO_RESPONSE if scores[question_id].is_open else None,
            "manual_comment": by_hand.get("manual_comment"),
        }

    answered = {one: cells["SolutionCell", score.cell] for one, score in scores.items()}
    _add_rows(session, Comment, notebook_id, answered, values=comment, old=old)


def _add_rows(
    session: Session,
    model: Any,
    notebook_id: str,
    cell_of: Mapping[str, str],
    *,
    values: Callable[[str, Row], dict[str, Any]],
    old: Rows,
) -> None:
    """Write one row a question; `values` gives its columns from the row held before, if any."""
    rows = []
    for question_id, cell_id in cell_of.items():
        by_hand = old.get(cell_id, {})
        own = {"id": by_hand.get("id") or new_uuid(), "notebook_id": notebook_id}
        rows.append(own | {"cell_id": cell_id} | values(question_id, by_hand))
    session.connection().execute(model.__table__.insert(), rows)


def _take_rows(session: Session, model: Any, notebook_id: str, *, keep: bool) -> Rows:
    """Remove the rows of a submitted notebook; return them by cell if they are to be kept."""
    table = model.__table__
    mine = table.c.notebook_id == notebook_id
    found = session.execute(select(table).where(mine)).mappings().all() if keep else []
    session.execute(table.delete().where(mine))
    return {row["cell_id"]: dict(row) for row in found}


def _insert(session: Session, model: Any, **values: object) -> None:
    session.connection().execute(model.__table__.insert(), values)


def _naive(moment: datetime) -> datetime:
    """Return an aware moment as nbgrader keeps it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
