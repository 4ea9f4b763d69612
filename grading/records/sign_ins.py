"""Who signed in to training sessions; rows are only ever added, withdrawals name what they undo."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Row,
    Select,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from grading.hours.model import FileKind, StoredFile
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import EnterpriseRow, PersonRow
from grading.records.training_sessions import TrainingSessionRow
from grading.training.model import NewSignIn, SignIn, SignInWay, Withdrawal

_AT_ONCE = 500
"""Sessions asked for in one query; databases limit how many values it may carry."""


@append_only
class SignInRow(Base):
    """That a person was at a session; `turn` counts how often, as sign-ins may be withdrawn.

    `scan_…` is the paper list, `nonce` that of the ticket which the sign-in used up.
    """

    __tablename__ = "training_sign_ins"
    __table_args__ = (
        CheckConstraint("way IN ('qr', 'code', 'desk', 'paper_list')", name="way"),
        UniqueConstraint("session_id", "person_id", "turn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id))
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    turn: Mapped[int]
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey(EnterpriseRow.id), index=True)
    way: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    is_late: Mapped[bool]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey(PersonRow.id))
    recorded_at: Mapped[datetime]
    scan_sha256: Mapped[str | None] = mapped_column(String(64))
    scan_kind: Mapped[str | None] = mapped_column(String(128))
    scan_name: Mapped[str | None] = mapped_column(String(128))
    scan_size: Mapped[int | None]
    nonce: Mapped[str | None] = mapped_column(String(32), unique=True)


@append_only
class SignInWithdrawalRow(Base):
    """That a sign-in counts no more."""

    __tablename__ = "training_withdrawals"

    sign_in_id: Mapped[int] = mapped_column(
        ForeignKey(SignInRow.id), primary_key=True, autoincrement=False
    )
    reason: Mapped[str] = mapped_column(Text)
    withdrawn_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


_SignIns = Select[
    SignInRow, str, str, str | None, str | None, SignInWithdrawalRow | None, str | None
]
_Found = Row[SignInRow, str, str, str | None, str | None, SignInWithdrawalRow | None, str | None]


class SignInRecords:
    """Reading and adding sign-ins within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewSignIn) -> int:
        """Add a sign-in and return its number."""
        here = (SignInRow.session_id == new.session_id, SignInRow.person_id == new.person_id)
        before = self._session.scalar(select(func.count()).select_from(SignInRow).where(*here))
        row = _row(new, before or 0)
        self._session.add(row)
        self._session.flush()
        return row.id

    def withdraw(self, sign_in_id: int, reason: str, by: int, at: datetime) -> None:
        """Add that a sign-in counts no more; the database refuses it a second time."""
        self._session.add(
            SignInWithdrawalRow(sign_in_id=sign_in_id, reason=reason, withdrawn_by=by, at=at)
        )
        self._session.flush()

    def find(self, sign_in_id: int) -> SignIn | None:
        """Return a sign-in, withdrawn or not."""
        row = self._session.execute(_sign_ins().where(SignInRow.id == sign_in_id)).first()
        return None if row is None else _sign_in(row)

    def find_of(self, session_id: int, person_id: int) -> SignIn | None:
        """Return the sign-in of a person to a session that counts."""
        query = _sign_ins().where(
            SignInRow.session_id == session_id,
            SignInRow.person_id == person_id,
            SignInWithdrawalRow.sign_in_id.is_(None),
        )
        row = self._session.execute(query).first()
        return None if row is None else _sign_in(row)

    def of_session(self, session_id: int) -> list[SignIn]:
        """Return everybody who signed in to a session, the withdrawn ones too, by time."""
        return self.of_sessions([session_id])

    def of_sessions(self, session_ids: Collection[int]) -> list[SignIn]:
        """Return everybody who signed in to these sessions, the withdrawn ones too, by time."""
        wanted, found = sorted(set(session_ids)), []
        for start in range(0, len(wanted), _AT_ONCE):
            query = _sign_ins().where(SignInRow.session_id.in_(wanted[start : start + _AT_ONCE]))
            found += [_sign_in(row) for row in self._session.execute(query)]
        return sorted(found, key=lambda one: (one.at, one.id))

    def count(self, session_ids: Collection[int]) -> dict[int, int]:
        """Return how many sign-ins count of each of these sessions that has any."""
        query = (
            select(SignInRow.session_id, func.count())
            .where(SignInRow.session_id.in_(session_ids))
            .where(SignInRow.id.not_in(select(SignInWithdrawalRow.sign_in_id)))
            .group_by(SignInRow.session_id)
        )
        return dict(self._session.execute(query).all())

    def find_by_nonce(self, nonce: str) -> SignIn | None:
        """Return the sign-in that a ticket has brought, withdrawn or not."""
        row = self._session.execute(_sign_ins().where(SignInRow.nonce == nonce)).first()
        return None if row is None else _sign_in(row)

    def scans(self) -> list[tuple[int, str]]:
        """Return the number of every session that has a scanned list, with its SHA-256."""
        query = select(SignInRow.session_id, SignInRow.scan_sha256).distinct()
        found = self._session.execute(query.where(SignInRow.scan_sha256.is_not(None)))
        return [(session_id, sha256) for session_id, sha256 in found if sha256 is not None]


