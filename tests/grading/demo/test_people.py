from collections import Counter
from datetime import date

from grading.demo.diligence import ABSENT, KEEN, diligence_of
from grading.demo.enterprises import ENTERPRISES, enterprise_states
from grading.demo.people import BUREAU, PASSWORD, administrator, invented_people
from grading.people.model import Role
from grading.people.passwords import check_strength
from grading.people.units import is_credit_code, is_permit_number

EVERYBODY = (*invented_people(), administrator())


def test_the_bureau_has_the_people_it_is_said_to_have():
    roles = Counter(person.role for person in EVERYBODY)
    assert roles == {
        Role.OFFICER: 24,
        Role.LEADER: 5,
        Role.TRAINEE: 31,
        Role.INSTRUCTOR: 1,
        Role.MANAGER: 1,
        Role.ADMINISTRATOR: 1,
    }


def test_officers_work_in_four_departments_and_trainees_at_some_of_the_enterprises():
    departments = {p.department for p in EVERYBODY if p.role is Role.OFFICER}
    employers = {p.enterprise for p in EVERYBODY if p.role is Role.TRAINEE}
    assert len(departments) == 4
    assert None not in departments
    assert employers == {one.name for one in ENTERPRISES if one.trainees}
    assert 2 * len(employers) > len(ENTERPRISES) > len(employers)


def test_enterprises_have_sound_numbers_that_no_enterprise_can_have():
    states = list(enterprise_states(date(2020, 1, 1)))
    assert len(states) == len(ENTERPRISES) == len({one.name for one in states})
    for one in states:
        assert is_credit_code(one.credit_code)
        assert one.credit_code[2:8] == "990000"
        assert is_permit_number(one.permit_number)
        assert one.permit_number.startswith(one.credit_code)


def test_trainees_log_in_with_a_password_no_longer_but_for_the_first():
    assert [p.login_name for p in EVERYBODY if p.role is Role.TRAINEE and p.has_password] == [
        "trainee01"
    ]
    assert all(p.has_password for p in EVERYBODY if p.role is not Role.TRAINEE)


def test_everything_that_is_invented_says_so():
    names = [BUREAU, *(p.name for p in EVERYBODY), *(one.name for one in ENTERPRISES)]
    assert [name for name in names if not name.startswith("示范")] == []


def test_no_two_people_share_a_name_or_a_login():
    assert len({p.name for p in EVERYBODY}) == len(EVERYBODY)
    assert len({p.login_name for p in EVERYBODY}) == len(EVERYBODY)


def test_the_password_is_good_enough_for_everybody():
    for person in EVERYBODY:
        check_strength(PASSWORD, login_name=person.login_name, name=person.name)


def test_officers_and_leaders_study_in_their_own_ways_and_nobody_else_does():
    diligence = diligence_of(EVERYBODY, seed=1)
    studying = {p.login_name for p in EVERYBODY if p.role in {Role.OFFICER, Role.LEADER}}
    assert set(diligence) == studying
    assert diligence["officer24"] is ABSENT
    assert 0 < diligence["officer01"].reach < 1
    assert KEEN in diligence.values()


def test_another_seed_makes_others_diligent():
    assert diligence_of(EVERYBODY, seed=1) == diligence_of(EVERYBODY, seed=1)
    assert diligence_of(EVERYBODY, seed=1) != diligence_of(EVERYBODY, seed=2)
