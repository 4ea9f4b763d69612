"""Reading tables: every fault of every row at once."""

from dataclasses import dataclass
from datetime import date

import pytest

from courses.statutes.citation import Citation
from courses.statutes.registry import Registry
from courses.statutes.tables.reading import Cells, FaultyTableError, Verified, read_table


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    day: date | None
    count: int
    cited: Citation
    verified: Verified


def read_row(cells: Cells) -> Row:
    row = Row(
        id=cells.text("id"),
        day=cells.find_day("day"),
        count=cells.whole("count"),
        cited=cells.citation("cited"),
        verified=cells.member("verified", Verified),
    )
    cells.check("cited", Registry.embedded(), row.cited)
    return row


def read(*lines: str) -> tuple[Row, ...]:
    text = "\n".join(["id,day,count,cited,verified", *lines])
    return read_table("示范", text, ("day", "count", "cited", "verified"), read_row)


def faults_of(*lines: str) -> tuple[str, ...]:
    with pytest.raises(FaultyTableError) as caught:
        read(*lines)
    return caught.value.faults


def test_sound_rows_come_in_their_order() -> None:
    rows = read(
        "b,2026-08-15,3,ecological-environment-code:1,yes",
        "a,,0,ecological-environment-code:2,unsure",
    )
    assert [row.id for row in rows] == ["b", "a"]
    assert rows[0].day == date(2026, 8, 15)
    assert rows[1].day is None


def test_every_fault_of_every_row_is_told_with_its_line() -> None:
    faults = faults_of(
        "a,2026-13-01,minus,ecological-environment-code:2000,maybe",
        "a,,1,ecological-environment-code:1,yes",
        "b,,,第一条,yes",
    )
    assert [fault.split("：")[0] for fault in faults] == [
        "第 2 行 a，day",
        "第 2 行 a，count",
        "第 2 行 a，verified",
        "第 2 行 a，cited",
        "第 3 行 a，id",
        "第 4 行 b，count",
        "第 4 行 b，cited",
    ]


@pytest.mark.parametrize("line", ["a,,1,ecological-environment-code:1", "a,,1,x:1,yes,more"])
def test_a_row_with_too_few_or_too_many_cells_is_a_fault(line: str) -> None:
    assert faults_of(line) == ("第 2 行 a：列数不对",)


def test_other_columns_are_refused() -> None:
    with pytest.raises(FaultyTableError, match="表头应当是：id,day"):
        read_table("示范", "id,other\n", ("day",), read_row)


@pytest.mark.parametrize("number", ["-1", "1.5", "１", "1e3", " 1"])
def test_only_plain_whole_numbers_are_numbers(number: str) -> None:
    (fault,) = faults_of(f"a,,{number},ecological-environment-code:1,yes")
    assert "应当是整数" in fault
