"""The catalogue of who needs a permit: 112 kinds of industry and how each is managed."""

from dataclasses import dataclass
from functools import cache

from courses.statutes.tables.reading import Cells, Verified, embedded_text, read_table

_TABLE = "permit_catalogue"
_COLUMNS = (
    "number",
    "section",
    "industry",
    "key_management",
    "simplified_management",
    "registration_management",
    "verified",
    "source",
)
NOTHING = "/"
"""Stands in the catalogue where a kind of industry has no such management."""


@dataclass(frozen=True, slots=True)
class PermitCategory:
    """One kind of industry (类), with who falls under which management, as the catalogue says.

    A cell is `NOTHING` where nobody does; ﹡ marks those that produce in industrial buildings.
    """

    id: str
    number: int
    section: str
    industry: str
    key_management: str
    simplified_management: str
    registration_management: str
    verified: Verified
    source: str


def read_permit_catalogue(text: str) -> tuple[PermitCategory, ...]:
    """Read a permit_catalogue.csv. Raises FaultyTableError."""
    return read_table(_TABLE, text, _COLUMNS, _row)


@cache
def embedded_permit_catalogue() -> tuple[PermitCategory, ...]:
    """Return the table that comes with the package."""
    return read_permit_catalogue(embedded_text(_TABLE))


def _row(cells: Cells) -> PermitCategory:
    row = PermitCategory(
        id=cells.text("id"),
        number=cells.whole("number"),
        section=cells.text("section"),
        industry=cells.text("industry"),
        key_management=cells.text("key_management"),
        simplified_management=cells.text("simplified_management"),
        registration_management=cells.text("registration_management"),
        verified=cells.member("verified", Verified),
        source=cells.text("source"),
    )
    if not row.id.endswith(f"-{row.number}"):
        cells.fault("number", f"序号与标识不一致：{row.number}")
    return row
