"""xuefa check: whether all courses and questions are right about the law on a day."""

import json
import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

import courses.catalogue
import quizzes.content
from courses.checking.finding import Finding, Severity
from courses.checking.ground import Ground
from courses.clock import system_clock
from courses.problem import Problem
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.deadlines.year_calendar import read_calendar_folder
from courses.statutes.law import Law
from courses.statutes.library.store import Library
from grading.assessment.reading import read_home_policies
from grading.home import Home
from grading.leadership.duty_reading import read_duty_lists
from grading.settings import read_settings
from quizzes.checking.content import Report, check_content, check_quizzes
from widgets.cli.home_option import HomeOption, chosen_home

HELP = """检查全部课程、题库和考核办法：引用、效力、数字、规则。

平台自带的和数据文件夹里的都查：考核办法没有写错；引用的条文存在；在检查的日期现行有效，或者标明是旧法；写到的
钱数、天数、百分比、年龄等在引用的条文里，或者标明是案情里的、算出来的；讲规则的话都有引用。

有问题时退出码为 1；只有提醒或者没有问题时为 0。

--format json 输出一个 JSON 对象，以后只增加项目，不改名：
date（检查的日期）；problems（问题）和 warnings（提醒）两个列表，每一项有
file（文件）、place（位置）、rule（规则）、message（说明）；checked（查了多少）有
lessons（课）、statements（句）、questions（题）、citations（引用）、figures（数字）。
rule 是 file（读不进去）、citation（引用）、standing（效力）、figure（数字）、
uncited（缺引用）、marking（标注）之一。"""

_MARKS = {Severity.PROBLEM: "问题", Severity.WARNING: "提醒"}


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"


DateOption = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        help="按哪一天的法律检查；不写就是今天",
        formats=["%Y-%m-%d"],
        metavar="年-月-日",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="text 给人看，json 给程序用", metavar="text|json")
]


def check(
    on: DateOption = None, written: FormatOption = Format.TEXT, home: HomeOption = None
) -> None:
    """Print everything that the check finds; the exit code is 1 if there is a problem."""
    where = chosen_home(home)
    report = check_home(where, on.date() if on else today_at(where))
    typer.echo(_as_json(report) if written is Format.JSON else "\n".join(_as_text(report)))
    if report.problems:
        raise typer.Exit(1)


def today_at(home: Home) -> date:
    """Return today's date in the home's time zone. Raises SettingsError."""
    zone = ZoneInfo(read_settings(home, os.environ).time_zone)
    return system_clock().astimezone(zone).date()


def check_home(home: Home, on: date) -> Report:
    """Check what comes with the package and what the home adds; nothing is written."""
    duties = read_duty_lists(home.root, Law.with_own(home.statutes)[0].registry)
    more = [*read_home_policies(home).problems, *duties.problems]
    return _check(check_content, home, on, more)


def check_quizzes_of_home(home: Home, on: date) -> Report:
    """Check only the questions and papers of package and home; nothing is written."""
    return _check(check_quizzes, home, on)


def _check(
    look: Callable[..., Report], home: Home, on: date, more: Iterable[Problem] = ()
) -> Report:
    law, problems = Law.with_own(home.statutes)
    years, calendar_problems = read_calendar_folder(home.calendars)
    library = Library.open(home.statutes)
    return look(
        Ground(law, on, WorkCalendar.embedded().extended(years), library),
        [courses.catalogue.PACKAGE_FOLDER, home.courses],
        [quizzes.content.PACKAGE_FOLDER, home.root],
        [*problems, *calendar_problems, *library.problems(), *more],
    )


def finding_lines(report: Report) -> list[str]:
    """Return the findings as lines, below the file that each is in."""
    lines = []
    for file, findings in groupby(report.findings, key=lambda finding: finding.file):
        lines.append(str(file))
        lines += [f"  {_MARKS[one.severity]}　{one.place}：{one.message}" for one in findings]
    return lines


def count_of_findings(report: Report) -> str:
    """Say how many problems and warnings there are."""
    return f"问题 {len(report.problems)} 个，提醒 {len(report.warnings)} 个。"


def _as_text(report: Report) -> list[str]:
    counts = report.counts
    return [
        *finding_lines(report),
        f"按 {report.on} 的法律检查了 {counts.lessons} 课 {counts.statements} 句、"
        f"{counts.questions} 道题，{counts.citations} 处引用、{counts.figures} 个数字："
        + count_of_findings(report),
    ]


def _as_json(report: Report) -> str:
    counts = report.counts
    content = {
        "date": report.on.isoformat(),
        "problems": [_entry(finding) for finding in report.problems],
        "warnings": [_entry(finding) for finding in report.warnings],
        "checked": {
            "lessons": counts.lessons,
            "statements": counts.statements,
            "questions": counts.questions,
            "citations": counts.citations,
            "figures": counts.figures,
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _entry(finding: Finding) -> dict[str, str]:
    return {
        "file": _posix(finding.file),
        "place": finding.place,
        "rule": finding.rule,
        "message": finding.message,
    }


def _posix(file: Path) -> str:
    return file.as_posix()
