"""What all charts have in common: size, axes, and how they are drawn anew."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from widgets.dashboards.look import FONT, INK, INK_SOFT, LINE, SHEET

HEIGHT = 340
_LONGEST_TITLE = 22
"""So many signs fit beside each other on a phone."""


class Chart(go.FigureWidget):
    """A chart whose page fetches plotly from the portal instead of getting it from the kernel."""

    _esm = Path(__file__).parent / "chart.js"


def axis(title: str | None = None, **more: Any) -> dict[str, Any]:
    """Return an axis that cannot be dragged away."""
    return {"title": title, "fixedrange": True, "gridcolor": LINE, "automargin": True} | more


def layout(title: str | None = None, height: int = HEIGHT, **more: Any) -> go.Layout:
    """Return a layout in the colours of the pages."""
    return go.Layout(
        title=title,
        height=height,
        margin={"l": 10, "r": 20, "t": 50 if title else 15, "b": 30},
        font={"family": FONT, "color": INK, "size": 14},
        paper_bgcolor=SHEET,
        plot_bgcolor=SHEET,
        **more,
    )


def chart(data: Sequence[Any], frame: go.Layout) -> Chart:
    """Return a chart without the bar of tools.

    The layout goes in with the data: a change made before the page shows the chart is lost.
    """
    figure = Chart(data=list(data), layout=frame)
    figure._config = figure._config | {"displayModeBar": False}
    return figure


def redraw(figure: Chart, traces: Sequence[Any], frame: go.Layout | None = None) -> None:
    """Give a chart that is on the page other data, as many traces as it has, and another layout."""
    with figure.batch_update():
        for drawn, wanted in zip(figure.data, traces, strict=True):
            content = wanted.to_plotly_json()
            del content["type"]
            drawn.update(content)
        if frame is not None:
            figure.layout.update(frame.to_plotly_json(), overwrite=True)


def months_of(year: int, as_of: str) -> dict[str, Any]:
    """Return the axis of a year's months, with a line at the day of the figures."""
    return {
        "xaxis": axis(
            range=[f"{year}-01-01", f"{year}-12-31"],
            dtick="M1",
            tickformat="%-m",
            tickangle=0,
            ticklabelmode="period",
        ),
        "shapes": [
            {
                "type": "line",
                "x0": as_of,
                "x1": as_of,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK_SOFT, "width": 1, "dash": "dot"},
            }
        ],
    }


def rows(count: int, height: int) -> dict[str, Any]:
    """Return the height and the upright axis of rows whose titles stand above them.

    Beside them a phone would have no room left for what is drawn.
    """
    return {
        "height": 60 + height * max(count, 1),
        "yaxis": axis(
            range=[count - 0.6, -0.75], showticklabels=False, showgrid=False, zeroline=False
        ),
    }


def row_titles(texts: Sequence[str], shift: int) -> list[dict[str, Any]]:
    """Return the titles of rows 0, 1, 2 …, so many pixels above their middle."""
    return [
        {
            "text": escape(_short(text)),
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": place,
            "yanchor": "bottom",
            "yshift": shift,
            "showarrow": False,
            "font": {"size": 13},
        }
        for place, text in enumerate(texts)
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1]}…"
