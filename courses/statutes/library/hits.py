"""What a search found: the passage of each article, and where the words stand in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from courses.statutes.citation import Citation
from courses.statutes.library.folding import fold_with_places
from courses.statutes.library.query import Term, read_query

_LENGTH = 110
"""How many characters of an article a hit shows."""
_LEAD = 24
"""How many of them may stand before the first word found."""
_CUTS = "。；\n"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of a text that was looked for: from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article, with the words found in it; the marks count from its beginning.

    `cut_before` and `cut_after` say whether the article goes on there.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An article or section that was found, in the version that begins on `effective`.

    `trail` are the headings it stands under, from the widest: 第一编 总则, 第二章 监督管理.
    `is_exact` says that it was looked for by its number.
    """

    citation: Citation
    effective: date | None
    title: str
    trail: tuple[str, ...]
    passage: Passage
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found: `total` counts the hits of all pages.

    `terms` are the words that were looked for; without any, nothing was asked.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    terms: tuple[str, ...] = ()


def find_marks(text: str, query: str) -> tuple[Mark, ...]:
    """Return where the words of a query stand in a text, in order and without overlaps."""
    return marks_of(text, read_query(query))


def marks_of(text: str, terms: Iterable[Term]) -> tuple[Mark, ...]:
    """Return where terms stand in a text, in order and without overlaps."""
    return _joined(mark for mark, _ in _found(text, terms))


def passage_of(text: str, terms: Iterable[Term]) -> Passage:
    """Cut out the first stretch of a text that shows as many of the terms as any other.

    It begins with a sentence where one begins near them, and is one line.
    """
    found = _found(text, terms)
    first = _best_place(found)
    start = _beginning(text, first.start)
    end = min(len(text), max(start + _LENGTH, first.end))
    inside = tuple(
        Mark(max(mark.start, start) - start, min(mark.end, end) - start)
        for mark in _joined(mark for mark, _ in found)
        if start < mark.end and mark.start < end
    )
    shown = text[start:end].replace("\n", " ")
    return Passage(shown, inside, cut_before=start > 0, cut_after=end < len(text))


def _found(text: str, terms: Iterable[Term]) -> list[tuple[Mark, int]]:
    """Return every place of every word looked for, in order, with the number of the word."""
    folded, places = fold_with_places(text)
    found: list[tuple[Mark, int]] = []
    for number, spellings in enumerate(spellings for term in terms for spellings in _words(term)):
        for spelling in spellings:
            start = folded.find(spelling)
            while start >= 0:
                end = start + len(spelling)
                found.append((Mark(places[start], places[end - 1] + 1), number))
                start = folded.find(spelling, end)
    return sorted(found)


def _best_place(found: list[tuple[Mark, int]]) -> Mark:
    """Return the first place after which most of the different words follow within a passage."""
    all_words = len({number for _, number in found})
    best, most = Mark(0, 0), 0
    for place, (mark, number) in enumerate(found):
        words = len({number, *_near(found[place:])})
        if words > most:
            best, most = mark, words
        if most == all_words:
            break
    return best


def _near(found: list[tuple[Mark, int]]) -> Iterator[int]:
    """Return the words that stand so near behind the first that a passage shows them too."""
    reach = found[0][0].start + _LENGTH - 2 * _LEAD
    for mark, number in found:
        if mark.end > reach:
            return
        yield number


def _words(term: Term) -> Iterator[tuple[str, ...]]:
    yield term.spellings
    yield from term.parts


def _beginning(text: str, first: int) -> int:
    if first <= _LEAD or len(text) <= _LENGTH:
        return 0
    earliest = min(first - _LEAD, len(text) - _LENGTH)
    near = [text.rfind(cut, max(0, earliest - _LEAD), first) for cut in _CUTS]
    return max(near) + 1 if max(near) >= 0 else earliest


def _joined(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    joined: list[Mark] = []
    for mark in marks:
        if joined and mark.start <= joined[-1].end:
            joined[-1] = Mark(joined[-1].start, max(joined[-1].end, mark.end))
        else:
            joined.append(mark)
    return tuple(joined)
