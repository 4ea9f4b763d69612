import ipywidgets as ipw
import pytest
from builders.html_table import Table

from widgets.client import PlatformRefusedError
from widgets.dashboards import leadership_study
from widgets.dashboards.filters import EVERY_DEPARTMENT
from widgets.dashboards.leadership_charts import leader_labels
from widgets.dashboards.leadership_study import LeadershipStudy


def item(topic="示范内容", month=3, state="done", **changes):
    labels = {"done": "已完成", "overdue": "已逾期", "ahead": "未到期"}
    usual = {
        "topic": topic,
        "form": "党组会议学法",
        "month": month,
        "who": "领导班子成员",
        "state": state,
        "state_label": labels[state],
        "done_on": "2026-03-10" if state == "done" else None,
        "is_late": False,
        "studies": [{"id": 1, "on": "2026-03-10"}] if state == "done" else [],
    }
    return usual | changes


def study(number=1, on="2026-03-10", **changes):
    usual = {
        "id": number,
        "on": on,
        "form": "党组会议学法",
        "topic": f"示范主题{number}",
        "host": "示范局长",
        "hours": "3/2",
        "present": 1,
        "expected": 2,
    }
    return usual | changes


def leader(name, department="局领导", presence=("present", "absent"), **changes):
    usual = {
        "learner_id": f"1000-{name}",
        "name": name,
        "department": department,
        "rank": None,
        "is_responsible": name == "示范甲",
        "presence": list(presence),
        "attended": presence.count("present"),
        "expected": len(presence) - presence.count("not_in_post"),
    }
    return usual | changes


def evidence(kind="note", words="示范记事", **changes):
    usual = {
        "id": 5,
        "kind": kind,
        "kind_label": {"note": "记事", "file": "文件", "group_study": "集体学习"}[kind],
        "on": "2026-02-03",
        "words": words,
        "study_id": 7 if kind == "group_study" else None,
    }
    return usual | changes


def duty(number, **changes):
    usual = {
        "id": f"duty-{number}",
        "text": f"示范职责{number}",
        "source": "示范依据",
        "to_confirm": False,
    }
    return usual | changes


def responsible(name="示范甲", department="局领导", found=((), ())):
    return {
        "learner_id": f"1000-{name}",
        "name": name,
        "department": department,
        "days": [["2026-01-01", "2026-12-31"]],
        "fulfilled": sum(map(bool, found)),
        "evidence": [list(one) for one in found],
    }


PLAN = [
    item("示范一", 3),
    item("示范二", 3, done_on="2026-05-20", is_late=True),
    item("示范三", 6, "overdue"),
    item("示范四", 12, "ahead"),
]
LEADERS = [
    leader("示范甲", presence=("present", "present")),
    leader("示范乙", "示范一科"),
    leader("示范丙", "示范一科", presence=("not_in_post", "absent")),
]
FOUND = ((evidence(), evidence("file", "<b>报告</b>"), evidence("group_study")), ())


def year_row(**changes):
    usual = {
        "year": 2026,
        "as_of": "2026-07-01",
        "adopted_on": "2026-01-10",
        "planned": 4,
        "done": 2,
        "plan": PLAN,
        "studies": [study(), study(2, "2026-06-02")],
        "leaders": LEADERS,
        "duty_title": "示范清单",
        "duties": [duty(1), duty(2, to_confirm=True)],
        "responsible": [responsible(found=FOUND)],
    }
    return usual | changes


class SamplePlatform:
    """Answers like the portal's API; remembers what it was asked."""

    def __init__(self, row):
        self.row = row
        self.asked = []
        self.refuses = False

    def figures(self, report, **parameters):
        self.asked.append((report, parameters))
        if self.refuses:
            raise PlatformRefusedError(f"/api/figures/{report}", "<b>没有权限</b>。")
        if report == "leadership-years":
            return [{"year": 2026, "is_now": True}, {"year": 2025, "is_now": False}]
        return [self.row]


def make_dashboard(**changes) -> LeadershipStudy:
    platform = SamplePlatform(year_row(**changes))
    return LeadershipStudy(platform, platform.figures("leadership-years"))


def cards(dashboard) -> list[str]:
    return [part.split("<")[0] for part in dashboard.summary.value.split("<dd>")[1:]]


def data(picture) -> Table:
    return Table(picture.data.value)


def test_the_figures_at_the_top_are_those_of_the_year():
    assert cards(make_dashboard()) == ["2 / 4 项", "1 项", "2 次", "60%", "1 / 2 项"]


def test_the_plan_is_drawn_with_what_was_due_and_what_was_done_and_when():
    picture = make_dashboard().plan
    _, late_ways, due, in_time, late, overdue = picture.chart.data
    assert list(due.x) == ["2026-03-31", "2026-03-31", None, "2026-12-31"]
    assert list(in_time.x) == ["2026-03-10", None, None, None]
    assert list(late.x) == [None, "2026-05-20", None, None]
    assert list(overdue.x) == [None, None, "2026-06-30", None]
    assert list(late_ways.x) == ["2026-06-30", "2026-07-01", None]
    table = data(picture)
    assert table.column("状态") == ["已完成", "已完成（逾期）", "已逾期", "未到期"]
    assert table.marked == [False, False, False, True, False]
    assert picture.chart.layout.annotations[0].text == "1. 示范一"


