"""Rows out of a roster: an xlsx workbook, or CSV in UTF-8 or GB18030."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl

from courses.errors import StudyError
from grading.people.roster.columns import FAULTS, SHEETS, Kind, Sheet

MAX_BYTES = 10_000_000
_MAX_UNPACKED = 100_000_000
_MAX_ROWS = 20_000
_MAX_COLUMNS = 100
_EXACT_DIGITS = 15
"""Digits that Excel keeps of a number."""

Cell = str | date | int | float | None


class UnreadableRosterError(StudyError):
    """A file that cannot be read as a roster at all."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"名册读不出来：{reason}。什么也没有改动。")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: texts and dates by heading, empty cells left out.

    `faults` names the cells that could not be taken, with the reason.
    """

    kind: Kind
    number: int
    cells: dict[str, str | date]
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, heading: str) -> str:
        """Return the text of a cell, empty where there is none."""
        value = self.cells.get(heading, "")
        return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file holds; `notes` says in Chinese what was not read."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def read_roster(name: str, content: bytes) -> Roster:
    """Read a roster by the ending of its file's name. Raises UnreadableRosterError."""
    if len(content) > MAX_BYTES:
        raise UnreadableRosterError(f"文件超过 {MAX_BYTES // 1_000_000} MB，请分成几个")
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return _read_workbook(content)
    if ending == "csv":
        return _read_csv(content)
    raise UnreadableRosterError("只认 xlsx 和 csv 文件，请另存为其中一种")


def _read_workbook(content: bytes) -> Roster:
    workbook = _open(content)
    known = {sheet.title: sheet for sheet in SHEETS}
    lines: list[Line] = []
    notes: list[str] = []
    found = [title for title in workbook.sheetnames if title in known]
    if not found:
        raise UnreadableRosterError(f"没有名为 {'、'.join(known)} 的工作表")
    for title in workbook.sheetnames:
        if title not in known:
            notes += [] if title == "说明" else [f"工作表“{title}”不是名册，没有导入"]
            continue
        sheet = workbook[title]
        if sheet.max_row > _MAX_ROWS or sheet.max_column > _MAX_COLUMNS:
            raise UnreadableRosterError(
                f"工作表“{title}”超过 {_MAX_ROWS} 行或者 {_MAX_COLUMNS} 列，请删去空行空列"
            )
        rows = [[_value(cell) for cell in row] for row in sheet.iter_rows()]
        lines += _lines(known[title], rows, notes)
    return Roster(tuple(lines), tuple(notes))


def _open(content: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MAX_UNPACKED:
                raise UnreadableRosterError("解开以后太大，请分成几个文件")
        return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except UnreadableRosterError:
        raise
    except Exception as error:
        # openpyxl says with errors of many kinds that a file is damaged
        raise UnreadableRosterError("文件损坏，或者不是 xlsx 工作簿") from error


@dataclass(frozen=True, slots=True)
class _Untaken:
    """A cell that cannot be taken, why, and what stands there."""

    reason: str
    shown: str


def _value(cell: Any) -> Cell | _Untaken:
    if cell.data_type in ("f", "e"):
        return _Untaken("这里是公式或者错误值，请改成文字", str(cell.value))
    value: Cell = cell.value
    return value


def _read_csv(content: bytes) -> Roster:
    text = _decoded(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UnreadableRosterError("不是合格的 csv（引号不成对，或者一格太长）") from error
    if len(rows) > _MAX_ROWS:
        raise UnreadableRosterError(f"超过 {_MAX_ROWS} 行，请分成几个文件")
    headings = {heading.strip() for heading in rows[0]} if rows else set()
    fitting = [sheet for sheet in SHEETS if sheet.needed <= headings]
    if len(fitting) != 1:
        raise UnreadableRosterError(
            "看不出是哪一种名册，第一行的栏目应与模板中的一个工作表相同"
            "（模板：xuefa people template 文件.xlsx）"
        )
    notes: list[str] = []
    return Roster(tuple(_lines(fitting[0], rows, notes)), tuple(notes))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableRosterError("文字编码既不是 UTF-8 也不是 GB18030，请另存为其中一种")


def _lines(
    sheet: Sheet, rows: Sequence[Sequence[Cell | _Untaken]], notes: list[str]
) -> Iterable[Line]:
    places = _places(sheet, rows[0] if rows else (), notes)
    for number, row in enumerate(rows[1:], start=2):
        cells: dict[str, str | date] = {}
        faults: dict[str, str] = {}
        for heading, place in places.items():
            _take(row[place] if place < len(row) else None, heading, cells, faults)
        if cells:
            yield Line(sheet.kind, number, cells, faults)


def _take(
    value: Cell | _Untaken, heading: str, cells: dict[str, str | date], faults: dict[str, str]
) -> None:
    """Put the value of a cell where it belongs."""
    if isinstance(value, _Untaken):
        cells[heading], faults[heading] = value.shown, value.reason
        return
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, int | float) and len(str(abs(int(value)))) > _EXACT_DIGITS:
        faults[heading] = "写成了数字，末几位可能已经丢失；请把这一列设成文本再填"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    kept = value if isinstance(value, date) else str("" if value is None else value).strip()
    if kept:
        cells[heading] = kept


def _places(sheet: Sheet, first: Sequence[Cell | _Untaken], notes: list[str]) -> dict[str, int]:
    """Return where the columns stand. Raises UnreadableRosterError where one is missing."""
    named = [
        (str(value).strip(), place)
        for place, value in enumerate(first)
        if isinstance(value, str) and value.strip()
    ]
    counted = Counter(heading for heading, _ in named)
    if doubled := sorted(heading for heading, times in counted.items() if times > 1):
        raise UnreadableRosterError(f"“{sheet.title}”第一行有重复的栏目 {'、'.join(doubled)}")
    if missing := [heading for heading in sheet.headings if heading in sheet.needed - set(counted)]:
        raise UnreadableRosterError(f"“{sheet.title}”第一行缺少栏目 {'、'.join(missing)}")
    known = {*sheet.headings, FAULTS}
    notes += [
        f"“{sheet.title}”不认识栏目“{heading}”，整列没有导入"
        for heading, _ in named
        if heading not in known
    ]
    return {heading: place for heading, place in named if heading in sheet.headings}
