"""Questions as a workbook, and the empty one for clerks: one row a question, lists to pick from."""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import xlsxwriter

from quizzes.exchange.columns import COLUMNS, SHEET, Column, cells_of
from quizzes.exchange.entries import entry_of
from quizzes.exchange.leaving_out import holdable
from quizzes.exchange.report import Exported, LeftOut
from quizzes.exchange.rubric_text import BROKEN_POINT, breaks_a_point
from quizzes.exchange.safe_xml import is_writable
from quizzes.kinds.case_analysis import case_id
from quizzes.model import Question

LAST_ROW = 2000
"""How far down the lists to pick from go."""

CELL_LENGTH = 32_767
"""Characters that a cell of Excel holds."""


def write_xlsx(
    questions: Iterable[Question] = (), topics: Mapping[str, str] | None = None
) -> Exported:
    """Return a workbook with questions, none for a template, and the topics of a course."""
    memory = io.BytesIO()
    # Texts come from people: none of them may turn into a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    sheet = workbook.add_worksheet(SHEET)
    _head(workbook, sheet)
    left_out = _rows(workbook, sheet, questions)
    _explain(workbook)
    if topics:
        _table(workbook, "考点", ("考点编号", "知识点"), topics.items())
    workbook.close()
    return Exported(memory.getvalue(), tuple(left_out))


def _head(workbook: Any, sheet: Any) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#DDEBE0"})
    for number, column in enumerate(COLUMNS):
        sheet.write_string(0, number, column.heading, bold)
        sheet.set_column(number, number, column.width)
        rule = _rule(column)
        if rule:
            message = {"input_title": column.heading, "input_message": column.means}
            sheet.data_validation(1, number, LAST_ROW, number, rule | message)
    sheet.freeze_panes(1, 1)


def _rule(column: Column) -> dict[str, Any]:
    told = {"error_title": column.heading, "error_message": column.means}
    if column.choices:
        return told | {"validate": "list", "source": list(column.choices)}
    if column.field == "points":
        return told | {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 20}
    if column.field in ("acts_on", "decided_on"):
        rule = {"validate": "date", "criteria": ">=", "value": date(1979, 1, 1)}
        return told | rule
    return {}


def _rows(workbook: Any, sheet: Any, questions: Iterable[Question]) -> list[LeftOut]:
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    places = {column.heading: number for number, column in enumerate(COLUMNS)}
    kept, left_out = holdable(questions, _fault)
    told: set[str | None] = {None}
    for row, question in enumerate(kept, start=1):
        cells = cells_of(entry_of(question))
        if case_id(question) in told:  # the text of a case stands in its first row
            cells.pop("案情", None)
        told.add(case_id(question))
        for heading, value in cells.items():
            if isinstance(value, date):
                sheet.write_datetime(row, places[heading], value, day)
            else:
                sheet.write(row, places[heading], value, wrapped)
    return left_out


def _fault(question: Question) -> str:
    """Say what keeps a question from being written into cells, or nothing."""
    fault = _unreadable(question)
    if breaks_a_point(question):
        return BROKEN_POINT
    return f"{fault}，整题没有导出" if fault else ""


def _unreadable(question: Question) -> str:
    cells = cells_of(entry_of(question))
    texts = {heading: text for heading, text in cells.items() if isinstance(text, str)}
    for heading, text in texts.items():
        if len(text) > CELL_LENGTH:
            return f"{heading}超过 {CELL_LENGTH} 个字"
        if not is_writable(text):
            return f"{heading}里有控制字符"
    mistakes: dict[str, str] = getattr(question, "mistakes", {})
    if any(mark in sign for sign in mistakes for mark in "：:\n"):
        return "错误答案里有冒号，与错因分不开"
    if question.kind != "true_false" and any("\n" in told for told in mistakes.values()):
        return "错因里有换行"
    return ""


def _explain(workbook: Any) -> None:
    rows = [(column.heading, column.means) for column in COLUMNS]
    _table(workbook, "说明", ("栏目", "怎样填"), rows)


def _table(
    workbook: Any, title: str, headings: tuple[str, str], rows: Iterable[tuple[str, str]]
) -> None:
    sheet = workbook.add_worksheet(title)
    sheet.write_row(0, 0, headings, workbook.add_format({"bold": True, "bottom": 1}))
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 70)
    sheet.freeze_panes(1, 0)
