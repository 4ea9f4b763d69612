"""Proofs of external study and what managers decided about them; rows are only ever added."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, Row, Select, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from grading.hours.model import Decision, FileKind, NewProof, Proof, StoredFile
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import DepartmentRow, PersonRow
from grading.records.points import ExactPoints


@append_only
class ProofRow(Base):
    """A proof as it was sent in; `replaces_id` names a refused one, each replaced at most once."""

    __tablename__ = "proofs"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    hours: Mapped[Fraction] = mapped_column(ExactPoints)
    on: Mapped[date]
    topic: Mapped[str] = mapped_column(String(128))
    organiser: Mapped[str] = mapped_column(String(128))
    file_sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_kind: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(String(128))
    size: Mapped[int]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("proofs.id"), unique=True)
    at: Mapped[datetime]


@append_only
class ProofDecisionRow(Base):
    """What a manager decided; there is one decision for a proof."""

    __tablename__ = "proof_decisions"

    proof_id: Mapped[int] = mapped_column(
        ForeignKey(ProofRow.id), primary_key=True, autoincrement=False
    )
    accepted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


_Proofs = Select[ProofRow, str, str | None, ProofDecisionRow | None, str | None, int | None]
_Found = Row[ProofRow, str, str | None, ProofDecisionRow | None, str | None, int | None]


class ProofRecords:
    """Reading and adding proofs within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, person_id: int, new: NewProof, at: datetime) -> int:
        """Add a proof and return its number."""
        row = ProofRow(
            person_id=person_id,
            hours=new.hours,
            on=new.on,
            topic=new.topic,
            organiser=new.organiser,
            file_sha256=new.file.sha256,
            file_kind=new.file.kind.value,
            file_name=new.file.name,
            size=new.file.size,
            replaces_id=new.replaces,
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def decide(self, proof_id: int, accepted: bool, reason: str, by: int, at: datetime) -> None:
        """Add what a manager decided; the database refuses a second decision."""
        row = ProofDecisionRow(
            proof_id=proof_id, accepted=accepted, reason=reason, decided_by=by, at=at
        )
        self._session.add(row)
        self._session.flush()

    def find(self, proof_id: int) -> Proof | None:
        """Return a proof."""
        row = self._session.execute(_proofs().where(ProofRow.id == proof_id)).first()
        return None if row is None else _proof(row)

    def of_person(self, person_id: int) -> list[Proof]:
        """Return what a person sent in, newest first."""
        query = _proofs().where(ProofRow.person_id == person_id).order_by(ProofRow.id.desc())
        return [_proof(row) for row in self._session.execute(query)]

    def waiting(self) -> list[Proof]:
        """Return what nobody has decided yet, oldest first."""
        query = _proofs().where(ProofDecisionRow.proof_id.is_(None)).order_by(ProofRow.id)
        return [_proof(row) for row in self._session.execute(query)]

    def count_waiting(self) -> int:
        """Return how many proofs nobody has decided yet."""
        query = select(func.count()).where(ProofRow.id.not_in(select(ProofDecisionRow.proof_id)))
        return self._session.scalar(query) or 0

    def decided(self, limit: int) -> list[Proof]:
        """Return what was decided last, newest first."""
        query = _proofs().where(ProofDecisionRow.proof_id.is_not(None))
        query = query.order_by(ProofDecisionRow.at.desc(), ProofRow.id.desc()).limit(limit)
        return [_proof(row) for row in self._session.execute(query)]

    def with_file(self, sha256: str) -> list[Proof]:
        """Return the proofs that show the very same file, whoever sent them, oldest first."""
        query = _proofs().where(ProofRow.file_sha256 == sha256).order_by(ProofRow.id)
        return [_proof(row) for row in self._session.execute(query)]

    def files(self) -> list[tuple[int, str]]:
        """Return the number of every proof with the SHA-256 of its file."""
        rows = self._session.execute(
            select(ProofRow.id, ProofRow.file_sha256).order_by(ProofRow.id)
        )
        return [(id_, sha256) for id_, sha256 in rows]


def _proofs() -> _Proofs:
    owner, manager, later = aliased(PersonRow), aliased(PersonRow), aliased(ProofRow)
    return (
        select(ProofRow, owner.name, DepartmentRow.name, ProofDecisionRow, manager.name, later.id)
        .join(owner, owner.id == ProofRow.person_id)
        .outerjoin(DepartmentRow, DepartmentRow.id == owner.department_id)
        .outerjoin(ProofDecisionRow, ProofDecisionRow.proof_id == ProofRow.id)
        .outerjoin(manager, manager.id == ProofDecisionRow.decided_by)
        .outerjoin(later, later.replaces_id == ProofRow.id)
    )


def _proof(found: _Found) -> Proof:
    row, person, department, decided, manager, replaced_by = found
    return Proof(
        id=row.id,
        person_id=row.person_id,
        person_name=person,
        department=department,
        hours=row.hours,
        on=row.on,
        topic=row.topic,
        organiser=row.organiser,
        file=StoredFile(row.file_sha256, FileKind(row.file_kind), row.size, row.file_name),
        at=row.at,
        replaces=row.replaces_id,
        replaced_by=replaced_by,
        decision=None if decided is None else _decision(decided, manager),
    )


def _decision(row: ProofDecisionRow, manager: str | None) -> Decision:
    return Decision(accepted=row.accepted, reason=row.reason, by=manager or "", at=row.at)
