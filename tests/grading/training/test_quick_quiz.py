"""The quick quiz of a session: tries belong to one session."""

from datetime import timedelta

import pytest
from builders.classroom import QUIZ, Classroom, make_classroom

from grading.attempts.errors import AttemptRefusedError
from grading.people.model import Role
from grading.training.pass_errors import NoQuizError, NotSignedInError


@pytest.fixture(scope="module")
def classroom(tmp_path_factory) -> Classroom:
    return make_classroom(tmp_path_factory.mktemp("quizzes"))


@pytest.fixture
def session(classroom):
    return classroom.open_session()


def test_the_quiz_is_taken_after_signing_in_and_scored_like_every_exam(classroom, session):
    person = classroom.come(session, "示范甲")
    attempt_id = classroom.sit(person, session, right=4)
    assert classroom.room.examinations.result(person, attempt_id).summary.is_passed
    assert person.roles == {Role.TRAINEE}
    assert classroom.room.gradebook.names[person.learner_id] == "示范甲"
    (standing,) = classroom.quizzes.results(session.id).standings
    assert (standing.best.attempt_id, standing.is_passed) == (attempt_id, True)
    assert classroom.quizzes.owns(person, session.id, attempt_id)


def test_the_limit_counts_in_each_session_for_itself(classroom, session):
    person = classroom.come(session, "示范乙")
    first = classroom.sit(person, session, right=0)
    classroom.sit(person, session, right=1)
    with pytest.raises(AttemptRefusedError, match="2 次作答机会已经用完"):
        classroom.quizzes.begin(person, session.id)
    other = classroom.open_session()
    classroom.come(other, "示范乙")
    third = classroom.sit(person, other, right=4)
    here, there = (classroom.quizzes.results(one.id).standings[0] for one in (session, other))
    assert (here.is_passed, len(here.attempts)) == (False, 2)
    assert (there.is_passed, [one.number for one in there.attempts]) == (True, [1])
    assert not classroom.quizzes.owns(person, session.id, third)
    assert not classroom.quizzes.owns(person, other.id, first)


def test_an_attempt_that_goes_on_is_gone_on_with(classroom, session):
    person = classroom.come(session, "示范丙")
    begun = classroom.quizzes.begin(person, session.id)
    assert classroom.quizzes.begin(person, session.id) == begun
    attendance = classroom.quizzes.attendance(person, session.id)
    assert attendance.quiz.open_attempt == begun
    assert classroom.quizzes.refusal(attendance) is None
    assert classroom.quizzes.results(session.id).standings[0].is_running


def test_nobody_takes_it_without_signing_in_or_outside_of_sessions(classroom, session):
    other = classroom.open_session()
    person = classroom.come(other, "示范丁")
    with pytest.raises(NotSignedInError):
        classroom.quizzes.begin(person, session.id)
    examinations = classroom.room.examinations
    assert "签到" in examinations.lobby(person, QUIZ).refusal
    with pytest.raises(AttemptRefusedError, match="签到"):
        examinations.begin(person, QUIZ)
    with pytest.raises(AttemptRefusedError, match="不是随堂测验"):
        examinations.begin(person, "sample-paper", session.id)


def test_a_session_may_have_no_quiz(classroom):
    session = classroom.open_session(paper_id="")
    person = classroom.come(session, "示范戊")
    assert classroom.quizzes.attendance(person, session.id).quiz is None
    assert classroom.quizzes.results(session.id) is None
    with pytest.raises(NoQuizError):
        classroom.quizzes.begin(person, session.id)


def test_the_quiz_opens_with_the_session_and_closes_some_hours_after_it(classroom):
    session = classroom.open_session(starts="17:00")
    person = classroom.come(session, "示范己")
    clock, before = classroom.room.clock, classroom.room.clock.now
    with pytest.raises(AttemptRefusedError, match="17:00 开始以后"):
        classroom.quizzes.begin(person, session.id)
    assert classroom.quizzes.sessions_of(person) == [session]
    clock.now = session.plan.ends_at + timedelta(hours=12)
    with pytest.raises(AttemptRefusedError, match="早已结束"):
        classroom.quizzes.begin(person, session.id)
    assert classroom.quizzes.sessions_of(person) == []
    clock.now = before
