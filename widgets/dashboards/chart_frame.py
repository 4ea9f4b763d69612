"""What all charts have in common: size, axes, and how they are drawn anew."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from widgets.dashboards.look import FONT, INK, LINE, SHEET

HEIGHT = 340


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


def chart(data: Sequence[Any], frame: go.Layout) -> go.FigureWidget:
    """Return a chart without the bar of tools.

    The layout goes in with the data: a change made before the page shows the chart is lost.
    """
    figure = go.FigureWidget(data=list(data), layout=frame)
    figure._config = figure._config | {"displayModeBar": False}
    return figure


def redraw(figure: go.FigureWidget, traces: Sequence[Any], frame: go.Layout | None = None) -> None:
    """Give a chart that is on the page other data, as many traces as it has, and another layout."""
    with figure.batch_update():
        for drawn, wanted in zip(figure.data, traces, strict=True):
            content = wanted.to_plotly_json()
            del content["type"]
            drawn.update(content)
        if frame is not None:
            figure.layout.update(frame.to_plotly_json(), overwrite=True)
