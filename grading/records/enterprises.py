"""What is known of enterprises, by date; rows are only ever added."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.people.states import EnterpriseState, KnownEnterprise, PermitCategory
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import EnterpriseRow

_CATEGORIES = ", ".join(f"'{category}'" for category in PermitCategory)
_LONG_AGO = date(1979, 1, 1)
"""The day from which an enterprise without a history is taken to have been as it is."""


@append_only
class EnterpriseStateRow(Base):
    """What holds for an enterprise from a day on; of one day the row with the highest id counts."""

    __tablename__ = "enterprise_states"
    __table_args__ = (
        CheckConstraint(f"permit_category IN ({_CATEGORIES})", name="permit_category"),
        Index("ix_enterprise_states_enterprise_id_valid_from", "enterprise_id", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey(EnterpriseRow.id))
    valid_from: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(128))
    credit_code: Mapped[str | None] = mapped_column(String(18))
    industry: Mapped[str | None] = mapped_column(String(128))
    permit_category: Mapped[str | None] = mapped_column(String(16))
    permit_number: Mapped[str | None] = mapped_column(String(32))
    is_ended: Mapped[bool]
    at: Mapped[datetime]


class EnterpriseRecords:
    """Reading and adding states of enterprises within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_many(self, states: Iterable[EnterpriseState]) -> list[int]:
        """Add enterprises, as yet without a state, and return their ids in this order."""
        rows = [EnterpriseRow(name=state.name, industry=state.industry) for state in states]
        self._session.add_all(rows)
        self._session.flush()
        return [row.id for row in rows]

    def hold(self, states: Iterable[tuple[int, EnterpriseState]], now: datetime) -> None:
        """Note what holds from a day on, under the name that everybody sees from now on."""
        rows = {row.id: row for row in self._session.scalars(select(EnterpriseRow))}
        for enterprise_id, state in states:
            row = rows[enterprise_id]
            row.name, row.industry = state.name, state.industry
            self._session.add(_row(enterprise_id, state, now))
        self._session.flush()

    def find_id(self, name: str) -> int | None:
        """Return the number of the enterprise that has just this name now."""
        return self._session.scalar(select(EnterpriseRow.id).where(EnterpriseRow.name == name))

    def known(self, day: date | None = None) -> list[KnownEnterprise]:
        """Return every enterprise with its latest state, or that of a day, by id.

        One that began to be known later than the day is left out.
        """
        query = select(EnterpriseStateRow)
        if day is not None:
            query = query.where(EnterpriseStateRow.valid_from <= day)
        in_order = query.order_by(EnterpriseStateRow.valid_from, EnterpriseStateRow.id)
        latest = {row.enterprise_id: _state(row) for row in self._session.scalars(in_order)}
        with_history = set(self._session.scalars(select(EnterpriseStateRow.enterprise_id)))
        return [
            KnownEnterprise(row.id, latest.get(row.id) or _derived(row), row.id in with_history)
            for row in self._session.scalars(select(EnterpriseRow).order_by(EnterpriseRow.id))
            if row.id in latest or row.id not in with_history
        ]


def _row(enterprise_id: int, state: EnterpriseState, now: datetime) -> EnterpriseStateRow:
    return EnterpriseStateRow(
        enterprise_id=enterprise_id,
        valid_from=state.valid_from,
        name=state.name,
        credit_code=state.credit_code,
        industry=state.industry,
        permit_category=state.permit_category.value if state.permit_category else None,
        permit_number=state.permit_number,
        is_ended=state.is_ended,
        at=now,
    )


def _state(row: EnterpriseStateRow) -> EnterpriseState:
    return EnterpriseState(
        name=row.name,
        credit_code=row.credit_code,
        industry=row.industry,
        permit_category=PermitCategory(row.permit_category) if row.permit_category else None,
        permit_number=row.permit_number,
        is_ended=row.is_ended,
        valid_from=row.valid_from,
    )


def _derived(row: EnterpriseRow) -> EnterpriseState:
    """Return the state of an enterprise of which only name and industry are known."""
    return EnterpriseState(name=row.name, industry=row.industry, valid_from=_LONG_AGO)
