"""A bureau whose short exam has two essays, with learners and an instructor; no demo data."""

from pathlib import Path

from builders.demo_home import DEMO_PASSWORD, DEPARTMENT, PASSWORD, learner
from builders.portal_home import build_home

from courses.clock import system_clock
from grading.home import Home
from grading.people.accounts import add_person
from grading.people.model import Role
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings

MARKER, MARKER_NAME = "instructor", "示范教员"
LEARNERS = 2


def make_essays_home(root: Path) -> Home:
    """Prepare the home, before a portal starts on it."""
    home = build_home(root)
    database = RecordsDatabase(read_settings(home, {}).database_url)
    with database.begin() as records:
        people = [(who.login_name, who.name, Role.OFFICER) for who in map(learner, range(LEARNERS))]
        for login_name, name, role in [*people, (MARKER, MARKER_NAME, Role.INSTRUCTOR)]:
            add_person(
                records,
                system_clock,
                login_name=login_name,
                name=name,
                roles=(role,),
                department=DEPARTMENT,
                password=DEMO_PASSWORD if login_name == MARKER else PASSWORD,
            )
    database.close()
    return home
