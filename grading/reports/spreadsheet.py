"""A year of officers as a workbook for the file."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from fractions import Fraction
from typing import Any

import xlsxwriter

from grading.assessment.assess import Assessment
from grading.assessment.result import YearResult
from grading.reports.officer_exams import ExamRow
from grading.reports.officer_year import (
    department_of,
    evidence_rows,
    officer_row,
    officers,
)

PEOPLE = (
    "姓名",
    "部门",
    "考核状态",
    "等次",
    "应学学时",
    "已计学时",
    "还差学时",
    "到统计日应有学时",
    "进度",
    "完成度（%）",
    "最近学习",
)
REQUIREMENTS = ("姓名", "部门", "要求", "应达到", "已达到", "还差", "单位", "是否达到")
EVIDENCE = (
    "姓名",
    "部门",
    "要求",
    "日期",
    "种类",
    "证据",
    "记录学时",
    "计入",
    "单位",
    "没有全部计入的原因",
    "记录人",
)
EXAMS = ("交卷时间", "姓名", "部门", "试卷", "成绩（%）", "等次")
MOST_ROWS = 1_000_000
"""A sheet cannot hold many more; what is left out is said in its last row."""
_WIDTH = 14

Row = Sequence[Any]


def training_workbook(result: YearResult, exams: Iterable[ExamRow]) -> bytes:
    """Return an xlsx file: officers, what is asked of them, what counts for it, their exams."""
    memory = io.BytesIO()
    # Names and papers come from people: none of them may turn into a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    people = officers(result)
    _sheet(workbook, "人员进度", PEOPLE, map(_person, people))
    _sheet(workbook, "各项要求", REQUIREMENTS, _requirements(people))
    _sheet(workbook, "计入记录", EVIDENCE, _evidence(people))
    _sheet(workbook, "考试成绩", EXAMS, (astuple(one)[1:] for one in exams))
    workbook.close()
    return memory.getvalue()


def _person(one: Assessment) -> Row:
    row = officer_row(one)
    needed, had = Fraction(row.needed), Fraction(row.had)
    return (
        row.name,
        row.department,
        one.standing.label,
        row.band,
        _number(needed),
        _number(had),
        _number(max(needed - had, Fraction(0))),
        _number(Fraction(row.due_by_now)),
        "落后" if row.is_behind else "正常",
        row.percent,
        row.latest,
    )


def _requirements(people: Iterable[Assessment]) -> Iterator[Row]:
    for one in people:
        for asked in one.requirements:
            yield (
                one.person.name,
                department_of(one),
                asked.label,
                _number(asked.needed),
                _number(asked.had),
                _number(asked.missing),
                asked.unit,
                "达到" if asked.is_met else "没有达到",
            )


def _evidence(people: Iterable[Assessment]) -> Iterator[Row]:
    for one in people:
        for asked, line in evidence_rows(one):
            yield (
                one.person.name,
                department_of(one),
                asked.label,
                line.on,
                line.kind_label,
                line.evidence,
                _number(Fraction(line.hours)),
                _number(Fraction(line.counted)),
                asked.unit,
                line.why,
                line.recorded_by or "平台",
            )


def _number(exact: Fraction) -> float:
    """Return a number as the assessment shows it, with two decimals at most."""
    return round(float(exact), 2)


def _sheet(workbook: Any, title: str, headings: Row, rows: Iterable[Row]) -> None:
    sheet = workbook.add_worksheet(title)
    sheet.write_row(0, 0, headings, workbook.add_format({"bold": True, "bottom": 1}))
    last = 0
    for last, row in enumerate(rows, start=1):
        if last > MOST_ROWS:
            sheet.write(last, 0, f"行数太多，只列出前 {MOST_ROWS} 行")
            break
        sheet.write_row(last, 0, row)
    sheet.set_column(0, len(headings) - 1, _WIDTH)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)
