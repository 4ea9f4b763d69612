"""Reading the tables of the law so that every fault of every row is told at once."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib import resources
from typing import Protocol, TypeVar

from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation

ANYWHERE = Citation("unknown", 1)
"""Stands for a citation that could not be read, in a row that is going to be refused."""

Member = TypeVar("Member", bound=StrEnum)


class Verified(StrEnum):
    """How far a row was checked against the texts."""

    YES = "yes"
    PARTLY = "partly"
    UNSURE = "unsure"


class FaultyTableError(StudyError):
    """A table of the law has rows that are not as they should be; `faults` tells all of them."""

    def __init__(self, table: str, faults: Iterable[str]) -> None:
        self.table = table
        self.faults = tuple(faults)
        super().__init__(f"法律数据表 {table} 有错误：\n" + "\n".join(self.faults))


class HasId(Protocol):
    """A row with a stable id."""

    @property
    def id(self) -> str:
        """The id, unique in its table."""
        ...


class Resolver(Protocol):
    """What knows which citations point somewhere."""

    def resolve(self, citation: Citation) -> object:
        """Return what a citation points into; raises a StudyError when it points nowhere."""
        ...


RowType = TypeVar("RowType", bound=HasId)


@dataclass(slots=True)
class Cells:
    """The cells of one row by column; what cannot be read is noted and stands in for nothing."""

    values: dict[str, str]
    faults: list[str] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return a cell that must not be empty."""
        if not self.values[column]:
            self.fault(column, "不能为空")
        return self.values[column]

    def optional(self, column: str) -> str:
        """Return a cell that may be empty."""
        return self.values[column]

    def parts(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that are separated by ；."""
        return tuple(part for part in self.values[column].split("；") if part)

    def whole(self, column: str) -> int:
        """Return a whole number, 0 or more."""
        number = self.find_whole(column)
        if number is None and not self.values[column]:
            self.fault(column, "不能为空")
        return 0 if number is None else number

    def find_whole(self, column: str) -> int | None:
        """Return a whole number, 0 or more, None where the cell is empty."""
        given = self.values[column]
        if not given:
            return None
        if not (given.isascii() and given.isdecimal()):
            self.fault(column, f"应当是整数：{given}")
            return None
        return int(given)

    def find_day(self, column: str) -> date | None:
        """Return a day, None where the cell is empty."""
        given = self.values[column]
        if not given:
            return None
        try:
            return date.fromisoformat(given)
        except ValueError:
            self.fault(column, f"应当是日期，如 2026-08-15：{given}")
            return None

    def day(self, column: str) -> date:
        """Return a day."""
        found = self.find_day(column)
        if found is None and not self.values[column]:
            self.fault(column, "不能为空")
        return found or date.min

    def find_citation(self, column: str) -> Citation | None:
        """Return a citation, None where the cell is empty."""
        given = self.values[column]
        return self._citation(column, given) if given else None

    def citation(self, column: str) -> Citation:
        """Return a citation."""
        return self._citation(column, self.values[column]) or ANYWHERE

    def citations(self, column: str) -> tuple[Citation, ...]:
        """Return the citations of a cell that are separated by blanks; there may be none."""
        read = (self._citation(column, given) for given in self.values[column].split())
        return tuple(one for one in read if one is not None)

    def check(self, column: str, resolver: Resolver, *citations: Citation | None) -> None:
        """Note which of these citations point nowhere."""
        for citation in citations:
            if citation is None or citation is ANYWHERE:
                continue
            try:
                resolver.resolve(citation)
            except StudyError as error:
                self.fault(column, str(error))

    def yes(self, column: str) -> bool:
        """Return True for yes and False for no."""
        given = self.values[column]
        if given not in {"yes", "no"}:
            self.fault(column, f"只能是 yes 或者 no：{given}")
        return given == "yes"

    def member(self, column: str, kinds: type[Member]) -> Member:
        """Return the member of an enumeration that has the value of the cell."""
        given = self.values[column]
        try:
            return kinds(given)
        except ValueError:
            self.fault(column, f"只能是 {'、'.join(kinds)}：{given}")
            return next(iter(kinds))

    def fault(self, column: str, message: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(f"{column}：{message}")

    def _citation(self, column: str, given: str) -> Citation | None:
        try:
            return parse_citation(given)
        except StudyError as error:
            self.fault(column, str(error))
            return None


def read_table(
    table: str, text: str, columns: Iterable[str], read_row: Callable[[Cells], RowType]
) -> tuple[RowType, ...]:
    """Read the rows of a CSV table whose first column is `id`.

    `read_row` notes faults in the cells; a row with faults is refused. Raises FaultyTableError with
    the faults of all rows.
    """
    reader = csv.DictReader(io.StringIO(text))
    wanted = ["id", *columns]
    if list(reader.fieldnames or ()) != wanted:
        raise FaultyTableError(table, [f"表头应当是：{','.join(wanted)}"])
    rows: dict[str, RowType] = {}
    faults: list[str] = []
    for values in reader:
        place = f"第 {reader.line_num} 行 {values['id']}"
        if None in values or None in values.values():
            faults.append(f"{place}：列数不对")
            continue
        cells = Cells(values)
        row = read_row(cells)
        if row.id in rows:
            cells.fault("id", "与前面的一行重复")
        faults += [f"{place}，{fault}" for fault in cells.faults]
        rows[row.id] = row
    if faults:
        raise FaultyTableError(table, faults)
    return tuple(rows.values())


def embedded_text(table: str) -> str:
    """Return the CSV file of a table that comes with the package."""
    file = resources.files("courses.statutes.tables") / f"{table}.csv"
    return file.read_text(encoding="utf-8")
