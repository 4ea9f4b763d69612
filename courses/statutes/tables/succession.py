"""The table of succession: what became of an article when the law was made anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation
from courses.statutes.registry import Registry
from courses.statutes.tables.reading import Cells, Verified, embedded_text, read_table

_TABLE = "succession"
_COLUMNS = (
    "old",
    "places",
    "new",
    "relation",
    "old_fine",
    "new_fine",
    "note",
    "verified",
    "source",
)


class Relation(StrEnum):
    """What became of an article; `label` says it in Chinese."""

    CARRIED = "carried"
    AMENDED = "amended"
    MERGED = "merged"
    DROPPED = "dropped"
    RETAINED = "retained"
    UNSURE = "unsure"

    @property
    def label(self) -> str:
        """What a reader sees."""
        return _LABELS[self]


_LABELS = {
    Relation.CARRIED: "基本照搬",
    Relation.AMENDED: "有改动",
    Relation.MERGED: "并入",
    Relation.DROPPED: "没有保留",
    Relation.RETAINED: "仍然有效",
    Relation.UNSURE: "存疑",
}


@dataclass(frozen=True, slots=True)
class Succession:
    """One row: an old article, or some paragraphs or items of it, and the article after it.

    `places` are the paragraphs and items meant, the whole article where it is empty. `new` is None
    where nothing came after (dropped) or the old article goes on beside the new law (retained).
    `old_fine` and `new_fine` are Chinese words for readers; the figures are in the penalty table.
    """

    id: str
    old: Citation
    places: tuple[Citation, ...]
    new: Citation | None
    relation: Relation
    old_fine: str
    new_fine: str
    note: str
    verified: Verified
    source: str

    def follows(self, citation: Citation) -> bool:
        """Say whether the row tells what became of a citation, the places in it aside."""
        return self.old.covers(citation)

    def means(self, citation: Citation) -> bool:
        """Say whether what the row is about overlaps with a citation of its old article."""
        return not self.places or any(
            place.covers(citation) or citation.covers(place) for place in self.places
        )


def read_succession(text: str, registry: Registry | None = None) -> tuple[Succession, ...]:
    """Read a succession.csv. Raises FaultyTableError."""
    known = registry or Registry.embedded()
    return read_table(_TABLE, text, _COLUMNS, partial(_row, registry=known))


@cache
def embedded_succession() -> tuple[Succession, ...]:
    """Return the table that comes with the package."""
    return read_succession(embedded_text(_TABLE))


def _row(cells: Cells, registry: Registry) -> Succession:
    old = cells.citation("old")
    row = Succession(
        id=cells.text("id"),
        old=old,
        places=tuple(_places(cells, old)),
        new=cells.find_citation("new"),
        relation=cells.member("relation", Relation),
        old_fine=cells.optional("old_fine"),
        new_fine=cells.optional("new_fine"),
        note=cells.text("note"),
        verified=cells.member("verified", Verified),
        source=cells.text("source"),
    )
    cells.check("old", registry, row.old)
    cells.check("places", registry, *row.places)
    cells.check("new", registry, row.new)
    for fault in _faults(row):
        cells.fault("relation", fault)
    return row


def _places(cells: Cells, old: Citation) -> Iterator[Citation]:
    """Read `1.2 1.3`: places below the old article, written without it."""
    for place in cells.optional("places").split():
        try:
            yield parse_citation(f"{old}.{place}")
        except StudyError as error:
            cells.fault("places", str(error))


def _faults(row: Succession) -> Iterator[str]:
    match row.relation:
        case Relation.RETAINED if row.new is not None:
            yield "仍然有效的条文不写后来的条文"
        case Relation.CARRIED | Relation.AMENDED | Relation.MERGED | Relation.UNSURE:
            if row.new is None:
                yield "要写明后来的条文"
    if (row.relation is Relation.UNSURE) != (row.verified is Verified.UNSURE):
        yield "存疑的关系和没有核实的行要一致"
