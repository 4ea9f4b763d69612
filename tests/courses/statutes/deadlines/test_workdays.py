"""Working days by the embedded calendars and by added ones."""

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.deadlines.workdays import CalendarMissingError, DayKind, WorkCalendar
from courses.statutes.deadlines.year_calendar import (
    MalformedCalendarError,
    days_between,
    read_calendar_folder,
    year_calendar,
)

CALENDAR = WorkCalendar.embedded()
DAYS = st.dates(date(2025, 3, 1), date(2026, 9, 1))
COUNTS = st.integers(0, 30)
YEAR_2027 = """
year = 2027
source = "示范放假通知"
workdays = [2027-01-09]
[[holidays]]
name = "示范节"
first = 2027-01-01
last = 2027-01-03
"""


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_the_year_agrees_with_the_published_calendar(year: int) -> None:
    wrong = [
        day
        for day in days_between(date(year, 1, 1), date(year, 12, 31))
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_exchanged_day_agrees_with_the_published_calendar(year: int) -> None:
    published = {day for day in chinese_calendar.constants.workdays if day.year == year}
    assert CALENDAR.years[year].workdays == published


def test_the_source_of_a_calendar_is_the_notice_of_its_year() -> None:
    assert CALENDAR.years[2026].source == "国务院办公厅关于2026年部分节假日安排的通知"


def test_the_kind_of_a_day_is_told_apart() -> None:
    assert CALENDAR.kind(date(2026, 9, 18)) is DayKind.WORKDAY
    assert CALENDAR.kind(date(2026, 9, 19)) is DayKind.WEEKEND
    assert CALENDAR.kind(date(2026, 9, 20)) is DayKind.EXCHANGED
    assert CALENDAR.kind(date(2026, 9, 25)) is DayKind.HOLIDAY
    assert CALENDAR.holiday_name(date(2026, 9, 25)) == "中秋节"


def test_an_exchanged_sunday_counts_and_a_holiday_does_not() -> None:
    # Friday 18 September 2026; the Sunday after it is worked, 25 to 27 September are a holiday.
    assert CALENDAR.add_workdays(date(2026, 9, 18), 1) == date(2026, 9, 20)
    assert CALENDAR.add_workdays(date(2026, 9, 18), 5) == date(2026, 9, 24)
    assert CALENDAR.add_workdays(date(2026, 9, 18), 6) == date(2026, 9, 28)


def test_the_first_workday_after_the_national_holiday_is_found() -> None:
    assert CALENDAR.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR.next_workday(date(2026, 10, 8)) == date(2026, 10, 8)


@given(DAYS, COUNTS)
def test_adding_workdays_passes_exactly_that_many(start: date, count: int) -> None:
    end = CALENDAR.add_workdays(start, count)
    passed = days_between(start + timedelta(days=1), end)
    assert sum(CALENDAR.is_workday(day) for day in passed) == count
    assert end == start or CALENDAR.is_workday(end)


@given(DAYS, COUNTS)
def test_subtracting_undoes_adding_from_a_workday(start: date, count: int) -> None:
    workday = CALENDAR.next_workday(start)
    assert CALENDAR.subtract_workdays(CALENDAR.add_workdays(workday, count), count) == workday


@given(DAYS, COUNTS, COUNTS)
def test_adding_in_two_steps_is_adding_at_once(start: date, first: int, second: int) -> None:
    in_steps = CALENDAR.add_workdays(CALENDAR.add_workdays(start, first), second)
    assert in_steps == CALENDAR.add_workdays(start, first + second)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add_workdays(date(2026, 9, 1), -1)


def test_a_year_without_a_calendar_is_named_in_the_error() -> None:
    with pytest.raises(CalendarMissingError, match=r"没有2027年的放假安排.*2027\.toml") as caught:
        CALENDAR.add_workdays(date(2026, 12, 30), 5)
    assert caught.value.year == 2027


def test_a_calendar_in_a_folder_adds_its_year(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(YEAR_2027, encoding="utf-8")
    calendars, problems = read_calendar_folder(tmp_path)
    extended = CALENDAR.extended(calendars)
    assert problems == []
    assert extended.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert extended.is_workday(date(2027, 1, 9))
    assert 2027 not in CALENDAR.years


def test_a_folder_that_does_not_exist_adds_nothing(tmp_path: Path) -> None:
    assert read_calendar_folder(tmp_path / "absent") == ([], [])


def test_an_added_calendar_replaces_the_embedded_one_of_its_year() -> None:
    changed = tomllib.loads(YEAR_2027.replace("2027", "2026").replace("-01-09", "-01-10"))
    extended = CALENDAR.extended_by([changed])
    assert not extended.is_workday(date(2026, 1, 4))
    assert extended.is_workday(date(2026, 10, 1))


def test_a_calendar_survives_the_way_through_json() -> None:
    for calendar in CALENDAR.years.values():
        assert year_calendar(json.loads(json.dumps(calendar.document()))) == calendar


def test_one_wrong_file_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(YEAR_2027, encoding="utf-8")
    (tmp_path / "2028.toml").write_text("year = [", encoding="utf-8")
    (tmp_path / "2029.toml").write_bytes(b"source = '\xff'")
    (tmp_path / "2030.toml").write_text("year = 2030", encoding="utf-8")
    calendars, problems = read_calendar_folder(tmp_path)
    assert [calendar.year for calendar in calendars] == [2027]
    assert [problem.file.name for problem in problems] == ["2028.toml", "2029.toml", "2030.toml"]
    assert problems[2].place == "source"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("year = 2027", 'year = "2027"', "year"),
        ("year = 2027", "year = true", "year"),
        ("year = 2027", "", "year"),
        ('source = "示范放假通知"', 'source = " "', "source"),
        ("workdays = [2027-01-09]", "workdays = 3", "workdays"),
        ("2027-01-09", "2026-01-10", "workdays 第1个"),
        ("2027-01-09", "2027-01-09T08:00:00", "workdays 第1个"),
        ("2027-01-09", '"yesterday"', "workdays 第1个"),
        ("2027-01-09", "2027-01-03", "workdays"),
        ("2027-01-09", "2027-01-08", "workdays"),
        ('name = "示范节"', "", "holidays 第1个 name"),
        ("last = 2027-01-03", "last = 2026-12-31", "holidays 第1个 last"),
        ("first = 2027-01-01", "first = 2027-01-04", "holidays 第1个"),
        ("workdays", "workday", "workday"),
    ],
)
def test_a_malformed_calendar_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    document = tomllib.loads(YEAR_2027.replace(old, new))
    with pytest.raises(MalformedCalendarError) as caught:
        year_calendar(document)
    assert caught.value.place == place


@pytest.mark.parametrize("holidays", [None, [], ["元旦"]])
def test_a_calendar_without_readable_holidays_is_refused(holidays: object) -> None:
    document = {**tomllib.loads(YEAR_2027), "holidays": holidays}
    with pytest.raises(MalformedCalendarError, match="holidays"):
        year_calendar(document)
