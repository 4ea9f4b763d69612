"""Passes: one session, one trainee, some hours."""

import pytest
from builders.classroom import Classroom, make_classroom

from grading.people.codes import NoPasswordForTraineesError, issue_code
from grading.training.pass_errors import (
    NoPassForStaffError,
    NotSignedInError,
    PassCodeRefusedError,
    SlowedPassCodesError,
)

PHONE = "192.0.2.1"


@pytest.fixture(scope="module")
def classroom(tmp_path_factory) -> Classroom:
    return make_classroom(tmp_path_factory.mktemp("passes"))


@pytest.fixture
def session(classroom):
    return classroom.open_session()


def test_who_signed_in_gets_a_pass_that_ends_some_hours_after_the_session(classroom, session):
    person = classroom.come(session, "示范甲")
    held = classroom.passes.give(session.id, person.id, PHONE)
    found = classroom.passes.find(held.token)
    assert (found.person, found.session_id) == (person, session.id)
    assert session.plan.ends_at < held.expires_at
    before = classroom.room.clock.now
    classroom.room.clock.now = held.expires_at
    assert classroom.passes.find(held.token) is None
    classroom.room.clock.now = before


def test_a_pass_is_for_trainees_who_are_signed_in(classroom, session):
    other = classroom.open_session()
    person = classroom.come(other, "示范乙")
    with pytest.raises(NotSignedInError):
        classroom.passes.give(session.id, person.id, PHONE)
    colleague = classroom.come(session, "示范教员", "本单位")
    with pytest.raises(NoPassForStaffError):
        classroom.passes.give(session.id, colleague.id, PHONE)


def test_a_pass_ends_with_the_sign_in_and_when_the_phone_gives_it_back(classroom, session):
    person = classroom.come(session, "示范丙")
    kept, ended = (classroom.passes.give(session.id, person.id, PHONE) for _ in range(2))
    classroom.passes.end(ended.token)
    assert classroom.passes.find(ended.token) is None
    assert classroom.passes.find(kept.token) is not None
    sign_in = next(s for s in classroom.sign_ins.of_session(session.id) if s.name == "示范丙")
    classroom.sign_ins.withdraw(classroom.staff, session.id, sign_in.id, "示范原因")
    assert classroom.passes.find(kept.token) is None
    assert classroom.come(session, "示范丙") == person
    assert classroom.passes.find(kept.token) is None
    assert classroom.passes.find("never-given") is None


def test_a_code_moves_the_pass_to_another_phone_once(classroom, session):
    person = classroom.come(session, "示范丁")
    old = classroom.passes.give(session.id, person.id, PHONE)
    void, code = (
        classroom.passes.make_code(classroom.staff, session.id, person.id) for _ in range(2)
    )
    with pytest.raises(PassCodeRefusedError):
        classroom.passes.redeem(void, PHONE)
    new = classroom.passes.redeem(code.upper().replace("-", " "), PHONE)
    assert classroom.passes.find(new.token).person == person
    assert classroom.passes.find(old.token) is None
    with pytest.raises(PassCodeRefusedError):
        classroom.passes.redeem(code, PHONE)


def test_a_code_expires_and_guesses_are_slowed(classroom, session):
    person = classroom.come(session, "示范戊")
    code = classroom.passes.make_code(classroom.staff, session.id, person.id)
    classroom.room.clock.advance(minutes=15)
    with pytest.raises(PassCodeRefusedError):
        classroom.passes.redeem(code, PHONE)
    with pytest.raises(SlowedPassCodesError):
        for _ in range(100):
            try:
                classroom.passes.redeem("wrong-code", "192.0.2.9")
            except PassCodeRefusedError:
                continue
    fresh = classroom.passes.make_code(classroom.staff, session.id, person.id)
    assert classroom.passes.redeem(fresh, PHONE).person == person


def test_trainees_never_get_a_code_for_a_password(classroom, session):
    person = classroom.come(session, "示范己")
    with (
        classroom.room.database.begin() as records,
        pytest.raises(NoPasswordForTraineesError, match="签到"),
    ):
        issue_code(records, classroom.room.clock, person, "0" * 64)
