"""Group study sessions; who attended are the lines of the ledger that rest on them."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.assessment.model import HoursKind
from grading.hours.model import FileKind, GroupStudy, NewGroupStudy, StoredFile, StudyForm
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.hours import HoursEntryRow
from grading.records.people import PersonRow
from grading.records.points import ExactPoints


@append_only
class GroupStudyRow(Base):
    """A session as it was recorded; `file_…` are its minutes."""

    __tablename__ = "group_studies"
    __table_args__ = (
        CheckConstraint(
            "form IN ('party_group', 'central_group', 'lecture', 'special_meeting')", name="form"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(16))
    on: Mapped[date] = mapped_column(index=True)
    host: Mapped[str] = mapped_column(String(128))
    topic: Mapped[str] = mapped_column(String(128))
    cites: Mapped[list[str]] = mapped_column(JSON)
    hours: Mapped[Fraction] = mapped_column(ExactPoints)
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_kind: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(String(128))
    size: Mapped[int]
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


class GroupStudyRecords:
    """Reading and adding sessions within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewGroupStudy, recorded_by: int, at: datetime) -> int:
        """Add a session and return its number."""
        row = GroupStudyRow(
            form=new.form.value,
            on=new.on,
            host=new.host,
            topic=new.topic,
            cites=list(new.cites),
            hours=new.hours,
            file_sha256=new.minutes.sha256,
            file_kind=new.minutes.kind.value,
            file_name=new.minutes.name,
            size=new.minutes.size,
            recorded_by=recorded_by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def find(self, study_id: int) -> GroupStudy | None:
        """Return a session."""
        row = self._session.get(GroupStudyRow, study_id)
        return None if row is None else self._study(row)

    def in_year(self, year: int) -> list[GroupStudy]:
        """Return the sessions of a year, newest first."""
        query = (
            select(GroupStudyRow)
            .where(GroupStudyRow.on.between(date(year, 1, 1), date(year, 12, 31)))
            .order_by(GroupStudyRow.on.desc(), GroupStudyRow.id.desc())
        )
        return [self._study(row) for row in self._session.scalars(query)]

    def files(self) -> list[tuple[int, str]]:
        """Return the number of every session with the SHA-256 of its minutes."""
        query = select(GroupStudyRow.id, GroupStudyRow.file_sha256).order_by(GroupStudyRow.id)
        return [(id_, sha256) for id_, sha256 in self._session.execute(query)]

    def _study(self, row: GroupStudyRow) -> GroupStudy:
        recorder = self._session.get_one(PersonRow, row.recorded_by)
        return GroupStudy(
            id=row.id,
            form=StudyForm(row.form),
            on=row.on,
            host=row.host,
            topic=row.topic,
            cites=tuple(row.cites),
            hours=row.hours,
            minutes=StoredFile(row.file_sha256, FileKind(row.file_kind), row.size, row.file_name),
            recorded_by=recorder.name,
            at=row.at,
            attendees=self._attendees(row.id),
        )

    def _attendees(self, study_id: int) -> tuple[str, ...]:
        """Return the names of those whose hours were not taken back."""
        replaced = select(HoursEntryRow.corrects_id).where(HoursEntryRow.corrects_id.is_not(None))
        query = (
            select(PersonRow.name, HoursEntryRow.hours)
            .join(HoursEntryRow, HoursEntryRow.person_id == PersonRow.id)
            .where(HoursEntryRow.kind == HoursKind.GROUP_STUDY.value)
            .where(HoursEntryRow.evidence_ref == str(study_id))
            .where(HoursEntryRow.id.not_in(replaced))
            .order_by(PersonRow.department_id, PersonRow.name, PersonRow.id)
        )
        return tuple(name for name, hours in self._session.execute(query) if hours)
