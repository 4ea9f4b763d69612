import sqlite3
from calendar import isleap
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from builders.content import make_catalogue, make_course
from hypothesis import given
from hypothesis import strategies as st

from courses.clock import HOME_ZONE
from grading.people.model import Role
from grading.reports.catalogue import REPORTS, Sources
from grading.reports.training import BEHIND, DONE, ON_PACE, OfficerTraining, year_percent

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)  # the 182nd day of 365: 49 percent
LESSONS, PAPER = ["sample-1", "sample-2"], "sample-paper"


def report(office, now=NOW):
    return OfficerTraining(office.database, office.catalogue, lambda: now)


def only_row(office, now=NOW):
    (row,) = report(office, now).officers()
    return row


def read_tables(office) -> dict[str, pd.DataFrame]:
    file = Path(office.database.address.removeprefix("sqlite:///"))
    names = ["people", "roles", "departments", "lesson_events", "attempts", "hand_ins", "results"]
    with closing(sqlite3.connect(file)) as connection:
        return {name: pd.read_sql_query(f"SELECT * FROM {name}", connection) for name in names}


def local_day(moments: pd.Series) -> pd.Series:
    times = pd.to_datetime(moments, utc=True, format="ISO8601")
    return times.dt.tz_convert("Asia/Shanghai")


def officer_ids(tables: dict[str, pd.DataFrame]) -> pd.Series:
    return tables["roles"].query("role == 'officer'").person_id


