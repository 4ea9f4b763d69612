"""A progress bar with the time that is left, shown only in a terminal."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import typer

T = TypeVar("T")


def with_progress(items: Sequence[T], label: str) -> Iterator[T]:
    """Go through the items behind a bar on the error stream; nothing is drawn into a file."""
    if not sys.stderr.isatty():
        yield from items
        return
    with typer.progressbar(items, label=label, file=sys.stderr, show_pos=True) as bar:
        yield from bar
