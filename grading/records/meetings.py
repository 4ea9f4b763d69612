"""Meetings to study together: called, attendance ticked, then recorded or cancelled."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.hours.model import StudyForm
from grading.leadership.model import Meeting, MeetingEnd, MeetingState, NewMeeting
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.group_study import GroupStudyRow
from grading.records.people import PersonRow
from grading.records.points import ExactPoints
from grading.records.study_plans import PlanItemRow


@append_only
class MeetingRow(Base):
    """A meeting as it was called; `plan_item_id` is the item of the plan that it fulfils."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(16))
    on: Mapped[date] = mapped_column(index=True)
    host: Mapped[str] = mapped_column(String(128))
    topic: Mapped[str] = mapped_column(String(128))
    cites: Mapped[list[str]] = mapped_column(JSON)
    hours: Mapped[Fraction] = mapped_column(ExactPoints)
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey(PlanItemRow.id))
    called_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class MeetingEndRow(Base):
    """How a meeting ended, once: recorded as a group study, or cancelled with a reason."""

    __tablename__ = "meeting_ends"
    __table_args__ = (CheckConstraint("state IN ('recorded', 'cancelled')", name="state"),)

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(MeetingRow.id), primary_key=True, autoincrement=False
    )
    state: Mapped[str] = mapped_column(String(16))
    study_id: Mapped[int | None] = mapped_column(ForeignKey(GroupStudyRow.id), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class AttendanceTickRow(Base):
    """That somebody was ticked as present, or unticked; of one person the last row counts."""

    __tablename__ = "attendance_ticks"
    __table_args__ = (Index("ix_attendance_ticks_meeting_id_person_id", "meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(MeetingRow.id))
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    is_present: Mapped[bool]
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


class MeetingRecords:
    """Reading and adding meetings within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def call(self, new: NewMeeting, by: int, at: datetime) -> int:
        """Add a meeting and return its number."""
        row = MeetingRow(
            form=new.form.value,
            on=new.on,
            host=new.host,
            topic=new.topic,
            cites=list(new.cites),
            hours=new.hours,
            plan_item_id=new.plan_item_id,
            called_by=by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def tick(
        self, meeting_id: int, person_id: int, *, is_present: bool, by: int, at: datetime
    ) -> None:
        """Add that somebody is there, or is not."""
        row = AttendanceTickRow(
            meeting_id=meeting_id, person_id=person_id, is_present=is_present, recorded_by=by, at=at
        )
        self._session.add(row)
        self._session.flush()

    def ticked_by(self, meeting_id: int, person_id: int) -> int | None:
        """Return the id of who ticked or unticked somebody last, None where nobody did."""
        query = (
            select(AttendanceTickRow.recorded_by)
            .where(
                AttendanceTickRow.meeting_id == meeting_id, AttendanceTickRow.person_id == person_id
            )
            .order_by(AttendanceTickRow.id.desc())
        )
        return self._session.scalars(query).first()

    def end(
        self,
        meeting_id: int,
        state: MeetingState,
        by: int,
        at: datetime,
        *,
        study_id: int | None = None,
        reason: str = "",
    ) -> None:
        """Add how a meeting ended; the database refuses a second end."""
        row = MeetingEndRow(
            meeting_id=meeting_id,
            state=state.value,
            study_id=study_id,
            reason=reason,
            recorded_by=by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()

    def find(self, meeting_id: int) -> Meeting | None:
        """Return a meeting."""
        return next(iter(self._read(_meetings().where(MeetingRow.id == meeting_id))), None)

    def in_year(self, year: int) -> list[Meeting]:
        """Return the meetings of a year, newest first."""
        of_year = MeetingRow.on.between(date(year, 1, 1), date(year, 12, 31))
        return self._read(_meetings().where(of_year))

    def _read(self, query: Select[MeetingRow, str]) -> list[Meeting]:
        rows = self._session.execute(query).all()
        ids = [row.id for row, _ in rows]
        present, ends = self._present(ids), self._ends(ids)
        return [_meeting(row, by, present[row.id], ends.get(row.id)) for row, by in rows]

    def _present(self, ids: Iterable[int]) -> dict[int, set[int]]:
        query = (
            select(AttendanceTickRow)
            .where(AttendanceTickRow.meeting_id.in_(list(ids)))
            .order_by(AttendanceTickRow.id)
        )
        found: dict[int, set[int]] = defaultdict(set)
        for tick in self._session.scalars(query):
            if tick.is_present:
                found[tick.meeting_id].add(tick.person_id)
            else:
                found[tick.meeting_id].discard(tick.person_id)
        return found

    def _ends(self, ids: Iterable[int]) -> dict[int, MeetingEnd]:
        query = (
            select(MeetingEndRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == MeetingEndRow.recorded_by)
            .where(MeetingEndRow.meeting_id.in_(list(ids)))
        )
        return {row.meeting_id: _end(row, by) for row, by in self._session.execute(query)}


def _meetings() -> Select[MeetingRow, str]:
    return (
        select(MeetingRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == MeetingRow.called_by)
        .order_by(MeetingRow.on.desc(), MeetingRow.id.desc())
    )


def _meeting(row: MeetingRow, by: str, present: Iterable[int], end: MeetingEnd | None) -> Meeting:
    return Meeting(
        id=row.id,
        form=StudyForm(row.form),
        on=row.on,
        host=row.host,
        topic=row.topic,
        cites=tuple(row.cites),
        hours=row.hours,
        plan_item_id=row.plan_item_id,
        called_by=by,
        at=row.at,
        present=frozenset(present),
        end=end,
    )


def _end(row: MeetingEndRow, by: str) -> MeetingEnd:
    return MeetingEnd(
        state=MeetingState(row.state), study_id=row.study_id, reason=row.reason, by=by, at=row.at
    )
