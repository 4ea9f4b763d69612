"""Charts of a paper: where its questions stand, and how people did."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from widgets.dashboards import exam_tables
from widgets.dashboards.look import ACCENT, FONT, INK, LINE, SHEET, WARN

HEIGHT = 340
_SUSPECT, _SOUND = "需要检查的题", "其他题"


def question_points(questions: Sequence[Mapping[str, Any]]) -> list[go.Scatter]:
    """Return a numbered point per question at its facility and corrected item-total correlation.

    Questions without a correlation have no place and are left out.
    """
    placed = [one for one in questions if one["rest_correlation"] is not None]
    suspect = [one for one in placed if one["faults"]]
    sound = [one for one in placed if not one["faults"]]
    return [
        _points(sound, _SOUND, ACCENT, "circle"),
        _points(suspect, _SUSPECT, WARN, "diamond"),
    ]


def score_bars(percents: list[float]) -> list[go.Bar]:
    """Return a bar for each tenth of the scale, as high as there are people in it."""
    counts = exam_tables.distribution(percents)
    bars = go.Bar(
        x=list(counts.index),
        y=list(counts),
        text=[str(count) if count else "" for count in counts],
        textposition="outside",
        cliponaxis=False,
        marker_color=ACCENT,
        hovertemplate="%{x} 分：%{y} 人<extra></extra>",
    )
    return [bars]


def question_chart(points: list[go.Scatter]) -> go.FigureWidget:
    """Draw questions as points."""
    layout = _layout("得分率与区分能力（数字是题号）")
    layout.xaxis = _axis("得分率（%）") | {"range": [-4, 104]}
    layout.yaxis = _axis("校正题总相关") | {"zerolinecolor": WARN}
    layout.legend = {"orientation": "h", "y": -0.28}
    return _chart(points, layout)


def score_chart(bars: list[go.Bar]) -> go.FigureWidget:
    """Draw how people did."""
    layout = _layout("成绩分布（百分制，柱上是人数）")
    layout.xaxis = _axis("成绩") | {"type": "category"}
    layout.yaxis = _axis("人数") | {"rangemode": "tozero", "showticklabels": False}
    return _chart(bars, layout)


def redraw(chart: go.FigureWidget, traces: Sequence[Any]) -> None:
    """Give a chart that is on the page other data, as many traces as it has."""
    with chart.batch_update():
        for drawn, wanted in zip(chart.data, traces, strict=True):
            content = wanted.to_plotly_json()
            del content["type"]
            drawn.update(content)


def _points(
    questions: Sequence[Mapping[str, Any]], name: str, colour: str, symbol: str
) -> go.Scatter:
    return go.Scatter(
        x=[100 * one["facility"] for one in questions],
        y=[one["rest_correlation"] for one in questions],
        text=[str(one["place"]) for one in questions],
        name=f"{name}（{len(questions)}）",
        mode="markers+text",
        textposition="top center",
        marker={"color": colour, "size": 10, "symbol": symbol},
        cliponaxis=False,
        hovertext=[escape(f"第 {one['place']} 题：{one['stem'][:40]}") for one in questions],
        hovertemplate="%{hovertext}<br>得分率 %{x:.1f}%，题总相关 %{y:.2f}<extra></extra>",
    )


def _axis(title: str) -> dict[str, Any]:
    return {"title": title, "fixedrange": True, "gridcolor": LINE, "automargin": True}


def _layout(title: str) -> go.Layout:
    return go.Layout(
        title=title,
        height=HEIGHT,
        margin={"l": 10, "r": 20, "t": 50, "b": 30},
        font={"family": FONT, "color": INK, "size": 14},
        paper_bgcolor=SHEET,
        plot_bgcolor=SHEET,
    )


def _chart(data: list[Any], layout: go.Layout) -> go.FigureWidget:
    # The layout goes in with the data: a change made before the page shows the chart is lost.
    chart = go.FigureWidget(data=data, layout=layout)
    chart._config = chart._config | {"displayModeBar": False}
    return chart
