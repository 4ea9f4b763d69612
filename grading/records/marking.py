"""What waits for markers, and the marks that they gave; rows are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.attempts import AttemptRow, HandInRow
from grading.records.base import Base
from grading.records.people import PersonRow
from grading.records.points import ExactPoints
from grading.records.results import MachineScoreRow, ResultRow

PORTAL, FORMGRADER = "portal", "formgrader"
"""Where a mark was given."""


@append_only
class EssayMarkRow(Base):
    """A mark for an essay; of one marker the entry with the highest id counts.

    `shares` are the points for each point of the rubric, null from formgrader, which knows none.
    """

    __tablename__ = "essay_marks"
    __table_args__ = (
        CheckConstraint(f"origin IN ('{PORTAL}', '{FORMGRADER}')", name="origin"),
        Index("ix_essay_marks_attempt_id_question_id", "attempt_id", "question_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey(AttemptRow.id))
    question_id: Mapped[str] = mapped_column(String(64))
    marker_id: Mapped[int | None] = mapped_column(ForeignKey(PersonRow.id), index=True)
    marker_name: Mapped[str] = mapped_column(String(128))
    points: Mapped[Fraction] = mapped_column(ExactPoints)
    shares: Mapped[list[str] | None] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineScore:
    """What a question earned by itself; `earned` is None where a marker has to say."""

    question_id: str
    earned: Fraction | None
    possible: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMark:
    """One mark for an essay, in points. `at` is aware; `marker_id` is None for nobody known."""

    attempt_id: str
    question_id: str
    marker_id: int | None
    marker_name: str
    points: Fraction
    shares: tuple[Fraction, ...] | None
    comment: str
    origin: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerToRead:
    """An answer that a marker has to read; `possible` are its points. `handed_in_at` is aware."""

    attempt_id: str
    person_id: int
    assignment: str
    question_id: str
    possible: Fraction
    handed_in_at: datetime


class MarkingRecords:
    """Reading and adding marks within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def await_markers(self, attempt_id: str, scores: Iterable[MachineScore], at: datetime) -> None:
        """Add what an attempt earned by itself; the database refuses to do so twice."""
        rows = [
            {
                "attempt_id": attempt_id,
                "question_id": score.question_id,
                "earned": score.earned,
                "possible": score.possible,
                "scored_at": at,
            }
            for score in scores
        ]
        self._session.execute(insert(MachineScoreRow), rows)

    def machine_scores(self, attempt_id: str) -> tuple[MachineScore, ...]:
        """Return what an attempt earned by itself; nothing where no marker is needed."""
        rows = self._session.scalars(
            select(MachineScoreRow).where(MachineScoreRow.attempt_id == attempt_id)
        )
        return tuple(
            MachineScore(question_id=row.question_id, earned=row.earned, possible=row.possible)
            for row in rows
        )

    def waiting(self, person_id: int | None = None) -> list[str]:
        """Return the attempts that wait for a marker, of one person or of all, oldest first."""
        query = (
            select(HandInRow.attempt_id)
            .join(AttemptRow, AttemptRow.id == HandInRow.attempt_id)
            .where(HandInRow.attempt_id.in_(select(MachineScoreRow.attempt_id)))
            .where(HandInRow.attempt_id.not_in(select(ResultRow.attempt_id)))
            .order_by(HandInRow.handed_in_at, HandInRow.attempt_id)
        )
        if person_id is not None:
            query = query.where(AttemptRow.person_id == person_id)
        return list(self._session.scalars(query))

    def unsettled(self) -> list[str]:
        """Return the attempts with a mark that is not older than their result."""
        last_mark, last_result = (
            select(row.attempt_id, func.max(at).label("at")).group_by(row.attempt_id).subquery()
            for row, at in ((EssayMarkRow, EssayMarkRow.at), (ResultRow, ResultRow.scored_at))
        )
        query = (
            select(last_mark.c.attempt_id)
            .join(last_result, last_result.c.attempt_id == last_mark.c.attempt_id)
            .where(last_mark.c.at >= last_result.c.at)
        )
        return list(self._session.scalars(query))

    def answers_to_read(self) -> list[AnswerToRead]:
        """Return the answers of attempts that wait for a marker, in the order of hand-ins."""
        query = _to_read().where(MachineScoreRow.attempt_id.not_in(select(ResultRow.attempt_id)))
        return [AnswerToRead(*row) for row in self._session.execute(query)]

    def find(self, attempt_id: str, question_id: str) -> AnswerToRead | None:
        """Return an answer that a marker reads or has read."""
        query = _to_read().where(
            MachineScoreRow.attempt_id == attempt_id, MachineScoreRow.question_id == question_id
        )
        row = self._session.execute(query).first()
        return None if row is None else AnswerToRead(*row)

    def add(self, mark: StoredMark) -> None:
        """Add a mark."""
        row = EssayMarkRow(
            attempt_id=mark.attempt_id,
            question_id=mark.question_id,
            marker_id=mark.marker_id,
            marker_name=mark.marker_name,
            points=mark.points,
            shares=None if mark.shares is None else [str(share) for share in mark.shares],
            comment=mark.comment,
            origin=mark.origin,
            at=mark.at,
        )
        self._session.add(row)
        self._session.flush()

    def marks(self, attempt_id: str) -> list[StoredMark]:
        """Return the marks of an attempt, in the order in which they were given."""
        query = select(EssayMarkRow).where(EssayMarkRow.attempt_id == attempt_id)
        return [_stored(row) for row in self._session.scalars(query.order_by(EssayMarkRow.id))]

    def open_marks(self) -> list[StoredMark]:
        """Return the marks of attempts that still wait, in the order in which they were given."""
        query = select(EssayMarkRow).where(
            EssayMarkRow.attempt_id.not_in(select(ResultRow.attempt_id))
        )
        return [_stored(row) for row in self._session.scalars(query.order_by(EssayMarkRow.id))]

    def latest_by(self, marker_id: int, limit: int) -> list[StoredMark]:
        """Return what a marker marked last, each answer once, newest first."""
        last = (
            select(func.max(EssayMarkRow.id))
            .where(EssayMarkRow.marker_id == marker_id)
            .group_by(EssayMarkRow.attempt_id, EssayMarkRow.question_id)
        )
        query = select(EssayMarkRow).where(EssayMarkRow.id.in_(last))
        rows = self._session.scalars(query.order_by(EssayMarkRow.id.desc()).limit(limit))
        return [_stored(row) for row in rows]


def _to_read() -> Select[str, int, str, str, Fraction, datetime]:
    """Select what a marker has to say the points of."""
    return (
        select(
            MachineScoreRow.attempt_id,
            AttemptRow.person_id,
            AttemptRow.assignment,
            MachineScoreRow.question_id,
            MachineScoreRow.possible,
            HandInRow.handed_in_at,
        )
        .join(AttemptRow, AttemptRow.id == MachineScoreRow.attempt_id)
        .join(HandInRow, HandInRow.attempt_id == MachineScoreRow.attempt_id)
        .where(MachineScoreRow.earned.is_(None))
        .order_by(HandInRow.handed_in_at, MachineScoreRow.attempt_id)
    )


def _stored(row: EssayMarkRow) -> StoredMark:
    return StoredMark(
        attempt_id=row.attempt_id,
        question_id=row.question_id,
        marker_id=row.marker_id,
        marker_name=row.marker_name,
        points=row.points,
        shares=None if row.shares is None else tuple(Fraction(share) for share in row.shares),
        comment=row.comment,
        origin=row.origin,
        at=row.at,
    )
