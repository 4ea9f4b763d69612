"""The grammar of places: 第一千一百零二条第一款第（二）项, 第98、99条, 前款第（三）项.

Only the words are looked at; what they mean depends on where they stand (`series`).
"""

import re
from dataclasses import dataclass

from courses.statutes.numerals import MalformedNumeralError
from courses.statutes.wording.errors import UnclearPartError
from courses.statutes.wording.numbers import ENCIRCLED, PLAIN, read_number

_IN_BRACKETS = rf"(?:\( *{PLAIN} *\)|[{ENCIRCLED}])"
_ANY = rf"(?:{_IN_BRACKETS}|{PLAIN})"
_JOINER = r" *(?:、|和|与|及|至|到|-) *"
_PLAIN_LIST = rf"{PLAIN}(?:{_JOINER}第? *{PLAIN})*"
_ITEM_LIST = rf"{_ANY}(?:(?:{_JOINER}第? *)?{_IN_BRACKETS}|{_JOINER}第? *{_ANY})*"
_UNMARKED = r"(?:[0-9]{2,4}|[零一二三四五六七八九十]*[百千][零一二三四五六七八九十百]*)"
_ARTICLE_ENDS = rf" *条(?!例(?!外)|件)(?: *之 *(?P<insert>{PLAIN})(?![般切些致分]))?"
_ARTICLE = re.compile(
    rf"(?:第 *(?P<numbers>{_PLAIN_LIST})|(?P<unmarked>{_UNMARKED})){_ARTICLE_ENDS}"
)
_PARAGRAPH = re.compile(rf"(?:第 *(?P<numbers>{_PLAIN_LIST})|(?P<unmarked>[0-9]{{1,3}})) *款")
_ITEM = re.compile(
    rf"(?:第 *(?P<numbers>{_ITEM_LIST})|(?P<unmarked>{_IN_BRACKETS}|[0-9]{{1,3}})) *项(?!目)"
)
_BARE = re.compile(
    rf"(?:(?P<article>{_PLAIN_LIST}){_ARTICLE_ENDS}"
    rf"|(?P<paragraph>{_PLAIN_LIST}) *款|(?P<item>{_ITEM_LIST}) *项(?!目))"
)
_RELATIVE = re.compile(
    r"(?:本|同|该|前|上一|下一|下)条(?![例件款约文])"
    r"|(?:本|同|该|前[两二三四五六七八九]?|上一|下一)款(?!项)"
    r"|(?:本|同|该|前[两二三四五六七八九]?|上一|下一)项(?!目)"
)
_LINK = re.compile(r" *的? *")
_NUMBER_IN_LIST = re.compile(rf"\( *(?P<bracketed>{PLAIN}) *\)|(?P<plain>{PLAIN}|[{ENCIRCLED}])")
_LISTS = ("numbers", "unmarked", "article", "paragraph", "item")
START = re.compile(rf"第|{_UNMARKED} *条|{_RELATIVE.pattern}")
"""Finds where a place may begin."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number, or a range of them, with the stretch of text in which it stands."""

    first: int
    last: int
    start: int
    end: int

    @property
    def is_range(self) -> bool:
        """Say whether two ends were written."""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it was written; what is empty was not.

    `relative` is a word like 前款 that stands for the widest unit. `is_marked` is False when an
    article was written without 第 (法典1102条).
    """

    start: int
    end: int
    articles: tuple[Span, ...] = ()
    insert: int | None = None
    paragraphs: tuple[Span, ...] = ()
    items: tuple[Span, ...] = ()
    relative: str = ""
    is_marked: bool = True

    @property
    def numbers(self) -> tuple[Span, ...]:
        """The numbers of its narrowest unit."""
        return self.items or self.paragraphs or self.articles


def match_place(folded: str, at: int, *, needs_mark: bool = True) -> Place | None:
    """Read a place that begins here, as far as it goes; None when none does.

    Numbers are given together only at the end: of 第98、99条第一款 the articles are read. In a list
    or range of places 第 may be missing before the later ones: say so with `needs_mark`. Raises
    UnclearPartError for a number that cannot be read.
    """
    bare = None if needs_mark else _BARE.match(folded, at)
    if bare is not None:
        return _from_unit(folded, bare)
    relative = _RELATIVE.match(folded, at)
    if relative is not None:
        return _after_relative(folded, relative)
    match = _ARTICLE.match(folded, at) or _PARAGRAPH.match(folded, at) or _ITEM.match(folded, at)
    if match is None or (match.re is not _ARTICLE and match["numbers"] is None):
        return None
    return _from_unit(folded, match)


def _from_unit(folded: str, match: re.Match[str]) -> Place:
    """Read on from the first unit of a place."""
    units = match.groupdict()
    if match.re is _ARTICLE or units.get("article") is not None:
        return _from_article(folded, match)
    if match.re is _PARAGRAPH or units.get("paragraph") is not None:
        return _from_paragraph(folded, match)
    return Place(match.start(), match.end(), items=_spans(match))


def _from_article(folded: str, match: re.Match[str]) -> Place:
    articles, end = _spans(match), match.end()
    insert = None if match["insert"] is None else _number(match["insert"])
    paragraphs, items, end = _below(folded, end, articles)
    is_marked = folded[match.start()] == "第"
    return Place(match.start(), end, articles, insert, paragraphs, items, "", is_marked)


def _from_paragraph(folded: str, match: re.Match[str]) -> Place:
    paragraphs = _spans(match)
    items, end = _items_after(folded, match.end(), paragraphs)
    return Place(match.start(), end, paragraphs=paragraphs, items=items)


def _after_relative(folded: str, match: re.Match[str]) -> Place:
    end, word = match.end(), match[0]
    paragraphs: tuple[Span, ...] = ()
    items: tuple[Span, ...] = ()
    if word.endswith("条"):
        paragraphs, items, end = _below(folded, end, ())
    elif word.endswith("款") and word[1:-1] in ("", "一"):
        items, end = _items_after(folded, end, ())
    return Place(match.start(), end, paragraphs=paragraphs, items=items, relative=word)


def _below(
    folded: str, end: int, articles: tuple[Span, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...], int]:
    """Return paragraphs and items that follow an article, and where they end."""
    if _are_several(articles):
        return (), (), end
    match = _PARAGRAPH.match(folded, _skip(folded, end))
    if match is None:
        return (), *_items_after(folded, end, articles)
    paragraphs = _spans(match)
    return paragraphs, *_items_after(folded, match.end(), paragraphs)


def _items_after(folded: str, end: int, above: tuple[Span, ...]) -> tuple[tuple[Span, ...], int]:
    match = None if _are_several(above) else _ITEM.match(folded, _skip(folded, end))
    return ((), end) if match is None else (_spans(match), match.end())


def _are_several(spans: tuple[Span, ...]) -> bool:
    return len(spans) > 1 or any(span.is_range for span in spans)


def _skip(folded: str, at: int) -> int:
    match = _LINK.match(folded, at)
    return at if match is None else match.end()


def _spans(match: re.Match[str]) -> tuple[Span, ...]:
    """Return the numbers of a list; the last reaches to the end of the unit."""
    group = next(one for one in _LISTS if match.groupdict().get(one) is not None)
    text, offset = match[group], match.start(group)
    spans: list[Span] = []
    joiner_from = 0
    for found in _NUMBER_IN_LIST.finditer(text):
        number = _number(found["bracketed"] or found["plain"])
        start, end = offset + found.start(), offset + found.end()
        if spans and set(text[joiner_from : found.start()]) & set("至到-"):
            spans[-1] = _to(spans[-1], number, end, text)
        else:
            spans.append(Span(number, number, start, end))
        joiner_from = found.end()
    last = spans[-1]
    spans[-1] = Span(last.first, last.last, last.start, match.end())
    return tuple(spans)


def _to(span: Span, last: int, end: int, text: str) -> Span:
    if span.is_range or last <= span.first:
        raise UnclearPartError("范围的后一个序号应当比前一个大，请核对。", text)
    return Span(span.first, last, span.start, end)


def _number(numeral: str) -> int:
    try:
        return read_number(numeral)
    except MalformedNumeralError:
        raise UnclearPartError(
            "这个数读不出来，请写成“一百零二”或者“102”这样的数。", numeral
        ) from None
