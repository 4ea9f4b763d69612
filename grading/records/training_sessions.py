"""Training sessions: what holds for them, who is invited, material; rows are only ever added."""

from collections.abc import Collection, Iterable
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from grading.hours.model import FileKind, StoredFile
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import EnterpriseRow, PersonRow
from grading.records.points import ExactPoints
from grading.training.model import Invited, Material, SessionPlan, TrainingSession, TrainingState


@append_only
class TrainingSessionRow(Base):
    """That a session was planned; its number is counted within the year."""

    __tablename__ = "training_sessions"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    planned_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class TrainingPlanRow(Base):
    """What a session is to be; of one session the row with the highest id counts."""

    __tablename__ = "training_plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id), index=True)
    topic: Mapped[str] = mapped_column(String(128))
    industry: Mapped[str | None] = mapped_column(String(128))
    place: Mapped[str] = mapped_column(String(128))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    hours: Mapped[Fraction] = mapped_column(ExactPoints)
    late_after: Mapped[int]
    paper_id: Mapped[str | None] = mapped_column(String(64))
    changed_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class TrainingStateRow(Base):
    """Where a session stands; of one session the row with the highest id counts."""

    __tablename__ = "training_states"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'open', 'closed', 'cancelled')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id), index=True)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class TrainingInvitationRow(Base):
    """That an enterprise is invited, or no longer; the row with the highest id counts."""

    __tablename__ = "training_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey(EnterpriseRow.id))
    is_invited: Mapped[bool]
    changed_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]

    enterprise: Mapped[EnterpriseRow] = relationship(lazy="joined")


@append_only
class TrainingMaterialRow(Base):
    """A file that is given out."""

    __tablename__ = "training_materials"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id), index=True)
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_kind: Mapped[str] = mapped_column(String(128))
    file_name: Mapped[str] = mapped_column(String(128))
    size: Mapped[int]
    added_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class TrainingMaterialEndRow(Base):
    """That a file is given out no more."""

    __tablename__ = "training_material_ends"

    material_id: Mapped[int] = mapped_column(
        ForeignKey(TrainingMaterialRow.id), primary_key=True, autoincrement=False
    )
    ended_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


