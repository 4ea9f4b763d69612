"""Account commands carried out for the command line."""

import pytest
from builders.clock import SetClock
from builders.people import PASSWORD, make_person
from builders.records import fresh_database

from grading.people.accounts import people
from grading.people.commands import MalformedCommandError, UnknownCommandError, run_command
from grading.people.errors import LoginNameTakenError, UnknownPersonError, WeakPasswordError
from grading.people.model import Role
from grading.people.passwords import is_right

NEW = {
    "login_name": "jiaoyuan",
    "name": "示范教员",
    "roles": ["instructor", "officer"],
    "password": PASSWORD,
    "department": "示范法规科",
}


@pytest.fixture
def database(tmp_path):
    made = fresh_database(tmp_path)
    yield made
    made.close()


def everybody(database):
    with database.read() as records:
        return people(records)


def test_adding_a_person_says_who_was_added_with_the_roles_in_their_order(database):
    text = run_command(database, SetClock(), "add-person", NEW)
    (person,) = everybody(database)
    assert person.roles == {Role.OFFICER, Role.INSTRUCTOR}
    assert person.department == "示范法规科"
    assert text == "已建立账号 jiaoyuan（示范教员，执法人员、教员）。"


def test_a_new_password_counts_from_then_on(database):
    person = make_person(database)
    wanted = {"login_name": person.login_name, "password": PASSWORD}
    run_command(database, SetClock(), "set-password", wanted)
    with database.read() as records:
        kept = records.people.password_hash(person.id)
    assert is_right(PASSWORD, kept)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"password": "short"}, WeakPasswordError),
        ({"login_name": "shifan"}, LoginNameTakenError),
        ({"roles": ["emperor"]}, MalformedCommandError),
        ({"salary": 1}, MalformedCommandError),
        ({"name": None}, MalformedCommandError),
    ],
)
def test_nothing_is_written_when_a_command_is_refused(database, changes, error):
    make_person(database)
    with pytest.raises(error):
        run_command(database, SetClock(), "add-person", NEW | changes)
    assert len(everybody(database)) == 1


def test_a_refused_command_does_not_repeat_the_password(database):
    with pytest.raises(MalformedCommandError) as told:
        run_command(database, SetClock(), "set-password", {"password": ["secret-word"]})
    assert "secret-word" not in str(told.value)
    assert told.value.fields == ("login_name", "password")


def test_the_password_of_nobody_cannot_be_changed(database):
    with pytest.raises(UnknownPersonError):
        run_command(
            database, SetClock(), "set-password", {"login_name": "nobody", "password": PASSWORD}
        )


def test_a_command_of_another_version_is_refused(database):
    with pytest.raises(UnknownCommandError) as told:
        run_command(database, SetClock(), "close-account", {})
    assert told.value.name == "close-account"
