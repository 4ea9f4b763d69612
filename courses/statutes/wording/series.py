"""From places to citations: what each place of a list means after those before it.

Rules, beside the plain ones:

- 第二款 and 第（二）项 alone continue what went before: 第一条第一款、第二款.
- An item without its paragraph is that of the only paragraph with an item of this number, the way
  statutes cite themselves (本法第九条第二项). Where nothing is known of how the article is built,
  the first paragraph is meant. Where several paragraphs have such an item, nothing is chosen.
- 前款, 本条 and the like count from the place in which the text stands; 同条, 同款 from the
  citation before.
- A range has both ends in the same article or paragraph, or is one of whole articles.
"""

from dataclasses import dataclass
from typing import Protocol

from courses.statutes.citation import Citation, MalformedCitationError
from courses.statutes.numerals import GREATEST
from courses.statutes.wording.errors import UnclearPartError
from courses.statutes.wording.places import Place, Span

_FEW = {"": 1, "一": 1, "两": 2} | {
    figure: number for number, figure in enumerate("二三四五六七八九", start=2)
}


class Named(Protocol):
    """An instrument, as far as reading citations needs to know it."""

    @property
    def id(self) -> str:
        """The id of the instrument."""
        ...

    @property
    def title(self) -> str:
        """The full title."""
        ...

    @property
    def number(self) -> str:
        """The number under which it was issued, empty when there is none."""
        ...

    @property
    def article_count(self) -> int:
        """The number of the last article; 0 for documents in sections and where it is unknown."""
        ...

    @property
    def section_count(self) -> int:
        """The number of the last section of a document in sections."""
        ...

    @property
    def inserts(self) -> tuple[str, ...]:
        """Articles put in later: 120-1."""
        ...


class Built(Protocol):
    """How an article is built."""

    @property
    def items(self) -> tuple[int, ...]:
        """How many items each paragraph has."""
        ...


class Structures(Protocol):
    """What knows how articles are built; the table of structure does."""

    def article(self, citation: Citation, /) -> Built | None:
        """Return how an article is built, None when it is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text with what it cites: a range cites all that lies in it."""

    start: int
    end: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Above:
    """What the numbers of a place stand under."""

    article: Citation
    paragraph: int | None = None
    is_implied: bool = False


