"""Years that managers signed, and that administrators reopened; rows are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow

SIGNED, REOPENED = "signed", "reopened"
"""What happened to a year."""

SIGN_OFFS = "sign_offs"
"""The table of years that were signed and reopened."""


@append_only
class SignOffRow(Base):
    """That a year was signed, with everything its result rests on, or that it was reopened.

    `number` counts from 1 within a year, so that two at once cannot both be the next. `digest` is
    the SHA-256 of `content`, the JSON of what was signed; both are empty for a reopening.
    """

    __tablename__ = SIGN_OFFS
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


@append_only
class SignedPersonRow(Base):
    """What the result of one person in a signed year rests on: JSON whose hash the year names."""

    __tablename__ = "signed_people"

    sign_off_id: Mapped[int] = mapped_column(ForeignKey(SignOffRow.id), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A signing or a reopening, with the name of who did it; `at` is aware."""

    id: int
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
        return [SignOff(**row) for row in rows.mappings()]

    def content(self, sign_off_id: int) -> str:
        """Return what was signed for all."""
        return self._session.scalars(
            select(SignOffRow.content).where(SignOffRow.id == sign_off_id)
        ).one()

    def people(self, sign_off_id: int, only: int | None = None) -> dict[int, str]:
        """Return what was signed of each person, or of one, by the person's id."""
        query = select(SignedPersonRow.person_id, SignedPersonRow.content).where(
            SignedPersonRow.sign_off_id == sign_off_id
        )
        if only is not None:
            query = query.where(SignedPersonRow.person_id == only)
        return {row.person_id: row.content for row in self._session.execute(query)}

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
        people: Mapping[int, str] | None = None,
    ) -> None:
        """Add the next that happened to a year; `people` is what was signed of each, by id."""
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
        self._session.add_all(
            SignedPersonRow(sign_off_id=row.id, person_id=person_id, content=text)
            for person_id, text in (people or {}).items()
        )
        self._session.flush()


def _of_year(year: int) -> Select[*tuple[Any, ...]]:
    """Select everything but what was signed, which may be long."""
    return (
        select(
            SignOffRow.id,
            SignOffRow.year,
            SignOffRow.number,
            SignOffRow.action,
            PersonRow.name.label("by"),
            SignOffRow.at,
            SignOffRow.reason,
            SignOffRow.digest,
        )
        .join(PersonRow, PersonRow.id == SignOffRow.person_id)
        .where(SignOffRow.year == year)
    )
