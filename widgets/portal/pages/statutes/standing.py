"""What the law is worth on a day, as a banner above an article and as a chip beside a title."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from courses.statutes.status import Standing, Status, status
from courses.statutes.successors import predecessors
from widgets.portal.pages.base import Link
from widgets.portal.pages.statutes.asked import AskedDay
from widgets.portal.templates_environment import day as in_words


@dataclass(frozen=True, slots=True)
class Chip:
    """A standing in a word; `tone` is good, warn or bad, `icon` says the same without colour."""

    word: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Banner:
    """A standing in full: the word, for which day, why, and where to go from here.

    `reasons` are the articles that repealed or override it, `successors` those to read instead,
    `forerunners` those that held before it began.
    """

    word: str
    tone: str
    icon: str
    day_text: str
    text: str
    remark: str
    reasons: tuple[Link, ...]
    successors: tuple[Link, ...]
    forerunners: tuple[Link, ...] = ()


_LOOKS = {
    Standing.IN_FORCE: ("good", "check"),
    Standing.NOT_YET: ("warn", "clock"),
    Standing.OVERRIDDEN: ("bad", "scale"),
    Standing.REPEALED: ("bad", "cross"),
    Standing.NOT_HELD: ("warn", "empty"),
    Standing.UNSURE: ("warn", "warn"),
}


def chip(found: Status) -> Chip:
    """Return a standing as a chip."""
    return Chip(found.standing.value, *_LOOKS[found.standing])


def article_chip(law: Law, citation: Citation, day: AskedDay) -> Chip:
    """Return the standing of an article on a day."""
    return chip(status(citation, day.day, law))


def article_banner(law: Law, citation: Citation, day: AskedDay) -> Banner:
    """Return the standing of an article as a banner."""
    shown = banner(law, status(citation, day.day, law), day)
    if shown.word != Standing.NOT_YET:
        return shown
    older = dict.fromkeys(row.old for row in predecessors(citation, law))
    held = (one for one in older if law.registry.resolve(one).in_force(day.day))
    return replace(shown, forerunners=_links(law, held, day))


def banner(law: Law, found: Status, day: AskedDay) -> Banner:
    """Return a standing as a banner."""
    shown = chip(found)
    return Banner(
        word=shown.word,
        tone=shown.tone,
        icon=shown.icon,
        day_text=f"今天（{in_words(day.day)}）" if day.is_today else in_words(day.day),
        text=found.reason,
        remark=found.remark,
        reasons=_links(law, (one for one in found.by if one not in found.successors), day),
        successors=_links(law, found.successors, day),
    )


def _links(law: Law, citations: Iterable[Citation], day: AskedDay) -> tuple[Link, ...]:
    return tuple(citation_link(law, citation, day) for citation in citations)


def citation_link(law: Law, citation: Citation, day: AskedDay) -> Link:
    """Return a citation in words with the address of its article, for the same day."""
    return Link(citation.label(law.registry), day.add_to(f"/statute/{citation}"))
