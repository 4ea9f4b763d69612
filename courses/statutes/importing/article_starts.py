"""Which lines begin an article, and which only begin with a reference to one.

“第三十条规定的…” at the beginning of a line is no article. Texts print articles with a blank behind
the number; where a converter lost the blanks, the order of the numbers decides.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from courses.statutes.importing.document import Line
from courses.statutes.importing.marks import (
    ArticleMark,
    Form,
    article_mark,
    ends_sentence,
    heading_mark,
)

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Start:
    """A line that begins an article, by its index among the lines."""

    index: int
    mark: ArticleMark


@dataclass(frozen=True, slots=True)
class Starts:
    """The beginnings of articles in order.

    `extra` are printed as articles but out of order: a number that stands twice is among them.
    `uncertain` are those of `chosen` that only the order of numbers makes articles.
    """

    chosen: tuple[Start, ...]
    extra: tuple[Start, ...]
    uncertain: tuple[Start, ...]


def follows(key: Key, before: Key) -> bool:
    """Say whether an article comes directly behind another: 12 or 11-1 behind 11."""
    return key in ((before[0] + 1, 0), (before[0], before[1] + 1))


def find_starts(lines: Sequence[Line]) -> Starts:
    """Tell the beginnings of articles from references."""
    found = [one for one in _marks(lines) if one.mark.form is not Form.REFERENCE]
    apart = [one for one in found if one.mark.form is Form.APART]
    chain = _longest_rising(found if len(apart) < len(found) - len(apart) else apart)
    chained = {one.index for one in chain}
    filled = _with_holes_filled(chain, [one for one in found if one.index not in chained])
    taken = {one.index for one in filled} | chained
    left = [one for one in found if one.index not in taken]
    return Starts(
        chosen=tuple(sorted([*chain, *filled], key=lambda start: start.index)),
        extra=tuple(one for one in left if one.mark.form is Form.APART),
        uncertain=tuple(filled),
    )


def _marks(lines: Sequence[Line]) -> list[Start]:
    starts: list[Start] = []
    above = ""
    for index, line in enumerate(lines):
        mark = article_mark(line.text) if line.text.startswith("第") else None
        if mark is not None:
            in_sentence = line.soft and not ends_sentence(above) and heading_mark(above) is None
            if starts and in_sentence:
                mark = _less_certain(mark)  # the sentence above may go on
            starts.append(Start(index, mark))
        above = line.text
    return starts


def _less_certain(mark: ArticleMark) -> ArticleMark:
    return replace(mark, form=Form.TIGHT) if mark.form is Form.APART else mark


def _longest_rising(starts: Sequence[Start]) -> list[Start]:
    """Return the longest run of starts whose numbers rise, leaving out what breaks the order."""
    ends: list[Key] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, start in enumerate(starts):
        length = bisect_left(ends, start.mark.key)
        ends[length:] = [start.mark.key, *ends[length + 1 :]]
        before.append(places[length - 1] if length else None)
        places[length:] = [place, *places[length + 1 :]]
    chain: list[Start] = []
    place_now = places[-1] if places else None
    while place_now is not None:
        chain.append(starts[place_now])
        place_now = before[place_now]
    return chain[::-1]


def _with_holes_filled(chain: Sequence[Start], others: Sequence[Start]) -> list[Start]:
    """Return starts of a doubtful form which stand where exactly their number is missing."""
    filled: list[Start] = []
    key, index = (0, 0), -1
    for start in [*chain, None]:
        end = None if start is None else start.index
        beyond = None if start is None else start.mark.key
        if beyond is None or not follows(beyond, key):
            for other in others:
                inside = index < other.index and (end is None or other.index < end)
                fits = follows(other.mark.key, key) and (beyond is None or other.mark.key < beyond)
                if inside and fits:
                    filled.append(other)
                    key, index = other.mark.key, other.index
        if start is not None:
            key, index = start.mark.key, start.index
    return filled
