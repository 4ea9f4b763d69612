"""People for tests, visibly invented."""

from collections.abc import Iterable

from builders.clock import SetClock

from courses.clock import Clock
from grading.people.accounts import add_person
from grading.people.model import Person, Role
from grading.records.engine import RecordsDatabase

PASSWORD = "sample-pass-2026"


def make_person(
    database: RecordsDatabase,
    login_name: str = "shifan",
    *,
    name: str = "示范甲",
    roles: Iterable[Role] = (Role.OFFICER,),
    department: str | None = "示范执法一科",
    password: str | None = None,
    clock: Clock | None = None,
) -> Person:
    """Add an officer; without a password, as hashing one takes its time."""
    with database.begin() as records:
        return add_person(
            records,
            clock or SetClock(),
            login_name=login_name,
            name=name,
            roles=roles,
            department=department,
            password=password,
        )
