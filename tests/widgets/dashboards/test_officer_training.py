import ipywidgets as ipw
import pytest
from builders.html_table import Table

from widgets.client import PlatformRefusedError
from widgets.dashboards import officer_training
from widgets.dashboards.filters import EVERY_DEPARTMENT
from widgets.dashboards.officer_charts import MOST_PEOPLE, person_labels
from widgets.dashboards.officer_figures import OfficerYear
from widgets.dashboards.officer_training import NOBODY, OfficerTraining

KINDS = [["course", "课程学习"], ["session", "现场培训"], ["external", "外部学习"]]


def asked(label="全年学时", unit="学时", needed="60", had="30", **changes):
    missing = max(int(needed) - int(had), 0)
    usual = {
        "id": f"id.{label}",
        "label": label,
        "unit": unit,
        "needed": needed,
        "had": had,
        "missing": str(missing),
        "is_met": missing == 0,
    }
    return usual | changes


def officer(name="示范甲", department="示范一科", had=30, needed=60, **changes):
    standing = "meets" if had >= needed else "not_yet"
    usual = {
        "learner_id": f"id-{name}",
        "name": name,
        "department": department,
        "standing": standing,
        "band": "优秀" if standing == "meets" else None,
        "percent": 100 * had // needed,
        "needed": str(needed),
        "had": str(had),
        "due_by_now": "30",
        "is_behind": had < 30,
        "kinds": {"course": "5/2", "external": f"{2 * had - 5}/2"},
        "months": ["5/2", "0", f"{2 * had - 5}/2", *["0"] * 9],
        "latest": "2026-03-05",
        "requirements": [
            asked(needed=str(needed), had=str(had)),
            asked("学完课程", "课", "1", "1"),
        ],
    }
    return usual | changes


def exam(name="示范甲", **changes):
    usual = {
        "learner_id": f"id-{name}",
        "handed_in_at": "2026-07-01 12:00",
        "name": name,
        "department": "示范一科",
        "paper": "示范试卷",
        "percent": 85.0,
        "band": "良好",
    }
    return usual | changes


OFFICERS = [
    officer("示范甲", "示范一科", 60),
    officer("示范乙", "示范一科", 20),
    officer("示范丙", "示范二科", 34),
    officer("示范丁", "示范二科", 10, standing="exempt", is_behind=False, latest=None),
]


def year_row(people=OFFICERS, exams=(), **changes):
    usual = {
        "year": 2026,
        "as_of": "2026-07-01",
        "title": "示范办法",
        "asks_hours": True,
        "kinds": KINDS,
        "open_figures": 0,
        "signed_by": None,
        "signed_at": None,
        "people": list(people),
        "exams": list(exams),
    }
    return usual | changes


BARE = {"requirements": [], "set_aside": []}


class SamplePlatform:
    """Answers like the portal's API, from rows that a test made; remembers what it was asked."""

    def __init__(self, row=None, years=(2027, 2026), evidence=None):
        self.rows = {"officer-training": row or year_row(exams=[exam(), exam("示范丙")])}
        self.rows["officer-evidence"] = evidence or officer() | BARE
        self.years = [{"year": year, "is_now": year == 2026} for year in years]
        self.asked = []
        self.refuses = ""

    def figures(self, report, **parameters):
        self.asked.append((report, parameters))
        if self.refuses == report:
            raise PlatformRefusedError(f"/api/figures/{report}", "<b>没有权限</b>。")
        return self.years if report == "officer-years" else [self.rows[report]]


def make_dashboard(platform=None, **row) -> OfficerTraining:
    platform = platform or SamplePlatform(year_row(**row) if row else None)
    return OfficerTraining(platform, platform.years)


def people(dashboard) -> list[str]:
    return Table(dashboard.table.value).column()


def cards(dashboard) -> list[str]:
    return [part.split("<")[0] for part in dashboard.summary.value.split("<dd>")[1:]]


