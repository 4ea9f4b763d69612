"""The contents of an instrument: parts, chapters and sections as a tree with its articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from courses.statutes.library.text import ArticleText, Heading, InstrumentText

_BEGINNING = 60
"""Characters of an article that the contents show."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An article in the contents: its place, how it begins, and its address."""

    place: str
    beginning: str
    href: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A part, chapter or section with what stands under it, in the order of the text."""

    label: str
    lead: tuple[str, ...]
    span: str
    leaves: tuple[Leaf, ...]
    branches: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole contents; `leaves` stand before or without any heading."""

    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]


def outline(text: InstrumentText) -> Outline:
    """Return the contents of an instrument's text."""
    articles = text.articles or text.sections
    leaves, branches = _level(text, articles, 0)
    return Outline(leaves, branches)


def _level(
    text: InstrumentText, articles: Iterable[ArticleText], depth: int
) -> tuple[tuple[Leaf, ...], tuple[Branch, ...]]:
    leaves: list[Leaf] = []
    branches: list[Branch] = []
    for heading, group in groupby(articles, key=lambda one: _heading(one, depth)):
        under = tuple(group)
        if heading is None:
            leaves += [_leaf(text, article) for article in under]
        else:
            branches.append(_branch(text, heading, under, depth))
    return tuple(leaves), tuple(branches)


def _heading(article: ArticleText, depth: int) -> Heading | None:
    return article.headings[depth] if depth < len(article.headings) else None


def _branch(
    text: InstrumentText, heading: Heading, articles: tuple[ArticleText, ...], depth: int
) -> Branch:
    leaves, branches = _level(text, articles, depth + 1)
    return Branch(heading.label(), heading.lead, _span(text, articles), leaves, branches)


def _span(text: InstrumentText, articles: tuple[ArticleText, ...]) -> str:
    """Say which articles stand under a heading: 第1—24条."""
    first, last = articles[0].number, articles[-1].number
    unit = "项" if text.sections else "条"
    return f"第{first}{unit}" if first == last else f"第{first}—{last}{unit}"


def _leaf(text: InstrumentText, article: ArticleText) -> Leaf:
    citation = text.citation_of(article)
    words = article.paragraphs[0].text if article.paragraphs else ""
    beginning = words if len(words) <= _BEGINNING else f"{words[:_BEGINNING]}……"
    return Leaf(citation.place(), beginning, f"/statute/{citation}")
