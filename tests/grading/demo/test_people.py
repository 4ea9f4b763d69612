from collections import Counter

from grading.demo.diligence import ABSENT, KEEN, diligence_of
from grading.demo.people import BUREAU, ENTERPRISES, PASSWORD, administrator, invented_people
from grading.people.model import Role
from grading.people.passwords import check_strength

EVERYBODY = (*invented_people(), administrator())


def test_the_bureau_has_the_people_it_is_said_to_have():
    roles = Counter(person.role for person in EVERYBODY)
    assert roles == {
        Role.OFFICER: 24,
        Role.LEADER: 5,
        Role.TRAINEE: 20,
        Role.INSTRUCTOR: 1,
        Role.MANAGER: 1,
        Role.ADMINISTRATOR: 1,
    }


def test_officers_work_in_four_departments_and_trainees_at_twelve_enterprises():
    departments = {p.department for p in EVERYBODY if p.role is Role.OFFICER}
    employers = {p.enterprise for p in EVERYBODY if p.role is Role.TRAINEE}
    assert len(departments) == 4
    assert None not in departments
    assert employers == {name for name, _, _ in ENTERPRISES}
    assert len(employers) == 12


def test_everything_that_is_invented_says_so():
    names = [BUREAU, *(p.name for p in EVERYBODY), *(name for name, _, _ in ENTERPRISES)]
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
