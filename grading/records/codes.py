"""One-time login codes: only their hash is kept; rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow


@append_only
class LoginCodeRow(Base):
    """A code for a person; the newest one voids those before it."""

    __tablename__ = "login_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


@append_only
class LoginCodeUseRow(Base):
    """A code that was used; it never works again."""

    __tablename__ = "login_code_uses"

    code_id: Mapped[int] = mapped_column(ForeignKey(LoginCodeRow.id), primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class StoredCode:
    """What is kept of a code that was not used yet."""

    id: int
    code_hash: str
    expires_at: datetime


class CodeRecords:
    """Reading and adding login codes within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, person_id: int, code_hash: str, *, now: datetime, expires_at: datetime) -> None:
        """Issue a code; written with the next flush."""
        self._session.add(
            LoginCodeRow(
                person_id=person_id, code_hash=code_hash, issued_at=now, expires_at=expires_at
            )
        )

    def newest(self, person_id: int) -> StoredCode | None:
        """Return the newest code of a person, expired or not, unless it was used."""
        theirs = select(LoginCodeRow).where(LoginCodeRow.person_id == person_id)
        row = self._session.scalar(theirs.order_by(LoginCodeRow.id.desc()).limit(1))
        if row is None or self._session.get(LoginCodeUseRow, row.id) is not None:
            return None
        return StoredCode(row.id, row.code_hash, row.expires_at)

    def use(self, code_id: int, now: datetime) -> None:
        """Note that a code was used."""
        self._session.add(LoginCodeUseRow(code_id=code_id, at=now))
        self._session.flush()
