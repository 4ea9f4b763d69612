"""The people of the demo bureau: all invented, and named so that nobody can miss it."""

from collections.abc import Iterator
from dataclasses import dataclass

from grading.demo.enterprises import ENTERPRISES
from grading.people.model import Role

BUREAU = "示范市生态环境局"
PASSWORD = "xuefa-demo"  # noqa: S105 - printed at every start of a demo

DEPARTMENTS = (
    ("综合执法一中队", "甲", 8),
    ("综合执法二中队", "乙", 7),
    ("排污许可科", "丙", 5),
    ("法制宣教科", "丁", 4),
)
"""Department, the character in its people's names, and how many officers it has."""

LEADERS = 5
LEADERSHIP = "局领导"
"""Where the leaders belong."""

MARKER = INSTRUCTOR = "instructor"
"""The login name of whoever reads essays and holds training sessions."""

FIRST_TRAINEE = "trainee01"

MANAGER = "manager"
"""The login name of whoever reviews proofs and records what the leadership does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """Somebody of the demo bureau before there is an account."""

    login_name: str
    name: str
    role: Role
    department: str | None = None
    enterprise: str | None = None

    @property
    def has_password(self) -> bool:
        """Whether one can log in: trainees sign in to sessions instead, but for the first."""
        return self.role is not Role.TRAINEE or self.login_name == FIRST_TRAINEE


def invented_people() -> tuple[InventedPerson, ...]:
    """Return everybody but the administrator: officers, leaders, trainees, and two of the staff."""
    return (*_officers(), *_leaders(), *_trainees(), *_staff())


def administrator() -> InventedPerson:
    """Return the administrator, whose account is the last one to be opened."""
    return InventedPerson(login_name="admin", name="示范癸01", role=Role.ADMINISTRATOR)


def _officers() -> Iterator[InventedPerson]:
    number = 0
    for department, character, count in DEPARTMENTS:
        for place in range(1, count + 1):
            number += 1
            yield InventedPerson(
                login_name=f"officer{number:02d}",
                name=f"示范{character}{place:02d}",
                role=Role.OFFICER,
                department=department,
            )


def _leaders() -> Iterator[InventedPerson]:
    for number in range(1, LEADERS + 1):
        yield InventedPerson(
            login_name=f"leader{number:02d}",
            name=f"示范戊{number:02d}",
            role=Role.LEADER,
            department=LEADERSHIP,
        )


def _trainees() -> Iterator[InventedPerson]:
    employers = [one.name for one in ENTERPRISES for _ in range(one.trainees)]
    for number, employer in enumerate(employers, start=1):
        yield InventedPerson(
            login_name=f"trainee{number:02d}",
            name=f"示范庚{number:02d}",
            role=Role.TRAINEE,
            enterprise=employer,
        )


def _staff() -> Iterator[InventedPerson]:
    department = DEPARTMENTS[-1][0]
    for login_name, name, role in (
        (INSTRUCTOR, "示范辛01", Role.INSTRUCTOR),
        (MANAGER, "示范壬01", Role.MANAGER),
    ):
        yield InventedPerson(login_name=login_name, name=name, role=role, department=department)
