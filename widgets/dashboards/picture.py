"""A chart with its heading above and what it shows, as a table, below."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as ipw
import plotly.graph_objects as go

from widgets.dashboards.cards import Key, folded, heading, legend
from widgets.dashboards.chart_frame import chart, redraw

Pick = Callable[[str], None]


class Picture(ipw.VBox):
    """Draws a chart, and draws it anew; whoever clicks a bar picks what its `customdata` names."""

    def __init__(self, title: str, remark: str = "", pick: Pick | None = None) -> None:
        self._pick = pick
        self._heading = heading(title, remark)
        self.head, self.data = ipw.HTML(self._heading), ipw.HTML()
        super().__init__([self.head, self.data])
        self.add_class("picture")

    @property
    def chart(self) -> go.FigureWidget | None:
        """The chart, None before anything was drawn."""
        return self.children[1] if len(self.children) > 2 else None  # noqa: PLR2004 - heading, data

    def draw(self, traces: Sequence[Any], frame: go.Layout, keys: Sequence[Key], data: str) -> None:
        """Show traces, what their marks stand for, and `data` (HTML) for whoever rather reads."""
        self.head.value = self._heading + legend(keys)
        self.data.value = folded("图中的数据", data)
        if self.chart is not None and len(self.chart.data) == len(traces):
            redraw(self.chart, traces, frame)
            return
        old, drawn = self.chart, chart(traces, frame)
        self._listen(drawn)
        self.children = [self.head, drawn, self.data]
        if old is not None:
            old.close()

    def clear(self, instead: str) -> None:
        """Take the chart away and say something (HTML) instead."""
        old = self.chart
        self.head.value, self.data.value = self._heading, instead
        self.children = [self.head, self.data]
        if old is not None:
            old.close()

    def _listen(self, drawn: go.FigureWidget) -> None:
        if self._pick is not None:
            for trace in drawn.data:
                trace.on_click(self._picked)

    def _picked(self, trace: Any, points: Any, _state: object) -> None:
        if self._pick is not None and points.point_inds and trace.customdata is not None:
            self._pick(str(trace.customdata[points.point_inds[0]]))
