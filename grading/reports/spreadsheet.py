"""The training report as a workbook for the file."""

import io
from dataclasses import fields
from typing import Any

import xlsxwriter

from grading.reports.training import AttemptRow, OfficerRow, OfficerTraining

OFFICER_HEADINGS = (
    "姓名",
    "部门",
    "学完课次",
    "应学课次",
    "完成课程",
    "应学课程",
    "考试次数",
    "最好成绩（%）",
    "最近学习",
    "完成度（%）",
    "时间进度（%）",
    "进度",
)
ATTEMPT_HEADINGS = ("交卷时间", "姓名", "部门", "试卷", "成绩（%）", "等次")
_WIDTH = 14


def training_workbook(training: OfficerTraining) -> bytes:
    """Return an xlsx file with one sheet of officers and one of exam results."""
    memory = io.BytesIO()
    # Names and papers come from people: none of them may turn into a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    _sheet(workbook, "人员进度", OFFICER_HEADINGS, training.officers(), OfficerRow)
    _sheet(workbook, "考试成绩", ATTEMPT_HEADINGS, training.attempts(), AttemptRow)
    workbook.close()
    return memory.getvalue()


def _sheet(
    workbook: Any, title: str, headings: tuple[str, ...], rows: list[Any], row_class: type[Any]
) -> None:
    sheet = workbook.add_worksheet(title)
    bold = workbook.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, headings, bold)
    names = [field.name for field in fields(row_class)]
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, [getattr(row, name) for name in names])
    sheet.set_column(0, len(headings) - 1, _WIDTH)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
