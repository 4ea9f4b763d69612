from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from builders.assessment import PERSON, assess, entry, figure, make_policy
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.assessment.assess import Standing
from grading.assessment.in_post import Absence, PersonYear, days_in_post, days_of
from grading.assessment.model import Evidence, HoursKind
from grading.assessment.policy import AbsenceKind

COURSE = [{"id": "shifan", "source": "示范依据"}]
EXAM = [{"paper": "shifan-test", "pass_mark": 60, "source": "示范依据"}]


def only(assessment, requirement_id):
    return next(one for one in assessment.requirements if one.id == requirement_id)


def away(kind, first, last):
    absence = Absence(kind=AbsenceKind(kind), first=first, last=last)
    return PersonYear(
        person_id=1, learner_id="10000001", name="示范甲", department=None, absences=(absence,)
    )


def test_hours_add_up_to_the_requirement_and_name_their_evidence():
    entries = [entry(1, 4), entry(2, "5/2", "group_study"), entry(3, "7/2", "session")]
    done = assess(make_policy(), entries)
    total = only(done, "hours.total")
    assert (total.had, total.missing, done.standing) == (10, 0, Standing.MEETS)
    assert [(line.entry.evidence.label, line.counted) for line in total.lines] == [
        ("示范证据 3", Fraction(7, 2)),
        ("示范证据 2", Fraction(5, 2)),
        ("示范证据 1", 4),
    ]
    early = assess(make_policy(), entries, as_of=date(2026, 3, 1))
    assert (early.standing, only(early, "hours.total").missing) == (Standing.NOT_YET, 10)
    assert len(early.set_aside) == 3


def test_caps_are_filled_by_date_then_kind_in_the_policys_order_then_id():
    policy = make_policy(
        day_cap={"all": figure(5), "session": figure(3)}, year_cap={"external": figure(4)}
    )
    other_day = date(2026, 3, 1)
    entries = [
        entry(2, 4),
        entry(1, 4),
        entry(3, 4, "session"),
        entry(4, 1, "group_study"),
        entry(5, 9, on=other_day),
        entry(6, 2, on=date(2026, 3, 9)),
    ]
    total = only(assess(policy, entries), "hours.total")
    assert [(line.entry.id, line.counted, line.why) for line in total.lines] == [
        ("external:5", 4, "超过全年的上限"),
        ("session:3", 3, "超过一天的上限"),
        ("group_study:4", 1, None),
        ("external:1", 0, "超过全年的上限"),
        ("external:2", 0, "超过全年的上限"),
        ("external:6", 0, "超过全年的上限"),
    ]
    assert total.had == 8


def test_of_a_chain_of_corrections_the_last_recorded_counts():
    first = entry(1, 8)
    later = [datetime(2026, 4, day, tzinfo=UTC) for day in (1, 2, 3)]
    second = entry(2, 5, corrects="external:1", at=later[0])
    third = entry(3, 6, corrects="external:2", at=later[2])
    rival = entry(4, 7, corrects="external:1", at=later[1])
    tenth = entry(10, 3, corrects="external:3", at=later[2])
    back = entry(5, 0, corrects="external:3", at=later[2])
    for entries, hours in (
        ([first, second], 5),
        ([third, second, first, rival], 6),
        ([first, rival, second], 7),
        ([first, second, third, tenth], 3),
        ([back, first, second, third, rival], 0),
    ):
        done = assess(make_policy(), entries)
        assert only(done, "hours.total").had == hours
        assert len(done.set_aside) == len(entries) - 1


def test_courses_exams_and_attendance_are_asked_with_what_is_missing():
    policy = make_policy(hours={}, course=COURSE, exam=EXAM, attend={"group_study": figure(2)})
    entries = [
        entry(1, 1, "course", ref="lesson-1"),
        entry(2, 1, "course", ref="elsewhere"),
        entry(3, 0, "exam", ref="shifan-test", score=Fraction(40)),
        entry(4, 0, "exam", ref="shifan-test", score=Fraction(55)),
        entry(5, 2, "group_study", ref="9"),
        entry(6, 2, "group_study", ref="9"),
    ]
    done = assess(policy, entries)
    assert [(one.label, one.needed, one.had, one.missing) for one in done.requirements] == [
        ("学完《示范课程》", 2, 1, 1),
        ("考试合格：示范测验", 60, 55, 5),
        ("参加集体学习", 2, 1, 1),
    ]
    assert done.percent == 63
    more = [
        entry(7, 1, "course", ref="lesson-2"),
        entry(8, 0, "exam", ref="shifan-test", score=Fraction(60)),
        entry(9, 1, "group_study", ref="10"),
    ]
    assert assess(policy, entries + more).standing is Standing.MEETS


