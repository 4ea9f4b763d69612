"""Text with its citations as links to the articles; everything else in it is escaped."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from courses.statutes.citation import Citation
from courses.statutes.registry import Registry, UnknownArticleError
from courses.statutes.wording.mentions import Mention, find_mentions
from quizzes.model import Question


def link_citations(text: str, registry: Registry, within: str | None = None) -> Markup:
    """Return a text for a page: each citation in it leads to its article.

    A range leads to its first article. What is not in the registry stays words. `within` is the
    instrument to which articles without a name belong.
    """
    return Markup("").join(_pieces(text, registry, within))


def instrument_of(question: Question, registry: Registry) -> str | None:
    """Return the one instrument that a question rests on; None when there are several."""
    cited = {citation.partition(":")[0] for citation in question.cites}
    only = next(iter(cited)) if len(cited) == 1 else None
    return only if only in registry else None


def _pieces(text: str, registry: Registry, within: str | None) -> Iterator[Markup]:
    position = 0
    for mention in find_mentions(text, registry, within):
        target = _target(mention, registry)
        if target is not None:
            words = text[mention.start : mention.end]
            yield escape(text[position : mention.start])
            yield Markup('<a href="/statute/{}">{}</a>').format(str(target), words)
            position = mention.end
    yield escape(text[position:])


def _target(mention: Mention, registry: Registry) -> Citation | None:
    """Return what to lead to: the article alone where it has no such paragraph or item."""
    first = mention.citations[0]
    return next((one for one in (first, first.whole_article) if _exists(one, registry)), None)


def _exists(citation: Citation, registry: Registry) -> bool:
    try:
        registry.resolve(citation)
    except UnknownArticleError:
        return False
    return True