def _sign_ins() -> _SignIns:
    """Select sign-ins with names of person, enterprise and recorder, and what withdrew them."""
    recorder, withdrawer = aliased(PersonRow), aliased(PersonRow)
    return (
        select(
            SignInRow,
            PersonRow.learner_id,
            PersonRow.name,
            EnterpriseRow.name,
            recorder.name,
            SignInWithdrawalRow,
            withdrawer.name,
        )
        .join(PersonRow, PersonRow.id == SignInRow.person_id)
        .outerjoin(EnterpriseRow, EnterpriseRow.id == SignInRow.enterprise_id)
        .outerjoin(recorder, recorder.id == SignInRow.recorded_by)
        .outerjoin(SignInWithdrawalRow, SignInWithdrawalRow.sign_in_id == SignInRow.id)
        .outerjoin(withdrawer, withdrawer.id == SignInWithdrawalRow.withdrawn_by)
    )


def _row(new: NewSignIn, turn: int) -> SignInRow:
    scan = new.scan
    return SignInRow(
        session_id=new.session_id,
        person_id=new.person_id,
        turn=turn,
        enterprise_id=new.enterprise_id,
        way=new.way.value,
        at=new.at,
        is_late=new.is_late,
        recorded_by=new.recorded_by,
        recorded_at=new.recorded_at,
        scan_sha256=scan.sha256 if scan else None,
        scan_kind=scan.kind.value if scan else None,
        scan_name=scan.name if scan else None,
        scan_size=scan.size if scan else None,
        nonce=new.nonce,
    )


def _sign_in(found: _Found) -> SignIn:
    row, learner_id, name, enterprise, recorder, withdrawal, withdrawer = found
    return SignIn(
        id=row.id,
        session_id=row.session_id,
        person_id=row.person_id,
        learner_id=learner_id,
        name=name,
        enterprise_id=row.enterprise_id,
        enterprise=enterprise,
        way=SignInWay(row.way),
        at=row.at,
        is_late=row.is_late,
        recorded_by=recorder,
        recorded_at=row.recorded_at,
        scan=_scan(row),
        withdrawal=_withdrawal(withdrawal, withdrawer),
    )


def _scan(row: SignInRow) -> StoredFile | None:
    if row.scan_sha256 is None or row.scan_kind is None:
        return None
    kind = FileKind(row.scan_kind)
    return StoredFile(row.scan_sha256, kind, row.scan_size or 0, row.scan_name or "")


def _withdrawal(row: SignInWithdrawalRow | None, by: str | None) -> Withdrawal | None:
    return None if row is None else Withdrawal(reason=row.reason, by=by or "", at=row.at)
