"""Writing citations as lawyers do: 《生态环境法典》第一百零一条至第一百零三条、第九条第一款."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Protocol

from courses.statutes.citation import Citation
from courses.statutes.numerals import chinese_numeral
from courses.statutes.wording.naming import TitleFinder
from courses.statutes.wording.series import Named, between

SHORTEST_RANGE = 3
"""So many places in a row are written as a range; fewer are listed."""


class Titles(TitleFinder, Protocol):
    """What knows the names of instruments in both directions; the registry does."""

    def short_title(self, instrument_id: str, /) -> str:
        """Return the title to print, or raise UnknownInstrumentError."""
        ...


def write_citations(citations: Sequence[Citation], registry: Titles) -> str:
    """Write citations in their order; `read_citations` reads the same ones back.

    Those of one instrument that follow one another share its title, those of one article or
    paragraph its number, and three or more in a row become a range. Raises UnknownInstrumentError.
    """
    groups = groupby(citations, key=lambda citation: citation.instrument)
    return "；".join(_of_one(instrument, [*group], registry) for instrument, group in groups)


def _of_one(instrument_id: str, citations: list[Citation], registry: Titles) -> str:
    instrument = registry.get_instrument(instrument_id)
    written = []
    before: Citation | None = None
    for run in _runs(citations, instrument.inserts):
        written.append(_run(run, before))
        before = run[-1]
    return f"《{_title(instrument, registry)}》{'、'.join(written)}"


def _title(instrument: Named, registry: Titles) -> str:
    """Return the short title, or the full one where the short one may mean another instrument."""
    short = registry.short_title(instrument.id)
    return short if len(registry.find_all_by_title(short)) == 1 else instrument.title


def _runs(citations: list[Citation], inserts: tuple[str, ...]) -> list[list[Citation]]:
    """Part citations into ranges, and what is listed one by one."""
    runs: list[list[Citation]] = []
    while citations:
        length = next(
            (
                length
                for length in range(_reach(citations, inserts), SHORTEST_RANGE - 1, -1)
                if tuple(citations[:length])
                == between(citations[0], citations[length - 1], inserts)
            ),
            1,
        )
        runs.append(citations[:length])
        citations = citations[length:]
    return runs


def _reach(citations: list[Citation], inserts: tuple[str, ...]) -> int:
    """Return how many from the first on may be a range: each comes after the one before."""
    rising = 1
    for first, second in pairwise(citations):
        if between(first, second, inserts) != (first, second):
            break
        rising += 1
    return rising


def _run(run: list[Citation], before: Citation | None) -> str:
    first, last = run[0], run[-1]
    if len(run) == 1:
        return _short(first, before)
    return f"{_short(first, before)}至{_short(last, first)}"


def _short(citation: Citation, before: Citation | None) -> str:
    """Return a place without what the place before it has said already."""
    if before is None or citation.section is not None or citation.paragraph is None:
        return citation.place()
    if before.paragraph is None or before.whole_article != citation.whole_article:
        return citation.place()
    if citation.item is None:
        return f"第{chinese_numeral(citation.paragraph)}款"
    item = f"第（{chinese_numeral(citation.item)}）项"
    if before.item is not None and before.paragraph == citation.paragraph:
        return item
    return f"第{chinese_numeral(citation.paragraph)}款{item}"
