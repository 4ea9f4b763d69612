from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from builders.assessment import assess, entry, figure, make_policy
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.clock import HOME_ZONE
from grading.assessment.assess import PersonYear
from grading.assessment.pace import pace_of
from grading.assessment.result import YearResult
from grading.records.sign_offs import SIGNED, SignOff
from grading.reports.errors import WrongYearError
from grading.reports.exact_sums import ExactSums
from grading.reports.officer_year import officer_evidence, officer_row, officer_year
from grading.reports.sources import Sources

CAPPED = make_policy(
    hours={"total": figure(10)}, day_cap={"all": figure(3)}, year_cap={"external": figure(4)}
)
JULY = date(2026, 7, 1)


def person(number=1, name="示范甲", department="示范一科"):
    return PersonYear(
        person_id=number, learner_id=f"1000000{number}", name=name, department=department
    )


def make_result(*assessments, **changes):
    policies = tuple({one.policy.audience: one.policy for one in assessments}.values())
    usual = {"year": 2026, "as_of": JULY, "policies": policies, "figures": ()}
    return YearResult(**usual | changes, assessments=assessments)


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["course", "session", "group_study", "external"]),
        st.fractions(min_value=0, max_value=5, max_denominator=6),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    max_size=12,
)


@given(ENTRIES)
@settings(max_examples=40)
def test_hours_by_kind_and_by_month_add_up_to_what_counts(drawn):
    made = [entry(n, hours, kind, on) for n, (kind, hours, on) in enumerate(drawn)]
    one = assess(CAPPED, made)
    row = officer_row(one)
    (total,) = one.requirements
    assert Fraction(row.had) == total.had
    assert sum(map(Fraction, row.kinds.values())) == total.had
    assert sum(map(Fraction, row.months)) == total.had
    months = Counter()
    for line in total.lines:
        months[line.entry.on.month] += line.counted
    assert list(map(Fraction, row.months)) == [months[n] for n in range(1, 13)]


def test_a_row_says_what_the_assessment_says():
    one = assess(CAPPED, [entry(1, 2, on=date(2026, 2, 3)), entry(2, 1, "session", JULY)], JULY)
    row = officer_row(one)
    assert (row.name, row.department, row.standing) == ("示范甲", "示范一科", "not_yet")
    assert (row.needed, row.had, row.percent) == ("10", "3", one.percent)
    assert row.kinds == {"external": "2", "session": "1"}
    assert row.latest == "2026-07-01"
    (asked,) = row.requirements
    assert (asked.label, asked.needed, asked.had, asked.missing) == ("全年学时", "10", "3", "7")


def test_whoever_lacks_what_is_expected_by_the_day_is_behind_as_reminders_have_it():
    one = assess(CAPPED, [entry(1, 3)], JULY)
    row = officer_row(one)
    assert row.due_by_now == "4"  # half of the year has gone by, in whole hours
    assert row.is_behind
    assert row.is_behind == pace_of(one).is_behind
    days = [date(2026, 2, day) for day in (1, 2)]
    ahead = [entry(n, 3, "session", on) for n, on in enumerate(days)]
    assert not officer_row(assess(CAPPED, ahead, JULY)).is_behind


def test_only_officers_are_listed_by_department_and_name():
    leaders = make_policy(audience="leader", title="示范领导办法")
    result = make_result(
        assess(CAPPED, [], JULY, person(1, "示范乙", None)),
        assess(CAPPED, [], JULY, person(2, "示范甲", "示范二科")),
        assess(CAPPED, [], JULY, person(3, "示范丙", "示范一科")),
        assess(leaders, [], JULY, person(4, "示范丁")),
    )
    year = officer_year(result, HOME_ZONE)
    assert [(one["department"], one["name"]) for one in year["people"]] == [
        ("示范一科", "示范丙"),
        ("示范二科", "示范甲"),
        ("（未分部门）", "示范乙"),
    ]
    assert (year["title"], year["asks_hours"]) == ("示范办法", True)
    assert year["kinds"][0] == ["course", "课程学习"]
    assert "exam" not in dict(year["kinds"])


def test_a_year_without_officers_or_without_hours_says_so():
    leaders = assess(make_policy(audience="leader"), [], JULY)
    assert officer_year(make_result(leaders), HOME_ZONE)["people"] == []
    asks = make_policy(hours=None, attend={"session": figure(1)})
    year = officer_year(make_result(assess(asks, [entry(1, 2, "session")], JULY)), HOME_ZONE)
    (row,) = year["people"]
    assert (year["asks_hours"], row["needed"], row["had"]) == (False, "0", "0")


def test_a_signed_year_names_who_signed_and_when_in_the_home():
    signed = SignOff(
        id=1,
        year=2026,
        number=1,
        action=SIGNED,
        by="示范管理人员",
        at=datetime(2026, 12, 31, 16, 30, tzinfo=UTC),
        reason="",
        digest="0" * 64,
    )
    year = officer_year(make_result(assess(CAPPED, [], JULY), signed=signed), HOME_ZONE)
    assert (year["signed_by"], year["signed_at"]) == ("示范管理人员", "2027-01-01 00:30")


def test_evidence_names_every_line_with_what_counts_and_why_not_all():
    made = [entry(1, 5), entry(2, 1, corrects="external:1", on=date(2026, 3, 9)), entry(3, 9)]
    (row,) = officer_evidence(make_result(assess(CAPPED, made)))
    (asked,) = row["requirements"]
    assert [(line["on"], line["evidence"], line["counted"]) for line in asked["lines"]] == [
        ("2026-03-02", "示范证据 3", "3"),
        ("2026-03-09", "示范证据 2", "1"),
    ]
    assert asked["lines"][0]["why"] == "超过一天的上限"
    assert asked["lines"][0]["recorded_by"] == "示范管理人员"
    assert [(one["evidence"], one["hours"]) for one in row["set_aside"]] == [("示范证据 1", "5")]


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.fractions(max_denominator=9))))
@settings(max_examples=30)
def test_exact_sums_are_the_sums(numbers):
    sums = ExactSums()
    for key, number in numbers:
        sums.add(key, number)
    for key in "甲乙丙":
        assert sums[key] == sum((n for k, n in numbers if k == key), Fraction(0))


@pytest.mark.parametrize("given_year", ["", "26", "二〇二六", "20267", "-202", "²026"])
def test_a_year_is_four_digits(given_year):
    class Today:
        @staticmethod
        def today():
            return JULY

    sources = Sources(database=None, assessment=Today, leadership=None, zone=HOME_ZONE)
    assert sources.asked_year({}) == 2026
    if given_year:
        with pytest.raises(WrongYearError, match="四位数字"):
            sources.asked_year({"year": given_year})
