"""Data frames as HTML tables: escaped, captioned, scrolling sideways on a narrow screen."""

from html import escape

import pandas as pd


def table(frame: pd.DataFrame, caption: str, marked: "pd.Series[bool] | None" = None) -> str:
    """Return a frame as HTML; rows where `marked` is true get the class `behind`."""
    if frame.empty:
        return f'<p class="table-empty">{escape(caption)}：没有符合条件的记录。</p>'
    marks = [False] * len(frame) if marked is None else list(marked)
    head = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in frame.columns)
    rows = "".join(
        _row(values, is_marked=mark)
        for values, mark in zip(frame.itertuples(index=False), marks, strict=True)
    )
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}（{len(frame)} 条）</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(values: tuple[object, ...], *, is_marked: bool) -> str:
    cells = "".join(_cell(value) for value in values)
    return f'<tr class="behind">{cells}</tr>' if is_marked else f"<tr>{cells}</tr>"


def _cell(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return '<td class="no-value">—</td>'
    if isinstance(value, float):
        return f'<td class="number">{value:g}</td>'
    if isinstance(value, int):
        return f'<td class="number">{value}</td>'
    return f"<td>{escape(str(value))}</td>"
