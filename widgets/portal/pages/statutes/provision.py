"""An article laid out for reading: paragraphs and items, with the cited place marked."""

from dataclasses import dataclass, replace

from courses.statutes.citation import Citation
from courses.statutes.library.text import ArticleText, Paragraph
from courses.statutes.numerals import chinese_numeral
from widgets.portal.pages.statutes.marking import Part, marked


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item (项) with the address that points to it alone."""

    number: str
    parts: tuple[Part, ...]
    href: str
    is_cited: bool


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph (款) with the address that points to it alone.

    `is_cited` says that the whole paragraph is meant, not one of its items.
    """

    number: str
    parts: tuple[Part, ...]
    href: str
    is_cited: bool
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """An article or section as it is read."""

    trail: tuple[str, ...]
    paragraphs: tuple[ShownParagraph, ...]

    @property
    def has_several(self) -> bool:
        """Whether its paragraphs need numbers, by which they can be cited."""
        return len(self.paragraphs) > 1 and bool(self.paragraphs[0].href)

    @property
    def is_marked(self) -> bool:
        """Whether a part of it is cited, which is then marked."""
        return any(
            paragraph.is_cited or any(item.is_cited for item in paragraph.items)
            for paragraph in self.paragraphs
        )


def provision(article: ArticleText, citation: Citation, query: str = "") -> Provision:
    """Lay out the article that a citation points into, with the words of a query marked."""
    return Provision(
        trail=tuple(heading.label() for heading in article.headings),
        paragraphs=tuple(
            _paragraph(paragraph, number, citation, query)
            for number, paragraph in enumerate(article.paragraphs, start=1)
        ),
    )


def holds(article: ArticleText, citation: Citation) -> bool:
    """Whether the article has the paragraph and item that a citation names."""
    if citation.paragraph is None:
        return True
    if citation.paragraph > len(article.paragraphs):
        return False
    return citation.item is None or citation.item <= len(
        article.paragraphs[citation.paragraph - 1].items
    )


def _paragraph(paragraph: Paragraph, number: int, citation: Citation, query: str) -> ShownParagraph:
    # a section cannot be cited more closely, so its parts have no address of their own
    whole = citation.whole_article
    own = None if whole.section is not None else replace(whole, paragraph=number)
    return ShownParagraph(
        number=f"第{chinese_numeral(number)}款",
        parts=marked(paragraph.text, query),
        href=_href(own),
        is_cited=own is not None and own == citation,
        items=tuple(
            _item(text, own and replace(own, item=place), place, citation, query)
            for place, text in enumerate(paragraph.items, start=1)
        ),
    )


def _item(
    text: str, own: Citation | None, number: int, citation: Citation, query: str
) -> ShownItem:
    return ShownItem(
        number=f"（{chinese_numeral(number)}）",
        parts=marked(text, query),
        href=_href(own),
        is_cited=own is not None and own == citation,
    )


def _href(citation: Citation | None) -> str:
    return "" if citation is None else f"/statute/{citation}"