def test_attendance_has_a_cell_for_each_leader_and_group_study():
    dashboard = make_dashboard()
    (cells,) = dashboard.attendance.chart.data
    assert [list(row) for row in cells.text] == [["✓", "✓"], ["✓", "✗"], ["–", "✗"]]
    assert list(cells.x) == ["1", "2"]
    assert cells.hovertext[1][1] == "示范乙，2026-06-02 示范主题2：未参加"
    table = data(dashboard.attendance)
    assert table.rows[1] == ["示范甲（第一责任人）", "局领导", "2", "2", "参加", "参加"]
    assert table.rows[3][2:] == ["0", "1", "不在任", "未参加"]
    studies = Table(dashboard.studies.value)
    assert studies.links == ["/hours/group/1", "/hours/group/2"]
    assert studies.row(1)["学时"] == "1.5"


def test_a_department_narrows_leaders_but_not_the_plan():
    dashboard = make_dashboard()
    dashboard.department.value = "示范一科"
    assert data(dashboard.attendance).column() == ["示范乙", "示范丙"]
    assert cards(dashboard) == ["2 / 4 项", "1 项", "2 次", "33%", "—"]
    assert len(data(dashboard.plan).rows) == 5
    assert "登记第一责任人" in dashboard.duties.data.value
    dashboard.department.value = EVERY_DEPARTMENT
    assert len(data(dashboard.attendance).rows) == 4
    assert dashboard.duties.chart is not None


def test_namesakes_have_rows_of_their_own():
    twins = [leader("示范甲", learner_id="10000001"), leader("示范甲", learner_id="10000002")]
    assert leader_labels(twins) == ["示范甲（0001）", "示范甲（0002）"]


def test_duties_show_how_much_evidence_there_is_and_where_it_is_opened():
    dashboard = make_dashboard()
    bars = {one.name: list(one.x) for one in dashboard.duties.chart.data}
    assert bars == {"集体学习": [1, 0], "文件": [1, 0], "记事": [1, 0]}
    assert data(dashboard.duties).rows[1:] == [["示范职责1", "3"], ["示范职责2", "0"]]
    html = dashboard.duty_list.value
    links = Table(html).links
    assert links == ["/leadership/duty-evidence/5/file", "/hours/group/7"]
    assert "示范甲：还没有证据。" in html
    assert "示范依据，待确认" in html
    assert "&lt;b&gt;报告" in html
    assert "<b>" not in html


def test_empty_parts_say_what_to_do():
    dashboard = make_dashboard(plan=[], studies=[], duties=[], planned=0, done=0)
    assert "制订计划" in dashboard.plan.data.value
    assert "召集会议" in dashboard.attendance.data.value
    assert "duties 文件夹" in dashboard.duties.data.value
    assert dashboard.plan.chart is None
    assert cards(dashboard) == ["0 / 0 项", "0 项", "0 次", "60%", "—"]
    nobody = make_dashboard(leaders=[], responsible=[])
    assert "登记领导干部" in nobody.attendance.data.value
    assert cards(nobody)[3:] == ["—", "—"]


def test_another_year_is_read_once_and_one_that_cannot_be_read_shows_no_old_figures():
    dashboard = make_dashboard()
    platform = dashboard._client
    platform.row = year_row(year=2025, as_of="2026-07-01", plan=[item(month=12)])
    dashboard.year.value = 2025
    dashboard.department.value = "示范一科"
    assert platform.asked[1:] == [
        ("leadership-study", {"year": "2026"}),
        ("leadership-study", {"year": "2025"}),
    ]
    assert list(dashboard.plan.chart.data[2].x) == ["2025-12-31"]
    assert [one.text for one in dashboard.plan.chart.layout.annotations] == ["1. 示范内容"]
    platform.refuses = True
    dashboard.year.value = 2026
    assert dashboard.body.layout.display == "none"
    assert "&lt;b&gt;没有权限" in dashboard.notice.value


@pytest.fixture
def shown(monkeypatch):
    """What the notebook displays."""
    displayed: list[ipw.Widget] = []
    monkeypatch.setattr(leadership_study, "display", displayed.append)
    return displayed


def test_the_notebook_shows_the_dashboard(shown, monkeypatch):
    platform = SamplePlatform(year_row())
    monkeypatch.setattr(leadership_study.Client, "from_environment", staticmethod(lambda: platform))
    leadership_study.show()
    assert cards(shown[0])[0] == "2 / 4 项"


def test_outside_the_platform_the_notebook_says_where_to_open_it(shown, monkeypatch):
    monkeypatch.delenv("XUEFA_API", raising=False)
    monkeypatch.delenv("XUEFA_TOKEN", raising=False)
    leadership_study.show()
    assert "请从平台页面打开" in shown[0].value
