"""How articles are built, without their words: paragraphs, items, and the figures in them.

The table is made from the official texts by `structure_maker`. A row holds an instrument and the
first day of its version, the article as a citation writes it (12, 120-1, s34), how many items each
paragraph has (0/3: two paragraphs, three items in the second), and the figures of each paragraph as
`Figure.written` writes them.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from courses.statutes.citation import Citation, MalformedCitationError, parse_citation
from courses.statutes.figures import Figure, NotAFigureError, find_figures, read_figure
from courses.statutes.library.text import ArticleText, Paragraph
from courses.statutes.tables.reading import FaultyTableError, embedded_text

COLUMNS = ("instrument", "effective", "article", "items", "figures")
_BETWEEN_PARAGRAPHS = "/"


@dataclass(frozen=True, slots=True)
class ArticleStructure:
    """How an article is built: for each paragraph the number of its items, and its figures.

    Figures are written as `Figure.written` does, each once in a paragraph.
    """

    items: tuple[int, ...]
    figures: tuple[tuple[str, ...], ...]

    @property
    def paragraph_count(self) -> int:
        """How many paragraphs it has."""
        return len(self.items)

    def has_place(self, citation: Citation) -> bool:
        """Say whether the article has the paragraph and the item that a citation names."""
        if citation.paragraph is None:
            return True
        if citation.paragraph > len(self.items):
            return False
        return citation.item is None or citation.item <= self.items[citation.paragraph - 1]


class _Row(NamedTuple):
    effective: str
    items: str
    figures: str


class Structure:
    """The table, by instrument and article."""

    def __init__(self, rows: Mapping[tuple[str, str], tuple[_Row, ...]]) -> None:
        self._rows = rows
        self._versions = {(key[0], row.effective) for key, found in rows.items() for row in found}

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def knows(self, instrument_id: str, effective: date | None) -> bool:
        """Say whether the table holds this version of an instrument."""
        return (instrument_id, _day(effective)) in self._versions

    def article(self, citation: Citation, effective: date | None = None) -> ArticleStructure | None:
        """Return how the article or section that a citation points into is built.

        Without a first day the newest version that the table holds. None where it holds none.
        """
        rows = self._rows.get((citation.instrument, _place(citation)), ())
        for row in reversed(rows):
            if effective is None or row.effective == _day(effective):
                return _structure(row)
        return None

    def figures_of(self, citation: Citation) -> tuple[Figure, ...] | None:
        """Return the figures of the whole article or section cited, None where it is not known."""
        found = self.article(citation)
        if found is None:
            return None
        written = dict.fromkeys(one for paragraph in found.figures for one in paragraph)
        return tuple(map(read_figure, written))


def structure_of(article: ArticleText) -> ArticleStructure:
    """Return how an article is built."""
    return ArticleStructure(
        items=tuple(len(paragraph.items) for paragraph in article.paragraphs),
        figures=tuple(map(_figures_in, article.paragraphs)),
    )


def read_structure(text: str) -> Structure:
    """Read the table. Raises FaultyTableError naming every row that cannot be."""
    rows: dict[tuple[str, str], tuple[_Row, ...]] = {}
    faults = []
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        if number == 1:
            faults += [] if tuple(row) == COLUMNS else ["第1行不是规定的列名"]
        elif (fault := _fault(row)) is not None:
            faults.append(f"第{number}行{fault}")
        else:
            instrument, effective, place, items, figures = row
            key = (instrument, place)
            rows[key] = (*rows.get(key, ()), _Row(effective, items, figures))
    if faults:
        raise FaultyTableError("structure", faults)
    return Structure(rows)


@cache
def embedded_structure() -> Structure:
    """Return the table that comes with the package; always the same object."""
    return read_structure(embedded_text("structure"))


def written_items(structure: ArticleStructure) -> str:
    """Return the column of items: 0/3."""
    return _BETWEEN_PARAGRAPHS.join(map(str, structure.items))


def written_figures(structure: ArticleStructure) -> str:
    """Return the column of figures: those of a paragraph between blanks, nothing without any."""
    if not any(structure.figures):
        return ""
    return _BETWEEN_PARAGRAPHS.join(map(" ".join, structure.figures))


def _figures_in(paragraph: Paragraph) -> tuple[str, ...]:
    texts = (paragraph.text, *paragraph.items)
    return tuple(dict.fromkeys(figure.written() for text in texts for figure in find_figures(text)))


def _structure(row: _Row) -> ArticleStructure:
    items = tuple(map(int, row.items.split(_BETWEEN_PARAGRAPHS)))
    if not row.figures:
        return ArticleStructure(items, ((),) * len(items))
    figures = row.figures.split(_BETWEEN_PARAGRAPHS)
    return ArticleStructure(items, tuple(tuple(one.split()) for one in figures))


def _fault(row: list[str]) -> str | None:
    """Say what is wrong with a row; its figures are read when somebody asks for them."""
    if len(row) != len(COLUMNS):
        return "列数不对"
    instrument, effective, place, items, figures = row
    try:
        parse_citation(f"{instrument}:{place}")
        if effective:
            date.fromisoformat(effective)
    except (MalformedCitationError, ValueError):
        return "的条号或者日期不对"
    counts = items.split(_BETWEEN_PARAGRAPHS)
    if not all(map(str.isdecimal, counts)):
        return "的项数不对"
    if figures and figures.count(_BETWEEN_PARAGRAPHS) != len(counts) - 1:
        return "的数字与款数不合"
    return None


def figure_faults(structure: ArticleStructure) -> list[str]:
    """Return the figures of an article that cannot be read."""
    faults = []
    for written in (one for paragraph in structure.figures for one in paragraph):
        try:
            read_figure(written)
        except NotAFigureError:
            faults.append(written)
    return faults


def _place(citation: Citation) -> str:
    return str(citation.whole_article).partition(":")[2]


def _day(effective: date | None) -> str:
    return "" if effective is None else effective.isoformat()
