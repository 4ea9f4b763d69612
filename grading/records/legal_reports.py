"""The paragraphs that leaders wrote at the end of their reports; rows are only ever added."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.leadership.model import Closing
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow


@append_only
class LegalReportClosingRow(Base):
    """A paragraph of one leader for a year; the last one counts, an empty one takes it back."""

    __tablename__ = "legal_report_closings"
    __table_args__ = (Index("ix_legal_report_closings_person_id_year", "person_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    year: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class LegalReportRecords:
    """Reading and adding within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, person_id: int, year: int, text: str, at: datetime) -> None:
        """Add what a leader wrote."""
        self._session.add(LegalReportClosingRow(person_id=person_id, year=year, text=text, at=at))
        self._session.flush()

    def closing(self, person_id: int, year: int) -> Closing | None:
        """Return what a leader wrote last."""
        query = (
            select(LegalReportClosingRow)
            .where(LegalReportClosingRow.person_id == person_id, LegalReportClosingRow.year == year)
            .order_by(LegalReportClosingRow.id.desc())
            .limit(1)
        )
        row = self._session.scalar(query)
        return None if row is None or not row.text else Closing(text=row.text, at=row.at)
