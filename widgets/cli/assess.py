"""xuefa assess: who meets the year's requirements, and what is missing."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from courses.clock import system_clock
from grading.assessment.assess import Assessment, Requirement, Standing
from grading.assessment.export import as_csv, as_json, decimal, verify_command
from grading.assessment.policy import AUDIENCES
from grading.assessment.reading import read_policies
from grading.assessment.reminders import missing_words, reminders
from grading.assessment.result import YearResult
from grading.assessment.signing import SignedYears
from grading.assessment.year import YearAssessment
from grading.content import read_content
from grading.home import Home, HomeInUseError
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.exports import note_exports
from widgets.cli.home_option import HomeOption, existing_home, open_records
from widgets.cli.table import lined_up

HELP = """年度考核：每人是否达标，每项要求还差多少。

按数据文件夹 policies 里（没有就按平台自带）的考核办法，从学习记录当场算出；
已经签署的年度给出签署时的结果，写了 --as-of 就按现有记录试算。

--format json 输出一个 JSON 对象，以后只增加项目，不改名；里面的数是精确值，写成 60 或者 7/3，
每项要求都列出计入的每一条记录和它的证据。--format csv 每人每项要求一行。
已经签署的年度，三种格式都写明内容指纹和审计链的链头；核对时运行 xuefa audit verify --head 链头。

--behind 只给要提醒的人：落后于进度的，年底前三周起是所有还没有达标的；json 里多一项 behind，
写明每项要求到那一天应有多少。"""

_INDENT = "  "
NO_DEPARTMENT = "（未分部门）"


class Format(StrEnum):
    """How the assessment is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def assess(
    year: Annotated[
        int, typer.Argument(help="哪一年，如 2026", metavar="年度", min=2000, max=2100)
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            help="按哪一天的情况算；不写就是今天",
            formats=["%Y-%m-%d"],
            metavar="年-月-日",
            show_default=False,
        ),
    ] = None,
    written: Annotated[
        Format,
        typer.Option(
            "--format", help="text 给人看，json 给程序用，csv 给表格用", metavar="text|json|csv"
        ),
    ] = Format.TEXT,
    behind: Annotated[
        bool, typer.Option("--behind", help="只给要提醒的人：落后于进度，或者快到年底还没有达标")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Print the assessment of everybody, or of those who have to be reminded."""
    opened = existing_home(home)
    result = _assessed(opened, year, as_of)
    if written is Format.TEXT:
        typer.echo("\n".join(reminder_lines(result) if behind else assessment_lines(result)))
        return
    paces = reminders(result) if behind else None
    if paces is not None:
        result = replace(result, assessments=tuple(one.assessment for one in paces))
    text = f"{as_json(result, paces)}\n" if written is Format.JSON else as_csv(result)
    note_exports(opened, [(f"年度考核-{year}.{written.value}", text.encode())])
    typer.echo(text, nl=False)


def assessment_lines(result: YearResult) -> Iterator[str]:
    """Yield the assessment of a year as lines for a terminal."""
    yield f"{result.year} 年年度考核，截至 {result.as_of}{_signed(result)}"
    yield from _head(result)
    for policy in result.policies:
        found = [one for one in result.assessments if one.policy is policy]
        yield ""
        yield f"{AUDIENCES[policy.audience]}（{policy.title}）：{_counts(found)}"
        yield from lined_up([_row(one) for one in found], indent=_INDENT)
    if result.flagged:
        yield ""
        yield f"以下 {len(result.flagged)} 个数字待确认，由管理人员在平台的“年度考核”页确认："
        rows = [
            (one.audience_label, one.label, one.value, one.why_open or "") for one in result.flagged
        ]
        yield from lined_up(rows, indent=_INDENT)


def reminder_lines(result: YearResult) -> Iterator[str]:
    """Yield whom to remind as lines for a terminal, each with the words to send."""
    found = reminders(result)
    if result.signed is not None:
        yield f"{result.year} 年度考核已经签署，不用再提醒。"
    elif not found:
        yield f"到 {result.as_of} 为止没有要提醒的人。"
    else:
        yield f"到 {result.as_of} 为止要提醒 {len(found)} 人次："
        rows = [
            (
                one.assessment.person.department or NO_DEPARTMENT,
                one.assessment.person.name,
                one.stage.label if one.stage else "",
                "；".join(map(missing_words, one.missing)),
            )
            for one in found
        ]
        yield from lined_up(rows, indent=_INDENT)


def _assessed(home: Home, year: int, as_of: datetime | None) -> YearResult:
    settings = read_settings(home, os.environ)
    content = read_content(home)
    shelf = content.quizzes.shelf
    database = open_records(home, settings)
    try:
        _bring_up_to_date(home, database)
        assessment = YearAssessment(
            database,
            policies=read_policies(home.root, content.catalogue, shelf),
            catalogue=content.catalogue,
            shelf=shelf,
            clock=system_clock,
            zone=settings.zone,
        )
        years = SignedYears(database, assessment)
        return years.of_all(year, as_of.date() if as_of else None)
    finally:
        database.close()


def _bring_up_to_date(home: Home, database: RecordsDatabase) -> None:
    """Give a home of an earlier version its new tables; a portal that runs has done so."""
    with suppress(HomeInUseError), home.serve_lock():
        database.upgrade()


def _signed(result: YearResult) -> str:
    if result.signed is None:
        return ""
    later = f"，签署后又有 {len(result.later)} 条记录，没有计入" if result.later else ""
    return f"，{result.signed.by}已签署（SHA-256 {result.signed.digest}）{later}"


def _head(result: YearResult) -> Iterator[str]:
    """Yield what proves a signed year."""
    if result.signed is not None and result.printed_head:
        yield f"签署时的审计链链头：{result.printed_head}"
        yield f"核对：{verify_command(result)}"


def _counts(found: list[Assessment]) -> str:
    counts = [(standing, sum(one.standing is standing for one in found)) for standing in Standing]
    told = "，".join(f"{standing.label} {count} 人" for standing, count in counts if count)
    return f"共 {len(found)} 人" + (f"，{told}" if told else "")


def _row(one: Assessment) -> tuple[str, ...]:
    missing = "；".join(map(_missing, one.missing)) if one.standing is Standing.NOT_YET else ""
    return (
        one.person.department or NO_DEPARTMENT,
        one.person.name,
        one.standing.label,
        one.band or f"{one.percent}%",
        missing,
    )


def _missing(requirement: Requirement) -> str:
    had, needed = decimal(requirement.had), decimal(requirement.needed)
    return f"{requirement.label} {had}/{needed} {requirement.unit}"
