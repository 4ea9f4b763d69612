"""Tables that come in a file of their own and that the front matter of a text names."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courses.statutes.importing.document import Table, closed_up, tidy
from courses.statutes.importing.errors import RefusedFileError
from courses.statutes.importing.formats.encoding import decoded


@dataclass(frozen=True, slots=True)
class Annex:
    """A table with its heading row, and the file it came from."""

    file: Path
    table: Table


def read_annex(file: Path, declared: Mapping[str, str]) -> Annex | None:
    """Read the table that a text declares, None where it declares none.

    Raises RefusedFileError when the table is missing, changed or not as long as declared: the text
    would not be whole without it.
    """
    name = declared.get("table")
    if not name:
        return None
    beside = file.parent / Path(name).name
    try:
        content = beside.read_bytes()
    except OSError:
        reason = f"它的附表 {name} 不在同一个文件夹里，或者读不出来。请放在一起再导入。"
        raise RefusedFileError(file, reason) from None
    told = declared.get("table_sha256")
    if told and hashlib.sha256(content).hexdigest() != told:
        raise RefusedFileError(file, f"附表 {name} 与正文声明的校验值不符。请重新取得附表。")
    try:
        rows = tuple(csv.reader(io.StringIO(decoded(beside, content))))
    except (RefusedFileError, csv.Error):
        raise RefusedFileError(file, f"附表 {name} 不是 CSV 文本。请重新取得附表。") from None
    table = tuple(tuple(closed_up(tidy(cell)) for cell in row) for row in rows if any(row))
    _check_shape(file, name, table, declared.get("table_rows"))
    return Annex(beside, table)


def _check_shape(file: Path, name: str, table: Table, rows: str | None) -> None:
    if len({len(row) for row in table}) > 1:
        raise RefusedFileError(file, f"附表 {name} 各行的列数不一样。请重新取得附表。")
    if rows and rows.isdecimal() and len(table) - 1 != int(rows):
        reason = f"附表 {name} 应有 {rows} 行，只读到 {len(table) - 1} 行。请重新取得附表。"
        raise RefusedFileError(file, reason)
