"""Certificates of training as they were issued, and their revocations; rows are only ever added."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import (
    ColumnElement,
    Date,
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

from grading.certificates.model import Certificate, NewCertificate, Revocation
from grading.certificates.numbers import CertificateNumber
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow
from grading.records.points import ExactPoints
from grading.records.training_sessions import TrainingSessionRow


@append_only
class CertificateRow(Base):
    """A certificate, with all that is printed on it.

    `serial` counts within the session, `edition` within session and person: two requests at once
    cannot both issue one. `issued_by` is None where the person asked for it.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("session_id", "serial"),
        UniqueConstraint("person_id", "session_id", "edition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id))
    serial: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    edition: Mapped[int]
    name: Mapped[str] = mapped_column(String(64))
    enterprise: Mapped[str] = mapped_column(String(128))
    topic: Mapped[str] = mapped_column(String(128))
    hours: Mapped[Fraction] = mapped_column(ExactPoints)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    place: Mapped[str] = mapped_column(String(128))
    bureau: Mapped[str] = mapped_column(String(128))
    has_quiz: Mapped[bool]
    issued_on: Mapped[date] = mapped_column(Date)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]
    key_mark: Mapped[str] = mapped_column(String(16))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"), unique=True)


@append_only
class CertificateRevocationRow(Base):
    """That a certificate no longer holds."""

    __tablename__ = "certificate_revocations"

    certificate_id: Mapped[int] = mapped_column(
        ForeignKey(CertificateRow.id), primary_key=True, autoincrement=False
    )
    reason: Mapped[str] = mapped_column(Text)
    revoked_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


_Columns = tuple[
    CertificateRow,
    int,
    int,
    str | None,
    CertificateRevocationRow | None,
    str | None,
    int | None,
]


class CertificateRecords:
    """Reading and adding certificates within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, new: NewCertificate, *, issued_by: int | None, at: datetime, key_mark: str
    ) -> int:
        """Issue a certificate under the next number of its session and return its id."""
        of_session = CertificateRow.session_id == new.session_id
        of_person = CertificateRow.person_id == new.person_id
        row = CertificateRow(
            session_id=new.session_id,
            serial=self._next(CertificateRow.serial, of_session),
            person_id=new.person_id,
            edition=self._next(CertificateRow.edition, of_session, of_person),
            name=new.name,
            enterprise=new.enterprise,
            topic=new.topic,
            hours=new.hours,
            first=new.first,
            last=new.last,
            place=new.place,
            bureau=new.bureau,
            has_quiz=new.has_quiz,
            issued_on=new.issued_on,
            issued_by=issued_by,
            at=at,
            key_mark=key_mark,
            replaces_id=new.replaces,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def revoke(self, certificate_id: int, reason: str, by: int, at: datetime) -> None:
        """Note that a certificate no longer holds; it must not be noted yet."""
        self._session.add(
            CertificateRevocationRow(
                certificate_id=certificate_id, reason=reason, revoked_by=by, at=at
            )
        )
        self._session.flush()

    def get(self, certificate_id: int) -> Certificate:
        """Return a certificate that is there."""
        query = _certificates().where(CertificateRow.id == certificate_id)
        return _certificate(self._session.execute(query).one())

    def find(self, number: CertificateNumber) -> Certificate | None:
        """Return the certificate of this number."""
        query = _certificates().where(
            TrainingSessionRow.year == number.year,
            TrainingSessionRow.number == number.session,
            CertificateRow.serial == number.serial,
        )
        row = self._session.execute(query).first()
        return None if row is None else _certificate(row)

    def newest(self, session_id: int, person_id: int) -> Certificate | None:
        """Return the newest certificate of a person for a session, revoked or not."""
        query = (
            _certificates()
            .where(CertificateRow.session_id == session_id, CertificateRow.person_id == person_id)
            .order_by(CertificateRow.edition.desc())
            .limit(1)
        )
        row = self._session.execute(query).first()
        return None if row is None else _certificate(row)

    def of_session(self, session_id: int) -> list[Certificate]:
        """Return every certificate of a session in the order of numbers, the revoked ones too."""
        query = _certificates().where(CertificateRow.session_id == session_id)
        rows = self._session.execute(query.order_by(CertificateRow.serial))
        return [_certificate(row) for row in rows]

    def key_marks(self) -> set[str]:
        """Return the marks of the keys with which certificates were made that hold."""
        query = select(CertificateRow.key_mark).distinct()
        revoked = select(CertificateRevocationRow.certificate_id)
        return set(self._session.scalars(query.where(CertificateRow.id.not_in(revoked))))

    def _next(self, column: Mapped[int], *where: ColumnElement[bool]) -> int:
        return (self._session.scalar(select(func.max(column)).where(*where)) or 0) + 1


def _certificates() -> Select[*_Columns]:
    issuer, revoker = aliased(PersonRow), aliased(PersonRow)
    newer = aliased(CertificateRow)
    return (
        select(
            CertificateRow,
            TrainingSessionRow.year,
            TrainingSessionRow.number,
            issuer.name,
            CertificateRevocationRow,
            revoker.name,
            newer.id,
        )
        .join(TrainingSessionRow, TrainingSessionRow.id == CertificateRow.session_id)
        .outerjoin(issuer, issuer.id == CertificateRow.issued_by)
        .outerjoin(
            CertificateRevocationRow, CertificateRevocationRow.certificate_id == CertificateRow.id
        )
        .outerjoin(revoker, revoker.id == CertificateRevocationRow.revoked_by)
        .outerjoin(newer, newer.replaces_id == CertificateRow.id)
    )


def _certificate(found: Row[*_Columns]) -> Certificate:
    row, year, number, issuer, revocation, revoker, replaced_by = found
    return Certificate(
        id=row.id,
        number=CertificateNumber(year, number, row.serial),
        session_id=row.session_id,
        person_id=row.person_id,
        name=row.name,
        enterprise=row.enterprise,
        topic=row.topic,
        hours=row.hours,
        first=row.first,
        last=row.last,
        place=row.place,
        bureau=row.bureau,
        has_quiz=row.has_quiz,
        issued_on=row.issued_on,
        replaces=row.replaces_id,
        issued_at=row.at,
        issued_by=issuer,
        key_mark=row.key_mark,
        revoked=None if revocation is None else _revocation(revocation, revoker),
        replaced_by=replaced_by,
    )


def _revocation(row: CertificateRevocationRow, revoker: str | None) -> Revocation:
    return Revocation(reason=row.reason, by=revoker or "", at=row.at)
