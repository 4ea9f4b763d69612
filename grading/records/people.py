"""People, their roles, and where they work."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from grading.people.errors import LoginNameTakenError, UnknownPersonError
from grading.people.model import Person, Role
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody who is to be added; names are in the form in which they are kept."""

    login_name: str
    login_key: str
    name: str
    roles: frozenset[Role]
    department: str | None
    enterprise: str | None
    password_hash: str | None


class PeopleRecords:
    """Reading and changing people within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewPerson, now: datetime) -> Person:
        """Add somebody under a random learner id. Raises LoginNameTakenError."""
        row = _row_of(new, self._free_learner_id(), now)
        row.department = self._department(new.department) if new.department else None
        row.enterprise = self._enterprise(new.enterprise) if new.enterprise else None
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError as error:
            raise LoginNameTakenError(new.login_name) from error
        return _person(row)

    def add_many(self, newcomers: Sequence[NewPerson], now: datetime) -> list[Person]:
        """Add people of a roster, in their order, at little more than the cost of one.

        Raises LoginNameTakenError.
        """
        keys = set(self._session.scalars(select(PersonRow.login_key)))
        numbers = set(self._session.scalars(select(PersonRow.learner_id)))
        departments = {one.name: one for one in self._session.scalars(select(DepartmentRow))}
        enterprises = {one.name: one for one in self._session.scalars(select(EnterpriseRow))}
        rows = []
        for new in newcomers:
            if new.login_key in keys:
                raise LoginNameTakenError(new.login_name)
            keys.add(new.login_key)
            row = _row_of(new, _number_besides(numbers), now)
            if new.department:
                row.department = departments.setdefault(
                    new.department, DepartmentRow(name=new.department)
                )
            if new.enterprise:
                row.enterprise = enterprises.setdefault(
                    new.enterprise, EnterpriseRow(name=new.enterprise)
                )
            rows.append(row)
        self._session.add_all(rows)
        self._session.flush()
        return [_person(row) for row in rows]

    def find(self, person_id: int) -> Person | None:
        """Return a person, also one whose account was closed."""
        row = self._session.get(PersonRow, person_id)
        return _person(row) if row else None

    def find_by_login(self, login_key: str) -> Person | None:
        """Return the person with this login name, in the form that is compared."""
        row = self._session.scalar(select(PersonRow).where(PersonRow.login_key == login_key))
        return _person(row) if row else None

    def find_by_learner_id(self, learner_id: str) -> Person | None:
        """Return the person whom a learner id stands for."""
        row = self._session.scalar(select(PersonRow).where(PersonRow.learner_id == learner_id))
        return _person(row) if row else None

    def trainees_of(self, enterprise: str) -> tuple[Person, ...]:
        """Return the trainees of an enterprise whose accounts are open, the oldest first."""
        query = (
            select(PersonRow)
            .join(EnterpriseRow, EnterpriseRow.id == PersonRow.enterprise_id)
            .join(RoleRow, RoleRow.person_id == PersonRow.id)
            .where(EnterpriseRow.name == enterprise, RoleRow.role == Role.TRAINEE.value)
            .where(PersonRow.ended_at.is_(None))
            .order_by(PersonRow.id)
        )
        return tuple(_person(row) for row in self._session.scalars(query))

    def current(self) -> tuple[Person, ...]:
        """Return everybody whose account is open, by department, enterprise and name."""
        rows = self._session.scalars(select(PersonRow).where(PersonRow.ended_at.is_(None)))
        people = [_person(row) for row in rows]
        return tuple(
            sorted(people, key=lambda p: (p.department or "", p.enterprise or "", p.name, p.id))
        )

    def is_open(self, person_id: int) -> bool:
        """Say whether there is such an account and it was not closed."""
        row = self._session.get(PersonRow, person_id)
        return row is not None and row.ended_at is None

    def password_hash(self, person_id: int) -> str | None:
        """Return what is kept of a password, None where none is set."""
        return self._row(person_id).password_hash

    def set_password_hash(self, person_id: int, password_hash: str) -> None:
        """Put another password in place."""
        self._row(person_id).password_hash = password_hash
        self._session.flush()

    def set_roles(self, person_id: int, roles: Iterable[Role], now: datetime) -> Person:
        """Give exactly these roles; those that stay keep the time since when they are held."""
        row = self._row(person_id)
        wanted = {role.value for role in roles}
        held = {role.role for role in row.roles}
        row.roles = [role for role in row.roles if role.role in wanted] + [
            RoleRow(role=role, since=now) for role in sorted(wanted - held)
        ]
        self._session.flush()
        return _person(row)

    def change(
        self, person_id: int, *, name: str, department: str | None, enterprise: str | None
    ) -> None:
        """Put another name and place of work in place."""
        row = self._row(person_id)
        row.name = name
        row.department = self._department(department) if department else None
        row.enterprise = self._enterprise(enterprise) if enterprise else None
        self._session.flush()

    def close_account(self, person_id: int, now: datetime) -> None:
        """Close an account; its study records stay."""
        row = self._row(person_id)
        row.ended_at = row.ended_at or now
        self._session.flush()

    def open_again(self, person_id: int) -> Person:
        """Open an account that was closed, without the password that it had."""
        row = self._row(person_id)
        row.ended_at = row.password_hash = None
        self._session.flush()
        return _person(row)

    def departments(self) -> tuple[str, ...]:
        """Return the departments of the bureau in the order in which they were added."""
        return tuple(self._session.scalars(select(DepartmentRow.name).order_by(DepartmentRow.id)))

    def add_enterprise(self, name: str, industry: str | None) -> None:
        """Add an enterprise, or note another industry for one that is there."""
        self._enterprise(name).industry = industry
        self._session.flush()

    def enterprises(self) -> tuple[tuple[str, str | None], ...]:
        """Return name and industry of every enterprise in the order in which they were added."""
        found = self._session.scalars(select(EnterpriseRow).order_by(EnterpriseRow.id))
        return tuple((row.name, row.industry) for row in found)

    def _row(self, person_id: int) -> PersonRow:
        row = self._session.get(PersonRow, person_id)
        if row is None:
            raise UnknownPersonError(person_id)
        return row

    def _free_learner_id(self) -> str:
        while True:
            number = _random_number()
            if self.find_by_learner_id(number) is None:
                return number

    def _department(self, name: str) -> DepartmentRow:
        row = self._session.scalar(select(DepartmentRow).where(DepartmentRow.name == name))
        if row is None:
            row = DepartmentRow(name=name)
            self._session.add(row)
        return row

    def _enterprise(self, name: str) -> EnterpriseRow:
        row = self._session.scalar(select(EnterpriseRow).where(EnterpriseRow.name == name))
        if row is None:
            row = EnterpriseRow(name=name)
            self._session.add(row)
        return row


def _row_of(new: NewPerson, learner_id: str, now: datetime) -> PersonRow:
    return PersonRow(
        learner_id=learner_id,
        login_name=new.login_name,
        login_key=new.login_key,
        name=new.name,
        password_hash=new.password_hash,
        created_at=now,
        roles=[RoleRow(role=role.value, since=now) for role in sorted(new.roles)],
    )


def _random_number() -> str:
    return str(secrets.randbelow(9 * 10**7) + 10**7)


def _number_besides(taken: set[str]) -> str:
    """Return a learner id that nobody has, and count it as taken."""
    while (number := _random_number()) in taken:
        pass
    taken.add(number)
    return number


def _person(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        learner_id=row.learner_id,
        login_name=row.login_name,
        name=row.name,
        roles=frozenset(Role(role.role) for role in row.roles),
        department=row.department.name if row.department else None,
        enterprise=row.enterprise.name if row.enterprise else None,
    )
