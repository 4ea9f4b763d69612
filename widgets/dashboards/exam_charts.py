"""Charts of a paper: where its questions stand, and how people did."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from widgets.dashboards import exam_tables
from widgets.dashboards.chart_frame import axis, chart, layout
from widgets.dashboards.look import ACCENT, WARN

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
    frame = layout(
        "得分率与区分能力（数字是题号）",
        xaxis=axis("得分率（%）", range=[-4, 104]),
        yaxis=axis("校正题总相关", zerolinecolor=WARN),
        legend={"orientation": "h", "y": -0.28},
    )
    return chart(points, frame)


def score_chart(bars: list[go.Bar]) -> go.FigureWidget:
    """Draw how people did."""
    frame = layout(
        "成绩分布（百分制，柱上是人数）",
        xaxis=axis("成绩", type="category"),
        yaxis=axis("人数", rangemode="tozero", showticklabels=False),
    )
    return chart(bars, frame)


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
