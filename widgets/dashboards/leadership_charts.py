"""Charts of leadership study: plan against done, attendance, and evidence for duties."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from math import ceil
from typing import Any

import plotly.graph_objects as go

from widgets.dashboards.cards import Key
from widgets.dashboards.chart_frame import axis, layout, months_of, row_titles, rows
from widgets.dashboards.look import ACCENT, AWAY, GREY, INK_SOFT, KINDS, SHEET, WAITING, WARN

Row = Mapping[str, Any]

OVERDUE = "overdue"
PRESENCE = {"present": "参加", "absent": "未参加", "not_in_post": "不在任"}
EVIDENCE_KINDS = {
    "group_study": ("集体学习", ACCENT),
    "file": ("文件", KINDS["session"]),
    "note": ("记事", KINDS["group_study"]),
}

_BESIDES = 60
_PLAN_HEIGHT, _LEADER_HEIGHT, _DUTY_HEIGHT = 52, 40, 54
_PLAN_TITLE_SHIFT, _BAR_TITLE_SHIFT = 9, 12
_LEAST_HEIGHT = 160
_SCALE = {"absent": 0, "not_in_post": 1, "present": 2}
_SIGNS = {"present": "✓", "absent": "✗", "not_in_post": "–"}
_COLOURS = [
    [0, WAITING],
    [1 / 3, WAITING],
    [1 / 3, AWAY],
    [2 / 3, AWAY],
    [2 / 3, ACCENT],
    [1, ACCENT],
]
_DECEMBER = 12
_NAME_SIZE = {"size": 13}


def plan_traces(row: Row) -> list[go.Scatter]:
    """Return for each item of a plan the end of the month it was due in and when it was done."""
    year, plan = row["year"], row["plan"]
    return [
        _ways(year, plan, [one["done_on"] for one in plan], GREY, "solid"),
        _ways(
            year,
            plan,
            [row["as_of"] if one["state"] == OVERDUE else None for one in plan],
            WARN,
            "dot",
        ),
        _marks(
            plan,
            [None if one["state"] == OVERDUE else _due(year, one) for one in plan],
            "要完成的月份",
            INK_SOFT,
            "circle-open",
        ),
        _done(plan, "按时完成", ACCENT, is_late=False),
        _done(plan, "逾期完成", WAITING, is_late=True),
        _overdue(year, plan),
    ]


def plan_layout(row: Row) -> go.Layout:
    """Return the frame of the plan, with a line at the day of the figures."""
    titles = [f"{number}. {one['topic']}" for number, one in enumerate(row["plan"], start=1)]
    return layout(
        showlegend=False,
        annotations=row_titles(titles, _PLAN_TITLE_SHIFT),
        **months_of(row["year"], row["as_of"]),
        **rows(len(titles), _PLAN_HEIGHT),
    )


def plan_keys() -> list[Key]:
    """Return what the marks of the plan stand for."""
    return [
        Key("要完成的月份", INK_SOFT, "ring"),
        Key("按时完成", ACCENT, "dot"),
        Key("逾期完成", WAITING, "dot"),
        Key("逾期未学", WARN, "cross"),
    ]


def attendance_traces(leaders: Sequence[Row], studies: Sequence[Row]) -> list[go.Heatmap]:
    """Return a cell for each leader and group study."""
    heads = [str(number) for number in range(1, len(studies) + 1)]
    told = [
        [
            f"{escape(leader['name'])}，{one['on']} {escape(one['topic'])}：{PRESENCE[presence]}"
            for presence, one in zip(leader["presence"], studies, strict=True)
        ]
        for leader in leaders
    ]
    return [
        go.Heatmap(
            x=heads,
            y=leader_labels(leaders),
            z=[[_SCALE[presence] for presence in leader["presence"]] for leader in leaders],
            zmin=0,
            zmax=2,
            text=[[_SIGNS[presence] for presence in leader["presence"]] for leader in leaders],
            texttemplate="%{text}",
            hovertext=told,
            hovertemplate="%{hovertext}<extra></extra>",
            colorscale=_COLOURS,
            showscale=False,
            xgap=3,
            ygap=3,
        )
    ]


def attendance_layout(leaders: Sequence[Row]) -> go.Layout:
    """Return the frame of attendance, a row as high as the other."""
    return layout(
        height=max(_BESIDES + _LEADER_HEIGHT * len(leaders), _LEAST_HEIGHT),
        xaxis=axis(type="category", side="top", showgrid=False, tickangle=0),
        yaxis=axis(type="category", autorange="reversed", tickfont=_NAME_SIZE, showgrid=False),
    )


def attendance_keys() -> list[Key]:
    """Return what the cells of attendance stand for."""
    return [
        Key("✓ 参加", ACCENT, "block"),
        Key("✗ 未参加", WAITING, "block"),
        Key("– 不在任", AWAY, "block"),
    ]


def leader_labels(leaders: Sequence[Row]) -> list[str]:
    """Return a name for each row; those who share one are told apart by their number."""
    names = [one["name"] for one in leaders]
    return [
        escape(one["name"])
        if names.count(one["name"]) == 1
        else escape(f"{one['name']}（{one['learner_id'][-4:]}）")
        for one in leaders
    ]


def duty_traces(duties: Sequence[Row], responsible: Sequence[Row]) -> list[go.Bar]:
    """Return how many pieces of evidence each duty has, by kind."""
    counts = _evidence_counts(duties, responsible)
    return [
        go.Bar(
            y=list(range(len(duties))),
            x=counts[kind],
            width=0.36,
            name=label,
            orientation="h",
            marker={"color": colour, "line": {"width": 0}},
            text=[str(count) if count else "" for count in counts[kind]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            hovertext=[escape(one["text"]) for one in duties],
            hovertemplate="%{hovertext}<br>" + label + " %{x} 份<extra></extra>",
        )
        for kind, (label, colour) in EVIDENCE_KINDS.items()
    ]


def duty_layout(duties: Sequence[Row], responsible: Sequence[Row]) -> go.Layout:
    """Return the frame of duties."""
    counts = _evidence_counts(duties, responsible).values()
    most = max(map(sum, zip(*counts, strict=True)), default=0)
    return layout(
        showlegend=False,
        barmode="stack",
        xaxis=axis(range=[0, max(most, 1) * 1.05], dtick=ceil(max(most, 1) / 6), ticksuffix=" 份"),
        annotations=row_titles(
            [f"{number}. {one['text']}" for number, one in enumerate(duties, start=1)],
            _BAR_TITLE_SHIFT,
        ),
        **rows(len(duties), _DUTY_HEIGHT),
    )


def duty_keys() -> list[Key]:
    """Return what the bars of duties stand for."""
    return [Key(label, colour, "block") for label, colour in EVIDENCE_KINDS.values()]


def _evidence_counts(duties: Sequence[Row], responsible: Sequence[Row]) -> dict[str, list[int]]:
    """Return for each kind how many pieces of evidence each duty has."""
    counts = {kind: [0] * len(duties) for kind in EVIDENCE_KINDS}
    for person in responsible:
        for place, evidence in enumerate(person["evidence"]):
            for one in evidence:
                counts[one["kind"]][place] += 1
    return counts


def _due(year: int, one: Row) -> str:
    following = date(year + one["month"] // _DECEMBER, one["month"] % _DECEMBER + 1, 1)
    return f"{following - timedelta(days=1)}"


def _ways(
    year: int, plan: Sequence[Row], ends: Sequence[str | None], colour: str, dash: str
) -> go.Scatter:
    """Return thin lines from when items were due to an end, where they have one."""
    days: list[str | None] = []
    places: list[int | None] = []
    for place, (one, end) in enumerate(zip(plan, ends, strict=True)):
        if end:
            days += [_due(year, one), end, None]
            places += [place, place, None]
    line = {"color": colour, "width": 2, "dash": dash}
    return go.Scatter(x=days, y=places, mode="lines", line=line, hoverinfo="skip")


def _marks(
    plan: Sequence[Row], days: Sequence[str | None], name: str, colour: str, symbol: str
) -> go.Scatter:
    size = 13 if symbol != "circle-open" else 11
    return go.Scatter(
        x=list(days),
        y=list(range(len(plan))),
        name=name,
        mode="markers",
        marker={"color": colour, "size": size, "symbol": symbol, "line": {"width": 2}},
        hovertext=[escape(one["topic"]) for one in plan],
        hovertemplate="%{hovertext}<br>" + name + " %{x|%-m月%-d日}<extra></extra>",
        cliponaxis=False,
    )


def _done(plan: Sequence[Row], name: str, colour: str, *, is_late: bool) -> go.Scatter:
    days = [one["done_on"] if one["is_late"] is is_late else None for one in plan]
    marks = _marks(plan, days, name, colour, "circle")
    return marks.update(marker={"line": {"width": 2, "color": SHEET}})


def _overdue(year: int, plan: Sequence[Row]) -> go.Scatter:
    days = [_due(year, one) if one["state"] == OVERDUE else None for one in plan]
    marks = _marks(plan, days, "逾期未学", WARN, "x")
    return marks.update(marker={"line": {"width": 0}})
