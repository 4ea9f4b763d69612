"""Questions out of the workbook of clerks, and the same workbook back with every error marked."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from quizzes.exchange.cases import case_of
from quizzes.exchange.columns import (
    COLUMNS,
    FAULTS,
    KIND_LABELS,
    REQUIRED,
    SHEET,
    column_of,
    entry_from,
)
from quizzes.exchange.entries import QuestionCheck, judge, no_check
from quizzes.exchange.report import (
    Draft,
    Entry,
    Fault,
    Imported,
    LeftOut,
    UnreadableExchangeError,
    refuse_large,
)

EXPECTED = "xlsx"
MAX_UNPACKED = 200_000_000
MAX_ROWS, MAX_COLUMNS = 5000, 200
_OWN_SHEETS = (SHEET, "说明", "考点")
_AUTHOR = "学法"
_RED = PatternFill("solid", fgColor="FFF4C7C3")


def read_xlsx(
    content: bytes, *, given: Mapping[str, Any] | None = None, check: QuestionCheck = no_check
) -> Imported:
    """Read the sheet 题目 (or the first one); raise UnreadableExchangeError for no such file."""
    workbook = _open(content)
    sheet = _sheet(workbook)
    headings = _headings(sheet)
    left_out = [
        LeftOut(f"工作表 {title}", "不是题目，没有导入")
        for title in workbook.sheetnames
        if title not in (sheet.title, *_OWN_SHEETS)
    ]
    known = {column.heading for column in COLUMNS} | {FAULTS}
    left_out += [
        LeftOut(f"第 {number} 列", f"不认识栏目“{heading}”，整列没有导入")
        for heading, number in headings.items()
        if heading not in known
    ]
    left_out += _without_heading(sheet, set(headings.values()))
    found, formulas = [], {}
    for row in range(2, sheet.max_row + 1):
        cells = {heading: sheet.cell(row, number) for heading, number in headings.items()}
        values = {heading: cell.value for heading, cell in cells.items() if heading != FAULTS}
        if all(value is None or not str(value).strip() for value in values.values()):
            continue
        place = f"第 {row} 行"
        formulas[place] = [h for h, cell in cells.items() if cell.data_type in ("f", "e")]
        texts = {h: value for h, value in values.items() if h not in formulas[place]}
        found.append((place, entry_from(texts)))
    _spread_cases([entry for _, entry in found])
    judged = judge(found, left_out, given=given, check=check)
    drafts = tuple(_in_words(draft, formulas[draft.place]) for draft in judged.drafts)
    return Imported(judged.questions, drafts, judged.left_out)


def _spread_cases(entries: list[Entry]) -> None:
    """Give every question about a case the text, which stands with one of them."""
    cases = [(case_of(entry), entry["case"]) for entry in entries if "case" in entry]
    texts = {name: case["text"] for name, case in reversed(cases) if "text" in case}
    for name, case in cases:
        if name in texts:
            case.setdefault("text", texts[name])


def _without_heading(sheet: Any, numbers: set[int]) -> list[LeftOut]:
    filled = {
        cell.column
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.column not in numbers and cell.value is not None
    }
    return [
        LeftOut(f"第 {number} 列", "第一行没有写栏目名，整列没有导入") for number in sorted(filled)
    ]


def mark_faults(content: bytes, imported: Imported) -> bytes:
    """Return the workbook with the cells of all faults in red and told in a column of its own."""
    workbook = _open(content)
    sheet = _sheet(workbook)
    headings = _headings(sheet)
    last = headings.setdefault(FAULTS, sheet.max_column + 1)
    sheet.cell(1, last, FAULTS).font = Font(bold=True, color="FFB00020")
    _unmark(sheet, last)
    for draft in imported.drafts:
        row = int(re.sub(r"\D", "", draft.place))
        told: dict[str, list[str]] = {}
        for fault in draft.faults:
            told.setdefault(column_of(fault.field), []).append(fault.message)
        for heading, messages in told.items():
            _mark(sheet.cell(row, headings.get(heading, 1)), messages)
        cell = sheet.cell(row, last)
        cell.value = "\n".join(f"{h}：{m}" for h, messages in told.items() for m in messages)
        cell.data_type = "s"
        cell.font = Font(color="FFB00020")
    memory = io.BytesIO()
    workbook.save(memory)
    return memory.getvalue()


def _unmark(sheet: Any, last: int) -> None:
    """Take off what was marked before, so that a corrected file does not keep it."""
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None
            if cell.fill.fgColor.rgb == _RED.fgColor.rgb:
                cell.fill = PatternFill()
            if cell.column == last:
                cell.value = None


def _mark(cell: Any, messages: list[str]) -> None:
    cell.fill = _RED
    # A comment of somebody else stays; the column of faults tells them all anyway.
    if cell.comment is None:
        cell.comment = Comment("\n".join(messages), _AUTHOR)


def _in_words(draft: Draft, formulas: list[str]) -> Draft:
    """Say faults in the words of the workbook."""
    fields = {column.heading: column.field for column in COLUMNS}
    faults = [Fault(fields.get(h, ""), "这里是公式或者错误值，请改成文字") for h in formulas]
    told = {column_of(fault.field) for fault in faults}
    for fault in draft.faults:
        if fault.field == "kind":
            faults.append(Fault("kind", f"题型只能是 {'、'.join(KIND_LABELS)}"))
        elif column_of(fault.field) not in told:
            faults.append(_numbered(fault))
    return Draft(draft.place, draft.entry, tuple(faults))


def _numbered(fault: Fault) -> Fault:
    """Name the point of a rubric that a fault is about."""
    name, _, place = fault.field.partition(".")
    number, _, part = place.partition(".")
    if name != "rubric" or not number.isdecimal():
        return fault
    told = "末尾要写分值，如 说出……（2分）" if part == "points" else fault.message
    return Fault(name, f"第 {int(number) + 1} 个要点：{told}")


def _open(content: bytes) -> Any:
    refuse_large(content, EXPECTED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MAX_UNPACKED:
            raise UnreadableExchangeError(EXPECTED, "解开以后太大，请分成几个文件")
        return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except UnreadableExchangeError:
        raise
    except Exception as error:
        # openpyxl says with errors of many kinds that a file is damaged.
        raise UnreadableExchangeError(EXPECTED, "文件损坏，或者不是 xlsx 工作簿") from error


def _sheet(workbook: Any) -> Any:
    if not workbook.worksheets:
        raise UnreadableExchangeError(EXPECTED, "没有工作表")
    sheet = workbook[SHEET] if SHEET in workbook.sheetnames else workbook.worksheets[0]
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        reason = f"超过 {MAX_ROWS} 行或者 {MAX_COLUMNS} 列，请删去空行空列，或者分成几个文件"
        raise UnreadableExchangeError(EXPECTED, reason)
    return sheet


def _headings(sheet: Any) -> dict[str, int]:
    named = [(str(cell.value).strip(), cell.column) for cell in sheet[1] if cell.value is not None]
    cells = dict(named)
    if doubled := sorted(heading for heading, n in Counter(h for h, _ in named).items() if n > 1):
        raise UnreadableExchangeError(EXPECTED, f"第一行有重复的栏目 {'、'.join(doubled)}")
    if missing := [heading for heading in REQUIRED if heading not in cells]:
        raise UnreadableExchangeError(EXPECTED, f"第一行缺少栏目 {'、'.join(missing)}")
    return cells
