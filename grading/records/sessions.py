"""Logins that are going on, and logins that failed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.base import Base
from grading.records.people import NAME_LENGTH, PersonRow

_ADDRESS_LENGTH = 64


class LoginSessionRow(Base):
    """A login; only the SHA-256 of its token is kept, so that the table gives no cookie away."""

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    last_seen_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(_ADDRESS_LENGTH))


class LoginFailureRow(Base):
    """A login that failed; `forgiven` ones no longer count against the account."""

    __tablename__ = "login_failures"
    __table_args__ = (
        Index("ix_login_failures_login_key_at", "login_key", "at"),
        Index("ix_login_failures_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login_key: Mapped[str] = mapped_column(String(2 * NAME_LENGTH))
    address: Mapped[str] = mapped_column(String(_ADDRESS_LENGTH))
    at: Mapped[datetime]
    forgiven: Mapped[bool] = mapped_column(default=False)


class SessionRecords:
    """Reading and changing logins within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
