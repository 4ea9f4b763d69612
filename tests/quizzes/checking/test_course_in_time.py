"""The check finds exactly what is wrong on a day: before and after the Code came into force."""

import re
from datetime import date

import pytest
from builders.course_in_time import write_course_in_time

from courses.checking.ground import Ground
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.law import Law
from quizzes.checking.content import check_content

BEFORE, AFTER = date(2026, 8, 14), date(2026, 11, 23)

PROBLEMS = {
    BEFORE: """
        句05 figure
        句06 standing
        句07 standing
        句08 standing
        句08 figure
        句09 citation
        句10 uncited
        句12 standing
        句16 standing
        句18 standing
        句24 standing
        句25 standing
        句25 figure
        句27 marking
        句28 figure
        句30 figure
        sample-1，cites standing
        sample-q-01 standing
        sample-q-03 standing
        sample-q-07 standing
        sample-q-07 figure
        sample-q-08 standing
        sample-q-09 citation
        sample-q-10 citation
    """,
    AFTER: """
        句01 standing
        句02 standing
        句05 figure
        句08 figure
        句09 citation
        句10 uncited
        句11 standing
        句12 standing
        句16 standing
        句18 standing
        句25 figure
        句27 marking
        句28 figure
        句30 figure
        句21 standing
        sample-1，cites standing
        sample-q-01 standing
        sample-q-03 standing
        sample-q-05 standing
        sample-q-07 figure
        sample-q-09 citation
        sample-q-10 citation
    """,
}
WARNINGS = {
    BEFORE: """
        句03 marking
        句05 marking
        句14 marking
        句19 citation
        句23 citation
        句31 marking
        sample-q-06 marking
    """,
    AFTER: """
        句19 citation
        句23 citation
        句31 marking
    """,
}
NAMED = re.compile(r"句\d\d|sample-q-\d\d|sample-1，cites")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("course_in_time")
    write_course_in_time(made)
    return made


def report_on(folder, day):
    ground = Ground(Law.embedded(), day, WorkCalendar.embedded())
    return check_content(ground, [folder / "courses"], [folder])


def listed(findings):
    return [f"{NAMED.search(one.place)[0]} {one.rule}" for one in findings]


def lines(text):
    return sorted(line.strip() for line in text.strip().splitlines())


@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=str)
def test_exactly_these_are_the_problems_of_the_day(folder, day):
    assert sorted(listed(report_on(folder, day).problems)) == lines(PROBLEMS[day])


@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=str)
def test_exactly_these_are_the_warnings_of_the_day(folder, day):
    assert sorted(listed(report_on(folder, day).warnings)) == lines(WARNINGS[day])


def test_every_statement_was_looked_at(folder):
    counts = report_on(folder, AFTER).counts
    assert counts.lessons == 1
    assert counts.statements >= 34
    assert counts.questions == 22


def test_an_overridden_article_is_told_with_what_took_its_place(folder):
    (finding,) = [one for one in report_on(folder, AFTER).problems if "句12" in one.place]
    assert "第三十四条" in finding.message
    assert "《生态环境法典》第一千一百零三条" in finding.message
    assert "2026年8月15日" in finding.message


def test_findings_come_in_the_order_of_files_and_places(folder):
    findings = report_on(folder, AFTER).findings
    assert [one.file for one in findings] == sorted(one.file for one in findings)
    told = [one for one in listed(findings) if one.startswith("句")]
    assert told == sorted(told, key=lambda line: line[:3])
