"""What came after an article, and what it came from."""

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from courses.statutes.tables.succession import Succession


def successors(citation: Citation, law: Law) -> tuple[Succession, ...]:
    """Return the rows that tell what became of a cited article, in the order of the table.

    For a paragraph or an item only the rows about it, where the table goes into such detail; else
    those of the whole article.
    """
    rows = tuple(row for row in law.succession if row.follows(citation))
    meant = tuple(row for row in rows if row.means(citation))
    return meant or rows


def predecessors(citation: Citation, law: Law) -> tuple[Succession, ...]:
    """Return the rows that tell which old articles a cited article came from."""
    article = citation.whole_article
    return tuple(row for row in law.succession if row.new == article)


def later_articles(citation: Citation, law: Law) -> tuple[Citation, ...]:
    """Return the articles that came after a cited one, each once.

    Where the table of succession does not know the article, what the table of penalties puts in the
    place of its rule.
    """
    rows = successors(citation, law)
    if rows:
        return tuple(dict.fromkeys(row.new for row in rows if row.new is not None))
    found = (
        row.new.citation.whole_article
        for row in law.penalties
        if row.old is not None
        and row.old.citation.whole_article == citation.whole_article
        and row.new.citation.instrument != citation.instrument
    )
    return tuple(dict.fromkeys(found))
