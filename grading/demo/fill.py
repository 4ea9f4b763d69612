"""Filling an empty home with the demo bureau."""

from typing import NamedTuple

from courses.clock import Clock
from grading.content import read_content
from grading.demo.errors import NotDemoBureauError
from grading.demo.people import PASSWORD, administrator, invented_people
from grading.demo.writing import SEED, DemoBureau, Progress
from grading.gradebook.gradebook import ScoringDesk
from grading.home import Home
from grading.people.accounts import find_person
from grading.records.engine import RecordsDatabase
from grading.settings import Settings


class DemoLogin(NamedTuple):
    """A login to try the demo with; `role` is the word on screen."""

    role: str
    login_name: str
    password: str


def demo_logins() -> tuple[DemoLogin, ...]:
    """Return one login for every role, the first of each."""
    first: dict[str, DemoLogin] = {}
    for person in (*invented_people(), administrator()):
        login = DemoLogin(person.role.label, person.login_name, PASSWORD)
        first.setdefault(login.role, login)
    return tuple(first.values())


def fill(
    home: Home,
    settings: Settings,
    database: RecordsDatabase,
    clock: Clock,
    progress: Progress | None = None,
    *,
    seed: int = SEED,
) -> tuple[DemoLogin, ...]:
    """Write the demo bureau into a home, opening its gradebook for that time.

    A home that is filled is left as it is; filling that was interrupted is taken up again. Raises
    NotDemoBureauError and DamagedGradebookError.
    """
    if not is_filled(database):
        _refuse_other_bureau(database)  # before its gradebook is touched
        desk = ScoringDesk.open(home.course, database_url=settings.gradebook_url)
        try:
            bureau = DemoBureau(
                home=home,
                database=database,
                gradebook=desk,
                content=read_content(home),
                zone=settings.zone,
                seed=seed,
            )
            bureau.write(clock, progress)
        finally:
            desk.close()
    return demo_logins()


def _refuse_other_bureau(database: RecordsDatabase) -> None:
    with database.read() as records:
        bureau = records.bureau.find()
        is_other = bool(records.people.current()) if bureau is None else not bureau.is_demo
    if is_other:
        raise NotDemoBureauError(database.address)


def is_filled(database: RecordsDatabase) -> bool:
    """Say whether the demo bureau is complete: its administrator is written last."""
    with database.read() as records:
        bureau = records.bureau.find()
        found = find_person(records, administrator().login_name)
    return bureau is not None and bureau.is_demo and found is not None
