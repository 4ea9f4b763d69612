import pytest
from builders.clock import SetClock
from builders.people import PASSWORD, make_person
from builders.records import fresh_database

from grading.people.accounts import (
    add_person,
    close_account,
    find_person,
    get_person,
    people,
    people_with_role,
    set_password,
    set_roles,
)
from grading.people.errors import (
    InvalidOrganisationNameError,
    LoginNameTakenError,
    NoRoleError,
    UnknownPersonError,
    WeakPasswordError,
)
from grading.people.model import Role


@pytest.fixture
def database(tmp_path):
    opened = fresh_database(tmp_path)
    yield opened
    opened.close()


def test_person_is_found_by_login_name_in_any_case_width_and_dot(database):
    person = make_person(database, "Shifan・Jia")
    with database.read() as records:
        assert find_person(records, "ＳＨＩＦＡＮ•jia") == person
        assert find_person(records, "shifan") is None


def test_person_has_what_was_given(database):
    person = make_person(database, "shifan", name="示范•甲", roles=[Role.OFFICER, Role.MANAGER])
    assert person.name == "示范·甲"
    assert person.roles == {Role.OFFICER, Role.MANAGER}
    assert person.department == "示范执法一科"
    assert person.enterprise is None


def test_learner_ids_are_opaque_and_different(database):
    ids = {make_person(database, f"shifan{number}").learner_id for number in range(20)}
    assert len(ids) == 20
    assert all(len(learner_id) == 8 and learner_id.isdecimal() for learner_id in ids)
    with database.read() as records:
        assert {records.people.find_by_learner_id(i).learner_id for i in ids} == ids


def test_login_name_is_taken_when_somebody_has_it_in_another_case(database):
    make_person(database, "shifan")
    with pytest.raises(LoginNameTakenError) as caught:
        make_person(database, "SHIFAN")
    assert caught.value.login_name == "SHIFAN"


def test_others_can_be_added_in_the_transaction_in_which_a_name_was_taken(database):
    make_person(database, "shifan")
    common = {"name": "示范乙", "roles": [Role.OFFICER]}
    with database.begin() as records:
        with pytest.raises(LoginNameTakenError):
            add_person(records, SetClock(), login_name="shifan", **common)
        add_person(records, SetClock(), login_name="shifan2", **common)
    with database.read() as records:
        assert {person.login_name for person in people(records)} == {"shifan", "shifan2"}


def test_department_and_enterprise_are_added_once(database):
    make_person(database, "shifan1")
    make_person(database, "shifan2")
    with database.begin() as records:
        records.people.add_enterprise("示范一厂", "示范行业")
        add_person(
            records,
            SetClock(),
            login_name="trainee",
            name="示范乙",
            roles=[Role.TRAINEE],
            enterprise="示范一厂",
        )
    with database.read() as records:
        assert records.people.departments() == ("示范执法一科",)
        assert records.people.enterprises() == (("示范一厂", "示范行业"),)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"roles": []}, NoRoleError),
        ({"password": "short"}, WeakPasswordError),
        ({"department": "科" * 129}, InvalidOrganisationNameError),
    ],
)
def test_person_is_refused_and_not_kept_when_something_is_wrong(database, change, error):
    with pytest.raises(error):
        make_person(database, "shifan", **change)
    with database.read() as records:
        assert people(records) == ()


def test_roles_are_exactly_those_given(database):
    person = make_person(database, roles=[Role.OFFICER, Role.MANAGER])
    with database.begin() as records:
        changed = set_roles(records, SetClock(), person, [Role.MANAGER, Role.INSTRUCTOR])
    assert changed.roles == {Role.MANAGER, Role.INSTRUCTOR}
    with database.read() as records:
        assert people_with_role(records, Role.INSTRUCTOR) == (changed,)
        assert people_with_role(records, Role.OFFICER) == ()


def test_nobody_is_left_without_a_role(database):
    person = make_person(database)
    with pytest.raises(NoRoleError), database.begin() as records:
        set_roles(records, SetClock(), person, [])


def test_closed_account_is_not_listed_but_still_found(database):
    person = make_person(database)
    with database.begin() as records:
        close_account(records, SetClock(), person)
    with database.read() as records:
        assert people(records) == ()
        assert records.people.find(person.id) == person


def test_unknown_login_name_is_told(database):
    with database.read() as records, pytest.raises(UnknownPersonError, match="nobody"):
        get_person(records, "nobody")


def test_kept_password_is_not_the_password(database):
    person = make_person(database, password=PASSWORD)
    with database.read() as records:
        kept = records.people.password_hash(person.id)
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_weak_password_leaves_the_old_one(database):
    person = make_person(database, password=PASSWORD)
    with database.read() as records:
        before = records.people.password_hash(person.id)
    with pytest.raises(WeakPasswordError), database.begin() as records:
        set_password(records, person, person.login_name)
    with database.read() as records:
        assert records.people.password_hash(person.id) == before
