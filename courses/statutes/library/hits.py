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
    folded, places = fold_with_places(text)
    found: list[Mark] = []
    for spelling in {spelling for term in terms for spelling in _spellings(term)}:
        start = folded.find(spelling)
        while start >= 0:
            end = start + len(spelling)
            found.append(Mark(places[start], places[end - 1] + 1))
            start = folded.find(spelling, end)
    return _joined(sorted(found))


def _spellings(term: Term) -> Iterator[str]:
    yield from term.spellings
    for part in term.parts:
        yield from part


def passage_of(text: str, marks: tuple[Mark, ...]) -> Passage:
    """Cut out the stretch of a text that shows the first words found.

    It begins with a sentence where one begins near them, and is one line.
    """
    start = _beginning(text, marks[0].start if marks else 0)
    end = min(len(text), max(start + _LENGTH, marks[0].end if marks else 0))
    inside = tuple(
        Mark(mark.start - start, min(mark.end, end) - start)
        for mark in marks
        if start <= mark.start < end
    )
    shown = text[start:end].replace("\n", " ")
    return Passage(shown, inside, cut_before=start > 0, cut_after=end < len(text))


def _beginning(text: str, first: int) -> int:
    if first <= _LEAD or len(text) <= _LENGTH:
        return 0
    earliest = min(first - _LEAD, len(text) - _LENGTH)
    near = [text.rfind(cut, max(0, earliest - _LEAD), first) for cut in _CUTS]
    return max(near) + 1 if max(near) >= 0 else earliest


def _joined(marks: list[Mark]) -> tuple[Mark, ...]:
    joined: list[Mark] = []
    for mark in marks:
        if joined and mark.start <= joined[-1].end:
            joined[-1] = Mark(joined[-1].start, max(joined[-1].end, mark.end))
        else:
            joined.append(mark)
    return tuple(joined)
