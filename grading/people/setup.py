"""The first run: the bureau gets its name, and somebody who may do everything else."""

from courses.clock import Clock
from grading.people.accounts import add_person
from grading.people.errors import AlreadySetUpError
from grading.people.model import Person, Role
from grading.people.names import clean_organisation
from grading.records.engine import RecordsDatabase
from grading.records.records import Records


def needs_set_up(records: Records) -> bool:
    """Say whether the home has no bureau yet."""
    return records.bureau.find() is None


def set_up_bureau(
    database: RecordsDatabase,
    clock: Clock,
    *,
    bureau: str,
    login_name: str,
    name: str,
    password: str,
) -> Person:
    """Name the bureau and make its first administrator, both or neither.

    Raises AlreadySetUpError, InvalidOrganisationNameError and what `add_person` raises.
    """
    kept_bureau = clean_organisation(bureau)
    with database.read() as records:
        _refuse_second(records)
    with database.begin() as records:
        administrator = add_person(
            records,
            clock,
            login_name=login_name,
            name=name,
            roles=[Role.ADMINISTRATOR],
            password=password,
        )
        _refuse_second(records)
        records.bureau.establish(kept_bureau, is_demo=False, now=clock())
    return administrator


def _refuse_second(records: Records) -> None:
    existing = records.bureau.find()
    if existing is not None:
        raise AlreadySetUpError(existing.name)