def data(picture) -> Table:
    return Table(picture.data.value)


def test_everybody_is_shown_at_first_and_those_behind_are_marked():
    dashboard = make_dashboard()
    table = Table(dashboard.table.value)
    assert table.column() == ["示范甲", "示范乙", "示范丙", "示范丁"]
    assert table.marked == [False, False, True, False, False]
    assert table.links[0] == "/assessment/2026/id-示范甲"
    assert cards(dashboard) == ["3 人", "1 人", "1 人", "38 / 60"]
    assert "另有 1 人免考核" in dashboard.summary.value
    assert Table(dashboard.exams.value).column() == ["示范甲", "示范丙"]
    row = table.row(4)
    assert (row["考核状态"], row["进度"], row["最近学习"]) == ("免考核", "—", "—")
    assert table.row(1)["考核状态"] == "已达标（优秀）"


def test_the_current_year_is_chosen_and_another_one_is_read_once_when_it_is():
    platform = SamplePlatform()
    dashboard = make_dashboard(platform)
    assert dashboard.year.value == 2026
    platform.rows["officer-training"] = year_row([officer("示范戊")], year=2027, as_of="2027-02-01")
    dashboard.year.value = 2027
    dashboard.search.value = "戊"
    assert platform.asked == [
        ("officer-training", {"year": "2026"}),
        ("officer-training", {"year": "2027"}),
    ]
    assert people(dashboard) == ["示范戊"]
    assert "officer-training.xlsx?year=2027" in dashboard.download.value


def test_a_department_narrows_figures_charts_and_tables():
    dashboard = make_dashboard()
    dashboard.department.value = "示范二科"
    assert people(dashboard) == ["示范丙", "示范丁"]
    assert cards(dashboard) == ["1 人", "0 人", "0 人", "34 / 60"]
    assert data(dashboard.by_department).column("部门") == ["示范二科"]
    assert Table(dashboard.exams.value).column() == ["示范丙"]
    dashboard.department.value = EVERY_DEPARTMENT
    assert len(people(dashboard)) == 4


@pytest.mark.parametrize(
    ("whom", "names"),
    [
        ("进度落后", ["示范乙"]),
        ("尚未达标", ["示范乙", "示范丙"]),
        ("已达标", ["示范甲"]),
        ("免考核", ["示范丁"]),
    ],
)
def test_people_are_listed_by_how_they_stand(whom, names):
    dashboard = make_dashboard()
    dashboard.whom.value = whom
    assert people(dashboard) == names
    assert [label for label, _ in dashboard.person.options[1:]] == [
        f"{one['name']}（{one['department']}）" for one in OFFICERS if one["name"] in names
    ]
    assert cards(dashboard)[0] == "3 人"


def test_part_of_a_name_finds_people_and_is_no_pattern():
    dashboard = make_dashboard()
    dashboard.search.value = " 丙 "
    assert people(dashboard) == ["示范丙"]
    for text in (".", "(", "[", "*", "\\"):
        dashboard.search.value = text
        assert people(dashboard) == []
        assert "没有符合条件的记录" in dashboard.table.value


def test_departments_are_means_of_those_who_are_assessed():
    table = data(make_dashboard().by_department)
    assert table.row(1) == {
        "部门": "示范一科",
        "人数": "2",
        "已达标": "1",
        "落后": "1",
        "人均已计学时": "40",
        "课程学习": "2.5",
        "现场培训": "0",
        "外部学习": "37.5",
        "到统计日应有": "30",
        "全年应有": "60",
    }
    assert table.row(2)["人数"] == "1"


def test_the_chart_of_departments_draws_the_same_hours():
    chart = make_dashboard().by_department.chart
    bars = {one.name: list(one.x) for one in chart.data}
    assert bars["课程学习"] == [2.5, 2.5]
    assert bars["外部学习"] == [37.5, 31.5]
    assert bars["全年应有"] == [60, 60]
    assert "2 人，1 人落后" in chart.data[0].y[0]


