"""Logins that are going on, and logins that failed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.base import Base
from grading.records.people import NAME_LENGTH, PersonRow

_ADDRESS_LENGTH = 64
_KEY_LENGTH = 2 * NAME_LENGTH


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
    login_key: Mapped[str] = mapped_column(String(_KEY_LENGTH))
    address: Mapped[str] = mapped_column(String(_ADDRESS_LENGTH))
    at: Mapped[datetime]
    forgiven: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class KeptSession:
    """What is kept of a login."""

    person_id: int
    expires_at: datetime
    last_seen_at: datetime


class SessionRecords:
    """Reading and changing logins within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        token_hash: str,
        person_id: int,
        *,
        now: datetime,
        expires_at: datetime,
        address: str,
    ) -> None:
        """Begin a login."""
        row = LoginSessionRow(
            token_hash=token_hash,
            person_id=person_id,
            created_at=now,
            expires_at=expires_at,
            last_seen_at=now,
            address=_address(address),
        )
        self._session.add(row)
        self._session.flush()

    def find(self, token_hash: str) -> KeptSession | None:
        """Return the login of a token, expired or not."""
        row = self._session.get(LoginSessionRow, token_hash)
        if row is None:
            return None
        return KeptSession(row.person_id, row.expires_at, row.last_seen_at)

    def seen(self, token_hash: str, now: datetime) -> None:
        """Note that a login is in use."""
        here = LoginSessionRow.token_hash == token_hash
        self._session.execute(update(LoginSessionRow).where(here).values(last_seen_at=now))

    def end(self, token_hash: str) -> None:
        """End one login."""
        here = LoginSessionRow.token_hash == token_hash
        self._session.execute(delete(LoginSessionRow).where(here))

    def end_all_of(self, person_id: int) -> None:
        """End every login of a person."""
        theirs = LoginSessionRow.person_id == person_id
        self._session.execute(delete(LoginSessionRow).where(theirs))

    def sweep(self, now: datetime, *, failures_before: datetime) -> None:
        """Remove logins that have expired and failures that no longer count."""
        self._session.execute(delete(LoginSessionRow).where(LoginSessionRow.expires_at <= now))
        old = LoginFailureRow.at <= failures_before
        self._session.execute(delete(LoginFailureRow).where(old))

    def add_failure(self, login_key: str, address: str, now: datetime) -> int:
        """Note a failed login; return the id under which it can be taken back."""
        row = LoginFailureRow(login_key=_key(login_key), address=_address(address), at=now)
        self._session.add(row)
        self._session.flush()
        return row.id

    def take_back_failure(self, failure_id: int) -> None:
        """Forget a failure that turned out to be none."""
        here = LoginFailureRow.id == failure_id
        self._session.execute(delete(LoginFailureRow).where(here))

    def forgive_account(self, login_key: str) -> None:
        """Let the account's failures count no more; the addresses keep theirs."""
        theirs = LoginFailureRow.login_key == _key(login_key)
        self._session.execute(update(LoginFailureRow).where(theirs).values(forgiven=True))

    def failures_of_account(self, login_key: str) -> list[datetime]:
        """Return when logins to this account failed, the forgiven ones left out."""
        theirs = LoginFailureRow.login_key == _key(login_key)
        counted = LoginFailureRow.forgiven.is_(False)
        return list(self._session.scalars(select(LoginFailureRow.at).where(theirs, counted)))

    def failures_of_address(self, address: str) -> list[datetime]:
        """Return when logins from this address failed."""
        theirs = LoginFailureRow.address == _address(address)
        return list(self._session.scalars(select(LoginFailureRow.at).where(theirs)))


def _key(login_key: str) -> str:
    return login_key[:_KEY_LENGTH]


def _address(address: str) -> str:
    return address[:_ADDRESS_LENGTH]
