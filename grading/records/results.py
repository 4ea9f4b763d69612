"""What attempts earned; a changed result is a new entry, the earlier ones stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, lazyload, mapped_column, relationship

from grading.records.append_only import append_only
from grading.records.attempts import AttemptRow, HandInRow
from grading.records.base import Base
from grading.records.points import ExactPoints

SCORED, FORMGRADER = "scored", "formgrader"
"""Where a result comes from: scoring after the hand-in, or points changed by hand."""

_IS_SCORED = text(f"origin = '{SCORED}'")


@append_only
class ResultRow(Base):
    """The result of an attempt; the entry with the highest id counts.

    An attempt is scored once (the partial unique index says so) and may be changed by hand often.
    """

    __tablename__ = "results"
    __table_args__ = (
        CheckConstraint(f"origin IN ('{SCORED}', '{FORMGRADER}')", name="origin"),
        Index(
            "uq_results_scored",
            "attempt_id",
            unique=True,
            sqlite_where=_IS_SCORED,
            postgresql_where=_IS_SCORED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey(AttemptRow.id), index=True)
    scored_at: Mapped[datetime]
    earned: Mapped[Fraction] = mapped_column(ExactPoints)
    possible: Mapped[Fraction] = mapped_column(ExactPoints)
    origin: Mapped[str] = mapped_column(String(16))
    changed_by: Mapped[str | None] = mapped_column(String(128))

    cells: Mapped[list["ResultCellRow"]] = relationship(lazy="selectin")


@append_only
class ResultCellRow(Base):
    """What one question of a result earned."""

    __tablename__ = "result_cells"

    result_id: Mapped[int] = mapped_column(ForeignKey(ResultRow.id), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    earned: Mapped[Fraction] = mapped_column(ExactPoints)
    possible: Mapped[Fraction] = mapped_column(ExactPoints)


@append_only
class MachineScoreRow(Base):
    """What a question of an attempt earned by itself, while others of it wait for a marker.

    `earned` is null for those that wait. An attempt without any such question has no rows here.
    """

    __tablename__ = "machine_scores"

    attempt_id: Mapped[str] = mapped_column(ForeignKey(AttemptRow.id), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    earned: Mapped[Fraction | None] = mapped_column(ExactPoints)
    possible: Mapped[Fraction] = mapped_column(ExactPoints)
    scored_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCell:
    """What one question earned, in points."""

    question_id: str
    earned: Fraction
    possible: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResult:
    """A result entry; `changed_by` names who changed points by hand, for origin `formgrader`."""

    attempt_id: str
    scored_at: datetime
    origin: str
    changed_by: str | None
    cells: tuple[StoredCell, ...]

    @property
    def earned(self) -> Fraction:
        """All points earned."""
        return sum((cell.earned for cell in self.cells), Fraction(0))

    @property
    def possible(self) -> Fraction:
        """All points that could be earned."""
        return sum((cell.possible for cell in self.cells), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentResult:
    """The result that counts for an attempt, as a row for lists and reports. Times are aware."""

    person_id: int
    attempt_id: str
    paper_id: str
    number: int
    handed_in_at: datetime
    scored_at: datetime
    earned: Fraction
    possible: Fraction
    changed_by: str | None


class ResultRecords:
    """Reading and adding results within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, result: StoredResult) -> None:
        """Add an entry; the database refuses a second `scored` one for the same attempt."""
        entry = insert(ResultRow).values(
            attempt_id=result.attempt_id,
            scored_at=result.scored_at,
            earned=result.earned,
            possible=result.possible,
            origin=result.origin,
            changed_by=result.changed_by,
        )
        # not by RETURNING, which would hide the id from the audit trail
        key = self._session.connection().execute(entry).inserted_primary_key
        assert key is not None  # noqa: S101 - one row has one
        cells = [
            {
                "result_id": key[0],
                "question_id": cell.question_id,
                "earned": cell.earned,
                "possible": cell.possible,
            }
            for cell in result.cells
        ]
        if cells:
            self._session.execute(insert(ResultCellRow), cells)

    def is_scored(self, attempt_id: str) -> bool:
        """Whether an attempt has any result."""
        query = select(ResultRow.id).where(ResultRow.attempt_id == attempt_id).limit(1)
        return self._session.scalars(query).first() is not None

    def latest(self, attempt_id: str) -> StoredResult | None:
        """Return the result that counts, with its cells."""
        query = select(ResultRow).where(ResultRow.attempt_id == attempt_id)
        row = self._session.scalars(query.order_by(ResultRow.id.desc()).limit(1)).first()
        return None if row is None else _stored(row)

    def latest_of(self, attempt_ids: Iterable[str]) -> dict[str, StoredResult]:
        """Return the results that count of several attempts; those without one are left out."""
        rows = self._session.scalars(
            select(ResultRow)
            .where(ResultRow.attempt_id.in_(list(attempt_ids)))
            .order_by(ResultRow.id)
        )
        return {row.attempt_id: _stored(row) for row in rows}

    def current(self, person_id: int | None = None) -> list[CurrentResult]:
        """Return the result that counts of every scored attempt, of one person or of all."""
        last = select(func.max(ResultRow.id)).group_by(ResultRow.attempt_id)
        query = (
            select(ResultRow, AttemptRow, HandInRow.handed_in_at)
            .join(AttemptRow, AttemptRow.id == ResultRow.attempt_id)
            .join(HandInRow, HandInRow.attempt_id == ResultRow.attempt_id)
            .where(ResultRow.id.in_(last))
            .order_by(AttemptRow.person_id, AttemptRow.paper_id, AttemptRow.number)
            .options(lazyload(ResultRow.cells))
        )
        if person_id is not None:
            query = query.where(AttemptRow.person_id == person_id)
        return [_current(*row) for row in self._session.execute(query)]

    def waiting(self) -> list[str]:
        """Return the ids of attempts that wait for the scorer, each person's in their order."""
        query = _waiting().order_by(AttemptRow.person_id, AttemptRow.paper_id, AttemptRow.number)
        return list(self._session.scalars(query))

    def unscored(self, person_id: int, assignment: str, until: int) -> list[str]:
        """Return those of a person at an assignment up to an attempt's number, oldest first."""
        query = _waiting().where(
            AttemptRow.person_id == person_id,
            AttemptRow.assignment == assignment,
            AttemptRow.number <= until,
        )
        return list(self._session.scalars(query.order_by(AttemptRow.number)))

    def waiting_assignments(self) -> list[str]:
        """Return the assignments of attempts that have no result, open ones included."""
        scored = select(ResultRow.attempt_id)
        query = select(AttemptRow.assignment).where(AttemptRow.id.not_in(scored)).distinct()
        return sorted(self._session.scalars(query))


def _waiting() -> Select[str]:
    """Select the ids of attempts that were handed in and not scored; markers have none of them."""
    return (
        select(AttemptRow.id)
        .join(HandInRow, HandInRow.attempt_id == AttemptRow.id)
        .outerjoin(ResultRow, ResultRow.attempt_id == AttemptRow.id)
        .where(ResultRow.id.is_(None))
        .where(AttemptRow.id.not_in(select(MachineScoreRow.attempt_id)))
    )


def _stored(row: ResultRow) -> StoredResult:
    return StoredResult(
        attempt_id=row.attempt_id,
        scored_at=row.scored_at,
        origin=row.origin,
        changed_by=row.changed_by,
        cells=tuple(
            StoredCell(question_id=c.question_id, earned=c.earned, possible=c.possible)
            for c in row.cells
        ),
    )


def _current(result: ResultRow, attempt: AttemptRow, handed_in_at: datetime) -> CurrentResult:
    return CurrentResult(
        person_id=attempt.person_id,
        attempt_id=attempt.id,
        paper_id=attempt.paper_id,
        number=attempt.number,
        handed_in_at=handed_in_at,
        scored_at=result.scored_at,
        earned=result.earned,
        possible=result.possible,
        changed_by=result.changed_by,
    )