def expected_rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Work the report out from the bare tables, in another way than the program does."""
    people = tables["people"][tables["people"].id.isin(officer_ids(tables))].set_index("id")
    departments = tables["departments"].set_index("id").name
    events = tables["lesson_events"].assign(at=lambda e: local_day(e["at"]))
    last = tables["results"].sort_values("id").groupby("attempt_id").tail(1)
    exams = (
        last.merge(tables["attempts"], left_on="attempt_id", right_on="id")
        .merge(tables["hand_ins"], on="attempt_id")
        .assign(
            percent=lambda e: 100 * e.earned.astype(float) / e.possible.astype(float),
            rule=lambda e: [60 if '"pass_mark":60' in rules else 50 for rules in e.rules],
            at=lambda e: local_day(e["handed_in_at"]),
        )
    )
    rows = {}
    for person_id, person in people.iterrows():
        own = exams[exams.person_id == person_id]
        studied = events.query("person_id == @person_id and kind == 'studied'").lesson_id
        count = studied[studied.isin(LESSONS)].nunique()
        passed = bool(((own.paper_id == PAPER) & (own.percent >= own.rule)).any())
        moments = pd.concat([events[events.person_id == person_id]["at"], own["at"]])
        rows[person["name"]] = {
            "department": departments.get(person.department_id, "（未分部门）"),
            "lessons_studied": count,
            "courses_completed": int(count == 2 and passed),
            "exams_taken": len(own),
            "best_percent": own.percent.max() if len(own) else None,
            "last_activity": f"{moments.max():%Y-%m-%d}" if len(moments) else None,
            "done_percent": [0, 33, 66, 100][count + passed],
        }
    return pd.DataFrame(rows).T.sort_index()


@pytest.mark.parametrize("busy_office", range(6), indirect=True)
def test_rows_are_what_the_bare_tables_say(busy_office):
    expected = expected_rows(read_tables(busy_office))
    found = pd.DataFrame([asdict(row) for row in report(busy_office).officers()])
    found = found.set_index("name").sort_index()
    assert len(found) == len(expected) > 0
    for column in expected.columns:
        assert found[column].replace({float("nan"): None}).to_dict() == expected[column].to_dict()


@pytest.mark.parametrize("busy_office", range(3), indirect=True)
def test_every_scored_attempt_is_listed_newest_first(busy_office):
    rows = report(busy_office).attempts()
    tables = read_tables(busy_office)
    own = tables["attempts"][tables["attempts"].person_id.isin(officer_ids(tables))]
    scored = own[own.id.isin(tables["results"].attempt_id)]
    assert len(rows) == len(scored) > 0
    moments = [row.handed_in_at for row in rows]
    assert moments == sorted(moments, reverse=True)


def test_officers_come_by_department_and_name(office):
    for login, name, department in [
        ("b2", "示范乙", "示范二科"),
        ("a2", "示范甲", "示范二科"),
        ("a1", "示范丙", "示范一科"),
    ]:
        office.person(login, name=name, department=department)
    rows = [(row.department, row.name) for row in report(office).officers()]
    assert rows == [("示范一科", "示范丙"), ("示范二科", "示范乙"), ("示范二科", "示范甲")]


def test_others_and_closed_accounts_are_left_out(office):
    office.person("leader", roles=[Role.LEADER])
    gone = office.person("gone")
    office.attempt(gone, 90)
    with office.database.begin() as records:
        records.people.close_account(gone, NOW)
    assert report(office).officers() == []
    assert report(office).attempts() == []


def test_opening_a_lesson_is_activity_but_no_progress(office):
    person = office.person("officer")
    office.opened(person, "sample-1", NOW - timedelta(days=1))
    row = only_row(office)
    assert (row.lessons_studied, row.done_percent) == (0, 0)
    assert row.last_activity == "2026-06-30"


def test_the_day_of_an_activity_is_the_homes_day(office):
    person = office.person("officer")
    office.opened(person, "sample-1", datetime(2026, 3, 1, 16, 30, tzinfo=UTC))
    assert only_row(office).last_activity == "2026-03-02"


def test_two_of_three_steps_are_rounded_down_and_on_pace_in_july(office):
    person = office.person("officer")
    office.studied(person, "sample-1")
    office.studied(person, "sample-2")
    row = only_row(office)
    assert (row.done_percent, row.expected_percent, row.standing) == (66, 49, ON_PACE)


def test_one_of_three_steps_is_behind_in_july(office):
    office.studied(office.person("officer"), "sample-1")
    assert only_row(office).standing == BEHIND


def test_everything_done_is_done_on_the_last_day_of_the_year(office):
    person = office.person("officer")
    office.studied(person, "sample-1")
    office.studied(person, "sample-2")
    office.attempt(person, 60)
    row = only_row(office, datetime(2026, 12, 31, 4, tzinfo=UTC))
    assert (row.done_percent, row.expected_percent, row.standing) == (100, 100, DONE)
    assert (row.courses_completed, row.courses_total) == (1, 1)


def test_a_result_just_below_the_pass_mark_neither_passes_nor_looks_like_it(office):
    person = office.person("officer")
    office.attempt(person, Fraction("59.99"))
    (attempt,) = report(office).attempts()
    assert (attempt.percent, attempt.band) == (59.9, "不合格")
    assert only_row(office).done_percent == 0


def test_a_result_is_judged_by_the_rules_its_attempt_began_under(office):
    person = office.person("officer")
    office.attempt(person, 55, pass_mark=50, title="旧试卷")
    (attempt,) = report(office).attempts()
    assert (attempt.paper, attempt.band) == ("旧试卷", "合格")
    assert only_row(office).done_percent == 33


def test_points_changed_by_hand_count_instead_of_the_first_ones(office):
    person = office.person("officer")
    attempt = office.attempt(person, 50)
    office.result(attempt, 95, changed_by="示范教员")
    row = only_row(office)
    assert (row.exams_taken, row.best_percent, row.done_percent) == (1, 95.0, 33)


def test_an_attempt_without_a_result_does_not_count(office):
    office.attempt(office.person("officer"), None)
    row = only_row(office)
    assert (row.exams_taken, row.best_percent, row.done_percent) == (0, None, 0)


def test_nobody_is_behind_where_there_is_nothing_to_study(office):
    office.person("officer")
    office.catalogue = make_catalogue(make_course(audience=["leader"]))
    row = only_row(office)
    assert (row.lessons_total, row.done_percent, row.standing) == (0, 100, DONE)


def test_reports_are_plain_tables_by_name(office):
    person = office.person("officer", name="示范甲")
    office.attempt(person, 80)
    sources = Sources(
        database=office.database, catalogue=office.catalogue, clock=lambda: NOW, zone=HOME_ZONE
    )
    tables = {name: REPORTS[name](sources, {}) for name in ("officers", "attempts")}
    assert [row["name"] for rows in tables.values() for row in rows] == ["示范甲", "示范甲"]


@given(st.dates())
def test_the_year_goes_by_from_nothing_to_a_hundred(day):
    length = 366 if isleap(day.year) else 365
    gone = (day - date(day.year, 1, 1)).days + 1
    assert 0 <= year_percent(day) <= 100
    assert (year_percent(day) == 100) == (gone == length)
    assert year_percent(day) <= 100 * gone / length < year_percent(day) + 1


@given(st.dates(max_value=date(9999, 12, 30)))
def test_the_year_never_goes_back_before_its_end(day):
    following = day + timedelta(days=1)
    assert year_percent(following) >= year_percent(day) or following.year > day.year
