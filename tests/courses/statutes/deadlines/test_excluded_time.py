"""Time that does not count towards the period for deciding."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.deadlines.excluded_time import (
    ExcludedKind,
    ExcludedSpan,
    last_counted_day,
    roll_counted,
)
from courses.statutes.deadlines.milestone import ImpossibleDatesError
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.deadlines.year_calendar import days_between

START = date(2026, 3, 2)
OFFSETS = st.integers(0, 200)


def span(first: int, last: int | None, kind: ExcludedKind = ExcludedKind.HEARING) -> ExcludedSpan:
    """Make a span by its distance in days from the start."""
    end = None if last is None else START + timedelta(days=last)
    return ExcludedSpan(kind, START + timedelta(days=first), end)


SPANS = st.lists(
    st.tuples(OFFSETS, st.integers(0, 60)).map(lambda pair: span(pair[0], sum(pair))), max_size=6
)


@given(st.integers(1, 150), SPANS)
def test_exactly_the_days_outside_all_spans_are_counted(
    days: int, spans: list[ExcludedSpan]
) -> None:
    end = last_counted_day(START, days, spans)
    assert end is not None
    counted = [
        day
        for day in days_between(START + timedelta(days=1), end)
        if not any(one.covers(day) for one in spans)
    ]
    assert len(counted) == days
    assert counted[-1] == end


@given(st.integers(1, 150), SPANS)
def test_the_order_of_the_spans_does_not_matter(days: int, spans: list[ExcludedSpan]) -> None:
    assert last_counted_day(START, days, spans) == last_counted_day(START, days, spans[::-1])


def test_two_spans_that_overlap_are_left_out_once() -> None:
    overlapping = [span(11, 20), span(16, 25, ExcludedKind.APPRAISAL)]
    assert last_counted_day(START, 90, overlapping) == START + timedelta(days=90 + 15)


def test_a_span_inside_another_changes_nothing() -> None:
    assert last_counted_day(START, 90, [span(11, 20), span(12, 13)]) == START + timedelta(days=100)


def test_a_span_after_the_end_changes_nothing() -> None:
    assert last_counted_day(START, 90, [span(91, 120)]) == START + timedelta(days=90)


def test_a_span_on_the_last_day_puts_it_off() -> None:
    assert last_counted_day(START, 90, [span(90, 94)]) == START + timedelta(days=95)


def test_a_span_on_the_day_of_filing_takes_no_day_away() -> None:
    assert last_counted_day(START, 90, [span(0, 0)]) == START + timedelta(days=90)


def test_a_span_that_is_not_over_leaves_the_end_unknown() -> None:
    assert last_counted_day(START, 90, [span(10, None)]) is None
    assert last_counted_day(START, 90, [span(91, None)]) == START + timedelta(days=90)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ImpossibleDatesError, match=r"听证的结束日.*早于开始日"):
        span(5, 4)


def test_time_of_a_transfer_has_its_own_article() -> None:
    assert ExcludedKind.TRANSFER.citation.place() == "第五十四条第二款"
    assert ExcludedKind.HEARING.citation.place() == "第五十七条第二款"


def test_an_end_put_off_onto_an_excluded_day_is_put_off_again() -> None:
    # Saturday 6 June 2026; Monday and Tuesday after it are excluded.
    end = date(2026, 6, 6)
    later = [ExcludedSpan(ExcludedKind.HEARING, date(2026, 6, 8), date(2026, 6, 9))]
    rolled = roll_counted(end, later, WorkCalendar.embedded(), "数满")
    assert rolled is not None
    assert (rolled.last_day, rolled.rolled_from) == (date(2026, 6, 10), end)
    assert "不计入办案期限" in rolled.explanation


def test_an_end_put_off_into_a_span_that_is_not_over_is_unknown() -> None:
    later = [ExcludedSpan(ExcludedKind.SUSPENSION, date(2026, 6, 8))]
    assert roll_counted(date(2026, 6, 6), later, WorkCalendar.embedded(), "数满") is None


def test_an_end_on_a_workday_stays_when_a_span_begins_the_day_after() -> None:
    later = [ExcludedSpan(ExcludedKind.SUSPENSION, date(2026, 6, 6))]
    rolled = roll_counted(date(2026, 6, 5), later, WorkCalendar.embedded(), "数满")
    assert rolled is not None
    assert rolled.last_day == date(2026, 6, 5)
