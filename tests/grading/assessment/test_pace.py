"""Who is reminded on which day, and of what."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from builders.assessment import PERSON, assess, entry, figure, make_policy

from courses.clock import HOME_ZONE, local_date
from grading.assessment.assess import Standing
from grading.assessment.pace import Stage, pace_of
from grading.assessment.reminders import headline, message, reminders
from grading.assessment.result import YearResult

POLICY = make_policy(
    hours={"total": figure(73)},
    course=[{"id": "shifan", "source": "示范依据"}],
    exam=[{"paper": "shifan-test", "pass_mark": 60, "source": "示范依据"}],
    attend={"group_study": figure(4)},
)
STUDIED = [
    entry(1, 60),
    *(entry(n, 2, "group_study") for n in (2, 3, 4, 5)),
    *(entry(n, 1, "course", ref=f"lesson-{n - 5}") for n in (6, 7)),
]


def on(day, entries=STUDIED, person=PERSON):
    return pace_of(assess(POLICY, entries, as_of=day, person=person))


def result_on(day, *people, entries=STUDIED, signed=None):
    return YearResult(
        year=2026,
        as_of=day,
        policies=(POLICY,),
        assessments=tuple(assess(POLICY, entries, as_of=day, person=one) for one in people),
        figures=(),
        signed=signed,
    )


def test_what_is_expected_grows_with_the_year_in_whole_hours_lessons_and_sessions():
    for day, expected in (
        (date(2026, 1, 9), [1, 0, 0, 0]),
        (date(2026, 7, 3), [36, 1, 0, 2]),
        (date(2026, 12, 9), [68, 1, 0, 3]),
        (date(2026, 12, 10), [68, 1, 60, 3]),
        (date(2026, 12, 31), [73, 2, 60, 4]),
        (date(2027, 1, 2), [73, 2, 60, 4]),
    ):
        assert [one.expected for one in on(day).requirements] == expected
    behind = on(date(2026, 7, 3), [entry(1, "71/2")])
    assert [(one.requirement.id, one.behind) for one in behind.behind] == [
        ("hours.total", Fraction(1, 2)),
        ("course.shifan", 1),
        ("attend.group_study", 2),
    ]
    assert not on(date(2026, 7, 3)).is_behind


def test_whoever_comes_in_the_middle_of_the_year_is_expected_to_have_done_a_share_of_the_rest():
    late = replace(PERSON, in_post=((date(2026, 7, 1), date(2026, 12, 31)),))
    assert on(date(2026, 6, 30), [], late).requirements[0].expected == 0
    half_way = on(date(2026, 9, 30), [], late)
    assert half_way.requirements[0].requirement.needed == Fraction(73 * 184, 365)
    assert half_way.requirements[0].expected == 18


@pytest.mark.parametrize(
    ("moment", "stage", "words"),
    [
        ((12, 9, 15, 59), None, ""),
        ((12, 9, 16, 0), Stage.LAST_WEEKS, "还有 21 天"),
        ((12, 10, 16, 0), Stage.LAST_WEEKS, "还有 20 天"),
        ((12, 27, 15, 59), Stage.LAST_WEEKS, "还有 4 天"),
        ((12, 27, 16, 0), Stage.LAST_DAYS, "还有 3 天"),
        ((12, 28, 16, 0), Stage.LAST_DAYS, "还有 2 天"),
        ((12, 31, 15, 59), Stage.LAST_DAYS, "最后一天"),
        ((12, 31, 16, 0), Stage.OVER, "已经结束"),
    ],
)
def test_three_weeks_and_three_days_before_the_end_count_in_the_homes_zone(moment, stage, words):
    """Midnight in the home is 16:00 UTC; only the exam is missing, hours are ahead."""
    day = local_date(datetime(2026, *moment, tzinfo=UTC), HOME_ZONE)
    pace = on(day, [*STUDIED, entry(9, 13, "session")])
    assert pace.stage is stage
    assert words in headline(pace) or not words


def test_nobody_is_reminded_who_meets_everything_is_exempt_has_left_or_was_signed():
    day = date(2026, 12, 20)
    exempt = replace(PERSON, in_post=((date(2026, 12, 1), date(2026, 12, 31)),))
    left = replace(PERSON, person_id=2, in_post=((date(2026, 1, 1), date(2026, 12, 19)),))
    (only,) = reminders(result_on(day, PERSON, exempt, left))
    assert only.assessment.person == PERSON
    assert reminders(result_on(day, PERSON, signed=object())) == ()
    passed = entry(9, 0, "exam", ref="shifan-test", score=Fraction(60))
    done = result_on(day, PERSON, entries=[*STUDIED, entry(10, 13, "session"), passed])
    assert done.assessments[0].standing is Standing.MEETS
    assert reminders(done) == ()
    changed = [replace(left, in_post=left.in_post), replace(left, in_post=((day, day),))]
    assert len(reminders(result_on(day, *changed))) == 1


def test_a_message_says_what_is_missing_and_until_when():
    tried = entry(9, 0, "exam", ref="shifan-test", score=Fraction(55))
    (pace,) = reminders(result_on(date(2026, 11, 26), PERSON, entries=[entry(1, "101/2"), tried]))
    assert pace.stage is Stage.BEHIND
    assert message(pace) == (
        "示范甲，您好：截至2026年11月26日，示范办法还没有达到的："
        "全年学时还差 22.5 学时（按进度现在应有 66，实有 50.5）；"
        "学完《示范课程》还差 2 课（按进度现在应有 1，实有 0）；"
        "考试合格：示范测验（最好成绩 55%，要 60%）；"
        "参加集体学习还差 4 次（按进度现在应有 3，实有 0）。"
        "请在2026年12月31日以前完成；计入了什么，见平台的“我的年度考核”页。"
    )