class Series:
    """Places of one instrument, one after the other."""

    def __init__(self, instrument: Named, structures: Structures, at: Citation | None) -> None:
        self.instrument = instrument
        self.last: Citation | None = None
        self._is_implied = False
        self._structures = structures
        self._at = at

    def read(self, place: Place) -> tuple[Found, ...]:
        """Return what a place cites, one stretch per number or range. Raises UnclearPartError."""
        try:
            found = self._read(place)
        except MalformedCitationError:
            raise UnclearPartError(f"序号应当在1到{GREATEST}之间，请核对。") from None
        self.last = found[-1].citations[-1]
        return found

    def read_to(self, place: Place) -> tuple[Citation, ...]:
        """Return what lies behind the last citation up to a place: the rest of a range."""
        first, was_implied = self.last, self._is_implied
        found = self.read(place)
        last = found[0].citations[0]
        reached = between(first, last, self.instrument.inserts) if first is not None else ()
        if len(found) > 1 or len(found[0].citations) > 1 or len(reached) <= 1:
            self.last, self._is_implied = first, was_implied
            raise UnclearPartError("范围的两端应当同是条、款或者项，而且后一个比前一个大。")
        return reached[1:]

    def _read(self, place: Place) -> tuple[Found, ...]:
        is_implied = False
        if place.articles and not (place.paragraphs or place.items):
            spans = [self._articles(span, place.insert) for span in place.articles]
        elif place.items and self._is_in_sections and not place.articles and not place.relative:
            spans = [self._sections(span) for span in place.items]
        else:
            above = self._above(place)
            is_implied = above.is_implied
            spans = self._below(above, place)
        self._is_implied = is_implied
        return _stretches(place, spans)

    @property
    def _is_in_sections(self) -> bool:
        return self.instrument.article_count == 0 and self.instrument.section_count > 0

    def _articles(self, span: Span, insert: int | None) -> tuple[Citation, ...]:
        one = Citation(self.instrument.id, span.first)
        if span.is_range:
            last = Citation(self.instrument.id, span.last, insert=insert)
            return between(one, last, self.instrument.inserts)
        return (Citation(self.instrument.id, span.first, insert=insert),)

    def _sections(self, span: Span) -> tuple[Citation, ...]:
        numbers = range(span.first, span.last + 1)
        return tuple(Citation(self.instrument.id, section=number) for number in numbers)

    def _above(self, place: Place) -> _Above:
        """Say what the paragraphs or items of a place stand under."""
        if place.relative:
            return self._relative(place)
        if place.articles:
            article = Citation(self.instrument.id, place.articles[0].first, insert=place.insert)
            return _Above(article, is_implied=not place.paragraphs)
        if place.paragraphs:
            if self.last is None or self.last.paragraph is None:
                raise UnclearPartError("前面没有写明是哪一条的款，请写成“第几条第几款”。")
            return _Above(self.last.whole_article)
        if self.last is None or self.last.item is None:
            raise UnclearPartError("前面没有写明是哪一条的项，请写成“第几条第几款第几项”。")
        paragraph = None if self._is_implied else self.last.paragraph
        return _Above(self.last.whole_article, paragraph, self._is_implied)

    def _relative(self, place: Place) -> _Above:
        word, unit = place.relative[:-1], place.relative[-1]
        start = self.last if word in ("同", "该") else self._at
        if start is None or start.article is None or start.instrument != self.instrument.id:
            raise UnclearPartError(f"这里不知道是从哪里数的{unit}，请写明条、款和项的序号。")
        if unit == "条":
            return _Above(_moved(start, word), is_implied=not place.paragraphs)
        if (unit == "款" and start.paragraph is None) or (unit == "项" and start.item is None):
            raise UnclearPartError(f"这里不知道是从哪里数的{unit}，请写明{unit}的序号。")
        return _Above(start.whole_article, start.paragraph)

    def _below(self, above: _Above, place: Place) -> list[tuple[Citation, ...]]:
        relative = place.relative
        if relative.endswith("款"):
            paragraphs = _counted(above.paragraph, relative)
            if not place.items:
                return [tuple(_deeper(above.article, number) for number in paragraphs)]
            above = _Above(above.article, paragraphs[0])
        if relative.endswith("项"):
            start = self.last if relative[0] in "同该" else self._at
            items = _counted(None if start is None else start.item, relative)
            return [tuple(_deeper(above.article, above.paragraph, number) for number in items)]
        if not place.paragraphs and not place.items:
            return [(above.article,)]
        if place.paragraphs and not place.items:
            return [_each(above.article, span) for span in place.paragraphs]
        if place.paragraphs:
            above = _Above(above.article, place.paragraphs[0].first)
        return [self._items(above, span) for span in place.items]

    def _items(self, above: _Above, span: Span) -> tuple[Citation, ...]:
        paragraph = above.paragraph
        if paragraph is None:
            paragraph = self._paragraph_of(above.article, span)
        numbers = range(span.first, span.last + 1)
        return tuple(_deeper(above.article, paragraph, number) for number in numbers)

    def _paragraph_of(self, article: Citation, span: Span) -> int:
        """Return the paragraph of items that were cited without it; see the rules above."""
        built = self._structures.article(article)
        if built is None:
            return 1
        having = [number for number, count in enumerate(built.items, 1) if count >= span.last]
        if len(having) == 1:
            return having[0]
        if not having:
            raise UnclearPartError(f"{article.place()}没有第{span.last}项，请核对。")
        choices = "、".join(f"第{number}款" for number in having)
        raise UnclearPartError(f"{choices}都有这一项，请写明是哪一款的。", is_ambiguous=True)


