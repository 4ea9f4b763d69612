"""Finding citations inside a running text, to link them.

Where reading refuses, nothing is found here: a name that is not registered (刑法第十七条), another
version of the text, an article of which it is not clear to which instrument it belongs. An article
without a name belongs to the instrument of the list in which it stands; outside of lists to the
one that its sentence has named, or that the text is about, if there is only one of these.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from courses.statutes.citation import Citation
from courses.statutes.tables.structure import embedded_structure
from courses.statutes.wording.errors import UnclearPartError
from courses.statutes.wording.folding import fold
from courses.statutes.wording.naming import Name, Names, TitleFinder, within_of
from courses.statutes.wording.places import START, Place, match_place
from courses.statutes.wording.reading import RANGE, SEPARATOR
from courses.statutes.wording.series import Found, Named, Series, Structures


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that cites: one place, or a range with all that lies in it."""

    start: int
    end: int
    citations: tuple[Citation, ...]


def find_mentions(
    text: str,
    registry: TitleFinder,
    within: str | None = None,
    *,
    at: Citation | None = None,
    structures: Structures | None = None,
) -> tuple[Mention, ...]:
    """Return every citation in a text, in order and without overlap.

    `within` is the id of the instrument that the text is about or stands in, `at` the place in
    which it stands, for 前款 and 本条. Whether there are such articles is left to the registry. An
    item that may belong to several paragraphs is cited as its article. Raises
    UnknownInstrumentError when there is no `within`.
    """
    known = embedded_structure() if structures is None else structures
    return tuple(_Scan(text, registry, within_of(within, at), at, known).mentions())


class _Scan:
    """Goes through one text from left to right."""

    def __init__(
        self,
        text: str,
        registry: TitleFinder,
        within: str | None,
        at: Citation | None,
        structures: Structures,
    ) -> None:
        self._folded = fold(text)
        self._names = Names(self._folded, registry, within)
        self._named: list[tuple[int, Named | None]] = []
        self._last: Series | None = None
        self._structures = structures
        self._at = at

    def mentions(self) -> Iterator[Mention]:
        """Yield every mention."""
        position = 0
        while (start := START.search(self._folded, position)) is not None:
            position = start.start() + 1
            place = self._place(start.start())
            if place is not None:
                places = [*self._list_from(place)]
                position = places[-1].end
                yield from self._read(places)

    def _read(self, places: list["_Listed"]) -> Iterator[Mention]:
        """Yield what a list of places cites; nothing when it is not clear of which instrument."""
        place = places[0].place
        name = None if place.relative else self._names.before(place.start, self._named_before())
        if not place.is_marked and (name is None or name.instrument is None):
            return
        series = self._series(place, name)
        if name is not None and (place.articles or name.instrument is not None):
            self._named.append((place.start, name.instrument))
        if series is None:
            return
        self._last = series
        begin = place.start if name is None else name.start
        for mention in _mentions(series, places):
            yield mention if mention.start != place.start else replace(mention, start=begin)

    def _series(self, place: Place, name: Name | None) -> Series | None:
        if place.relative[:1] in {"同", "该"}:
            return self._last
        if name is not None:
            instrument = name.instrument
        elif place.relative:
            instrument = self._names.within
        else:
            instrument = self._only_one_meant(place.start)
        if instrument is None:
            return None
        return Series(instrument, self._structures, self._at)

    def _only_one_meant(self, at: int) -> Named | None:
        """Return the instrument of an article without a name, None when it may be of several."""
        start = self._names.sentence_start(at)
        meant = {one and one.id: one for position, one in self._named if position >= start}
        meant |= {one and one.id: one for one in self._names.all_between(start, at)}
        if self._names.within is not None:
            meant[self._names.within.id] = self._names.within
        return next(iter(meant.values())) if len(meant) == 1 else None

    def _named_before(self) -> list[Named | None]:
        return [instrument for _, instrument in self._named]

    def _list_from(self, place: Place) -> Iterator["_Listed"]:
        """Yield the places that follow one another from here on."""
        yield _Listed(place, is_range_end=False)
        while True:
            span = RANGE.match(self._folded, place.end)
            following = None if span is None else self._place(span.end(), needs_mark=False)
            is_range_end = following is not None
            if following is None:
                separator = SEPARATOR.match(self._folded, place.end)
                following = None if separator is None else self._place(separator.end())
            if following is None or (not following.is_marked and not is_range_end):
                return
            place = following
            yield _Listed(place, is_range_end=is_range_end)

    def _place(self, at: int, *, needs_mark: bool = True) -> Place | None:
        try:
            return match_place(self._folded, at, needs_mark=needs_mark)
        except UnclearPartError:
            return None


@dataclass(frozen=True, slots=True)
class _Listed:
    """A place in a list; the later end of a range, or one of its own."""

    place: Place
    is_range_end: bool

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.place.end


def _mentions(series: Series, places: list[_Listed]) -> Iterator[Mention]:
    """Yield what the places cite one after the other; what is unclear is left out."""
    held: Mention | None = None
    for listed in places:
        try:
            if listed.is_range_end and held is not None:
                reached = series.read_to(listed.place)
                held = Mention(held.start, listed.end, held.citations + reached)
                continue
            found = _found(series, listed.place)
        except UnclearPartError:
            continue
        if held is not None:
            yield held
        *whole, last = (Mention(one.start, one.end, one.citations) for one in found)
        yield from whole
        held = last
    if held is not None:
        yield held


def _found(series: Series, place: Place) -> tuple[Found, ...]:
    """Read a place; the article alone where its paragraph is not clear."""
    try:
        return series.read(place)
    except UnclearPartError:
        if not place.articles or not place.items or place.paragraphs:
            raise
        return series.read(replace(place, items=()))
