"""The table of overrides: provisions that stand below the law and no longer agree with it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial

from courses.statutes.citation import Citation
from courses.statutes.registry import Registry
from courses.statutes.tables.reading import Cells, Verified, embedded_text, read_table

_TABLE = "overrides"
_COLUMNS = ("lower", "upper", "since", "effect", "verified", "reason", "source")


class Effect(StrEnum):
    """What the higher rule does to the lower one."""

    REPLACES = "取代"
    UNSURE = "存疑"
    BESIDE = "并存"
    """Both apply; where they disagree, the higher one."""


@dataclass(frozen=True, slots=True)
class Override:
    """One row: from `since` on, `lower` stands to the higher rules `upper` as `effect` says.

    `lower` is an article, a paragraph or an item; `reason` tells readers why.
    """

    id: str
    lower: Citation
    upper: tuple[Citation, ...]
    since: date
    effect: Effect
    verified: Verified
    reason: str
    source: str


def read_overrides(text: str, registry: Registry | None = None) -> tuple[Override, ...]:
    """Read an overrides.csv. Raises FaultyTableError."""
    known = registry or Registry.embedded()
    return read_table(_TABLE, text, _COLUMNS, partial(_row, registry=known))


@cache
def embedded_overrides() -> tuple[Override, ...]:
    """Return the table that comes with the package."""
    return read_overrides(embedded_text(_TABLE))


def _row(cells: Cells, registry: Registry) -> Override:
    row = Override(
        id=cells.text("id"),
        lower=cells.citation("lower"),
        upper=cells.citations("upper"),
        since=cells.day("since"),
        effect=cells.member("effect", Effect),
        verified=cells.member("verified", Verified),
        reason=cells.text("reason"),
        source=cells.text("source"),
    )
    cells.check("lower", registry, row.lower)
    cells.check("upper", registry, *row.upper)
    if not row.upper:
        cells.fault("upper", "不能为空")
    if not cells.faults and not all(registry.resolve(one).in_force(row.since) for one in row.upper):
        cells.fault("since", "上位法在这一天还没有施行或者已经废止")
    if row.verified is Verified.UNSURE and row.effect is Effect.REPLACES:
        cells.fault("effect", "没有核实的，不能写“取代”，请写“存疑”")
    return row
