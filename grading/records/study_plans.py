"""Yearly plans of leadership study: items, what was changed about them, and adoption."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.hours.model import StudyForm
from grading.leadership.model import Adoption, NewPlanItem, PlanAction, PlanChange, PlanItem
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.group_study import GroupStudyRow
from grading.records.people import PersonRow


@append_only
class PlanItemRow(Base):
    """An item as it was added; `reason` says why, where the plan was adopted before."""

    __tablename__ = "plan_items"
    __table_args__ = (CheckConstraint("month BETWEEN 1 AND 12", name="month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(String(128))
    cites: Mapped[list[str]] = mapped_column(JSON)
    form: Mapped[str] = mapped_column(String(16))
    month: Mapped[int]
    who: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class PlanChangeRow(Base):
    """What was done to an item later; `study_id` is a group study that is (un)linked."""

    __tablename__ = "plan_changes"
    __table_args__ = (
        CheckConstraint("action IN ('moved', 'withdrawn', 'linked', 'unlinked')", name="action"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey(PlanItemRow.id), index=True)
    action: Mapped[str] = mapped_column(String(16))
    month: Mapped[int | None]
    study_id: Mapped[int | None] = mapped_column(ForeignKey(GroupStudyRow.id))
    reason: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


@append_only
class PlanAdoptionRow(Base):
    """That the plan of a year was adopted; once."""

    __tablename__ = "plan_adoptions"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date]
    where: Mapped[str] = mapped_column(String(128))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]


class StudyPlanRecords:
    """Reading and adding to plans within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewPlanItem, by: int, at: datetime, reason: str = "") -> int:
        """Add an item and return its number."""
        row = PlanItemRow(
            year=new.year,
            topic=new.topic,
            cites=list(new.cites),
            form=new.form.value,
            month=new.month,
            who=new.who,
            reason=reason,
            recorded_by=by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def change(
        self,
        item_id: int,
        action: PlanAction,
        by: int,
        at: datetime,
        *,
        reason: str = "",
        month: int | None = None,
        study_id: int | None = None,
    ) -> None:
        """Add what was done to an item."""
        row = PlanChangeRow(
            item_id=item_id,
            action=action.value,
            month=month,
            study_id=study_id,
            reason=reason,
            recorded_by=by,
            at=at,
        )
        self._session.add(row)
        self._session.flush()

    def adopt(self, year: int, on: date, where: str, by: int, at: datetime) -> None:
        """Add that the plan of a year was adopted; the database refuses a second time."""
        self._session.add(PlanAdoptionRow(year=year, on=on, where=where, recorded_by=by, at=at))
        self._session.flush()

    def adoption(self, year: int) -> Adoption | None:
        """Return how the plan of a year was adopted."""
        row = self._session.get(PlanAdoptionRow, year)
        if row is None:
            return None
        by = self._session.get_one(PersonRow, row.recorded_by).name
        return Adoption(year=year, on=row.on, where=row.where, by=by, at=row.at)

    def find(self, item_id: int) -> PlanItem | None:
        """Return an item as it stands."""
        return next(iter(self._items(_items().where(PlanItemRow.id == item_id))), None)

    def in_year(self, year: int) -> list[PlanItem]:
        """Return the items of a year as they stand, withdrawn ones too, by month and number."""
        items = self._items(_items().where(PlanItemRow.year == year))
        return sorted(items, key=lambda item: (item.month, item.id))

    def _items(self, query: Select[PlanItemRow, str]) -> list[PlanItem]:
        rows = self._session.execute(query).all()
        changes = self._changes(row.id for row, _ in rows)
        return [_item(row, by, changes[row.id]) for row, by in rows]

    def _changes(self, item_ids: Iterable[int]) -> dict[int, list[PlanChange]]:
        query = (
            select(PlanChangeRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == PlanChangeRow.recorded_by)
            .where(PlanChangeRow.item_id.in_(list(item_ids)))
            .order_by(PlanChangeRow.id)
        )
        found: dict[int, list[PlanChange]] = defaultdict(list)
        for row, by in self._session.execute(query):
            found[row.item_id].append(_change(row, by))
        return found


def _items() -> Select[PlanItemRow, str]:
    return (
        select(PlanItemRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == PlanItemRow.recorded_by)
        .order_by(PlanItemRow.id)
    )


def _item(row: PlanItemRow, by: str, changes: Iterable[PlanChange]) -> PlanItem:
    item = PlanItem(
        id=row.id,
        year=row.year,
        topic=row.topic,
        cites=tuple(row.cites),
        form=StudyForm(row.form),
        month=row.month,
        who=row.who,
        reason=row.reason,
        added_by=by,
        at=row.at,
    )
    for change in changes:
        item = item.after(change)
    return item


def _change(row: PlanChangeRow, by: str) -> PlanChange:
    return PlanChange(
        action=PlanAction(row.action),
        month=row.month,
        study_id=row.study_id,
        reason=row.reason,
        by=by,
        at=row.at,
    )
