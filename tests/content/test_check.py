"""The content that comes with the package stands up to the content check today."""

from datetime import UTC, datetime

import courses.catalogue
import quizzes.content
from courses.checking.ground import Ground
from courses.clock import local_date
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.law import Law
from quizzes.checking.content import check_content


def report_on(day):
    ground = Ground(Law.embedded(), day, WorkCalendar.embedded())
    folders = [courses.catalogue.PACKAGE_FOLDER], [quizzes.content.PACKAGE_FOLDER]
    return check_content(ground, *folders)


def test_shipped_content_is_right_about_the_law_of_today():
    report = report_on(local_date(datetime.now(UTC)))
    assert [f"{one.file.name} {one.place}：{one.message}" for one in report.findings] == []


def test_all_of_it_is_looked_at():
    counts = report_on(local_date(datetime.now(UTC))).counts
    assert counts.lessons >= 2
    assert counts.questions >= 51
    assert counts.statements > 300
    assert counts.figures > 150
