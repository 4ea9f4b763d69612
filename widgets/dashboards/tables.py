"""Data frames as HTML tables: escaped, captioned, scrolling sideways on a narrow screen."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from html import escape
from math import isnan
from numbers import Number
from typing import Any

import pandas as pd

from widgets.dashboards.numbers import said

MOST_ROWS = 300
"""More rows than anybody reads make a page slow; the rest is in the workbook."""


def table(
    frame: pd.DataFrame,
    caption: str,
    marked: Iterable[bool] | None = None,
    links: Sequence[str] | None = None,
) -> str:
    """Return a frame as HTML; rows where `marked` is true get the class `behind`.

    `links` are addresses for the first column, a row each.
    """
    if frame.empty:
        return f'<p class="table-empty">{escape(caption)}：没有符合条件的记录。</p>'
    shown = frame.head(MOST_ROWS)
    marks = [False] * len(shown) if marked is None else list(marked)[:MOST_ROWS]
    addresses = [""] * len(shown) if links is None else list(links)[:MOST_ROWS]
    head = "".join(_heading(str(column), shown[column]) for column in frame.columns)
    rows = "".join(
        _row(values, mark, address)
        for values, mark, address in zip(
            shown.itertuples(index=False), marks, addresses, strict=True
        )
    )
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}（{_count(len(frame))}）</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _heading(name: str, values: "pd.Series[Any]") -> str:
    """Return the heading of a column, which stands above its numbers on the right."""
    told = [value for value in values if not _is_missing(value)]
    numbers = told and all(isinstance(value, Number) for value in told)
    style = ' class="number"' if numbers else ""
    return f'<th scope="col"{style}>{escape(name)}</th>'


def _count(rows: int) -> str:
    if rows <= MOST_ROWS:
        return f"{rows} 条"
    return f"共 {rows} 条，这里列出前 {MOST_ROWS} 条"


def _row(values: tuple[object, ...], is_marked: bool, address: str) -> str:
    first = _linked(values[0], address) if address else _cell(values[0])
    cells = first + "".join(map(_cell, values[1:]))
    return f'<tr class="behind">{cells}</tr>' if is_marked else f"<tr>{cells}</tr>"


def _linked(value: object, address: str) -> str:
    return f'<td><a href="{escape(address)}">{escape(str(value))}</a></td>'


def _cell(value: object) -> str:
    if _is_missing(value):
        return '<td class="no-value">—</td>'
    if isinstance(value, Fraction):
        return f'<td class="number">{said(value)}</td>'
    if isinstance(value, float):
        return f'<td class="number">{value:g}</td>'
    if isinstance(value, Number):
        return f'<td class="number">{value}</td>'
    return f"<td>{escape(str(value))}</td>"


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))
