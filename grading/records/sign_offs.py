"""Years that managers signed, and that administrators reopened; rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow

SIGNED, REOPENED = "signed", "reopened"
"""What happened to a year."""


@append_only
class SignOffRow(Base):
    """That a year was signed, with everything its result rests on, or that it was reopened.

    `number` counts from 1 within a year, so that two at once cannot both be the next. `digest` is
    the SHA-256 of `content`, the JSON of what was signed; both are empty for a reopening.
    """

    __tablename__ = "sign_offs"
    __table_args__ = (
        CheckConstraint(f"action IN ('{SIGNED}', '{REOPENED}')", name="action"),
        UniqueConstraint("year", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    action: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A signing or a reopening, with the name of who did it; `at` is aware."""

    year: int
    number: int
    action: str
    by: str
    at: datetime
    reason: str
    digest: str

    @property
    def is_signed(self) -> bool:
        """Whether it is a signing."""
        return self.action == SIGNED


class SignOffRecords:
    """Reading and adding sign-offs within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def history(self, year: int) -> list[SignOff]:
        """Return what happened to a year, the first first."""
        rows = self._session.execute(_of_year(year).order_by(SignOffRow.number))
        return [_sign_off(row, name) for row, name in rows]

    def content(self, year: int, number: int) -> str:
        """Return what was signed."""
        query = select(SignOffRow.content).where(
            SignOffRow.year == year, SignOffRow.number == number
        )
        return self._session.scalars(query).one()

    def add(
        self,
        year: int,
        action: str,
        *,
        person_id: int,
        at: datetime,
        reason: str = "",
        content: str = "",
        digest: str = "",
    ) -> None:
        """Add the next that happened to a year."""
        row = SignOffRow(
            year=year,
            number=len(self.history(year)) + 1,
            action=action,
            person_id=person_id,
            at=at,
            reason=reason,
            content=content,
            digest=digest,
        )
        self._session.add(row)
        self._session.flush()


def _of_year(year: int) -> Select[SignOffRow, str]:
    return (
        select(SignOffRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == SignOffRow.person_id)
        .where(SignOffRow.year == year)
    )


def _sign_off(row: SignOffRow, name: str) -> SignOff:
    return SignOff(
        year=row.year,
        number=row.number,
        action=row.action,
        by=name,
        at=row.at,
        reason=row.reason,
        digest=row.digest,
    )
