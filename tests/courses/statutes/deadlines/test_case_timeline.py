"""The deadlines of a case from its dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.deadlines.case_timeline import CaseDates, case_timeline
from courses.statutes.deadlines.excluded_time import ExcludedKind, ExcludedSpan
from courses.statutes.deadlines.milestone import ImpossibleDatesError, Milestone
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.registry import Registry

CALENDAR = WorkCalendar.embedded()
FULL_CASE = CaseDates(
    found_on=date(2026, 3, 2),
    filing_extended=True,
    registered_on=date(2026, 3, 3),
    filed_on=date(2026, 3, 16),
    informed_on=date(2026, 5, 11),
    hearing_on=date(2026, 6, 3),
    extended=True,
    second_extension_days=20,
    excluded=(ExcludedSpan(ExcludedKind.HEARING, date(2026, 5, 18), date(2026, 6, 3)),),
    decided_on=date(2026, 6, 12),
)


def milestones(case: CaseDates, calendar: WorkCalendar = CALENDAR) -> dict[str, Milestone]:
    return {milestone.id: milestone for milestone in case_timeline(case, calendar)}


def test_no_dates_give_no_milestones() -> None:
    assert case_timeline(CaseDates(), CALENDAR) == ()


def test_a_full_case_has_every_milestone_in_the_order_of_the_procedure() -> None:
    assert list(milestones(FULL_CASE)) == [
        "filing-decision",
        "filing-extension",
        "evidence-registration",
        "statement",
        "hearing-request",
        "hearing-notice",
        "decision",
        "decision-extension",
        "decision-second-extension",
        "delivery",
        "publication",
    ]


def test_a_full_case_ends_on_the_days_counted_by_hand() -> None:
    found = {name: one.last_day for name, one in milestones(FULL_CASE).items()}
    assert found == {
        "filing-decision": date(2026, 3, 17),
        "filing-extension": date(2026, 4, 1),
        "evidence-registration": date(2026, 3, 12),
        "statement": date(2026, 5, 18),
        "hearing-request": date(2026, 5, 18),
        "hearing-notice": date(2026, 5, 25),
        # 90 days from 16 March are full on 14 June; 17 days of the hearing do not count.
        "decision": date(2026, 7, 1),
        "decision-extension": date(2026, 7, 31),
        "decision-second-extension": date(2026, 8, 20),
        "delivery": date(2026, 6, 24),
        "publication": date(2026, 6, 24),
    }


def test_every_milestone_cites_an_article_of_the_measures_and_says_how_it_was_counted() -> None:
    for milestone in case_timeline(FULL_CASE, CALENDAR):
        assert Registry.embedded().resolve(milestone.citation)
        assert milestone.rule.endswith("。")
        assert milestone.explanation.endswith("。")
        assert milestone.warning == ""


def test_a_decision_limit_within_a_holiday_is_put_off() -> None:
    found = milestones(CaseDates(filed_on=date(2026, 7, 3)))["decision"]
    assert (found.last_day, found.rolled_from) == (date(2026, 10, 8), date(2026, 10, 1))


def test_an_extension_is_added_before_the_end_is_put_off() -> None:
    # The 90 days end on 1 October and roll to the 8th; 120 days end on Saturday 31 October.
    found = milestones(CaseDates(filed_on=date(2026, 7, 3), extended=True))
    assert found["decision-extension"].rolled_from == date(2026, 10, 31)
    assert found["decision-extension"].last_day == date(2026, 11, 2)


@given(st.dates(date(2025, 1, 1), date(2026, 6, 30)), st.integers(1, 30))
def test_the_extensions_lengthen_the_period_by_exactly_their_days(filed: date, more: int) -> None:
    case = CaseDates(filed_on=filed, extended=True, second_extension_days=more)
    for name, days in {"decision": 90, "decision-extension": 120}.items():
        found = milestones(case)[name]
        assert (found.rolled_from or found.last_day) == filed + timedelta(days=days)
    last = milestones(case)["decision-second-extension"]
    assert (last.rolled_from or last.last_day) == filed + timedelta(days=120 + more)


def test_time_that_is_not_over_gives_a_warning_instead_of_a_day() -> None:
    span = ExcludedSpan(ExcludedKind.SUSPENSION, date(2026, 4, 1))
    found = milestones(CaseDates(filed_on=date(2026, 3, 16), excluded=(span,)))["decision"]
    assert found.last_day is None
    assert "中止还没有结束日期" in found.warning


def test_a_year_without_a_calendar_gives_a_warning_instead_of_a_day() -> None:
    case = CaseDates(
        found_on=date(2026, 12, 25),
        filing_extended=True,
        registered_on=date(2026, 12, 28),
        filed_on=date(2026, 12, 29),
        informed_on=date(2026, 12, 30),
        hearing_on=date(2027, 2, 1),
        excluded=(ExcludedSpan(ExcludedKind.DELIVERY, date(2026, 12, 30), date(2026, 12, 31)),),
        decided_on=date(2027, 2, 3),
    )
    for milestone in case_timeline(case, CALENDAR):
        assert milestone.last_day is None, milestone.id
        assert "没有2027年的放假安排" in milestone.warning


def test_an_added_calendar_gives_the_days_of_its_year() -> None:
    holiday = {"name": "示范节", "first": "2027-01-01", "last": "2027-01-03"}
    document = {"year": 2027, "source": "示范放假通知", "holidays": [holiday]}
    extended = CALENDAR.extended_by([document])
    found = milestones(CaseDates(found_on=date(2026, 12, 18)), extended)["filing-decision"]
    assert (found.last_day, found.rolled_from) == (date(2027, 1, 4), date(2027, 1, 2))


def test_filing_after_the_last_day_is_warned_about() -> None:
    late = CaseDates(found_on=date(2026, 3, 2), filed_on=date(2026, 3, 18))
    assert "已经超过这一天" in milestones(late)["filing-decision"].warning
    in_time = CaseDates(found_on=date(2026, 3, 2), filed_on=date(2026, 3, 17))
    assert milestones(in_time)["filing-decision"].warning == ""


def test_filing_within_the_extension_is_not_warned_about() -> None:
    case = CaseDates(found_on=date(2026, 3, 2), filed_on=date(2026, 3, 18), filing_extended=True)
    assert [one.warning for one in case_timeline(case, CALENDAR)] == ["", "", ""]


def test_a_decision_after_the_last_extension_is_warned_about() -> None:
    case = CaseDates(filed_on=date(2026, 3, 16), decided_on=date(2026, 7, 20), extended=True)
    found = milestones(case)
    assert found["decision"].warning == ""
    assert "决定日2026年7月20日（周一）已经超过这一天" in found["decision-extension"].warning


def test_a_decision_before_the_party_had_its_five_days_is_warned_about() -> None:
    case = CaseDates(informed_on=date(2026, 5, 11), decided_on=date(2026, 5, 18))
    assert "不能作出决定" in milestones(case)["statement"].warning
    day_after = CaseDates(informed_on=date(2026, 5, 11), decided_on=date(2026, 5, 19))
    assert milestones(day_after)["statement"].warning == ""


def test_a_hearing_too_soon_after_the_notice_names_the_earliest_day() -> None:
    case = CaseDates(informed_on=date(2026, 5, 11), hearing_on=date(2026, 5, 19))
    assert "2026年5月20日（周三）以后" in milestones(case)["hearing-notice"].warning
    in_time = CaseDates(informed_on=date(2026, 5, 11), hearing_on=date(2026, 5, 20))
    assert milestones(in_time)["hearing-notice"].warning == ""


def test_a_hearing_on_a_rest_day_is_warned_about() -> None:
    case = CaseDates(informed_on=date(2026, 5, 11), hearing_on=date(2026, 6, 6))
    assert "不是工作日" in milestones(case)["hearing-notice"].warning


def test_the_doubt_about_the_day_of_the_hearing_notice_is_noted_with_the_safer_day() -> None:
    note = milestones(FULL_CASE)["hearing-notice"].note
    assert "条文没有写" in note
    assert "2026年5月22日（周五）" in note


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({"found_on": 9, "filed_on": 8}, "立案日.*早于发现日"),
        ({"found_on": 9, "registered_on": 8}, "先行登记保存日.*早于发现日"),
        ({"filed_on": 9, "informed_on": 8}, "告知日.*早于立案日"),
        ({"filed_on": 9, "decided_on": 8}, "决定日.*早于立案日"),
        ({"informed_on": 9, "decided_on": 8}, "决定日.*早于告知日"),
        ({"informed_on": 9, "hearing_on": 8}, "听证日.*早于告知日"),
        ({"hearing_on": 9, "decided_on": 8}, "决定日.*早于听证日"),
    ],
)
def test_dates_in_an_impossible_order_are_refused(dates: dict[str, int], message: str) -> None:
    days = {name: date(2026, 9, day) for name, day in dates.items()}
    with pytest.raises(ImpossibleDatesError, match=message):
        CaseDates(**days)


def test_excluded_time_before_filing_is_refused() -> None:
    span = ExcludedSpan(ExcludedKind.MONITORING, date(2026, 3, 1), date(2026, 3, 20))
    with pytest.raises(ImpossibleDatesError, match=r"监测（检测）的开始日.*早于立案日"):
        CaseDates(filed_on=date(2026, 3, 16), excluded=(span,))


@pytest.mark.parametrize("days", [-1, 31])
def test_a_second_extension_beyond_thirty_days_is_refused(days: int) -> None:
    with pytest.raises(ImpossibleDatesError, match="只能在0到30日之间"):
        CaseDates(extended=True, second_extension_days=days)


def test_a_second_extension_without_the_first_is_refused() -> None:
    with pytest.raises(ImpossibleDatesError, match="负责人批准"):
        CaseDates(second_extension_days=10)
