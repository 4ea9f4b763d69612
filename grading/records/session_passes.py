"""Passes to one training session: those that are held, and one-time codes for another phone.

A pass comes and goes like a login. Codes and their use are only ever added.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow
from grading.records.training_sessions import TrainingSessionRow

_ADDRESS_LENGTH = 64


class SessionPassRow(Base):
    """A pass; only the SHA-256 of its token is kept, so that the table gives no cookie away."""

    __tablename__ = "session_passes"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(_ADDRESS_LENGTH))


@append_only
class PassCodeRow(Base):
    """A code that brings a pass once; the newest one of a person and session voids the others."""

    __tablename__ = "pass_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id))
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    issued_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


@append_only
class PassCodeUseRow(Base):
    """A code that was used; it never works again."""

    __tablename__ = "pass_code_uses"

    code_id: Mapped[int] = mapped_column(
        ForeignKey(PassCodeRow.id), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPass:
    """What is kept of a pass."""

    person_id: int
    session_id: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassCode:
    """What is kept of a code that may still be used."""

    id: int
    person_id: int
    session_id: int


class SessionPassRecords:
    """Reading and changing passes and their codes within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, token_hash: str, held: HeldPass, *, now: datetime, address: str) -> None:
        """Begin a pass."""
        row = SessionPassRow(
            token_hash=token_hash,
            person_id=held.person_id,
            session_id=held.session_id,
            created_at=now,
            expires_at=held.expires_at,
            address=address[:_ADDRESS_LENGTH],
        )
        self._session.add(row)
        self._session.flush()

    def find(self, token_hash: str) -> HeldPass | None:
        """Return the pass of a token, expired or not."""
        row = self._session.get(SessionPassRow, token_hash)
        if row is None:
            return None
        return HeldPass(
            person_id=row.person_id, session_id=row.session_id, expires_at=row.expires_at
        )

    def end(self, token_hash: str) -> None:
        """End one pass."""
        here = SessionPassRow.token_hash == token_hash
        self._session.execute(delete(SessionPassRow).where(here))

    def end_all_of(self, session_id: int, person_id: int) -> None:
        """End every pass of a person to a session."""
        theirs = (SessionPassRow.session_id == session_id, SessionPassRow.person_id == person_id)
        self._session.execute(delete(SessionPassRow).where(*theirs))

    def sweep(self, now: datetime) -> None:
        """Remove passes that have expired."""
        self._session.execute(delete(SessionPassRow).where(SessionPassRow.expires_at <= now))

    def add_code(
        self, code_hash: str, held: HeldPass, *, issued_by: int, issued_at: datetime
    ) -> None:
        """Issue a code, which expires when `held` does."""
        row = PassCodeRow(
            person_id=held.person_id,
            session_id=held.session_id,
            code_hash=code_hash,
            issued_by=issued_by,
            issued_at=issued_at,
            expires_at=held.expires_at,
        )
        self._session.add(row)
        self._session.flush()

    def usable_code(self, code_hash: str, now: datetime) -> StoredPassCode | None:
        """Return the code with this hash if it is its person's newest, unused and not expired."""
        matching = select(PassCodeRow).where(PassCodeRow.code_hash == code_hash)
        row = self._session.scalar(matching.order_by(PassCodeRow.id.desc()).limit(1))
        if row is None or now >= row.expires_at or self._is_spent(row):
            return None
        return StoredPassCode(id=row.id, person_id=row.person_id, session_id=row.session_id)

    def use_code(self, code_id: int, now: datetime) -> None:
        """Note that a code was used; the database refuses a second time."""
        self._session.add(PassCodeUseRow(code_id=code_id, at=now))
        self._session.flush()

    def _is_spent(self, row: PassCodeRow) -> bool:
        newer = select(PassCodeRow.id).where(
            PassCodeRow.person_id == row.person_id,
            PassCodeRow.session_id == row.session_id,
            PassCodeRow.id > row.id,
        )
        used = self._session.get(PassCodeUseRow, row.id) is not None
        return used or self._session.scalar(newer.limit(1)) is not None
