"""Evidence for the duties of whoever is first responsible; rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.hours.model import FileKind, StoredFile
from grading.leadership.model import DutyEvidence, EvidenceKind, NewDutyEvidence
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.group_study import GroupStudyRow
from grading.records.people import PersonRow


@append_only
class DutyEvidenceRow(Base):
    """Evidence as it was recorded, or, with `withdraws`, that an earlier row does not hold.

    `words` say what was done, or why it is withdrawn; `file_…` are null where there is no file.
    """

    __tablename__ = "duty_evidence"
    __table_args__ = (
        CheckConstraint("kind IN ('group_study', 'file', 'note')", name="kind"),
        Index("ix_duty_evidence_year_person_id", "year", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    duty_id: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    kind: Mapped[str] = mapped_column(String(16))
    on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    study_id: Mapped[int | None] = mapped_column(ForeignKey(GroupStudyRow.id))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    file_kind: Mapped[str | None] = mapped_column(String(32))
    file_name: Mapped[str | None] = mapped_column(String(128))
    size: Mapped[int | None]
    withdraws: Mapped[int | None] = mapped_column(ForeignKey("duty_evidence.id"), unique=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


class DutyRecords:
    """Reading and adding evidence within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewDutyEvidence, by: int, at: datetime) -> int:
        """Add evidence and return its number."""
        return self._add(new, by, at, None)

    def withdraw(self, old: DutyEvidence, reason: str, by: int, at: datetime) -> None:
        """Add that evidence does not hold; the database refuses a second time."""
        gone = NewDutyEvidence(
            year=old.year,
            duty_id=old.duty_id,
            person_id=old.person_id,
            kind=old.kind,
            on=old.on,
            words=reason,
        )
        self._add(gone, by, at, old.id)

    def find(self, evidence_id: int) -> DutyEvidence | None:
        """Return evidence that holds."""
        return next(iter(self._read(_holding().where(DutyEvidenceRow.id == evidence_id))), None)

    def in_year(self, year: int) -> list[DutyEvidence]:
        """Return everybody's evidence of a year that holds, by day."""
        return self._read(_holding().where(DutyEvidenceRow.year == year))

    def files(self) -> list[tuple[int, str]]:
        """Return the number of every row with a file, and the file's SHA-256."""
        query = select(DutyEvidenceRow.id, DutyEvidenceRow.file_sha256).order_by(DutyEvidenceRow.id)
        return [(number, sha256) for number, sha256 in self._session.execute(query) if sha256]

    def _add(self, new: NewDutyEvidence, by: int, at: datetime, withdraws: int | None) -> int:
        row = DutyEvidenceRow(
            year=new.year,
            duty_id=new.duty_id,
            person_id=new.person_id,
            kind=new.kind.value,
            on=new.on,
            words=new.words,
            study_id=new.study_id,
            file_sha256=new.file.sha256 if new.file else None,
            file_kind=new.file.kind.value if new.file else None,
            file_name=new.file.name if new.file else None,
            size=new.file.size if new.file else None,
            withdraws=withdraws,
            recorded_by=by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def _read(self, query: Select[DutyEvidenceRow, str]) -> list[DutyEvidence]:
        return [_evidence(row, by) for row, by in self._session.execute(query)]


def _holding() -> Select[DutyEvidenceRow, str]:
    gone = select(DutyEvidenceRow.withdraws).where(DutyEvidenceRow.withdraws.is_not(None))
    return (
        select(DutyEvidenceRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == DutyEvidenceRow.recorded_by)
        .where(DutyEvidenceRow.withdraws.is_(None), DutyEvidenceRow.id.not_in(gone))
        .order_by(DutyEvidenceRow.on, DutyEvidenceRow.id)
    )


def _evidence(row: DutyEvidenceRow, by: str) -> DutyEvidence:
    return DutyEvidence(
        id=row.id,
        year=row.year,
        duty_id=row.duty_id,
        person_id=row.person_id,
        kind=EvidenceKind(row.kind),
        on=row.on,
        words=row.words,
        study_id=row.study_id,
        file=_file(row),
        by=by,
        at=row.at,
    )


def _file(row: DutyEvidenceRow) -> StoredFile | None:
    if not (row.file_sha256 and row.file_kind and row.size):
        return None
    return StoredFile(row.file_sha256, FileKind(row.file_kind), row.size, row.file_name or "")
