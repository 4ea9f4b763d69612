"""Days on which people were not there to study; rows are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow


@append_only
class AbsenceRow(Base):
    """An absence, both days included, or, with `withdraws`, that an earlier entry was wrong."""

    __tablename__ = "absences"
    __table_args__ = (CheckConstraint("first <= last", name="days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    first: Mapped[date]
    last: Mapped[date]
    withdraws: Mapped[int | None] = mapped_column(ForeignKey("absences.id"), unique=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    recorded_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAbsence:
    """An absence that holds, with who recorded it (by id) and when (aware)."""

    id: int
    person_id: int
    kind: str
    first: date
    last: date
    recorded_by: int
    recorded_at: datetime


class AbsenceRecords:
    """Reading and adding absences within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def holding(self, people: Iterable[int] | None = None) -> list[StoredAbsence]:
        """Return the absences that were not withdrawn, of these people or of all."""
        withdrawn = select(AbsenceRow.withdraws).where(AbsenceRow.withdraws.is_not(None))
        query = (
            select(AbsenceRow)
            .where(AbsenceRow.withdraws.is_(None), AbsenceRow.id.not_in(withdrawn))
            .order_by(AbsenceRow.first, AbsenceRow.id)
        )
        if people is not None:
            query = query.where(AbsenceRow.person_id.in_(sorted(people)))
        return [_absence(row) for row in self._session.scalars(query)]

    def add(
        self, person_id: int, kind: str, first: date, last: date, *, by: int, at: datetime
    ) -> None:
        """Add an absence of a person."""
        self._session.add(
            AbsenceRow(
                person_id=person_id,
                kind=kind,
                first=first,
                last=last,
                recorded_by=by,
                recorded_at=at,
            )
        )
        self._session.flush()

    def withdraw(self, absence: StoredAbsence, *, by: int, at: datetime) -> None:
        """Add that an absence was recorded by mistake; the database refuses a second time."""
        self._session.add(
            AbsenceRow(
                person_id=absence.person_id,
                kind=absence.kind,
                first=absence.first,
                last=absence.last,
                withdraws=absence.id,
                recorded_by=by,
                recorded_at=at,
            )
        )
        self._session.flush()


def _absence(row: AbsenceRow) -> StoredAbsence:
    return StoredAbsence(
        id=row.id,
        person_id=row.person_id,
        kind=row.kind,
        first=row.first,
        last=row.last,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )
