"""The dashboard of leadership study: plan against done, who attended, duties with evidence."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as ipw
from IPython.display import display

from courses.errors import StudyError
from widgets.client import Client
from widgets.dashboards import leadership_charts as charts
from widgets.dashboards import leadership_tables as tables
from widgets.dashboards.cards import figure_cards, nothing, sentence
from widgets.dashboards.filters import EVERY_DEPARTMENT, filters, year_choice
from widgets.dashboards.picture import Picture
from widgets.dashboards.tables import table

Row = Mapping[str, Any]

NO_PLAN = "这一年还没有学法计划。请在“领导学法”里制订计划。"
NO_STUDIES = "这一年还没有登记集体学习。请在“领导学法”里召集会议、登记参加的人。"
NO_LEADERS = "这一年没有领导干部。请先在“人员”页用名册登记领导干部。"
NO_DUTIES = "这一年没有第一责任人职责清单。请把清单放进数据文件夹的 duties 文件夹。"
NO_RESPONSIBLE = (
    "这一年（或者这个部门）没有登记第一责任人。请在人员名册里把主要负责人标为第一责任人。"
)
_HUNDRED = 100


class LeadershipStudy(ipw.VBox):
    """Figures, charts and tables of a year of leadership study, for a chosen department."""

    def __init__(self, client: Client, years: Sequence[Row]) -> None:
        self._client = client
        self._row: Row | None = None
        self.year = year_choice(years)
        self.department = ipw.Dropdown(options=[EVERY_DEPARTMENT], description="部门")
        self.notice, self.summary = ipw.HTML(), ipw.HTML()
        self.studies, self.duty_list = ipw.HTML(), ipw.HTML()
        self.plan = Picture("计划和完成", "横轴是月份，竖线是统计日")
        self.attendance = Picture("参加集体学习", "每列是一次，编号见下表")
        self.duties = Picture("第一责任人职责的证据", "每项职责有几份证据")
        self.body = ipw.VBox(
            [
                self.summary,
                self.plan,
                self.attendance,
                self.studies,
                self.duties,
                self.duty_list,
            ]
        )
        self._read()
        self.year.observe(self._read, names="value")
        self.department.observe(self._refresh, names="value")
        super().__init__([filters(self.year, self.department), self.notice, self.body])
        self.add_class("dashboard").add_class("leadership-study")

    def _read(self, _change: object = None) -> None:
        """Read the chosen year, once; what cannot be read is said instead of other figures."""
        self.body.layout.display = "none"
        self._row = None
        try:
            (row,) = self._client.figures("leadership-study", year=str(self.year.value))
        except StudyError as error:
            self.notice.value = sentence(str(error))
            return
        self.notice.value = f'<p class="figures-note">按 {row["as_of"]} 为止的记录。</p>'
        departments = sorted({one["department"] for one in row["leaders"]})
        self.department.options = [EVERY_DEPARTMENT, *departments]
        self._row = row
        self._refresh()
        self.body.layout.display = ""

    def _refresh(self, _change: object = None) -> None:
        row = self._row
        if row is None:
            return
        leaders = [one for one in row["leaders"] if self._is_chosen(one)]
        responsible = [one for one in row["responsible"] if self._is_chosen(one)]
        self.summary.value = summary_cards(row, leaders, responsible)
        self._draw_plan(row)
        self._draw_attendance(row["studies"], leaders)
        self._draw_duties(row, responsible)

    def _draw_plan(self, row: Row) -> None:
        plan = row["plan"]
        if not plan:
            self.plan.clear(nothing(NO_PLAN))
            return
        self.plan.draw(
            charts.plan_traces(row),
            charts.plan_layout(row),
            charts.plan_keys(),
            table(
                tables.plan_table(plan),
                "学法计划",
                marked=[one["state"] == charts.OVERDUE for one in plan],
            ),
        )

    def _draw_attendance(self, studies: Sequence[Row], leaders: Sequence[Row]) -> None:
        self.studies.value = ""
        if not leaders or not studies:
            self.attendance.clear(nothing(NO_STUDIES if leaders else NO_LEADERS))
            return
        self.attendance.draw(
            charts.attendance_traces(leaders, studies),
            charts.attendance_layout(leaders),
            charts.attendance_keys(),
            table(tables.leader_table(leaders, studies), "参加集体学习"),
        )
        self.studies.value = table(
            tables.study_table(studies),
            "集体学习",
            links=[f"/hours/group/{one['id']}" for one in studies],
        )

    def _draw_duties(self, row: Row, responsible: Sequence[Row]) -> None:
        duties = row["duties"]
        self.duty_list.value = ""
        if not duties or not responsible:
            self.duties.clear(nothing(NO_RESPONSIBLE if duties else NO_DUTIES))
            return
        self.duties.draw(
            charts.duty_traces(duties, responsible),
            charts.duty_layout(duties, responsible),
            charts.duty_keys(),
            table(tables.duty_table(duties, responsible), row["duty_title"]),
        )
        self.duty_list.value = tables.duty_list(duties, responsible)

    def _is_chosen(self, one: Row) -> bool:
        return self.department.value in (EVERY_DEPARTMENT, one["department"])


def summary_cards(row: Row, leaders: Sequence[Row], responsible: Sequence[Row]) -> str:
    """Return the figures at the top as HTML."""
    attended = sum(one["attended"] for one in leaders)
    expected = sum(one["expected"] for one in leaders)
    overdue = sum(one["state"] == charts.OVERDUE for one in row["plan"])
    shown = sum(one["fulfilled"] for one in responsible)
    asked = len(row["duties"]) * len(responsible)
    return figure_cards(
        [
            ("计划完成", f"{row['done']} / {row['planned']} 项"),
            ("逾期未学", f"{overdue} 项"),
            ("集体学习", f"{len(row['studies'])} 次"),
            ("参加率", f"{_HUNDRED * attended // expected}%" if expected else "—"),
            ("有证据的职责", f"{shown} / {asked} 项" if asked else "—"),
        ]
    )


def show() -> None:
    """Show the dashboard in its notebook; what cannot be read is said in a sentence."""
    try:
        client = Client.from_environment()
        years = client.figures("leadership-years")
    except StudyError as error:
        display(ipw.HTML(sentence(str(error))))
        return
    display(LeadershipStudy(client, years))
