from datetime import UTC, datetime, timedelta
from fractions import Fraction

from builders.assessment import assess, make_policy

from courses.clock import HOME_ZONE
from grading.assessment.assess import PersonYear
from grading.reports.officer_exams import officer_exams

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


def officer(person):
    year = PersonYear(
        person_id=person.id,
        learner_id=person.learner_id,
        name=person.name,
        department=person.department,
    )
    return assess(make_policy(), [], person=year)


def exams(office, *people, year=2026):
    return officer_exams(office.database, map(officer, people), year, HOME_ZONE)


def test_every_scored_attempt_of_these_officers_is_listed_newest_first(office):
    one, other = office.person("one", name="示范甲"), office.person("other", name="示范乙")
    stranger = office.person("stranger")
    office.attempt(one, 40, NOW - timedelta(days=2))
    office.attempt(one, 85, NOW)
    office.attempt(other, 70, NOW - timedelta(days=1))
    office.attempt(other, None)
    office.attempt(stranger, 90)
    rows = exams(office, one, other)
    assert [(row.name, row.percent, row.band) for row in rows] == [
        ("示范甲", 85.0, "良好"),
        ("示范乙", 70.0, "合格"),
        ("示范甲", 40.0, "不合格"),
    ]
    assert {row.learner_id for row in rows} == {one.learner_id, other.learner_id}
    assert rows[0].handed_in_at == "2026-07-01 12:00"


def test_the_year_is_that_of_the_home(office):
    one = office.person("turner")
    office.attempt(one, 60, datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    office.attempt(one, 61, datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    assert [row.percent for row in exams(office, one)] == [60.0]
    assert [row.percent for row in exams(office, one, year=2027)] == [61.0]


def test_a_result_just_below_the_pass_mark_does_not_look_like_it(office):
    one = office.person("hair")
    office.attempt(one, Fraction("59.99"))
    office.attempt(one, 0, possible=0)
    assert {(row.percent, row.band) for row in exams(office, one)} == {
        (59.9, "不合格"),
        (0.0, "不合格"),
    }


def test_an_attempt_is_judged_by_the_rules_it_began_under_and_by_points_changed_since(office):
    one = office.person("rules")
    office.attempt(one, 55, pass_mark=50, title="旧试卷")
    changed = office.attempt(one, 50)
    office.result(changed, 95, changed_by="示范教员")
    assert {(row.paper, row.percent, row.band) for row in exams(office, one)} == {
        ("旧试卷", 55.0, "合格"),
        ("示范试卷", 95.0, "优秀"),
    }
