"""A lesson's notebook as the check reads it: its Markdown cells, and what its widgets show."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from courses.checking.passages import Cell, read_cell

_WIDGET, _SHOW = "statute", "show"


@dataclass(frozen=True, slots=True)
class ShownStatute:
    """A call `statute.show("…")`: the number of its cell and the citation that it gives."""

    cell: int
    target: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """The parts of a notebook that say something about the law."""

    cells: tuple[Cell, ...]
    widgets: tuple[ShownStatute, ...]


def read_notebook(file: Path) -> Notebook:
    """Read a notebook that the catalogue found to be sound."""
    import nbformat  # noqa: PLC0415 - slow, and most commands read no notebook

    cells = list(enumerate(nbformat.read(file, as_version=4).cells, start=1))  # type: ignore[no-untyped-call]
    return Notebook(
        tuple(read_cell(number, cell.source) for number, cell in cells if _is(cell, "markdown")),
        tuple(
            ShownStatute(number, target)
            for number, cell in cells
            if _is(cell, "code")
            for target in _shown(cell.source)
        ),
    )


def _is(cell: object, kind: str) -> bool:
    return getattr(cell, "cell_type", None) == kind


def _shown(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr=attribute),
                args=[ast.Constant(value=str(target)), *_],
            ) if (name, attribute) == (_WIDGET, _SHOW):
                yield target
