"""Reading what a lawyer wrote as a citation: 《…》第一千一百零二条第一款；大气法第98条、第99条."""

import re

from courses.statutes.citation import Citation
from courses.statutes.tables.structure import embedded_structure
from courses.statutes.wording.errors import UnclearPartError, UnreadableCitationError
from courses.statutes.wording.folding import fold
from courses.statutes.wording.naming import Names, TitleFinder, title_end, within_of
from courses.statutes.wording.places import START, Place, match_place
from courses.statutes.wording.series import Named, Series, Structures

RANGE = re.compile(r" *(?:至|到|-) *")
"""What stands between the two ends of a range."""
SEPARATOR = re.compile(r" *(?:以及|或者|并且|、|,|;|和|与|及|或|并|→|/) *")
"""What stands between two citations of a list."""
_AROUND = re.compile(r"^[ \n]*\( *(?P<inside>[^()]*(?:\([^()]*\)[^()]*)*?) *\)[ \n。]*$")
_ENDS = re.compile(r"(?: *之?的?规定)? *[。.;]?[ \n]*$")
_LEADING = re.compile(r"[ \n]*(?:依照|依据|根据|按照)? *")
_LINK = re.compile(r"(?: |的|之|中的?)*$")


def read_citations(
    text: str,
    registry: TitleFinder,
    within: str | None = None,
    *,
    at: Citation | None = None,
    structures: Structures | None = None,
) -> tuple[Citation, ...]:
    """Return what a text cites that is nothing but citations; ranges with all that lies in them.

    `within` is the id of the instrument in which the text stands, for 本法第五条 and 第五条; `at`
    the place, for 前款 (it also says `within`). `structures` says which paragraph of an article has
    items, and is the table of the package when not given. Whether there are such articles is left
    to the registry. The rules are told in `series` and `naming`.

    Raises UnreadableCitationError, and of its kind AmbiguousCitationError, naming what was not
    understood; UnknownInstrumentError when there is no `within`.
    """
    return _Reader(text, registry, within_of(within, at), at, structures).read()


class _Reader:
    """Reads one text from left to right."""

    def __init__(
        self,
        text: str,
        registry: TitleFinder,
        within: str | None,
        at: Citation | None,
        structures: Structures | None,
    ) -> None:
        self._text = text
        self._start, end = _stretch(fold(text))
        self._folded = fold(text)[:end]
        self._names = Names(self._folded, registry, within)
        self._named: list[Named | None] = []
        self._series: Series | None = None
        self._structures = embedded_structure() if structures is None else structures
        self._at = at

    def read(self) -> tuple[Citation, ...]:
        """Return all citations, or raise for the first thing that is not understood."""
        citations: list[Citation] = []
        position = self._start
        while True:
            position, found = self._one(position, is_first=not citations)
            citations += found
            if _ENDS.fullmatch(self._folded, position):
                return tuple(citations)
            separator = SEPARATOR.match(self._folded, position)
            if separator is None:
                raise self._error(
                    UnclearPartError("这里不是引用的写法，请删去或者改写。"), position
                )
            position = separator.end()

    def _one(self, position: int, *, is_first: bool) -> tuple[int, list[Citation]]:
        """Read a place with its ranges; return where it ends."""
        place, series = self._next_place(position, is_first=is_first)
        citations: list[Citation] = []
        try:
            citations += [one for found in series.read(place) for one in found.citations]
            while (match := RANGE.match(self._folded, place.end)) is not None:
                place = self._place(match.end(), needs_mark=False) or _no_end()
                citations += series.read_to(place)
        except UnclearPartError as why:
            raise self._error(why, place.start, place.end) from None
        return place.end, citations

    def _next_place(self, position: int, *, is_first: bool) -> tuple[Place, Series]:
        """Return the place that begins here, with a name before it or without, and its series."""
        place = self._place(position, needs_mark=is_first)
        if place is not None and self._series is not None:
            return place, self._series
        if place is None:
            place, name_end = self._first_place_after(position)
            instrument = self._named_here(position, name_end)
        elif self._names.within is not None:
            instrument = self._names.within
        else:
            why = UnclearPartError("没有写明是哪个文件的，请在前面写上文件名称。")
            raise self._error(why, place.start, place.end)
        self._series = Series(instrument, self._structures, self._at)
        return place, self._series

    def _place(self, position: int, *, needs_mark: bool) -> Place | None:
        try:
            return match_place(self._folded, position, needs_mark=needs_mark)
        except UnclearPartError as why:
            raise self._error(why, position) from None

    def _first_place_after(self, position: int) -> tuple[Place, int]:
        """Return the place that the name beginning here leads to, and where the name ends."""
        after_title = title_end(self._folded, position)
        for start in START.finditer(self._folded, after_title):
            place = self._place(start.start(), needs_mark=True)
            if place is not None:
                return place, start.start()
        why = UnclearPartError(
            "没有找到“第几条”这样的条号，请按“《文件名称》第几条第几款第（几）项”来写。"
        )
        raise self._error(why, position)

    def _named_here(self, start: int, end: int) -> Named:
        words = _LINK.sub("", self._folded[start:end])
        try:
            instrument = self._names.read(words, self._named)
        except UnclearPartError as why:
            raise self._error(why, start, start + len(words)) from None
        self._named.append(instrument)
        return instrument

    def _error(
        self, why: UnclearPartError, start: int, end: int | None = None
    ) -> UnreadableCitationError:
        words = self._text[start : len(self._folded) if end is None else end]
        return why.about(self._text, words.strip() or self._text)


def _no_end() -> Place:
    raise UnclearPartError("“至”的后面应当是条、款或者项。")


def _stretch(folded: str) -> tuple[int, int]:
    """Return where the citations begin and end: inside brackets, behind 依据."""
    inside = _AROUND.match(folded)
    start, end = (0, len(folded)) if inside is None else inside.span("inside")
    leading = _LEADING.match(folded, start, end)
    return (start if leading is None else leading.end()), end
