"""The table of procedure: time limits, thresholds and rules of a penalty case and a permit."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

from courses.statutes.citation import Citation
from courses.statutes.registry import Registry
from courses.statutes.tables.reading import Cells, Verified, embedded_text, read_table

_TABLE = "procedure"
_COLUMNS = (
    "topic",
    "item",
    "value",
    "unit",
    "bound",
    "counting",
    "citation",
    "also",
    "note",
    "verified",
    "source",
)


class Unit(StrEnum):
    """What a value counts; empty for a rule without a figure."""

    NONE = ""
    HOUR = "小时"
    DAY = "日"
    MONTH = "个月"
    YEAR = "年"
    YUAN = "元"
    PERSON = "人"
    CASE = "项"
    KIND = "类"
    PERCENT_A_DAY = "%/日"


class Bound(StrEnum):
    """How a value binds; empty for the value itself."""

    EXACT = ""
    AT_LEAST = "以上"
    AT_MOST = "以下"
    NO_MORE_THAN = "以内"
    WITHIN = "内"
    BEFORE = "前"


class DayCount(StrEnum):
    """Which days count; empty where the source does not say or nothing is counted in days."""

    UNSAID = ""
    WORKDAYS = "工作日"
    CALENDAR_DAYS = "自然日"


@dataclass(frozen=True, slots=True)
class ProcedureRule:
    """One row: under a topic, what is ruled, with its figure where it has one.

    `value` is in whole `unit`s, None for a rule without a figure. `also` are articles that say the
    same, or said it before.
    """

    id: str
    topic: str
    item: str
    value: int | None
    unit: Unit
    bound: Bound
    counting: DayCount
    citation: Citation
    also: tuple[Citation, ...]
    note: str
    verified: Verified
    source: str

    def amount(self) -> str:
        """Return the figure in words, as in 15个工作日内; empty where there is none."""
        if self.value is None:
            return ""
        if self.unit is Unit.PERCENT_A_DAY:
            return f"每日{self.value}%"
        unit = "个工作日" if self.counting is DayCount.WORKDAYS else self.unit.value
        return f"{self.value}{unit}{self.bound.value}"


def read_procedure(text: str, registry: Registry | None = None) -> tuple[ProcedureRule, ...]:
    """Read a procedure.csv. Raises FaultyTableError."""
    known = registry or Registry.embedded()
    return read_table(_TABLE, text, _COLUMNS, partial(_row, registry=known))


@cache
def embedded_procedure() -> tuple[ProcedureRule, ...]:
    """Return the table that comes with the package."""
    return read_procedure(embedded_text(_TABLE))


def _row(cells: Cells, registry: Registry) -> ProcedureRule:
    row = ProcedureRule(
        id=cells.text("id"),
        topic=cells.text("topic"),
        item=cells.text("item"),
        value=cells.find_whole("value"),
        unit=cells.member("unit", Unit),
        bound=cells.member("bound", Bound),
        counting=cells.member("counting", DayCount),
        citation=cells.citation("citation"),
        also=cells.citations("also"),
        note=cells.optional("note"),
        verified=cells.member("verified", Verified),
        source=cells.text("source"),
    )
    cells.check("citation", registry, row.citation)
    cells.check("also", registry, *row.also)
    if (row.value is None) != (row.unit is Unit.NONE):
        cells.fault("unit", "数值和单位要同时写明")
    if row.counting is not DayCount.UNSAID and row.unit is not Unit.DAY:
        cells.fault("counting", "只有按日计算的期限才写工作日或者自然日")
    return row