def between(first: Citation, last: Citation, inserts: tuple[str, ...]) -> tuple[Citation, ...]:
    """Return all from one citation to another, both included; empty where that is no range.

    A range of whole articles has the articles put in later that are known to lie between.
    """
    if first.instrument != last.instrument:
        return ()
    if first.section is not None and last.section is not None:
        numbers = range(first.section, last.section + 1)
        return tuple(Citation(first.instrument, section=number) for number in numbers)
    if first == first.whole_article and last == last.whole_article:
        return _whole_articles(first, last, inserts)
    return _inside_article(first, last) if first.whole_article == last.whole_article else ()


def _inside_article(first: Citation, last: Citation) -> tuple[Citation, ...]:
    """Return paragraphs of an article or items of a paragraph; empty for ends of two kinds."""
    article = first.whole_article
    if first.item is None and last.item is None and first.paragraph and last.paragraph:
        numbers = range(first.paragraph, last.paragraph + 1)
        return tuple(_deeper(article, number) for number in numbers)
    if first.paragraph == last.paragraph and first.item and last.item:
        numbers = range(first.item, last.item + 1)
        return tuple(_deeper(article, first.paragraph, number) for number in numbers)
    return ()


def _whole_articles(
    first: Citation, last: Citation, inserts: tuple[str, ...]
) -> tuple[Citation, ...]:
    low, high = _order(first), _order(last)
    if first.article is None or last.article is None or low > high:
        return ()
    keys = {low, high, *((number, 0) for number in range(first.article, last.article + 1))}
    keys |= {(int(article), int(insert)) for article, _, insert in map(_parted, inserts)}
    if first.article == last.article:
        keys |= {(first.article, insert) for insert in range(low[1], high[1] + 1)}
    return tuple(
        Citation(first.instrument, article, insert=insert or None)
        for article, insert in sorted(keys)
        if low <= (article, insert) <= high
    )


def _order(citation: Citation) -> tuple[int, int]:
    return citation.article or 0, citation.insert or 0


def _parted(insert: str) -> tuple[str, str, str]:
    return insert.partition("-")


def _stretches(place: Place, spans: list[tuple[Citation, ...]]) -> tuple[Found, ...]:
    """Give each number its stretch: the first from the start of the place, the last to its end."""
    if len(spans) == 1:
        return (Found(place.start, place.end, spans[0]),)
    starts = [place.start, *(span.start for span in place.numbers[1:])]
    ends = [*(span.end for span in place.numbers[:-1]), place.end]
    return tuple(map(Found, starts, ends, spans))


def _moved(start: Citation, word: str) -> Citation:
    """Return the article that 本条, 同条, 前条 or 下条 means."""
    if word in ("本", "同", "该"):
        return start.whole_article
    if start.insert is not None:
        raise UnclearPartError("加插的条前后是哪一条说不准，请写明条的序号。")
    step = -1 if word in ("前", "上一") else 1
    if (start.article or 0) + step < 1:
        raise UnclearPartError("第一条前面没有条，请核对。")
    return Citation(start.instrument, (start.article or 0) + step)


def _counted(start: int | None, relative: str) -> list[int]:
    """Return the numbers that 前款, 前两款, 本款 or 下一款 means, counted from one."""
    word, unit = relative[:-1], relative[-1]
    if start is None:
        raise UnclearPartError(f"这里不知道是从哪里数的{unit}，请写明{unit}的序号。")
    if word in ("本", "同", "该"):
        return [start]
    if word == "下一":
        return [start + 1]
    count = 1 if word == "上一" else _FEW[word[1:]]
    if start <= count:
        raise UnclearPartError(f"前面没有这么多{unit}，请核对。")
    return list(range(start - count, start))


def _each(article: Citation, span: Span) -> tuple[Citation, ...]:
    return tuple(_deeper(article, number) for number in range(span.first, span.last + 1))


def _deeper(article: Citation, paragraph: int | None, item: int | None = None) -> Citation:
    return Citation(article.instrument, article.article, paragraph, item, insert=article.insert)
