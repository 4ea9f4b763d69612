"""The table of time limits and the last days it gives."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.deadlines.time_limits import (
    Counting,
    Direction,
    TimeLimit,
    Unit,
    UnknownLimitError,
    deadline,
    embedded_limits,
    get_limit,
    moment_limit,
)
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar
from courses.statutes.deadlines.year_calendar import days_between
from courses.statutes.registry import Registry

CALENDAR = WorkCalendar.embedded()
LIMITS = embedded_limits()
STARTS = st.dates(date(2025, 2, 1), date(2026, 8, 15))
AFTER = [limit for limit in LIMITS.values() if limit.direction is Direction.AFTER]
IN_WORKDAYS = st.sampled_from([one for one in AFTER if one.counting is Counting.WORKDAY])
IN_NATURAL_DAYS = st.sampled_from([one for one in AFTER if one.counting is Counting.NATURAL])


def the_rows_that_state_a_limit(
    rows: list[dict[str, str]],
) -> dict[tuple[str, str], dict[str, str]]:
    topics = {limit.topic for limit in LIMITS.values()}
    return {
        (row["topic"], row["item"]): row
        for row in rows
        if row["topic"] in topics and row["value"] and row["unit"][0] in "日小"
    }


def test_the_table_holds_exactly_the_limits_of_its_topics(
    procedure_rows: list[dict[str, str]],
) -> None:
    reference = the_rows_that_state_a_limit(procedure_rows)
    assert {(limit.topic, limit.item) for limit in LIMITS.values()} == set(reference)


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS.keys())
def test_a_limit_agrees_with_the_reference_table(
    limit: TimeLimit, procedure_rows: list[dict[str, str]]
) -> None:
    row = the_rows_that_state_a_limit(procedure_rows)[limit.topic, limit.item]
    counting = {"自然日": "natural", "工作日": "workday", "": "clock"}[row["counting"]]
    unit = {"日": ("day", "after"), "日前": ("day", "before"), "小时": ("hour", "after")}
    assert limit.value == int(row["value"])
    assert limit.counting == counting
    assert (limit.unit, limit.direction) == unit[row["unit"]]
    assert limit.citation.instrument == row["source_law"]
    assert str(limit.citation.article) == row["source_article"]
    assert limit.verified == (row["verified"] == "yes")


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS.keys())
def test_a_limit_cites_an_article_that_exists(limit: TimeLimit) -> None:
    assert Registry.embedded().resolve(limit.citation).in_force(date(2026, 11, 23))


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS.keys())
def test_three_five_and_seven_days_are_working_days_and_longer_ones_are_not(
    limit: TimeLimit,
) -> None:
    if limit.unit is Unit.DAY:
        assert (limit.counting is Counting.WORKDAY) == (limit.value in {3, 5, 7})


def test_an_unknown_limit_is_refused() -> None:
    with pytest.raises(UnknownLimitError, match="no-such-limit"):
        get_limit("no-such-limit")


@given(STARTS, IN_WORKDAYS)
def test_a_limit_in_workdays_ends_on_the_last_of_exactly_that_many(
    start: date, limit: TimeLimit
) -> None:
    result = deadline(start, limit, CALENDAR)
    counted = [day for day in days_between(start, result.last_day) if CALENDAR.is_workday(day)]
    assert len([day for day in counted if day != start]) == limit.value
    assert result.rolled_from is None
    assert CALENDAR.is_workday(result.last_day)


@given(STARTS, IN_NATURAL_DAYS)
def test_a_limit_in_natural_days_rolls_over_rest_days_and_nothing_else(
    start: date, limit: TimeLimit
) -> None:
    result = deadline(start, limit, CALENDAR)
    end = start + timedelta(days=limit.value)
    passed_over = list(days_between(end, result.last_day - timedelta(days=1)))
    assert CALENDAR.is_workday(result.last_day)
    assert not any(CALENDAR.is_workday(day) for day in passed_over)
    assert result.rolled_from == (end if passed_over else None)


@given(STARTS, IN_WORKDAYS | IN_NATURAL_DAYS)
def test_starting_a_day_later_never_ends_earlier(start: date, limit: TimeLimit) -> None:
    today = deadline(start, limit, CALENDAR).last_day
    assert deadline(start + timedelta(days=1), limit, CALENDAR).last_day >= today


@given(STARTS)
def test_a_hearing_held_seven_workdays_after_the_notice_was_notified_in_time(day: date) -> None:
    notified = CALENDAR.next_workday(day)
    hearing = CALENDAR.add_workdays(notified, 7)
    assert deadline(hearing, get_limit("hearing-notice"), CALENDAR).last_day == notified


@pytest.mark.parametrize(
    ("limit_id", "start", "last_day", "rolled_from"),
    [
        # Thursday 17 September: Sunday the 20th is worked, 25 to 27 September are a holiday.
        ("statement", date(2026, 9, 17), date(2026, 9, 23), None),
        ("evidence-registration", date(2026, 9, 17), date(2026, 9, 28), None),
        # 15 days from 18 September end within the national holiday.
        ("filing-decision", date(2026, 9, 18), date(2026, 10, 8), date(2026, 10, 3)),
        ("filing-decision", date(2026, 9, 1), date(2026, 9, 16), None),
        # 90 days from 3 July end on the first day of the national holiday.
        ("decision", date(2026, 7, 3), date(2026, 10, 8), date(2026, 10, 1)),
        ("hearing-notice", date(2026, 10, 12), date(2026, 9, 24), None),
    ],
)
def test_a_period_around_the_autumn_holidays_ends_on_the_right_day(
    limit_id: str, start: date, last_day: date, rolled_from: date | None
) -> None:
    result = deadline(start, get_limit(limit_id), CALENDAR)
    assert (result.last_day, result.rolled_from) == (last_day, rolled_from)


def test_the_explanation_tells_what_was_not_counted() -> None:
    text = deadline(date(2026, 9, 17), get_limit("evidence-registration"), CALENDAR).explanation
    assert "9月17日当日不计" in text
    assert "7个工作日" in text
    assert "周末1天" in text
    assert "中秋节3天" in text
    assert "9月20日调休上班，计入" in text
    assert text.endswith("。")


def test_the_explanation_tells_why_a_period_was_put_off() -> None:
    text = deadline(date(2026, 9, 18), get_limit("filing-decision"), CALENDAR).explanation
    assert re.search(
        "2026年10月3日（周六）；这一天在国庆节假期内，顺延到2026年10月8日（周四）", text
    )


def test_a_period_into_a_year_without_a_calendar_gives_no_day() -> None:
    with pytest.raises(CalendarMissingError, match="2027"):
        deadline(date(2026, 12, 20), get_limit("filing-decision"), CALENDAR)


def test_a_limit_in_hours_gives_a_moment_and_no_day() -> None:
    limit = get_limit("evidence-approval")
    start = datetime(2026, 9, 18, 22, 30, tzinfo=UTC)
    assert moment_limit(start, limit) == datetime(2026, 9, 19, 22, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="evidence-approval"):
        deadline(start.date(), limit, CALENDAR)


def test_a_limit_in_days_gives_no_moment() -> None:
    with pytest.raises(ValueError, match="statement"):
        moment_limit(datetime(2026, 9, 18, tzinfo=UTC), get_limit("statement"))
