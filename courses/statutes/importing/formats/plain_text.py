"""Plain text, also where a converter broke every paragraph at the same width."""

from collections.abc import Iterator, Sequence

from courses.statutes.importing.document import Line, SourceDocument, tidy

_WIDEST_WRAPPED = 100
_NEARLY_FULL = 0.8
_INDENTS = ("\u3000", "    ", "\t")


def read_plain_text(text: str) -> SourceDocument:
    """Read every line that holds text; a line goes on with a full one above it."""
    return SourceDocument(tuple(_lines(text.split("\n"))))


def _lines(raw: Sequence[str]) -> Iterator[Line]:
    full = _full_length(raw)
    above = 0
    for place, written in enumerate(raw, 1):
        text = tidy(written)
        if text:
            soft = above >= full and not written.startswith(_INDENTS)
            yield Line(text, place, soft)
        above = len(written.rstrip())


def _full_length(raw: Sequence[str]) -> float:
    """Return from how many characters on a line is full: never, where lines have any length."""
    widest = max((len(line.rstrip()) for line in raw), default=0)
    return widest * _NEARLY_FULL if 0 < widest <= _WIDEST_WRAPPED else float("inf")
