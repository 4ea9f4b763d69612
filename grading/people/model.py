"""People and roles as the rest of the platform sees them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; a person may hold several."""

    OFFICER = "officer"
    LEADER = "leader"
    TRAINEE = "trainee"
    INSTRUCTOR = "instructor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The Chinese word on screen."""
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.OFFICER: "执法人员",
    Role.LEADER: "领导干部",
    Role.TRAINEE: "企业学员",
    Role.INSTRUCTOR: "教员",
    Role.MANAGER: "管理人员",
    Role.ADMINISTRATOR: "管理员",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    `learner_id` is an opaque number (text) that stands for the person in nbgrader and in paths;
    `department` is a department of the bureau, `enterprise` the employer of a trainee.
    """

    id: int
    learner_id: str
    login_name: str
    name: str
    roles: frozenset[Role]
    department: str | None = None
    enterprise: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSession:
    """A login on the server; `token` is what the browser's cookie holds."""

    token: str
    person: Person
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """The bureau that a home belongs to; `is_demo` when everybody in it is invented."""

    name: str
    is_demo: bool
    created_at: datetime
