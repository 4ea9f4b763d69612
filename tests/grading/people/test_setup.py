import pytest
from builders.clock import SetClock
from builders.people import PASSWORD
from builders.records import fresh_database

from grading.people.accounts import people
from grading.people.errors import AlreadySetUpError, WeakPasswordError
from grading.people.logins import log_in
from grading.people.model import Role
from grading.people.setup import needs_set_up, set_up_bureau

FIRST = {
    "bureau": "示范市生态环境局",
    "login_name": "admin",
    "name": "示范甲",
    "password": PASSWORD,
}


@pytest.fixture
def database(tmp_path):
    opened = fresh_database(tmp_path)
    yield opened
    opened.close()


def test_first_run_makes_the_bureau_and_an_administrator_who_can_log_in(database):
    clock = SetClock()
    administrator = set_up_bureau(database, clock, **FIRST)
    assert administrator.roles == {Role.ADMINISTRATOR}
    with database.read() as records:
        bureau = records.bureau.find()
        assert not needs_set_up(records)
    assert (bureau.name, bureau.is_demo, bureau.created_at) == (FIRST["bureau"], False, clock.now)
    assert log_in(database, clock, "admin", PASSWORD, "192.0.2.1", hours=1).person == administrator


def test_first_run_happens_once(database):
    set_up_bureau(database, SetClock(), **FIRST)
    with pytest.raises(AlreadySetUpError, match="示范市"):
        set_up_bureau(database, SetClock(), **FIRST | {"login_name": "second"})
    with database.read() as records:
        assert len(people(records)) == 1


def test_first_run_keeps_nothing_when_something_is_wrong(database):
    with pytest.raises(WeakPasswordError):
        set_up_bureau(database, SetClock(), **FIRST | {"password": "12345678"})
    with database.read() as records:
        assert needs_set_up(records)
        assert people(records) == ()
