"""Group study sessions; who attended are the lines of the ledger that rest on them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.assessment.model import HoursKind
from grading.hours.model import (
    FileKind,
    GroupStudy,
    MadeCorrection,
    NewGroupStudy,
    StoredFile,
    StudyCorrection,
    StudyForm,
)
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


@append_only
class GroupStudyCorrectionRow(Base):
    """What holds of a session instead of what was recorded; the last row of a session counts."""

    __tablename__ = "group_study_corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey(GroupStudyRow.id), index=True)
    form: Mapped[str] = mapped_column(String(16))
    host: Mapped[str] = mapped_column(String(128))
    topic: Mapped[str] = mapped_column(String(128))
    cites: Mapped[list[str]] = mapped_column(JSON)
    hours: Mapped[Fraction] = mapped_column(ExactPoints)
    is_withdrawn: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
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

    def correct(self, study_id: int, now_holds: StudyCorrection, by: int, at: datetime) -> None:
        """Add what holds of a session from now on."""
        row = GroupStudyCorrectionRow(
            study_id=study_id,
            form=now_holds.form.value,
            host=now_holds.host,
            topic=now_holds.topic,
            cites=list(now_holds.cites),
            hours=now_holds.hours,
            is_withdrawn=now_holds.is_withdrawn,
            reason=now_holds.reason,
            recorded_by=by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()

    def find(self, study_id: int) -> GroupStudy | None:
        """Return a session, also one that was withdrawn."""
        return next(iter(self._read(_studies().where(GroupStudyRow.id == study_id))), None)

    def in_year(self, year: int, *, with_withdrawn: bool = False) -> list[GroupStudy]:
        """Return the sessions of a year, newest first."""
        of_year = GroupStudyRow.on.between(date(year, 1, 1), date(year, 12, 31))
        studies = self._read(_studies().where(of_year))
        return [one for one in studies if with_withdrawn or not one.is_withdrawn]

    def files(self) -> list[tuple[int, str]]:
        """Return the number of every session with the SHA-256 of its minutes."""
        query = select(GroupStudyRow.id, GroupStudyRow.file_sha256).order_by(GroupStudyRow.id)
        return [(id_, sha256) for id_, sha256 in self._session.execute(query)]

    def _read(self, query: Select[GroupStudyRow, str]) -> list[GroupStudy]:
        rows = self._session.execute(query).all()
        ids = [row.id for row, _ in rows]
        attendees, corrections = self._attendees(ids), self._corrections(ids)
        return [_study(row, by, attendees[row.id], corrections[row.id]) for row, by in rows]

    def _attendees(self, ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
        """Return id and name of those whose hours were not taken back, by session."""
        replaced = select(HoursEntryRow.corrects_id).where(HoursEntryRow.corrects_id.is_not(None))
        query = (
            select(HoursEntryRow.evidence_ref, PersonRow.id, PersonRow.name, HoursEntryRow.hours)
            .join(PersonRow, HoursEntryRow.person_id == PersonRow.id)
            .where(HoursEntryRow.kind == HoursKind.GROUP_STUDY.value)
            .where(HoursEntryRow.evidence_ref.in_([str(one) for one in ids]))
            .where(HoursEntryRow.id.not_in(replaced))
            .order_by(PersonRow.department_id, PersonRow.name, PersonRow.id)
        )
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for study_id, person_id, name, hours in self._session.execute(query):
            if hours:
                found[int(study_id)].append((person_id, name))
        return found

    def _corrections(self, ids: Iterable[int]) -> dict[int, list[MadeCorrection]]:
        query = (
            select(GroupStudyCorrectionRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == GroupStudyCorrectionRow.recorded_by)
            .where(GroupStudyCorrectionRow.study_id.in_(list(ids)))
            .order_by(GroupStudyCorrectionRow.id)
        )
        found: dict[int, list[MadeCorrection]] = defaultdict(list)
        for row, by in self._session.execute(query):
            found[row.study_id].append(_correction(row, by))
        return found


def _studies() -> Select[GroupStudyRow, str]:
    return (
        select(GroupStudyRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == GroupStudyRow.recorded_by)
        .order_by(GroupStudyRow.on.desc(), GroupStudyRow.id.desc())
    )


def _study(
    row: GroupStudyRow,
    recorder: str,
    attendees: list[tuple[int, str]],
    corrections: list[MadeCorrection],
) -> GroupStudy:
    held = corrections[-1] if corrections else None
    return GroupStudy(
        id=row.id,
        form=held.form if held else StudyForm(row.form),
        on=row.on,
        host=held.host if held else row.host,
        topic=held.topic if held else row.topic,
        cites=held.cites if held else tuple(row.cites),
        hours=held.hours if held else row.hours,
        minutes=StoredFile(row.file_sha256, FileKind(row.file_kind), row.size, row.file_name),
        recorded_by=recorder,
        at=row.at,
        attendees=tuple(name for _, name in attendees),
        attendee_ids=tuple(person_id for person_id, _ in attendees),
        corrections=tuple(corrections),
    )


def _correction(row: GroupStudyCorrectionRow, by: str) -> MadeCorrection:
    return MadeCorrection(
        form=StudyForm(row.form),
        host=row.host,
        topic=row.topic,
        cites=tuple(row.cites),
        hours=row.hours,
        is_withdrawn=row.is_withdrawn,
        reason=row.reason,
        by=by,
        at=row.at,
    )
