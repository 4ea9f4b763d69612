"""People, their roles, and where they work."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from grading.records.base import Base

NAME_LENGTH = 64


class DepartmentRow(Base):
    """A department of the bureau."""

    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(128), unique=True)


class EnterpriseRow(Base):
    """An enterprise whose people are trained."""

    __tablename__ = "enterprises"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(128), unique=True)
    industry: Mapped[str | None] = mapped_column(String(128))


class PersonRow(Base):
    """Somebody with an account; `login_key` is the login name in the form that is compared.

    `ended_at` says when the account was closed; the row stays, because study records name it.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(String(16), unique=True)
    login_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    login_key: Mapped[str] = mapped_column(String(2 * NAME_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(256))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    department: Mapped[DepartmentRow | None] = relationship(lazy="joined")
    enterprise: Mapped[EnterpriseRow | None] = relationship(lazy="joined")
    roles: Mapped[list["RoleRow"]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class RoleRow(Base):
    """One role that a person holds."""

    __tablename__ = "roles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)
    since: Mapped[datetime]


class PeopleRecords:
    """Reading and changing people within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
