"""The articles of an instrument on which the platform has something to say of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from quizzes.concordance import Concordance
from widgets.portal.pages.statutes.asked import AskedDay


@dataclass(frozen=True, slots=True)
class TouchedArticle:
    """An article, and in words which tables and lessons it stands in."""

    place: str
    words: str
    href: str


def touched_articles(
    law: Law, concordance: Concordance, instrument_id: str, day: AskedDay
) -> tuple[TouchedArticle, ...]:
    """Return the articles that our tables or lessons are about, in their order."""
    counts: dict[Citation, Counter[str]] = {}
    for name, citation in _mentions(law, concordance, instrument_id):
        if citation.instrument == instrument_id:
            counts.setdefault(citation.whole_article, Counter())[name] += 1
    return tuple(
        TouchedArticle(
            place=citation.place(),
            words="，".join(f"{name} {count} 处" for name, count in counts[citation].items()),
            href=day.add_to(f"/statute/{citation}"),
        )
        for citation in sorted(counts, key=_order)
    )


def _mentions(
    law: Law, concordance: Concordance, instrument_id: str
) -> Iterator[tuple[str, Citation]]:
    for change in law.succession:
        yield from _named("新旧对应", (change.old, change.new))
    for penalty in law.penalties:
        rules = dict.fromkeys((penalty.new, penalty.old))
        yield from _named("罚则", (rule.citation for rule in rules if rule is not None))
    for limit in law.procedure:
        yield from _named("程序时限", (limit.citation, *limit.also))
    for override in law.overrides:
        yield from _named("上位法优先", (override.lower, *override.upper))
    for citation in concordance.taught_of(instrument_id):
        yield "课程", citation


def _named(name: str, citations: Iterable[Citation | None]) -> Iterator[tuple[str, Citation]]:
    yield from ((name, citation) for citation in citations if citation is not None)


def _order(citation: Citation) -> tuple[int, int]:
    return (citation.article or citation.section or 0, citation.insert or 0)
