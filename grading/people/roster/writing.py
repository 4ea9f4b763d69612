"""The roster as a workbook: empty for clerks to fill in, or with what is wrong with each row."""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import xlsxwriter

from grading.people.roster.columns import FAULTS, SHEETS, Column, Kind, Sheet
from grading.people.roster.reading import Line

_LAST_ROW = 5000
"""How far down the lists to pick from go."""

_FAULTS_WIDTH = 60
_EXPLANATION = (
    "每个工作表一种人或者单位，每行一个；不需要的工作表可以空着或者删去。",
    "先填“企业”，再填“企业学员”；学员的企业名称与“企业”表一致。",
    "名册里没有的人和企业不受影响；离职、停止要在“状态”栏写明，学习记录保留。",
    "内容有变化的，改动那一行，写明“生效日期”；没有变化的行再导入也不会改动什么。",
    "编号、代码按文本填写，不要用公式。",
    "导入前先看会改什么：xuefa people import 文件 --preview",
)


def roster_template() -> bytes:
    """Return an empty workbook with lists to pick from and explanations."""
    return _workbook(SHEETS, {}, with_faults=False)


def roster_with_faults(lines: Iterable[Line], faults: Mapping[tuple[Kind, int], str]) -> bytes:
    """Return the rows of a roster, each where it stood, with what is wrong in a last column."""
    by_kind: dict[Kind, list[tuple[Line, str]]] = {}
    for line in lines:
        told = faults.get((line.kind, line.number), "")
        by_kind.setdefault(line.kind, []).append((line, told))
    sheets = [sheet for sheet in SHEETS if sheet.kind in by_kind]
    return _workbook(sheets, by_kind, with_faults=True)


def _workbook(
    sheets: Iterable[Sheet], rows: Mapping[Kind, list[tuple[Line, str]]], *, with_faults: bool
) -> bytes:
    memory = io.BytesIO()
    # Texts come from people: none of them may turn into a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    for sheet in sheets:
        written = workbook.add_worksheet(sheet.title)
        _head(workbook, written, sheet, with_faults)
        _rows(workbook, written, sheet, rows.get(sheet.kind, []))
    _explain(workbook)
    workbook.close()
    return memory.getvalue()


def _head(workbook: Any, written: Any, sheet: Sheet, with_faults: bool) -> None:
    needed = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#DDEBE0"})
    optional = workbook.add_format({"bottom": 1, "bg_color": "#EEF3EF"})
    as_text = workbook.add_format({"num_format": "@"})
    as_day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(sheet.columns):
        written.write_string(0, place, column.heading, needed if column.needed else optional)
        written.set_column(place, place, column.width, as_day if column.is_date else as_text)
        written.data_validation(1, place, _LAST_ROW, place, _rule(column))
    if with_faults:
        red = workbook.add_format({"bold": True, "font_color": "#B00020", "bottom": 1})
        written.write_string(0, len(sheet.columns), FAULTS, red)
        written.set_column(len(sheet.columns), len(sheet.columns), _FAULTS_WIDTH)
    written.freeze_panes(1, 2)


def _rule(column: Column) -> dict[str, Any]:
    told = {
        "input_title": column.heading,
        "input_message": column.means,
        "error_title": column.heading,
        "error_message": column.means,
    }
    if column.choices:
        return told | {"validate": "list", "source": list(column.choices)}
    if column.is_date:
        return told | {"validate": "date", "criteria": ">=", "value": date(1979, 1, 1)}
    return told | {"validate": "any"}


def _rows(workbook: Any, written: Any, sheet: Sheet, rows: Iterable[tuple[Line, str]]) -> None:
    bad = workbook.add_format({"bg_color": "#F4C7C3", "num_format": "@"})
    bad_day = workbook.add_format({"bg_color": "#F4C7C3", "num_format": "yyyy-mm-dd"})
    as_day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    red = workbook.add_format({"font_color": "#B00020", "text_wrap": True})
    for line, told in rows:
        number = line.number - 1
        for place, heading in enumerate(sheet.headings):
            value = line.cells.get(heading, "")
            if isinstance(value, date):
                written.write_datetime(number, place, value, bad_day if told else as_day)
            elif value or told:
                written.write_string(number, place, value, bad if told else None)
        if told:
            written.write_string(number, len(sheet.columns), told, red)


def _explain(workbook: Any) -> None:
    sheet = workbook.add_worksheet("说明")
    sheet.set_column(0, 0, 90)
    for number, text in enumerate(_EXPLANATION):
        sheet.write_string(number, 0, text)
