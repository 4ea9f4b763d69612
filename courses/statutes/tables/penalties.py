"""The table of penalties: what the old rules and the Code provide for the same conduct.

A conduct (`conduct_id`) has a row for each degree of the act (`tier`), and one for each old rule
that covered it at the same time. Both sides are written out in every row; a rule that needs no row
of its own for a degree is the one of `base`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from types import MappingProxyType

from courses.errors import StudyError
from courses.statutes.citation import Citation
from courses.statutes.registry import Registry
from courses.statutes.tables.fines import Basis, Fine, parse_fine
from courses.statutes.tables.reading import (
    Cells,
    FaultyTableError,
    Verified,
    embedded_text,
    read_table,
)
from courses.statutes.tables.sanctions import Sanction, parse_sanctions

CODE = "ecological-environment-code"
_TABLE = "penalties"
_COLUMNS = (
    "conduct_id",
    "conduct",
    "tier",
    "tier_name",
    "who",
    "role",
    "new",
    "new_fine",
    "new_sanctions",
    "new_individual",
    "old",
    "old_fine",
    "old_sanctions",
    "old_individual",
    "sanctions_text",
    "individual_text",
    "course",
    "authority",
    "lighter_or_heavier",
    "verified",
    "doubt",
    "source",
    "note",
)


class Tier(StrEnum):
    """The degree of an act for which a row gives the sanctions; the last four are accidents."""

    BASE = "base"
    SEVERE = "severe"
    REFUSED = "refused"
    GENERAL = "general"
    LARGER = "larger"
    MAJOR = "major"
    EXTRAORDINARY = "extraordinary"


GRADES = (Tier.GENERAL, Tier.LARGER, Tier.MAJOR, Tier.EXTRAORDINARY)
"""The grades of accidents, from the lightest to the gravest."""


class Who(StrEnum):
    """Whom a row concerns where it does not concern everybody.

    A permit holder is a 排污单位: one that needs a permit, whether it has one or not.
    """

    EVERYBODY = ""
    UNIT = "unit"
    INDIVIDUAL = "individual"
    PERMIT_HOLDER = "permit-holder"


class Role(StrEnum):
    """Whether the old rule of a row competes with others or is applied besides them (除…外)."""

    COMPETING = ""
    ADDITIONAL = "additional"


class Doubt(StrEnum):
    """What about a row is not settled.

    `old`: whether and how the old law punished the act; `code`: whether the new rule covers it;
    `comparison`: how the two compare; `elements`: the two describe the act differently, so that it
    must first be settled whether both forbid it.
    """

    NONE = ""
    OLD = "old"
    CODE = "code"
    COMPARISON = "comparison"
    ELEMENTS = "elements"


class Assessment(StrEnum):
    """What a lawyer's reading says of the Code against the old rule of the row."""

    SAME = "same"
    HEAVIER = "heavier"
    LIGHTER = "lighter"
    NEW = "new"
    DEPENDS = "depends"
    MIXED = "mixed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Rule:
    """One side of a row: an article, its fine and what it orders besides.

    `individual` is the fine of the persons responsible, None where there is none.
    """

    citation: Citation
    fine: Fine
    sanctions: tuple[Sanction, ...] = ()
    individual: Fine | None = None

    def label(self) -> str:
        """Return what a reader sees: 罚款2万–20万元；拒不改正的，可以停业、关闭."""
        silent = {Basis.NONE, Basis.NOT_PENALTY}
        parts = [] if self.fine.basis in silent else [f"罚款：{self.fine.label()}"]
        parts += [sanction.label() for sanction in self.sanctions]
        if self.individual is not None:
            parts.append(f"责任人员罚款：{self.individual.label()}")
        return "；".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table.

    `new` is the rule since the Code took effect; for a rule of a regulation that still stands
    beside the Code it is the same article as `old`. `old` is None where the table knows of no old
    rule: there was none, unless `doubt` says that it was not looked for everywhere.
    `lighter_or_heavier` is for cross-checking the comparison, never its input. `tier_name`,
    `sanctions_text` and `individual_text` are Chinese and for readers, `course` says what the row
    belongs to (general, monitoring, noise, air, permit).
    """

    id: str
    conduct_id: str
    conduct: str
    tier: Tier
    tier_name: str
    who: Who
    role: Role
    new: Rule
    old: Rule | None
    sanctions_text: str
    individual_text: str
    course: str
    authority: str
    lighter_or_heavier: Assessment
    verified: Verified
    doubt: Doubt
    source: str
    note: str

    @property
    def is_retained(self) -> bool:
        """Whether the old rule still stands because the Code has none of its own."""
        return self.old is not None and self.old.citation == self.new.citation

    @property
    def code_article(self) -> int | None:
        """The article of the Code, None for a rule that stands beside it."""
        return self.new.citation.article if self.new.citation.instrument == CODE else None


def read_penalties(text: str, registry: Registry | None = None) -> tuple[Row, ...]:
    """Read a penalties.csv.

    Raises FaultyTableError with the faults of all rows: cells that cannot be read, citations that
    do not resolve, rows of one conduct that contradict each other.
    """
    known = registry or Registry.embedded()
    rows = read_table(_TABLE, text, _COLUMNS, partial(_row, registry=known))
    faults = list(_contradictions(rows))
    if faults:
        raise FaultyTableError(_TABLE, faults)
    return rows


@cache
def embedded_penalties() -> tuple[Row, ...]:
    """Return the table that comes with the package."""
    return read_penalties(embedded_text(_TABLE))


def by_conduct(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of every conduct, in the order of the table."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.conduct_id].append(row)
    return MappingProxyType({conduct: tuple(rows) for conduct, rows in found.items()})


def _row(cells: Cells, *, registry: Registry) -> Row:
    new = _rule(cells, "new", registry)
    if new is None:
        cells.fault("new", "不能为空")
        new = Rule(cells.citation("new"), Fine(Basis.NONE))
    row = Row(
        id=cells.text("id"),
        conduct_id=cells.text("conduct_id"),
        conduct=cells.text("conduct"),
        tier=cells.member("tier", Tier),
        tier_name=cells.optional("tier_name"),
        who=cells.member("who", Who),
        role=cells.member("role", Role),
        new=new,
        old=_rule(cells, "old", registry),
        sanctions_text=cells.optional("sanctions_text"),
        individual_text=cells.optional("individual_text"),
        course=cells.text("course"),
        authority=cells.optional("authority"),
        lighter_or_heavier=cells.member("lighter_or_heavier", Assessment),
        verified=cells.member("verified", Verified),
        doubt=cells.member("doubt", Doubt),
        source=cells.text("source"),
        note=cells.optional("note"),
    )
    if "同上" in row.conduct:
        cells.fault("conduct", "不能写“同上”，请写明行为")
    if row.verified is Verified.UNSURE and row.doubt is Doubt.NONE:
        cells.fault("doubt", "存疑的行要写明哪一边存疑")
    return row


def _rule(cells: Cells, side: str, registry: Registry) -> Rule | None:
    """Read one side of a row; None where its cells are empty."""
    citation = cells.find_citation(side)
    fine = _fine(cells, f"{side}_fine")
    individual = _fine(cells, f"{side}_individual")
    sanctions = _sanctions(cells, f"{side}_sanctions")
    if citation is None:
        if not cells.optional(side) and (fine or individual or sanctions):
            cells.fault(side, "写了罚则，没有写条号")
        return None
    try:
        registry.resolve(citation)
    except StudyError as error:
        cells.fault(side, str(error))
    if fine is None and not cells.optional(f"{side}_fine"):
        cells.fault(f"{side}_fine", "不能为空；不罚款的写 none")
    return Rule(citation, fine or Fine(Basis.NONE), sanctions, individual)


def _fine(cells: Cells, column: str) -> Fine | None:
    given = cells.optional(column)
    try:
        return parse_fine(given) if given else None
    except StudyError as error:
        cells.fault(column, str(error))
        return None


def _sanctions(cells: Cells, column: str) -> tuple[Sanction, ...]:
    try:
        return parse_sanctions(cells.optional(column))
    except StudyError as error:
        cells.fault(column, str(error))
        return ()


def _contradictions(rows: Iterable[Row]) -> Iterable[str]:
    """Say where two rows of one conduct give different sanctions for the same article and act."""
    seen: dict[tuple[object, ...], tuple[str, Rule]] = {}
    for row in rows:
        if row.role is Role.ADDITIONAL:
            continue
        who = row.who if row.who in {Who.UNIT, Who.INDIVIDUAL} else Who.EVERYBODY
        for rule in filter(None, (row.new, row.old)):
            is_old = rule is row.old
            place = (row.conduct_id, row.tier, who, is_old, rule.citation)
            other, known = seen.setdefault(place, (row.id, rule))
            if known != rule:
                yield f"{row.id} 与 {other} 对同一条写的罚则不同：{rule.citation}"
