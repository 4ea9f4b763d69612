"""Columns that line up in a terminal, where a Chinese character takes two places."""

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

_GAP = 2


def columns_of(text: str) -> int:
    """Return how many places a terminal needs for a text."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def lined_up(rows: Iterable[Sequence[str]], indent: str = "") -> list[str]:
    """Return one line for each row with all but the last cells padded to the widest."""
    rows = [tuple(row) for row in rows]
    if not rows:
        return []
    widths = [max(columns_of(cell) for cell in column) + _GAP for column in zip(*rows, strict=True)]
    return [
        indent
        + "".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - columns_of(cell))
