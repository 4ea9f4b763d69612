"""Who may open what: the roles of courses and dashboards, and the owner of a kernel."""

from typing import Any

from jupyter_server.auth import Authorizer

from courses.catalogue import Course
from grading.people.model import Person, Role
from widgets.portal.dashboards import Dashboard

COURSE_STAFF = frozenset({Role.INSTRUCTOR, Role.MANAGER, Role.ADMINISTRATOR})
"""May look at every course, whatever its audience."""

PEOPLE_READERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
"""See the list of people; administrators change it too."""

KEY_KEEPERS = frozenset({Role.INSTRUCTOR, Role.ADMINISTRATOR})
"""Write, mark and print exams: may see keys before and after an exam."""

ASSESSORS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
"""See everybody's year-end assessment."""

LEADERSHIP_READERS = frozenset({Role.LEADER, Role.MANAGER, Role.ADMINISTRATOR})
"""See the plan of leadership study and who attended; managers and administrators change it."""


def may_train(person: Person) -> bool:
    """Whether a person may plan and hold trainings of enterprises."""
    return bool(person.roles & COURSE_STAFF)


def may_study(person: Person, course: Course) -> bool:
    """Whether a person may open a course, its lessons and its exams."""
    return bool(person.roles & (COURSE_STAFF | {Role(role) for role in course.audience}))


def may_open(person: Person, dashboard: Dashboard) -> bool:
    """Whether a person may open a dashboard and read its figures."""
    return bool(person.roles & dashboard.roles)


def has_hours(person: Person) -> bool:
    """Whether credit hours of a person are kept: of everybody in the bureau."""
    return bool(person.roles - {Role.TRAINEE})


def may_see_outreach(person: Person) -> bool:
    """Whether a person may look through the log of outreach: everybody in the bureau."""
    return bool(person.roles - {Role.TRAINEE})


def may_see_leadership(person: Person) -> bool:
    """Whether a person may look through leadership study."""
    return bool(person.roles & LEADERSHIP_READERS)


def may_audit(person: Person) -> bool:
    """Whether a person may look through the audit trail."""
    return Role.ADMINISTRATOR in person.roles


def may_see_keys(person: Person) -> bool:
    """Whether a person may look through papers with their keys."""
    return bool(person.roles & KEY_KEEPERS)


def may_assess(person: Person) -> bool:
    """Whether a person may look through everybody's assessment."""
    return bool(person.roles & ASSESSORS)


def may_see_people(person: Person) -> bool:
    """Whether a person may look through people and enterprises."""
    return bool(person.roles & PEOPLE_READERS)


class PortalAuthorizer(Authorizer):
    """Refuses by default; a kernel belongs to the person who opened its page."""

    def is_authorized(self, handler: Any, user: Any, _action: str, resource: str) -> bool:
        """Allow a person's own kernels only."""
        if resource != "kernels":
            return False
        kernel_id = handler.path_kwargs.get("kernel_id") or next(iter(handler.path_args), None)
        return bool(handler.kernel_manager.is_owner(kernel_id, user.username))
