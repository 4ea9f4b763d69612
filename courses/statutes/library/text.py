"""The text of an instrument, taken apart: parts, chapters, articles, paragraphs, items."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from courses.statutes.citation import Citation
from courses.statutes.numerals import chinese_numeral


class Level(StrEnum):
    """What a heading opens, from the widest to the narrowest."""

    PART = "编"
    SUBPART = "分编"
    CHAPTER = "章"
    SECTION = "节"
    TOPIC = "、"
    """一、… in a document without articles."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its number and its title (总则).

    `lead` holds paragraphs that stand between the heading and its first section; they belong to
    none of its sections.
    """

    level: Level
    number: int
    title: str
    lead: tuple[str, ...] = ()

    def label(self) -> str:
        """Return the heading as it is printed: 第一章 总则, or 一、总体要求."""
        number = chinese_numeral(self.number)
        if self.level is Level.TOPIC:
            return f"{number}、{self.title}"
        return f"第{number}{self.level} {self.title}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (款): its own text, and the texts of its items (项) without their numbers.

    What is numbered below them (1. or （1）) stays in the text, each on a line of its own.
    """

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article, or a numbered section of an instrument that has no articles.

    `number` counts articles (第二十条) or sections (（二十）); `insert` is 1 for 第二十条之一.
    `headings` are those it stands under, from the widest to the narrowest.
    """

    number: int
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...] = ()
    insert: int | None = None

    def lines(self) -> Iterator[str]:
        """Every text in it, in order."""
        for paragraph in self.paragraphs:
            yield paragraph.text
            yield from paragraph.items


@dataclass(frozen=True, slots=True)
class InstrumentText:
    """The text of one version of an instrument.

    `effective` is the first day of this version, None where the file and the registry do not say.
    `history` is the note below the title (题注). Either `articles` or `sections` is empty.
    `preamble` holds paragraphs that stand before the first article or section, `closing` those
    after the last: notes below a table, who issued it and when.
    """

    instrument: str
    title: str
    effective: date | None
    articles: tuple[ArticleText, ...] = ()
    sections: tuple[ArticleText, ...] = ()
    history: str = ""
    preamble: tuple[str, ...] = ()
    tables: tuple[tuple[tuple[str, ...], ...], ...] = field(default=())
    closing: tuple[str, ...] = ()

    def find(self, citation: Citation) -> ArticleText | None:
        """Return the article or section that a citation points into, None if there is none."""
        if citation.section is not None:
            return next((one for one in self.sections if one.number == citation.section), None)
        wanted = (citation.article, citation.insert)
        return next((one for one in self.articles if (one.number, one.insert) == wanted), None)

    def citation_of(self, article: ArticleText) -> Citation:
        """Return the citation of one of its articles or sections."""
        if self.sections:
            return Citation(self.instrument, section=article.number)
        return Citation(self.instrument, article.number, insert=article.insert)
