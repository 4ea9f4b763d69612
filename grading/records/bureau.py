"""The one bureau that a home belongs to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.people.model import Bureau
from grading.records.base import Base

_ONLY = 1


class BureauRow(Base):
    """The bureau; there is one row, or none before the first run is finished."""

    __tablename__ = "bureau"
    __table_args__ = (CheckConstraint(f"id = {_ONLY}", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(128))
    is_demo: Mapped[bool]
    created_at: Mapped[datetime]


class BureauRecords:
    """Reading and writing the bureau within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self) -> Bureau | None:
        """Return the bureau, None before the first run is finished."""
        row = self._session.get(BureauRow, _ONLY)
        if row is None:
            return None
        return Bureau(name=row.name, is_demo=row.is_demo, created_at=row.created_at)

    def establish(self, name: str, *, is_demo: bool, now: datetime) -> Bureau:
        """Give the home its bureau; there must be none yet."""
        self._session.add(BureauRow(id=_ONLY, name=name, is_demo=is_demo, created_at=now))
        self._session.flush()
        return Bureau(name=name, is_demo=is_demo, created_at=now)
