"""The articles of an instrument on which the platform has something to say of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from quizzes.concordance import Concordance
from widgets.portal.pages.statutes.asked import AskedDay

_MOST_WORDS = 90
"""Characters that are said of an article; its page says the rest."""


@dataclass(frozen=True, slots=True)
class TouchedArticle:
    """An article, and in words what our tables and lessons have on it."""

    place: str
    words: str
    href: str


def touched_articles(
    law: Law, concordance: Concordance, instrument_id: str, day: AskedDay
) -> tuple[TouchedArticle, ...]:
    """Return the articles that our tables or lessons are about, in their order."""
    found: dict[Citation, dict[str, dict[str, None]]] = {}
    for name, citation, words in _mentions(law, concordance, instrument_id):
        if citation is not None and citation.instrument == instrument_id:
            article = found.setdefault(citation.whole_article, {})
            article.setdefault(name, {})[words] = None
    return tuple(
        TouchedArticle(
            place=citation.place(),
            words=_in_words(found[citation]),
            href=day.add_to(f"/statute/{citation}"),
        )
        for citation in sorted(found, key=_order)
    )


def _mentions(
    law: Law, concordance: Concordance, instrument_id: str
) -> Iterator[tuple[str, Citation | None, str]]:
    """Return the name of every table with the articles of its rows, and what they are about."""
    for limit in law.procedure:
        for citation in (limit.citation, *limit.also):
            yield "程序", citation, limit.item
    for penalty in law.penalties:
        for rule in dict.fromkeys((penalty.new, penalty.old)):
            yield "罚则", None if rule is None else rule.citation, penalty.conduct
    for change in law.succession:
        new = "没有后来的条" if change.new is None else change.new.label(law.registry)
        yield "新旧对应", change.old, new
        yield "新旧对应", change.new, change.old.label(law.registry)
    for override in law.overrides:
        yield "上位法优先", override.lower, override.reason
        for upper in override.upper:
            yield "上位法优先", upper, override.lower.label(law.registry)
    for citation in concordance.taught_of(instrument_id):
        for one in concordance.lessons_on(citation):
            yield "课程", citation, f"{one.lesson.number} {one.lesson.title}"


def _in_words(found: dict[str, dict[str, None]]) -> str:
    words = "；".join(f"{name}：{'、'.join(about)}" for name, about in found.items())
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}……"


def _order(citation: Citation) -> tuple[int, int]:
    return (citation.article or citation.section or 0, citation.insert or 0)
