"""The points that count now: scored automatically, or changed by hand in formgrader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    GradeCell,
    SolutionCell,
    SubmittedAssignment,
    SubmittedNotebook,
    select,
)

from grading.gradebook.database import HeldAttempt, Session
from grading.gradebook.hand_mark import HandMark

_SMALLEST_PART = 1000


@dataclass(frozen=True, slots=True)
class HeldPoints:
    """The points of one submission by question id, and the attempt that they belong to.

    `by_hand` names those of them that a person gave, with what was said of each.
    """

    learner_id: str
    assignment: str
    attempt_id: str | None
    points: dict[str, Fraction] = field(default_factory=dict)
    by_hand: dict[str, HandMark] = field(default_factory=dict)


def final_points(
    auto: float | None, manual: float | None, extra: float | None, possible: float
) -> Fraction | None:
    """Return the points of a question, None if nobody and nothing has scored it.

    Points given by hand replace the automatic ones and extra credit is added, as in nbgrader.
    The sum is kept between 0 and the points of the question: a result is a share of all points,
    and nobody may have more than all of them. nbgrader keeps decimal fractions as binary ones;
    they are read as the nearest fraction with a denominator up to 1000.
    """
    if manual is None and auto is None:
        return None
    base = auto if manual is None else manual
    total = _exact(base or 0) + _exact(extra or 0)
    return min(max(total, Fraction(0)), _exact(possible))


def current_points(session: Session, learner_id: str, assignment: str) -> HeldPoints | None:
    """Return what the gradebook holds for a learner, None if there is no submission."""
    mine = (Assignment.name == assignment, SubmittedAssignment.student_id == learner_id)
    return next(iter(_grouped(session.execute(_query().where(*mine)).all(), {})), None)


def all_points(session: Session) -> list[HeldPoints]:
    """Return what the gradebook holds for everybody."""
    return list(_grouped(session.execute(_query()).all(), _comments(session)))


def _query() -> Any:
    return (
        select(
            SubmittedAssignment.student_id,
            Assignment.name,
            HeldAttempt.attempt_id,
            GradeCell.name,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            GradeCell.max_score,
        )
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .outerjoin(HeldAttempt, HeldAttempt.submission_id == SubmittedAssignment.id)
    )


def _comments(session: Session) -> dict[tuple[str, str, str], str]:
    """Return what markers said, by learner, assignment and cell."""
    query = (
        select(
            SubmittedAssignment.student_id,
            Assignment.name,
            SolutionCell.name,
            Comment.manual_comment,
        )
        .join(SubmittedNotebook, SubmittedNotebook.id == Comment.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SolutionCell, SolutionCell.id == Comment.cell_id)
        .where(Comment.manual_comment.is_not(None))
    )
    return {tuple(row[:3]): row[3] for row in session.execute(query)}


def _grouped(
    rows: Iterable[Any], comments: Mapping[tuple[str, str, str], str]
) -> Iterable[HeldPoints]:
    groups: dict[tuple[str, str], HeldPoints] = {}
    for learner_id, assignment, attempt_id, question_id, auto, manual, extra, possible in rows:
        held = groups.setdefault(
            (learner_id, assignment), HeldPoints(learner_id, assignment, attempt_id)
        )
        points = final_points(auto, manual, extra, possible)
        if points is not None:
            held.points[question_id] = points
        if points is not None and manual is not None:
            said = comments.get((learner_id, assignment, question_id), "")
            held.by_hand[question_id] = HandMark(points, said)
    return groups.values()


def _exact(value: float) -> Fraction:
    return Fraction(value).limit_denominator(_SMALLEST_PART) if value % 1 else Fraction(value)
