"""Comparing what was read with the table of structure; every difference is a doubt."""

from collections.abc import Iterator

from courses.statutes.library.text import InstrumentText
from courses.statutes.tables.structure import ArticleStructure, Structure, structure_of

_MOST_TOLD = 5


def structure_doubts(text: InstrumentText, structure: Structure) -> list[str]:
    """Return in Chinese where a text is built otherwise than the table says.

    Nothing is told of a version that the table does not hold.
    """
    if not structure.knows(text.instrument, text.effective):
        return []
    found = list(_differences(text, structure))
    told = [f"{place}与条文结构表不一致：{what}" for place, what in found[:_MOST_TOLD]]
    more = len(found) - len(told)
    return [*told, f"另有 {more} 条与条文结构表不一致"] if more else told


def _differences(text: InstrumentText, structure: Structure) -> Iterator[tuple[str, str]]:
    for article in text.articles or text.sections:
        citation = text.citation_of(article)
        known = structure.article(citation, text.effective)
        if known is None:
            yield citation.place(), "表里没有"
            continue
        what = _difference(structure_of(article), known)
        if what:
            yield citation.place(), what


def _difference(read: ArticleStructure, known: ArticleStructure) -> str:
    if read.paragraph_count != known.paragraph_count:
        return f"应有 {known.paragraph_count} 款，读到 {read.paragraph_count} 款"
    if read.items != known.items:
        return f"各款项数应为 {_counts(known)}，读到 {_counts(read)}"
    for number, (seen, told) in enumerate(zip(read.figures, known.figures, strict=True), 1):
        if set(seen) != set(told):
            return f"第 {number} 款的数字应为 {_listed(told)}，读到 {_listed(seen)}"
    return ""


def _listed(figures: tuple[str, ...]) -> str:
    return "、".join(figures) or "没有"


def _counts(structure: ArticleStructure) -> str:
    return "、".join(map(str, structure.items))