def test_people_are_drawn_with_whoever_lacks_most_first_and_not_too_many():
    chart = make_dashboard().by_person.chart
    assert list(chart.data[0].y) == ["示范丁", "示范乙", "示范丙", "示范甲"]
    many = [officer(f"示范{number:03d}") for number in range(MOST_PEOPLE + 5)]
    assert len(make_dashboard(people=many).by_person.chart.data[0].y) == MOST_PEOPLE


def test_namesakes_have_bars_of_their_own():
    twins = [officer(learner_id="10000001"), officer(learner_id="10000002")]
    labels = person_labels(OfficerYear.of(year_row(twins)).people)
    assert labels == ["示范甲（示范一科，0001）", "示范甲（示范一科，0002）"]


def test_pace_is_drawn_month_by_month_up_to_the_day_of_the_figures():
    dashboard = make_dashboard()
    due, _, group, person = dashboard.pace.chart.data
    assert (list(due.x), list(due.y)) == (["2026-01-01", "2026-12-31"], [0, 60])
    assert list(group.x)[-2:] == ["2026-06-30", "2026-07-01"]
    assert list(group.y) == [0, 2.5, 2.5, *[38] * 5]
    assert not person.visible
    assert data(dashboard.pace).column("截至")[-1] == "2026-07-01"
    dashboard.person.value = "id-示范乙"
    assert list(dashboard.pace.chart.data[3].y)[-1] == 20
    assert data(dashboard.pace).column("示范乙")[-1] == "20"


@pytest.mark.parametrize(("as_of", "months"), [("2025-12-30", 0), ("2027-03-01", 12)])
def test_pace_of_a_year_that_has_not_begun_or_is_over(as_of, months):
    dashboard = make_dashboard(as_of=as_of)
    assert len(dashboard.pace.chart.data[2].x) == months + 1
    if months:
        assert data(dashboard.pace).column("截至")[-1] == "2026-12-31"


def test_what_is_asked_is_counted_without_those_who_are_exempt():
    table = data(make_dashboard().requirements)
    assert table.rows[1:] == [["全年学时", "3", "1", "2"], ["学完课程", "3", "3", "0"]]


LINES = [
    {
        "on": "2026-03-05",
        "kind": "external",
        "kind_label": "外部学习",
        "ref": "7",
        "evidence": "<i>示范培训</i>",
        "hours": "9",
        "counted": "8",
        "why": "超过一天的上限",
        "recorded_by": "示范管理人员",
    },
    {
        "on": "2026-03-06",
        "kind": "exam",
        "kind_label": "考试",
        "ref": "sample-paper",
        "evidence": "示范试卷（第 1 次）",
        "hours": "0",
        "counted": "0",
        "why": None,
        "recorded_by": None,
    },
]


def test_one_person_is_shown_down_to_the_evidence_where_it_is_opened():
    evidence = officer("示范乙", had=20) | {
        "requirements": [asked(had="8") | {"lines": LINES}, asked("考试", "%") | {"lines": []}],
        "set_aside": [LINES[0] | {"ref": "8"}],
    }
    platform = SamplePlatform(evidence=evidence)
    dashboard = make_dashboard(platform)
    dashboard.person.value = "id-示范乙"
    assert platform.asked[-1] == ("officer-evidence", {"year": "2026", "learner": "id-示范乙"})
    html = dashboard.detail.value
    table = Table(html)
    why = "8 学时记录 9 学时，超过一天的上限"
    assert table.rows[1] == ["2026-03-05", "外部学习", "<i>示范培训</i>", why, "示范管理人员"]
    assert table.rows[2][4] == "平台"
    assert table.links == [
        "/assessment/2026/id-%E7%A4%BA%E8%8C%83%E4%B9%99",
        "/hours/proof/7/file",
        "/hours/proof/8/file",
    ]
    assert "还差 52 学时" in html
    assert "没有计入的记录（1 条）" in html
    dashboard.person.value = NOBODY[1]
    assert dashboard.detail.value == ""


