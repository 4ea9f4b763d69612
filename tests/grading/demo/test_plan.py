from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise

import pytest
from builders.content import make_course, make_paper
from hypothesis import given
from hypothesis import strategies as st

from courses.clock import HOME_ZONE, local_date
from grading.demo.diligence import ABSENT, HALFWAY, KEEN, READY, STARTED, STRUGGLING, Diligence
from grading.demo.plan import ExamSession, LessonSession, Student, plan, study_days
from grading.demo.writing import is_workday

moments = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
seeds = st.integers(0, 2**32)
DILIGENCES = (KEEN, STRUGGLING, READY, HALFWAY, STARTED, ABSENT)
LONGEST_SESSION = timedelta(hours=4)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def make_student(diligence: Diligence, login_name: str = "officer01") -> Student:
    papers = {"sample-paper": make_paper(attempts=2)}
    return Student(
        login_name=login_name, diligence=diligence, courses=(make_course(),), papers=papers
    )


STUDENTS = [make_student(d, f"officer{n:02d}") for n, d in enumerate(DILIGENCES)]


def plan_at(now: datetime, seed: int, students=STUDENTS):
    return plan(students, study_days(now, HOME_ZONE, is_workday), HOME_ZONE, seed)


@given(moments, seeds)
def test_every_session_is_over_before_today(now, seed):
    today = local_date(now)
    for session in plan_at(now, seed):
        assert (session.starts_at + LONGEST_SESSION).date() < today
        assert is_workday(session.starts_at.date())
        assert 9 <= session.starts_at.hour <= 17


@given(moments, seeds)
def test_nobody_sits_down_twice_on_a_day_or_out_of_order(now, seed):
    sessions = sorted(plan_at(now, seed), key=lambda s: s.login_name)
    for _, own in groupby(sessions, key=lambda s: s.login_name):
        days = [session.starts_at.date() for session in own]
        assert all(earlier < later for earlier, later in pairwise(days))


@given(moments, seeds)
def test_the_same_seed_plans_the_same(now, seed):
    assert plan_at(now, seed) == plan_at(now, seed)
    assert plan_at(now, seed) != plan_at(now, seed + 1)


@given(moments)
def test_study_days_are_working_days_of_this_year_or_at_least_of_the_last_months(now):
    days = study_days(now, HOME_ZONE, is_workday)
    today = local_date(now)
    assert all(map(is_workday, days))
    assert days[-1] < today
    assert days[0] < date(today.year, 1, 1) + timedelta(days=14)
    assert len(days) > 60


@pytest.mark.parametrize(
    ("diligence", "shares"),
    [
        (KEEN, [1, 1]),
        (READY, [1, 1]),
        (HALFWAY, [1, 0.5]),
        (STARTED, [pytest.approx(0.51)]),
        (ABSENT, []),
    ],
)
def test_people_come_as_far_as_they_reach(diligence, shares):
    sessions = plan_at(NOON, 1, [make_student(diligence)])
    lessons = [session for session in sessions if isinstance(session, LessonSession)]
    assert [session.share for session in lessons] == shares


def test_exams_are_planned_as_often_as_the_paper_allows():
    sessions = plan_at(NOON, 1, [make_student(STRUGGLING)])
    exams = [session for session in sessions if isinstance(session, ExamSession)]
    assert [exam.number for exam in exams] == [1, 2]
    assert exams[0].skill < exams[1].skill


def test_a_paper_that_cannot_be_used_is_left_out():
    student = make_student(KEEN)
    without = Student(login_name="officer01", diligence=KEEN, courses=student.courses, papers={})
    assert all(isinstance(session, LessonSession) for session in plan_at(NOON, 1, [without]))
