"""The dashboard of officer training: who has studied what, how exams went, who is behind."""

from html import escape

import ipywidgets as ipw
import pandas as pd
import plotly.graph_objects as go
from IPython.display import display

from courses.errors import StudyError
from widgets.client import Client
from widgets.dashboards import figures
from widgets.dashboards.look import ACCENT, FONT, INK, LINE, SHEET
from widgets.dashboards.tables import table

EVERYBODY = "全部部门"
CHART_HEIGHT = 300


class OfficerTraining(ipw.VBox):
    """Figures, charts and tables of officers, for a chosen department."""

    def __init__(self, people: pd.DataFrame, attempts: pd.DataFrame) -> None:
        self._people, self._attempts = people, attempts
        departments = [EVERYBODY, *sorted(people["部门"].dropna().unique())]
        self.department = ipw.Dropdown(options=departments, description="部门")
        self.only_behind = ipw.Checkbox(description="只看落后人员", indent=False)
        self.search = ipw.Text(description="姓名", placeholder="输入姓名的一部分")
        self.summary, self.table, self.exams = ipw.HTML(), ipw.HTML(), ipw.HTML()
        self.chart = progress_chart(figures.by_department(people))
        for control in (self.department, self.only_behind, self.search):
            control.observe(self._refresh, names="value")
        self._refresh()
        super().__init__(
            [
                self.summary,
                self.chart,
                ipw.HBox([self.department, self.search, self.only_behind]),
                self.table,
                self.exams,
            ]
        )
        self.add_class("officer-training")

    def _refresh(self, _change: object = None) -> None:
        people = self._chosen(self._people)
        if self.only_behind.value:
            people = people[people["进度"] == figures.BEHIND]
        self.summary.value = summary_cards(self._chosen(self._people, by_name=False))
        self.table.value = table(people, "人员进度", marked=people["进度"] == figures.BEHIND)
        self.exams.value = table(self._chosen(self._attempts), "考试成绩")

    def _chosen(self, frame: pd.DataFrame, *, by_name: bool = True) -> pd.DataFrame:
        if self.department.value != EVERYBODY:
            frame = frame[frame["部门"] == self.department.value]
        wanted = self.search.value.strip()
        if by_name and wanted:
            frame = frame[frame["姓名"].str.contains(wanted, regex=False, na=False)]
        return frame


def summary_cards(people: pd.DataFrame) -> str:
    """Return the four figures at the top as HTML."""
    behind = int((people["进度"] == figures.BEHIND).sum())
    taken = people["最好成绩（%）"].dropna()
    cards = [
        ("执法人员", f"{len(people)} 人"),
        ("完成全部课程", f"{int((people['完成度（%）'] >= 100).sum())} 人"),  # noqa: PLR2004
        ("参加过考试", f"{len(taken)} 人"),
        ("进度落后", f"{behind} 人"),
    ]
    items = "".join(
        f'<div class="figure-card"><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>'
        for label, value in cards
    )
    return f'<dl class="figure-cards">{items}</dl>'


def progress_chart(departments: pd.DataFrame) -> go.FigureWidget:
    """Draw mean progress and number of people behind, by department."""
    bars = go.Bar(
        y=departments["部门"],
        x=departments["平均完成度（%）"],
        orientation="h",
        marker_color=ACCENT,
        text=[f"{percent:g}%" for percent in departments["平均完成度（%）"]],
        textposition="auto",
        cliponaxis=False,
        hovertemplate="%{y}：%{text}<extra></extra>",
    )
    # The layout goes in with the bars: a change made before the page shows the chart is lost.
    chart = go.FigureWidget(data=[bars], layout=_chart_layout(departments))
    chart._config = chart._config | {"displayModeBar": False}
    return chart


def _chart_layout(departments: pd.DataFrame) -> go.Layout:
    # How many are behind stands below the name: beside the bar a phone has no room for it.
    named = [
        f"{escape(name)}<br><span style='font-size:12px'>{count} 人中 {behind} 人落后</span>"
        for name, count, behind in zip(
            departments["部门"], departments["人数"], departments["落后人数"], strict=True
        )
    ]
    return go.Layout(
        title="各部门平均完成度",
        height=CHART_HEIGHT,
        margin={"l": 10, "r": 10, "t": 50, "b": 30},
        font={"family": FONT, "color": INK, "size": 14},
        xaxis={
            "range": [0, 100],
            "nticks": 6,
            "ticksuffix": "%",
            "fixedrange": True,
            "gridcolor": LINE,
        },
        yaxis={
            "automargin": True,
            "fixedrange": True,
            "tickvals": list(departments["部门"]),
            "ticktext": named,
        },
        paper_bgcolor=SHEET,
        plot_bgcolor=SHEET,
    )


def show() -> None:
    """Show the dashboard in its notebook; what cannot be read is said in a sentence."""
    try:
        client = Client.from_environment()
        people, attempts = figures.officers(client), figures.attempts(client)
    except StudyError as error:
        display(ipw.HTML(f'<p class="table-empty">{escape(str(error))}</p>'))
        return
    if people.empty:
        display(ipw.HTML('<p class="table-empty">还没有执法人员。请先添加人员。</p>'))
        return
    display(OfficerTraining(people, attempts))
