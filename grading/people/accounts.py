"""Accounts: adding people, finding them, changing what they may do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from courses.clock import Clock, local_date
from grading.people.errors import NoRoleError, UnknownPersonError
from grading.people.model import Person, Role
from grading.people.names import clean_login_name, clean_name, clean_organisation, login_key
from grading.people.passwords import check_strength, hash_password
from grading.records.people import NewPerson
from grading.records.records import Records


def add_person(
    records: Records,
    clock: Clock,
    *,
    login_name: str,
    name: str,
    roles: Iterable[Role],
    department: str | None = None,
    enterprise: str | None = None,
    password: str | None = None,
) -> Person:
    """Open an account; without a password nobody can log in to it yet.

    Raises InvalidLoginNameError, LoginNameTakenError, InvalidPersonNameError,
    InvalidOrganisationNameError, NoRoleError and WeakPasswordError.
    """
    kept_login, kept_name = clean_login_name(login_name), clean_name(name)
    held = frozenset(roles)
    if not held:
        raise NoRoleError(kept_login)
    new = NewPerson(
        login_name=kept_login,
        login_key=login_key(kept_login),
        name=kept_name,
        roles=held,
        department=clean_organisation(department) if department else None,
        enterprise=clean_organisation(enterprise) if enterprise else None,
        password_hash=_checked_hash(password, kept_login, kept_name) if password else None,
    )
    return records.people.add(new, clock())


def set_password(records: Records, person: Person, password: str) -> None:
    """Put another password in place; ends every login and lifts every wait of the account.

    Raises WeakPasswordError.
    """
    # hashed before the first statement, so that the write lock is not held meanwhile
    kept = _checked_hash(password, person.login_name, person.name)
    records.people.set_password_hash(person.id, kept)
    records.sessions.end_all_of(person.id)
    records.sessions.forgive_account(login_key(person.login_name))


def set_roles(records: Records, clock: Clock, person: Person, roles: Iterable[Role]) -> Person:
    """Let a person hold exactly these roles. Raises NoRoleError."""
    wanted = frozenset(roles)
    if not wanted:
        raise NoRoleError(person.login_name)
    changed = records.people.set_roles(person.id, wanted, clock())
    _note(records, clock, person, roles=wanted)
    return changed


def close_account(records: Records, clock: Clock, person: Person) -> None:
    """Let a person log in no more; study records stay as they are."""
    records.people.close_account(person.id, clock())
    _note(records, clock, person, is_ended=True)
    records.sessions.end_all_of(person.id)


def people(records: Records) -> tuple[Person, ...]:
    """Return everybody with an open account, by department, enterprise and name."""
    return records.people.current()


def people_with_role(records: Records, role: Role) -> tuple[Person, ...]:
    """Return everybody with an open account who holds this role."""
    return tuple(person for person in people(records) if role in person.roles)


def find_person(records: Records, login_name: str) -> Person | None:
    """Return the person with this login name in whatever case and width it is written."""
    return records.people.find_by_login(login_key(login_name))


def get_person(records: Records, login_name: str) -> Person:
    """Return the person with this login name. Raises UnknownPersonError."""
    person = find_person(records, login_name)
    if person is None:
        raise UnknownPersonError(login_name)
    return person


def _note(records: Records, clock: Clock, person: Person, **changed: Any) -> None:
    """Keep the history of somebody who has one in step with the account."""
    latest = records.posts.latest(person.id)
    if latest is not None:
        today = max(local_date(clock()), latest.valid_from)
        records.posts.add(person.id, replace(latest, valid_from=today, **changed), clock())


def _checked_hash(password: str, login_name: str, name: str) -> str:
    check_strength(password, login_name=login_name, name=name)
    return hash_password(password)
