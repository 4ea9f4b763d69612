"""The dashboard of officer training: hours against the requirement, pace, and who is behind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as ipw
from IPython.display import display

from courses.errors import StudyError
from widgets.client import Client
from widgets.dashboards import officer_charts as charts
from widgets.dashboards import officer_tables as tables
from widgets.dashboards.cards import figure_cards, heading, nothing, sentence
from widgets.dashboards.filters import EVERY_DEPARTMENT, filters, year_choice
from widgets.dashboards.numbers import said
from widgets.dashboards.officer_evidence import evidence_of
from widgets.dashboards.officer_figures import (
    EXEMPT,
    MEETS,
    NOT_YET,
    Group,
    Officer,
    OfficerYear,
)
from widgets.dashboards.picture import Picture
from widgets.dashboards.tables import table

NOBODY = ("（请选择人员）", "")
WHOM: dict[str, Callable[[Officer], bool]] = {
    "全部人员": lambda _: True,
    "进度落后": lambda one: one.is_behind,
    "尚未达标": lambda one: one.standing == NOT_YET,
    "已达标": lambda one: one.standing == MEETS,
    "免考核": lambda one: one.standing == EXEMPT,
}
NO_OFFICERS = "这一年没有要考核的执法人员。请先在“人员”页用名册登记执法人员，或者换一个年度。"
NO_YEARS = "还没有考核办法，没有年度可看。请先把考核办法放进数据文件夹的 policies 文件夹。"

PEOPLE_REMARK = f"还差最多的在前，最多画 {charts.MOST_PEOPLE} 人；点一条可以看他的证据"


class OfficerTraining(ipw.VBox):
    """Figures, charts and tables of a year's officers, for a chosen department and person."""

    def __init__(self, client: Client, years: Sequence[Mapping[str, Any]]) -> None:
        self._client = client
        self._year: OfficerYear | None = None
        self.year = year_choice(years)
        self.department = ipw.Dropdown(options=[EVERY_DEPARTMENT], description="部门")
        self.whom = ipw.Dropdown(options=list(WHOM), description="人员")
        self.search = ipw.Text(description="姓名", placeholder="输入姓名的一部分")
        self.person = ipw.Dropdown(options=[NOBODY], description="查看")
        self.notice, self.summary, self.table = ipw.HTML(), ipw.HTML(), ipw.HTML()
        self.exams, self.detail, self.download = ipw.HTML(), ipw.HTML(), ipw.HTML()
        self.by_department = Picture("各部门人均学时")
        self.pace = Picture("学时进度", "横轴是月份，竖线是统计日")
        self.requirements = Picture("各项要求", "免考核的人不计")
        self.by_person = Picture("每人学时", PEOPLE_REMARK, self._pick)
        self.body = ipw.VBox(self._parts())
        self._read()
        self.year.observe(self._read, names="value")
        for control in (self.department, self.whom, self.search):
            control.observe(self._refresh, names="value")
        self.person.observe(self._show_person, names="value")
        super().__init__(
            [filters(self.year, self.department, self.whom, self.search), self.notice, self.body]
        )
        self.add_class("dashboard").add_class("officer-training")

    def _parts(self) -> list[ipw.Widget]:
        pair = ipw.HBox([self.by_department, self.pace])
        pair.add_class("pictures")
        return [
            self.summary,
            pair,
            self.by_person,
            ipw.HTML(heading("一个人的证据", "每项要求计入的每一条记录")),
            filters(self.person),
            self.detail,
            self.table,
            self.requirements,
            self.exams,
            self.download,
        ]

    def _read(self, _change: object = None) -> None:
        """Read the chosen year, once; what cannot be read is said instead of other figures."""
        self.body.layout.display = "none"
        self._year = None
        try:
            rows = self._client.figures("officer-training", year=str(self.year.value))
        except StudyError as error:
            self.notice.value = sentence(str(error))
            return
        year = OfficerYear.of(rows[0])
        self.notice.value = notice(year)
        self.download.value = (
            f'<p class="download"><a href="/download/officer-training.xlsx?year={year.year}">'
            "下载表格（xlsx）</a></p>"
        )
        self.department.options = [EVERY_DEPARTMENT, *year.departments]
        if year.people:
            self._year = year
            self._refresh()
            self.body.layout.display = ""

    def _refresh(self, _change: object = None) -> None:
        year = self._year
        if year is None:
            return
        of_department = [one for one in year.people if self._is_of_department(one)]
        people = [one for one in of_department if self._is_chosen(one)]
        self.summary.value = summary_cards(year, of_department)
        self.by_department.draw(
            charts.department_traces(year, of_department),
            charts.department_layout(of_department),
            charts.hours_keys(year),
            table(tables.department_table(year, of_department), "各部门人均学时"),
        )
        self.requirements.draw(
            charts.requirement_traces(of_department),
            charts.requirement_layout(of_department),
            charts.requirement_keys(),
            table(tables.requirement_table(of_department), "各项要求"),
        )
        self._list(year, people)
        self._offer(people)
        self._draw_pace()

    def _list(self, year: OfficerYear, people: Sequence[Officer]) -> None:
        """Show people one by one."""
        frame = tables.people_table(people)
        self.by_person.draw(
            charts.person_traces(year, people),
            charts.person_layout(people),
            charts.hours_keys(year),
            table(tables.kinds_table(year, people), "每人学时"),
        )
        self.table.value = table(
            frame,
            "人员进度",
            marked=frame["进度"] == tables.BEHIND,
            links=[f"/assessment/{year.year}/{one.learner_id}" for one in people],
        )
        self.exams.value = table(tables.exam_table(year, people), "考试成绩")

    def _offer(self, people: Sequence[Officer]) -> None:
        """Offer people to look at; whoever is looked at stays, where still among them."""
        chosen = self.person.value
        options = [(f"{one.name}（{one.department}）", one.learner_id) for one in people]
        self.person.options = [NOBODY, *options]
        if chosen in {one.learner_id for one in people}:
            self.person.value = chosen

    def _draw_pace(self) -> None:
        year = self._year
        if year is None:
            return
        people = [one for one in year.people if self._is_of_department(one)]
        person = next((one for one in people if one.learner_id == self.person.value), None)
        self.pace.draw(
            charts.pace_traces(year, year.people, people, person),
            charts.pace_layout(year),
            charts.pace_keys(person),
            table(tables.pace_table(year, people, person), "学时进度"),
        )

    def _show_person(self, _change: object = None) -> None:
        """Show what counts for somebody, asked for at this moment."""
        self._draw_pace()
        if not self.person.value or self._year is None:
            self.detail.value = ""
            return
        try:
            rows = self._client.figures(
                "officer-evidence", year=str(self._year.year), learner=self.person.value
            )
        except StudyError as error:
            self.detail.value = sentence(str(error))
            return
        self.detail.value = "".join(evidence_of(row, self._year.year) for row in rows)

    def _pick(self, learner_id: str) -> None:
        self.person.value = learner_id

    def _is_of_department(self, one: Officer) -> bool:
        return self.department.value in (EVERY_DEPARTMENT, one.department)

    def _is_chosen(self, one: Officer) -> bool:
        return WHOM[self.whom.value](one) and self.search.value.strip() in one.name


