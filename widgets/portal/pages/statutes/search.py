"""What a search found, and the articles that a query names outright."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from courses.errors import StudyError
from courses.statutes.citation import Citation
from courses.statutes.instrument import Instrument
from courses.statutes.law import Law
from courses.statutes.library.hits import Hit
from courses.statutes.library.query import Place, read_query
from courses.statutes.library.search import Scope
from courses.statutes.library.store import Library
from widgets.portal.pages.base import Link
from widgets.portal.pages.statutes.asked import Asked
from widgets.portal.pages.statutes.marking import Part, parts
from widgets.portal.pages.statutes.standing import Chip, article_chip, citation_link

PER_PAGE = 20
_MOST_JUMPS = 8

_CITED: dict[str, Callable[[str, Place], Citation]] = {
    "a": lambda name, place: Citation(name, place.number, insert=place.insert),
    "s": lambda name, place: Citation(name, section=place.number),
}
"""How a place is cited, by its kind: as an article or as a section."""


@dataclass(frozen=True, slots=True)
class ShownHit:
    """An article that was found, with the passage in which the words stand."""

    label: str
    href: str
    chip: Chip
    trail: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits; `total` counts those of all pages.

    `was_asked` is False for a query of signs only, in which there is nothing to look for.
    """

    was_asked: bool
    total: int
    pages: int
    first_number: int
    hits: tuple[ShownHit, ...]


def search(law: Law, library: Library, asked: Asked, in_force: frozenset[str]) -> Found:
    """Search the imported texts; what is in force comes first, or alone when a day is asked for."""
    wanted = None
    if asked.kind or asked.instrument:
        wanted = {
            one.id
            for one in law.registry
            if asked.kind in {"", one.kind} and asked.instrument in {"", one.id}
        }
    scope = Scope(
        on=asked.on.day if asked.on.given else None,
        instruments=wanted,
        in_force=in_force,
        only_in_force=bool(asked.on.given),
        titles=law.registry,
    )
    start = (asked.page - 1) * PER_PAGE
    results = library.search(asked.query, scope, start=start, count=PER_PAGE)
    return Found(
        was_asked=bool(results.terms),
        total=results.total,
        pages=-(-results.total // PER_PAGE),
        first_number=start + 1,
        hits=tuple(_shown(law, hit, asked) for hit in results.hits),
    )


def jumps(law: Law, asked: Asked) -> tuple[Link, ...]:
    """Return the articles and instruments that a query names, whether their text is there or not.

    A number without a name is looked up in the instrument that the search is narrowed to, else in
    all, unless too many have so many articles.
    """
    found: dict[str, Link] = {}
    for term in read_query(asked.query):
        if term.place is not None:
            for citation in _citations(law, term.place, asked.instrument):
                found.setdefault(str(citation), citation_link(law, citation, asked.on))
    for name in (asked.query, *asked.query.split()):
        for one in law.registry.find_all_by_title(name):
            link = Link(f"《{one.short_title}》", asked.on.add_to(f"/statutes/{one.id}"))
            found.setdefault(one.id, link)
    return tuple(found.values())


def _citations(law: Law, place: Place, instrument_id: str) -> tuple[Citation, ...]:
    found = tuple(
        one
        for instrument in _meant(law, place, instrument_id)
        for one in _existing(law, instrument.id, place)
    )
    return found if len(found) <= _MOST_JUMPS else ()


def _meant(law: Law, place: Place, instrument_id: str) -> tuple[Instrument, ...]:
    """Return the instruments in which a place may lie."""
    if place.name in law.registry:
        return (law.registry.get_instrument(place.name),)
    if place.name:
        return law.registry.find_all_by_title(place.name)
    if instrument_id:
        return (law.registry.get_instrument(instrument_id),)
    # of an instrument without a text nobody knows how far its numbers go
    return tuple(one for one in law.registry if one.has_text)


def _existing(law: Law, instrument_id: str, place: Place) -> Iterator[Citation]:
    for kind in place.kinds:
        try:
            citation = _CITED[kind](instrument_id, place)
            law.registry.resolve(citation)
        except StudyError:
            continue
        yield citation


def _shown(law: Law, hit: Hit, asked: Asked) -> ShownHit:
    link = citation_link(law, hit.citation, asked.on)
    return ShownHit(
        label=link.title,
        href=asked.on.add_to(f"/statute/{hit.citation}", q=asked.query),
        chip=article_chip(law, hit.citation, asked.on),
        trail=hit.trail,
        parts=tuple(_parts(hit)),
    )


def _parts(hit: Hit) -> Iterator[Part]:
    passage = hit.passage
    if passage.cut_before:
        yield Part("……")
    yield from parts(passage.text, passage.marks)
    if passage.cut_after:
        yield Part("……")
