"""The words of an article that a citation points to."""

from courses.statutes.citation import Citation
from courses.statutes.library.text import ArticleText, Paragraph
from courses.statutes.numerals import chinese_numeral


def narrowed(article: ArticleText, citation: Citation) -> str | None:
    """Return the article's lines, or those of the paragraph or item cited; None if it has none.

    Items of a whole paragraph begin with their numbers, a single item comes without.
    """
    if citation.paragraph is None:
        return article_lines(article)
    if citation.paragraph > len(article.paragraphs):
        return None
    paragraph = article.paragraphs[citation.paragraph - 1]
    if citation.item is None:
        return paragraph_text(paragraph)
    return None if citation.item > len(paragraph.items) else paragraph.items[citation.item - 1]


def article_lines(article: ArticleText) -> str:
    """Return all words of an article in lines."""
    return "\n".join(paragraph_text(paragraph) for paragraph in article.paragraphs)


def paragraph_text(paragraph: Paragraph) -> str:
    """Return a paragraph in lines, each of its items with its number （一）."""
    items = (
        f"（{chinese_numeral(number)}）{item}" for number, item in enumerate(paragraph.items, 1)
    )
    return "\n".join([paragraph.text, *items])
