"""Words that were looked for, marked in a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from courses.statutes.library.hits import Mark, find_marks


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text; a match is what was looked for."""

    text: str
    is_match: bool = False


def marked(text: str, query: str) -> tuple[Part, ...]:
    """Return a text with the words of a query marked; without a query nothing is."""
    return tuple(parts(text, find_marks(text, query) if query else ()))


def parts(text: str, marks: Iterable[Mark]) -> Iterator[Part]:
    """Cut a text at its marks, which are in order and do not overlap."""
    end = 0
    for mark in marks:
        yield Part(text[end : mark.start])
        yield Part(text[mark.start : mark.end], is_match=True)
        end = mark.end
    yield Part(text[end:])
