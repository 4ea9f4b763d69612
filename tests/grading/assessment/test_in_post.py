"""Who is assessed, as what and for how many days, follows the history of posts by date."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from builders.assessment import figure, make_policy
from builders.clock import SetClock
from builders.content import make_catalogue, make_quizzes
from builders.people import make_person
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from grading.assessment.assess import Standing
from grading.assessment.errors import NotAssessedError
from grading.assessment.policy import AbsenceKind
from grading.assessment.reading import Policies
from grading.assessment.year import YearAssessment
from grading.people.accounts import close_account
from grading.people.model import Role
from grading.people.states import PersonState

NOW = datetime(2026, 9, 1, 9, tzinfo=HOME_ZONE)
ATTEND = {"attend": {"group_study": figure(4)}, "hours": {}}
POLICIES = [make_policy(hours={"total": figure(73)}), make_policy(audience="leader", **ATTEND)]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    database = fresh_database(tmp_path_factory.mktemp("in-post"))
    with database.begin() as records:
        opened = datetime(2025, 1, 1, 9, tzinfo=HOME_ZONE)
        records.bureau.establish("示范局", is_demo=True, now=opened)
    yield database
    database.close()


def assessing(database, zone=HOME_ZONE):
    return YearAssessment(
        database,
        policies=Policies(POLICIES, ()),
        catalogue=make_catalogue(),
        shelf=make_quizzes().shelf,
        clock=SetClock(NOW),
        zone=zone,
    )


@pytest.fixture(scope="module")
def year(database):
    return assessing(database)


def state(day, *roles, **more):
    held = frozenset(roles or {Role.OFFICER})
    about = {"name": "示范甲", "department": "示范一科"} | more
    return PersonState(roles=held, valid_from=date.fromisoformat(day), **about)


def person_with(database, login_name, *states, at=NOW):
    person = make_person(database, login_name)
    with database.begin() as records:
        records.posts.add_many([(person.id, one) for one in states], at)
    return person


def asked(days):
    """Return the hours that the policy asks for so many days of a year."""
    return Fraction(73 * days, 365)


def told(result):
    """Return audience, days in post and what is asked first, of each assessment."""
    return [
        (one.policy.audience, one.days_in_post, one.requirements[0].needed)
        for one in result.assessments
    ]


def test_those_who_come_or_leave_in_the_year_are_asked_for_their_days(year, database):
    joined = person_with(database, "joined", state("2026-08-01"))
    left = person_with(database, "left", state("2020-05-01"), state("2026-05-27", is_ended=True))
    again = person_with(
        database,
        "again",
        state("2020-05-01"),
        state("2026-03-01", is_ended=True),
        state("2026-08-01"),
    )
    assert told(year.of_person(2026, joined)) == [("officer", 153, asked(153))]
    assert told(year.of_person(2026, left)) == [("officer", 146, asked(146))]
    assert told(year.of_person(2026, again)) == [("officer", 59 + 153, asked(212))]
    assert left.name in {one.person.name for one in year.of_all(2026).assessments}


def test_days_out_of_post_and_absences_on_them_count_once(year, database):
    joined = person_with(database, "joined-sick", state("2026-08-01"))
    manager = make_person(database, "manager", roles=[Role.MANAGER])
    year.add_absence(manager, joined, AbsenceKind.SICK_LEAVE, date(2026, 7, 20), date(2026, 8, 10))
    assert told(year.of_person(2026, joined))[0][1] == 153 - 10


def test_a_change_of_audience_asks_for_each_in_proportion(year, database):
    person = person_with(
        database,
        "promoted",
        state("2020-01-01", department="示范一科"),
        state("2026-07-02", Role.LEADER, department=None),
        state("2026-10-01", Role.LEADER, department="示范二科"),
    )
    result = year.of_person(2026, person)
    assert told(result) == [("officer", 182, asked(182)), ("leader", 183, 3)]
    assert {one.person.department for one in result.assessments} == {"示范二科"}
    assert [policy.audience for policy in year.of_person(2026, person).policies] == [
        "officer",
        "leader",
    ]
    only_leader = [one for one in year.of_all(2026).assessments if one.policy.audience == "leader"]
    assert len(only_leader) == 1


def test_those_without_a_day_in_the_year_are_not_in_it(year, database):
    gone = person_with(database, "gone", state("2020-01-01"), state("2025-12-31", is_ended=True))
    trainer = person_with(database, "trainer", state("2020-01-01", Role.INSTRUCTOR))
    for person in (gone, trainer):
        with pytest.raises(NotAssessedError):
            year.of_person(2026, person)
    last_day = person_with(
        database, "last-day", state("2020-01-01"), state("2026-01-02", is_ended=True)
    )
    (one,) = year.of_person(2026, last_day).assessments
    assert (one.days_in_post, one.standing) == (1, Standing.EXEMPT)


def test_an_account_opened_by_hand_counts_by_the_days_of_the_home(year, database):
    """It was opened at 01:30 on 2 September of the home, still the day before in UTC."""
    late = datetime(2026, 9, 2, 1, 30, tzinfo=HOME_ZONE)
    person = make_person(database, "by-hand", clock=SetClock(late))
    assert told(year.of_person(2026, person))[0][1] == 121
    further_west = assessing(database, ZoneInfo("Asia/Urumqi"))
    assert told(further_west.of_person(2026, person))[0][1] == 122
    with database.begin() as records:
        close_account(records, SetClock(late + timedelta(days=89)), person)
    assert told(year.of_person(2026, person))[0][1] == 89


def test_whoever_is_entered_while_the_platform_is_new_was_there_before(tmp_path):
    database = fresh_database(tmp_path)
    year = assessing(database)
    with database.begin() as records:
        records.bureau.establish("示范局", is_demo=True, now=NOW)
    by_hand = make_person(database, "by-hand", clock=SetClock(NOW))
    in_time = NOW + timedelta(days=60)
    blank = person_with(database, "blank", state("2026-10-31"), at=in_time)
    dated = person_with(database, "dated", state("2026-10-30"), at=in_time)
    corrected = person_with(
        database, "corrected", state("2026-10-31", Role.LEADER), state("2026-10-31"), at=in_time
    )
    assert told(year.of_person(2026, corrected)) == [("officer", 365, 73)]
    later = person_with(database, "later", state("2026-11-01"), at=in_time + timedelta(days=1))
    days = [told(year.of_person(2026, one))[0][1] for one in (by_hand, blank, dated, later)]
    assert days == [365, 365, 63, 61]
    database.close()


def test_the_terms_say_what_the_history_of_posts_says(database):
    with database.read() as records:
        history = records.posts.history()
        tenures = records.terms.tenures(HOME_ZONE)
        assert [one.person_id for one in tenures] == list(history)
        for one in tenures:
            assert [
                (term.first, term.roles, term.department, term.is_ended) for term in one.terms
            ] == [
                (held.valid_from, {*map(str, held.roles)}, held.department, held.is_ended)
                for held in history[one.person_id]
            ]
        some = tenures[1::2]
        assert records.terms.tenures(HOME_ZONE, [one.person_id for one in some]) == some