def summary_cards(year: OfficerYear, people: Sequence[Officer]) -> str:
    """Return the figures at the top as HTML."""
    group = Group.of("", people)
    exempt = sum(not one.is_assessed for one in people)
    hours = f"{said(group.had)} / {said(group.needed)}" if year.asks_hours else said(group.had)
    return figure_cards(
        [
            (
                "要考核的执法人员" + (f"（另有 {exempt} 人免考核）" if exempt else ""),
                f"{group.count} 人",
            ),
            ("已达标", f"{group.met} 人"),
            ("进度落后", f"{group.behind} 人"),
            ("人均已计 / 全年应有学时" if year.asks_hours else "人均已计学时", hours),
        ]
    )


def notice(year: OfficerYear) -> str:
    """Return what has to be known of a year before reading its figures, as HTML."""
    if not year.people:
        return nothing(NO_OFFICERS)
    told = [f"按 {year.as_of} 为止的记录，依照“{year.title}”算出，与年度考核一致。"]
    if year.signed_by:
        told.append(f"本年度由{year.signed_by}于 {year.signed_at} 签署，这里是签署时的结果。")
    if not year.asks_hours:
        told.append("考核办法没有规定全年学时。")
    doubt = (
        sentence(f"考核办法里有 {year.open_figures} 个数字还没有经管理人员确认，结果只供参考。")
        if year.open_figures
        else ""
    )
    return f'<p class="figures-note">{"".join(told)}</p>{doubt}'


def show() -> None:
    """Show the dashboard in its notebook; what cannot be read is said in a sentence."""
    try:
        client = Client.from_environment()
        years = client.figures("officer-years")
    except StudyError as error:
        display(ipw.HTML(sentence(str(error))))
        return
    display(OfficerTraining(client, years) if years else ipw.HTML(nothing(NO_YEARS)))
