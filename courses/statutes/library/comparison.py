"""The differences of two articles, as a reader sees them side by side.

Clauses are paired first; inside a pair characters are compared, but figures, numbers and references
are never cut, and what is left the same between two changes is shown as the same only if it is long
enough to be read as such.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from courses.statutes.library.alignment import aligned
from courses.statutes.library.narrowing import article_lines
from courses.statutes.library.text import ArticleText
from courses.statutes.library.tokens import clauses, tokens

_ISLAND = 4
"""Fewer characters than this, between two changes, are shown as changed along with them."""
_LOOSE = 8
"""Fewer than this are so if the changes on both sides are twice as long."""


class Kind(StrEnum):
    """Where a piece stands: in both texts, only in the old one, only in the new one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and where it stands; a line end in it ends a paragraph or an item."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Step:
    """What answers to each other in both texts; one of the two may be empty."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def compare(old: ArticleText | str, new: ArticleText | str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in reading order, removed ones before added ones.

    Those that are not added make up the old text, those that are not removed the new one.
    """
    steps: list[_Step] = []
    for before, after in aligned(clauses(_text(old)), clauses(_text(new))):
        steps.extend(_compared(before or "", after or ""))
    return tuple(_pieces(_joined(steps)))


def old_lines(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Return the old text in lines, each in its same and removed pieces."""
    return _lines(piece for piece in pieces if piece.kind is not Kind.ADDED)


def new_lines(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Return the new text in lines, each in its same and added pieces."""
    return _lines(piece for piece in pieces if piece.kind is not Kind.REMOVED)


def _text(article: ArticleText | str) -> str:
    return article if isinstance(article, str) else article_lines(article)


def _compared(old: str, new: str) -> Iterator[_Step]:
    """Compare two clauses that answer to each other."""
    if not old or not new or old == new:
        yield _Step(old, new)
        return
    first, second = tokens(old), tokens(new)
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    steps = [_Step("".join(first[a:b]), "".join(second[c:d])) for _, a, b, c, d in blocks]
    yield from _without_islands(steps)


def _without_islands(steps: list[_Step]) -> list[_Step]:
    """Join changes with what is the same between them where that is too short to be read."""
    kept: list[_Step] = []
    for place, step in enumerate(steps):
        is_between = 0 < place < len(steps) - 1
        if step.is_same and is_between and _is_island(step.old, kept[-1], steps[place + 1]):
            kept[-1] = _both(kept[-1], step)
        else:
            kept += [step]
            kept = _joined(kept)
    return kept


def _is_island(text: str, before: _Step, after: _Step) -> bool:
    if before.is_same:
        return False
    around = min(max(len(step.old), len(step.new)) for step in (before, after))
    return len(text) < _ISLAND or (len(text) < _LOOSE and around >= 2 * len(text))


def _both(first: _Step, second: _Step) -> _Step:
    return _Step(first.old + second.old, first.new + second.new)


def _joined(steps: Iterable[_Step]) -> list[_Step]:
    """Join neighbours that are the same, and neighbours that are changes."""
    joined: list[_Step] = []
    for step in steps:
        if joined and joined[-1].is_same == step.is_same:
            joined[-1] = _both(joined[-1], step)
        else:
            joined.append(step)
    return joined


def _pieces(steps: Iterable[_Step]) -> Iterator[Piece]:
    for step in steps:
        if step.is_same:
            yield Piece(Kind.SAME, step.old)
            continue
        if step.old:
            yield Piece(Kind.REMOVED, step.old)
        if step.new:
            yield Piece(Kind.ADDED, step.new)


def _lines(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(Piece(piece.kind, text))
    return tuple(tuple(line) for line in lines)
