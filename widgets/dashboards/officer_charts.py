"""Charts of officers: hours against the requirement, and pace over the months."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from html import escape
from typing import Any

import plotly.graph_objects as go

from widgets.dashboards.cards import Key
from widgets.dashboards.chart_frame import axis, layout, months_of, row_titles, rows
from widgets.dashboards.look import (
    ACCENT,
    ACCENT_WASH,
    GREY,
    INK,
    KINDS,
    SHEET,
    WAITING,
    WARN,
)
from widgets.dashboards.numbers import said
from widgets.dashboards.officer_figures import (
    Group,
    Officer,
    OfficerYear,
    by_department,
    count_by_requirement,
    mean_up_to,
)

MOST_PEOPLE = 40
"""So many bars fit into a picture; whoever lacks most comes first."""

_NOTHING = Fraction(0)
_BESIDES = 60
_DEPARTMENT_HEIGHT, _PERSON_HEIGHT, _REQUIREMENT_HEIGHT = 58, 28, 54
_LEAST_HEIGHT, _PACE_HEIGHT = 180, 300
_BAR_TITLE_SHIFT = 12
_DUE, _NEEDED, _MEAN = "按时间进度应有", "全年应有", "人均已计学时"
_EVENLY = "全年应有（按天均分）"
_NAME_SIZE = {"size": 13}
_MARK = {"symbol": "line-ns", "size": 20, "line": {"width": 3}}


def department_traces(year: OfficerYear, people: Sequence[Officer]) -> list[Any]:
    """Return mean hours of departments by kind, with what is asked and what is due by now."""
    groups = by_department(people)
    names = [_department_label(one) for one in groups]
    return _hours_traces(
        year,
        names,
        kinds=[one.kinds for one in groups],
        needed=[one.needed for one in groups],
        due=[one.due_by_now for one in groups],
    )


def department_layout(people: Sequence[Officer]) -> go.Layout:
    """Return the frame of the chart of departments, as high as there are departments."""
    count = len({one.department for one in people})
    return _hours_layout(max(_BESIDES + _DEPARTMENT_HEIGHT * count, _LEAST_HEIGHT))


def person_traces(year: OfficerYear, people: Sequence[Officer]) -> list[Any]:
    """Return the hours of people by kind; `customdata` are their learner ids."""
    shown = most_missing(people)
    return _hours_traces(
        year,
        person_labels(shown),
        kinds=[one.kinds for one in shown],
        needed=[one.needed for one in shown],
        due=[one.due_by_now for one in shown],
        ids=[one.learner_id for one in shown],
    )


def person_layout(people: Sequence[Officer]) -> go.Layout:
    """Return the frame of the chart of people, as high as there are people in it."""
    count = min(len(people), MOST_PEOPLE)
    return _hours_layout(_BESIDES + _PERSON_HEIGHT * max(count, 1))


def most_missing(people: Sequence[Officer]) -> list[Officer]:
    """Return those who fit into the picture, whoever lacks most hours first."""
    return sorted(people, key=lambda one: (-one.missing, one.name))[:MOST_PEOPLE]


def person_labels(people: Sequence[Officer]) -> list[str]:
    """Return a name for each bar; those who share one are told apart by department and number."""
    count = Counter(one.name for one in people)
    return [
        escape(one.name)
        if count[one.name] == 1
        else escape(f"{one.name}（{one.department}，{one.learner_id[-4:]}）")
        for one in people
    ]


def pace_traces(
    year: OfficerYear, everybody: Sequence[Officer], people: Sequence[Officer], one: Officer | None
) -> list[go.Scatter]:
    """Return hours month by month: spread evenly, departments, those chosen, and one person."""
    needed = Group.of("", people).needed
    return [
        _line(
            [date(year.year, 1, 1), date(year.year, 12, 31)],
            [_NOTHING, needed],
            _EVENLY,
            line={"color": WARN, "dash": "dash", "width": 2},
        ),
        _departments_line(year, everybody),
        _line(
            _days(year),
            _mean_hours(year, people),
            _MEAN,
            line={"color": ACCENT, "width": 3},
            fill="tozeroy",
            fillcolor=ACCENT_WASH,
            marker={"size": 7},
            mode="lines+markers",
        ),
        _line(
            _days(year) if one else [],
            _hours_of(year, one) if one else [],
            escape(one.name) if one else "（没有选择人员）",
            line={"color": WAITING, "width": 3},
            marker={"size": 8, "symbol": "diamond"},
            mode="lines+markers",
            visible=one is not None,
        ),
    ]


def pace_layout(year: OfficerYear) -> go.Layout:
    """Return the frame of the chart of pace; a line stands at the day of the figures."""
    return layout(
        height=_PACE_HEIGHT,
        showlegend=False,
        yaxis=axis(rangemode="tozero", ticksuffix=" 学时"),
        **months_of(year.year, f"{year.as_of}"),
    )


def requirement_traces(people: Sequence[Officer]) -> list[go.Bar]:
    """Return for each thing that is asked how many have it and how many lack it."""
    counted = count_by_requirement(people)
    met = [has for _, has in counted.values()]
    lacking = [every - has for every, has in counted.values()]
    return [
        _count_bars(list(counted), met, "达到", ACCENT, SHEET),
        _count_bars(list(counted), lacking, "没有达到", WAITING, INK),
    ]


def requirement_layout(people: Sequence[Officer]) -> go.Layout:
    """Return the frame of the chart of requirements."""
    labels = list(count_by_requirement(people))
    return layout(
        barmode="stack",
        showlegend=False,
        xaxis=axis(rangemode="tozero", tickformat="d", ticksuffix=" 人"),
        annotations=row_titles(labels, _BAR_TITLE_SHIFT),
        **rows(len(labels), _REQUIREMENT_HEIGHT),
    )


def hours_keys(year: OfficerYear) -> list[Key]:
    """Return what the marks of hours stand for."""
    kinds = [Key(label, KINDS.get(kind, GREY), "block") for kind, label in year.kinds]
    return [*kinds, Key(_DUE, WARN, "tick"), Key(_NEEDED, INK, "tick")]


def pace_keys(one: Officer | None) -> list[Key]:
    """Return what the lines of the chart of pace stand for."""
    lines = [
        Key(_EVENLY, WARN, "dash"),
        Key(_MEAN, ACCENT, "line"),
        Key("各部门人均", GREY, "line"),
    ]
    return [*lines, Key(one.name, WAITING, "line")] if one else lines


def requirement_keys() -> list[Key]:
    """Return what the bars of requirements stand for."""
    return [Key("达到", ACCENT, "block"), Key("没有达到", WAITING, "block")]


def _hours_traces(
    year: OfficerYear,
    names: Sequence[str],
    *,
    kinds: Sequence[Any],
    needed: Sequence[Fraction],
    due: Sequence[Fraction],
    ids: Sequence[str] | None = None,
) -> list[Any]:
    bars = [
        go.Bar(
            y=names,
            x=[float(hours.get(kind, _NOTHING)) for hours in kinds],
            name=label,
            orientation="h",
            marker={"color": KINDS.get(kind, GREY)},
            customdata=ids,
            text=[said(hours.get(kind, _NOTHING)) for hours in kinds],
            textposition="none",
            hovertemplate="%{y}<br>" + label + " %{text} 学时<extra></extra>",
        )
        for kind, label in year.kinds
    ]
    return [
        *bars,
        _marks(names, due, _DUE, WARN, ids),
        _marks(names, needed, _NEEDED, INK, ids),
    ]


def _marks(
    names: Sequence[str],
    hours: Sequence[Fraction],
    name: str,
    colour: str,
    ids: Sequence[str] | None,
) -> go.Scatter:
    return go.Scatter(
        y=names,
        x=[float(one) for one in hours],
        name=name,
        mode="markers",
        marker=_MARK | {"color": colour, "line": {"width": 3, "color": colour}},
        customdata=ids,
        text=[said(one) for one in hours],
        hovertemplate="%{y}<br>" + name + " %{text} 学时<extra></extra>",
    )


def _hours_layout(height: int) -> go.Layout:
    return layout(
        height=height,
        barmode="stack",
        bargap=0.35,
        showlegend=False,
        xaxis=axis(rangemode="tozero", ticksuffix=" 学时"),
        yaxis=axis(autorange="reversed", showgrid=False, tickfont=_NAME_SIZE),
    )


def _department_label(one: Group) -> str:
    """Return the name with how many are behind below it: beside it a phone has no room."""
    behind = f"{one.behind} 人落后" if one.behind else "没有人落后"
    return f"{escape(one.name)}<br><span style='font-size:12px'>{one.count} 人，{behind}</span>"


def _departments_line(year: OfficerYear, everybody: Sequence[Officer]) -> go.Scatter:
    """Return the departments as one thin line each, in one trace."""
    days: list[str | None] = []
    hours: list[float | None] = []
    names: list[str | None] = []
    for department in year.departments:
        people = [one for one in everybody if one.department == department]
        course = _mean_hours(year, people)
        days += [*(f"{day}" for day in _days(year)), None]
        hours += [*map(float, course), None]
        names += [*(escape(department) for _ in course), None]
    return go.Scatter(
        x=days,
        y=hours,
        text=names,
        name="各部门人均",
        mode="lines",
        line={"color": GREY, "width": 1.5},
        hovertemplate="%{text}：%{y:.2f} 学时<extra></extra>",
    )


def _line(days: Sequence[date], hours: Sequence[Fraction], name: str, **style: Any) -> go.Scatter:
    return go.Scatter(
        x=[f"{day}" for day in days],
        y=[float(one) for one in hours],
        text=[said(one) for one in hours],
        name=name,
        hovertemplate="%{x|%-m月%-d日} " + name + "：%{text} 学时<extra></extra>",
        **({"mode": "lines"} | style),
    )


def _days(year: OfficerYear) -> list[date]:
    """Return the first day of the year and the end of each month that has begun."""
    ends = [year.month_end(month) for month in range(1, year.last_month + 1)]
    return [date(year.year, 1, 1), *ends]


def _mean_hours(year: OfficerYear, people: Sequence[Officer]) -> list[Fraction]:
    """Return mean hours on each of these days."""
    return [mean_up_to(people, month) for month in range(year.last_month + 1)]


def _hours_of(year: OfficerYear, one: Officer) -> list[Fraction]:
    """Return somebody's hours on each of these days."""
    return [one.up_to[month] for month in range(year.last_month + 1)]


def _count_bars(
    labels: Sequence[str], counts: Sequence[int], name: str, colour: str, ink: str
) -> go.Bar:
    return go.Bar(
        y=list(range(len(labels))),
        x=counts,
        width=0.36,
        name=name,
        orientation="h",
        marker={"color": colour, "line": {"width": 0}},
        hovertext=[escape(label) for label in labels],
        text=[f"{count} 人" if count else "" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": ink},
        hovertemplate="%{hovertext}<br>" + name + " %{x} 人<extra></extra>",
    )
