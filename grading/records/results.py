"""What attempts earned; a changed result is a new entry, the earlier ones stay."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from grading.records.append_only import append_only
from grading.records.attempts import AttemptRow
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


class ResultRecords:
    """Reading and adding results within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