def test_a_click_on_a_bar_shows_that_person():
    class Points:
        point_inds = [1]

    dashboard = make_dashboard()
    trace = dashboard.by_person.chart.data[0]
    dashboard.by_person._picked(trace, Points(), None)
    assert dashboard.person.value == "id-示范乙"


def test_whoever_is_looked_at_stays_while_the_filters_let_them():
    dashboard = make_dashboard()
    dashboard.person.value = "id-示范丙"
    dashboard.department.value = "示范二科"
    assert dashboard.person.value == "id-示范丙"
    dashboard.department.value = "示范一科"
    assert (dashboard.person.value, dashboard.detail.value) == (NOBODY[1], "")


def test_markup_in_names_is_shown_as_text():
    name, department = '<script>alert("1")</script>', "<b>科</b>&amp;"
    dashboard = make_dashboard(
        people=[officer(name, department)], exams=[exam(name, department=department)]
    )
    for html in (dashboard.table.value, dashboard.exams.value, dashboard.by_department.data.value):
        assert not {"script", "b"} & Table(html).tags
    assert Table(dashboard.table.value).column() == [name]
    assert "<b>" not in dashboard.by_department.chart.data[0].y[0]


def test_what_makes_the_figures_doubtful_or_final_is_said():
    html = make_dashboard(
        open_figures=3,
        signed_by="示范管理人员",
        signed_at="2026-12-31 17:00",
        asks_hours=False,
    ).notice.value
    assert "3 个数字还没有经管理人员确认" in html
    assert "由示范管理人员于 2026-12-31 17:00 签署" in html
    assert "没有规定全年学时" in html


def test_a_year_without_officers_says_what_to_do_and_another_can_be_chosen():
    dashboard = make_dashboard(people=[])
    assert "请先在“人员”页用名册登记执法人员" in dashboard.notice.value
    assert dashboard.body.layout.display == "none"
    dashboard._client.rows["officer-training"] = year_row()
    dashboard.year.value = 2027
    assert dashboard.body.layout.display == ""
    assert len(people(dashboard)) == 4


def test_a_year_that_cannot_be_read_shows_no_figures_of_another():
    platform = SamplePlatform()
    dashboard = make_dashboard(platform)
    platform.refuses = "officer-training"
    dashboard.department.value = "示范二科"
    dashboard.year.value = 2027
    dashboard.search.value = "甲"
    assert dashboard.body.layout.display == "none"
    assert "&lt;b&gt;没有权限" in dashboard.notice.value
    platform.refuses = "officer-evidence"
    dashboard.year.value = 2026
    dashboard.department.value = EVERY_DEPARTMENT
    dashboard.person.value = "id-示范甲"
    assert dashboard.body.layout.display == ""
    assert "没有权限" in dashboard.detail.value


@pytest.fixture
def shown(monkeypatch):
    """What the notebook displays."""
    displayed: list[ipw.Widget] = []
    monkeypatch.setattr(officer_training, "display", displayed.append)
    return displayed


def show_from(monkeypatch, platform) -> None:
    monkeypatch.setattr(officer_training.Client, "from_environment", staticmethod(lambda: platform))
    officer_training.show()


def test_the_notebook_shows_the_dashboard(shown, monkeypatch):
    show_from(monkeypatch, SamplePlatform())
    (dashboard,) = shown
    assert len(people(dashboard)) == 4


def test_a_home_without_policies_is_told_what_to_do(shown, monkeypatch):
    show_from(monkeypatch, SamplePlatform(years=()))
    assert "policies" in shown[0].value


def test_outside_the_platform_the_notebook_says_where_to_open_it(shown, monkeypatch):
    monkeypatch.delenv("XUEFA_API", raising=False)
    monkeypatch.delenv("XUEFA_TOKEN", raising=False)
    officer_training.show()
    assert "请从平台页面打开" in shown[0].value
