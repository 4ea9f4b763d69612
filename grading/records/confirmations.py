"""Figures of policies that managers confirmed; rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow


@append_only
class ConfirmationRow(Base):
    """That somebody confirmed a figure as it stood: another value or source is another figure."""

    __tablename__ = "confirmations"
    __table_args__ = (Index("ix_confirmations_year_audience", "year", "audience"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    audience: Mapped[str] = mapped_column(String(16))
    figure_id: Mapped[str] = mapped_column(String(96))
    value: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    confirmed_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    confirmed_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A figure that was confirmed, as it stood, with who did it (by name) and when (aware)."""

    audience: str
    figure_id: str
    value: str
    source: str
    confirmed_by: str
    confirmed_at: datetime


class ConfirmationRecords:
    """Reading and adding confirmations within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_year(self, year: int) -> list[Confirmation]:
        """Return the confirmations of a year's policies, the earliest first."""
        query = (
            select(ConfirmationRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == ConfirmationRow.confirmed_by)
            .where(ConfirmationRow.year == year)
            .order_by(ConfirmationRow.id)
        )
        return [_confirmation(row, name) for row, name in self._session.execute(query)]

    def add(
        self,
        *,
        year: int,
        audience: str,
        figure_id: str,
        value: str,
        source: str,
        person_id: int,
        at: datetime,
    ) -> None:
        """Add that a person confirmed a figure."""
        row = ConfirmationRow(
            year=year,
            audience=audience,
            figure_id=figure_id,
            value=value,
            source=source,
            confirmed_by=person_id,
            confirmed_at=at,
        )
        self._session.add(row)
        self._session.flush()


def _confirmation(row: ConfirmationRow, name: str) -> Confirmation:
    return Confirmation(
        audience=row.audience,
        figure_id=row.figure_id,
        value=row.value,
        source=row.source,
        confirmed_by=name,
        confirmed_at=row.confirmed_at,
    )