def test_points_by_weight_give_a_band_to_those_who_meet_everything():
    bands = [
        {"name": name, "least": least, "source": "示范依据"}
        for name, least in (("优秀", 90), ("良好", 80), ("合格", 0))
    ]
    policy = make_policy(exam=EXAM, weights={"hours": 50, "exams": 50}, band=bands)
    tried = entry(2, 0, "exam", ref="shifan-test", score=Fraction(70))
    half = assess(policy, [entry(1, 5), tried])
    assert (half.points, half.band) == (60, None)
    whole = assess(policy, [entry(1, 10), tried])
    assert (whole.points, whole.band) == (85, "良好")


def test_absence_lowers_what_is_asked_day_by_day_or_exempts():
    policy = make_policy()
    spring = away("sick_leave", date(2025, 12, 1), date(2026, 3, 14))
    assessed = assess(policy, [], person=spring)
    assert (assessed.days_in_post, only(assessed, "hours.total").needed) == (292, 8)
    gone = away("not_in_post", date(2026, 2, 1), date(2027, 1, 1))
    assert assess(policy, [], person=gone).standing is Standing.EXEMPT
    lent = away("secondment", date(2026, 2, 1), date(2026, 12, 31))
    assert assess(policy, [], person=lent).days_in_post == 365


@given(
    st.lists(st.integers(0, 364), min_size=1, max_size=4, unique=True),
    st.fractions(min_value=0, max_value=200, max_denominator=60),
)
@settings(max_examples=15, deadline=None)
def test_what_is_asked_for_the_parts_of_a_year_adds_up_to_the_whole(cuts, asked):
    policy = make_policy(hours={"total": figure(str(asked))})
    edges = [0, *sorted(cuts), days_of(policy)]
    parts = []
    for begin, end in pairwise(edges):
        absences = tuple(
            Absence(kind=AbsenceKind.NOT_IN_POST, first=first, last=last)
            for first, last in (
                (policy.first_day, _day(policy, begin - 1)),
                (_day(policy, end), policy.due),
            )
            if first <= last
        )
        away = replace(PERSON, absences=absences)
        held = replace(PERSON, in_post=((_day(policy, begin), _day(policy, end - 1)),))
        assert days_in_post(policy, away) == days_in_post(policy, held) == end - begin
        share = Fraction(days_in_post(policy, away), days_of(policy))
        parts.append(asked * share)
    assert sum(parts) == asked


def _day(policy, number):
    return date.fromordinal(policy.first_day.toordinal() + number)


KINDS = ["course", "group_study", "session", "external"]
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.fractions(min_value=0, max_value=9, max_denominator=6),
        st.integers(1, 4),
        st.sampled_from(["lesson-1", "lesson-2", "a", "b"]),
    ),
    max_size=9,
)
POLICIES = [
    make_policy(course=COURSE, attend={"group_study": figure(2)}),
    make_policy(
        hours={"total": figure(20), "external": figure(3), "session": figure(5)},
        day_cap={"all": figure(8), "external": figure("7/2")},
        year_cap={"external": figure(9)},
    ),
    make_policy(
        hours={"total": figure(20)},
        day_cap={"session": figure(4), "course": figure(2)},
        year_cap={"external": figure(9), "session": figure(7), "course": figure(5)},
    ),
]


def made(given_entries):
    return [
        entry(number, hours, kind, date(2026, 3, day), ref=ref)
        for number, (kind, hours, day, ref) in enumerate(given_entries)
    ]


def figures(assessment):
    return {one.id: one.had for one in assessment.requirements}


@given(ENTRIES, st.sampled_from(POLICIES), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_entry_never_matters_and_no_hours_lack_evidence(given_entries, policy, chance):
    entries = made(given_entries)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    done = assess(policy, entries)
    assert assess(policy, shuffled).requirements == done.requirements
    for one in done.requirements:
        assert one.had == sum(line.counted for line in one.lines)
        assert all(0 <= line.counted <= max(line.entry.hours, 1) for line in one.lines)


@given(ENTRIES, ENTRIES.filter(bool), st.sampled_from(POLICIES))
@settings(max_examples=40, deadline=None)
def test_more_accepted_evidence_never_lowers_a_result(given_entries, more, policy):
    entries = made([*given_entries, *more])
    before = assess(policy, entries[: len(given_entries)])
    after = assess(policy, entries)
    assert all(after >= had for had, after in _pairs(before, after))
    assert after.percent >= before.percent


def _pairs(before, after):
    return [(had, figures(after)[name]) for name, had in figures(before).items()]


def test_evidence_that_names_nothing_and_hours_below_zero_are_refused():
    with pytest.raises(ValueError, match="names nothing"):
        Evidence(kind=HoursKind.EXTERNAL, ref=" ", label="示范")
    with pytest.raises(ValueError, match="-1"):
        entry(1, -1)
    assert PERSON.absences == ()