class TrainingRecords:
    """Reading and adding sessions within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, year: int, plan: SessionPlan, by: int, at: datetime) -> int:
        """Add a session under the next number of the year and return its id."""
        same_year = TrainingSessionRow.year == year
        last = self._session.scalar(select(func.max(TrainingSessionRow.number)).where(same_year))
        row = TrainingSessionRow(year=year, number=(last or 0) + 1, planned_by=by, at=at)
        self._session.add(row)
        self._session.flush()
        self.change(row.id, plan, by, at)
        self.move(row.id, TrainingState.PLANNED, "", by, at)
        return row.id

    def change(self, session_id: int, plan: SessionPlan, by: int, at: datetime) -> None:
        """Add what a session is to be from now on."""
        self._session.add(_plan_row(session_id, plan, by, at))
        self._session.flush()

    def move(
        self, session_id: int, state: TrainingState, reason: str, by: int, at: datetime
    ) -> None:
        """Add where a session stands from now on."""
        row = TrainingStateRow(
            session_id=session_id, state=state.value, reason=reason, changed_by=by, at=at
        )
        self._session.add(row)
        self._session.flush()

    def find(self, session_id: int) -> TrainingSession | None:
        """Return a session as it stands."""
        return next(iter(self._sessions([session_id])), None)

    def all(self) -> list[TrainingSession]:
        """Return every session as it stands, by beginning."""
        return self._sessions(None)

    def invite(
        self,
        session_id: int,
        enterprise_ids: Iterable[int],
        *,
        invited: bool,
        by: int,
        at: datetime,
    ) -> None:
        """Add that enterprises are invited, or that they no longer are."""
        self._session.add_all(
            TrainingInvitationRow(
                session_id=session_id, enterprise_id=one, is_invited=invited, changed_by=by, at=at
            )
            for one in enterprise_ids
        )
        self._session.flush()

    def invited(self, session_id: int) -> list[Invited]:
        """Return the enterprises that are invited, by name."""
        return self.invited_to([session_id]).get(session_id, [])

    def invited_to(self, session_ids: Collection[int]) -> dict[int, list[Invited]]:
        """Return the enterprises that are invited to each of these sessions, by name."""
        query = (
            select(TrainingInvitationRow)
            .where(TrainingInvitationRow.session_id.in_(session_ids))
            .order_by(TrainingInvitationRow.id)
        )
        latest = {(row.session_id, row.enterprise_id): row for row in self._session.scalars(query)}
        invited: dict[int, list[Invited]] = {}
        for (session_id, enterprise_id), row in latest.items():
            if row.is_invited:
                one = Invited(enterprise_id, row.enterprise.name)
                invited.setdefault(session_id, []).append(one)
        return {key: sorted(held, key=lambda one: one.name) for key, held in invited.items()}

    def count_invited(self, session_ids: Collection[int]) -> dict[int, int]:
        """Return how many enterprises are invited to each of these sessions that has any."""
        row = TrainingInvitationRow
        latest = select(func.max(row.id)).where(row.session_id.in_(session_ids))
        query = (
            select(row.session_id, func.count())
            .where(row.id.in_(latest.group_by(row.session_id, row.enterprise_id)))
            .where(row.is_invited)
            .group_by(row.session_id)
        )
        return dict(self._session.execute(query).all())

    def add_material(self, session_id: int, file: StoredFile, by: int, at: datetime) -> int:
        """Add a file and return its number."""
        row = TrainingMaterialRow(
            session_id=session_id,
            file_sha256=file.sha256,
            file_kind=file.kind.value,
            file_name=file.name,
            size=file.size,
            added_by=by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def end_material(self, material_id: int, by: int, at: datetime) -> None:
        """Add that a file is given out no more; the database refuses it a second time."""
        self._session.add(TrainingMaterialEndRow(material_id=material_id, ended_by=by, at=at))
        self._session.flush()

    def materials(self, session_id: int) -> list[Material]:
        """Return the files that are given out, in the order in which they were added."""
        query = (
            select(TrainingMaterialRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == TrainingMaterialRow.added_by)
            .where(TrainingMaterialRow.session_id == session_id)
            .where(TrainingMaterialRow.id.not_in(select(TrainingMaterialEndRow.material_id)))
            .order_by(TrainingMaterialRow.id)
        )
        return [_material(row, name) for row, name in self._session.execute(query)]

    def files(self) -> list[tuple[int, str]]:
        """Return the number of the session and the SHA-256 of every file ever given out."""
        query = select(TrainingMaterialRow.session_id, TrainingMaterialRow.file_sha256).distinct()
        return [(session_id, sha256) for session_id, sha256 in self._session.execute(query)]

    def _sessions(self, ids: Collection[int] | None) -> list[TrainingSession]:
        query = select(TrainingSessionRow, PersonRow.name).join(
            PersonRow, PersonRow.id == TrainingSessionRow.planned_by
        )
        plans = select(TrainingPlanRow).order_by(TrainingPlanRow.id)
        states = select(TrainingStateRow).order_by(TrainingStateRow.session_id, TrainingStateRow.id)
        if ids is not None:
            query = query.where(TrainingSessionRow.id.in_(ids))
            plans = plans.where(TrainingPlanRow.session_id.in_(ids))
            states = states.where(TrainingStateRow.session_id.in_(ids))
        plan_of = {row.session_id: row for row in self._session.scalars(plans)}
        states_of = {
            key: list(rows)
            for key, rows in groupby(self._session.scalars(states), lambda row: row.session_id)
        }
        found = [
            _training_session(row, name, plan_of[row.id], states_of[row.id])
            for row, name in self._session.execute(query)
        ]
        return sorted(found, key=lambda one: (one.plan.starts_at, one.id))


def _plan_row(session_id: int, plan: SessionPlan, by: int, at: datetime) -> TrainingPlanRow:
    return TrainingPlanRow(
        session_id=session_id,
        topic=plan.topic,
        industry=plan.industry,
        place=plan.place,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        capacity=plan.capacity,
        hours=plan.hours,
        late_after=plan.late_after,
        paper_id=plan.paper_id,
        changed_by=by,
        at=at,
    )


def _training_session(
    row: TrainingSessionRow, planner: str, plan: TrainingPlanRow, states: list[TrainingStateRow]
) -> TrainingSession:
    now = states[-1]
    opened = [state for state in states if state.state == TrainingState.OPEN]
    return TrainingSession(
        id=row.id,
        year=row.year,
        number=row.number,
        plan=_plan(plan),
        state=TrainingState(now.state),
        reason=now.reason,
        planned_by=planner,
        planned_at=row.at,
        opened_by_id=opened[-1].changed_by if opened else None,
    )


def _plan(row: TrainingPlanRow) -> SessionPlan:
    return SessionPlan(
        topic=row.topic,
        industry=row.industry,
        place=row.place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        capacity=row.capacity,
        hours=row.hours,
        late_after=row.late_after,
        paper_id=row.paper_id,
    )


def _material(row: TrainingMaterialRow, added_by: str) -> Material:
    return Material(
        id=row.id,
        session_id=row.session_id,
        file=StoredFile(row.file_sha256, FileKind(row.file_kind), row.size, row.file_name),
        added_by=added_by,
        at=row.at,
    )
