from dataclasses import asdict, fields
from html.parser import HTMLParser

import ipywidgets as ipw
import pandas as pd
import pytest

from grading.reports.spreadsheet import ATTEMPT_HEADINGS, OFFICER_HEADINGS
from grading.reports.training import BEHIND, DONE, ON_PACE, AttemptRow, OfficerRow
from widgets.client import PlatformRefusedError
from widgets.dashboards import figures, officer_training
from widgets.dashboards.officer_training import EVERYBODY, OfficerTraining


class SamplePlatform:
    """Answers like the portal's API, from rows that a test made."""

    def __init__(self, officers=(), attempts=()):
        self._rows = {"officers": officers, "attempts": attempts}

    def figures(self, report):
        return [asdict(row) for row in self._rows[report]]


def officer(name="示范甲", department="示范一科", done=100, **changes):
    usual = {
        "name": name,
        "department": department,
        "lessons_studied": 2,
        "lessons_total": 2,
        "courses_completed": int(done == 100),
        "courses_total": 1,
        "exams_taken": 1,
        "best_percent": 85.0,
        "last_activity": "2026-07-01",
        "done_percent": done,
        "expected_percent": 49,
        "standing": DONE if done == 100 else ON_PACE if done >= 49 else BEHIND,
    }
    return OfficerRow(**usual | changes)


def attempt(name="示范甲", department="示范一科", **changes):
    usual = {
        "handed_in_at": "2026-07-01 12:00",
        "name": name,
        "department": department,
        "paper": "示范试卷",
        "percent": 85.0,
        "band": "良好",
    }
    return AttemptRow(**usual | changes)


OFFICERS = [
    officer("示范甲", "示范一科", 100),
    officer("示范乙", "示范一科", 33),
    officer("示范丙", "示范二科", 66),
    officer("示范丁", "示范二科", 0, best_percent=None, last_activity=None, exams_taken=0),
]
ATTEMPTS = [
    attempt("示范甲", "示范一科"),
    attempt("示范丙", "示范二科", percent=57.5, band="不合格"),
]


def make_dashboard(officers=OFFICERS, attempts=ATTEMPTS) -> OfficerTraining:
    platform = SamplePlatform(officers, attempts)
    return OfficerTraining(figures.officers(platform), figures.attempts(platform))


class Table(HTMLParser):
    """The texts of a table: its cells row by row, and which rows are marked as behind."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.marked: list[bool] = []
        self.tags: set[str] = set()
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
            self.marked.append(dict(attrs).get("class") == "behind")
        self._in_cell = tag in {"td", "th"}
        if self._in_cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data):
        if self._in_cell:
            self.rows[-1][-1] += data

    def names(self, column="姓名") -> list[str]:
        if not self.rows:
            return []
        place = self.rows[0].index(column)
        return [row[place] for row in self.rows[1:]]


def people(dashboard) -> list[str]:
    return Table(dashboard.table.value).names()


def exams(dashboard) -> list[str]:
    return Table(dashboard.exams.value).names()


def cards(dashboard) -> list[str]:
    return [part.split("<")[0] for part in dashboard.summary.value.split("<dd>")[1:]]


def test_everybody_is_shown_at_first():
    dashboard = make_dashboard()
    assert people(dashboard) == ["示范甲", "示范乙", "示范丙", "示范丁"]
    assert exams(dashboard) == ["示范甲", "示范丙"]
    assert cards(dashboard) == ["4 人", "1 人", "3 人", "2 人"]


def test_a_department_narrows_figures_and_both_tables():
    dashboard = make_dashboard()
    dashboard.department.value = "示范二科"
    assert people(dashboard) == ["示范丙", "示范丁"]
    assert exams(dashboard) == ["示范丙"]
    assert cards(dashboard) == ["2 人", "0 人", "1 人", "1 人"]
    dashboard.department.value = EVERYBODY
    assert len(people(dashboard)) == 4


def test_only_those_behind_can_be_listed():
    dashboard = make_dashboard()
    dashboard.only_behind.value = True
    assert people(dashboard) == ["示范乙", "示范丁"]
    assert cards(dashboard) == ["4 人", "1 人", "3 人", "2 人"]


def test_part_of_a_name_finds_people_and_their_exams():
    dashboard = make_dashboard()
    dashboard.search.value = " 丙 "
    assert people(dashboard) == ["示范丙"]
    assert exams(dashboard) == ["示范丙"]


@pytest.mark.parametrize("text", [".", "(", "[", "*", "\\"])
def test_what_is_searched_for_is_no_pattern(text):
    dashboard = make_dashboard()
    dashboard.search.value = text
    assert people(dashboard) == []
    assert "没有符合条件的记录" in dashboard.table.value


def test_filters_narrow_together():
    dashboard = make_dashboard()
    dashboard.department.value = "示范一科"
    dashboard.only_behind.value = True
    dashboard.search.value = "甲"
    assert people(dashboard) == []


def test_those_behind_are_marked():
    table = Table(make_dashboard().table.value)
    assert table.marked == [False, False, True, False, True]


def test_what_is_missing_is_a_dash():
    table = Table(make_dashboard().table.value)
    row = dict(zip(table.rows[0], table.rows[4], strict=True))
    assert (row["最好成绩（%）"], row["最近学习"]) == ("—", "—")


def test_whole_numbers_have_no_decimals():
    table = Table(make_dashboard().table.value)
    row = dict(zip(table.rows[0], table.rows[1], strict=True))
    assert (row["学完课次"], row["最好成绩（%）"], row["完成度（%）"]) == ("2", "85", "100")
    assert Table(make_dashboard().exams.value).names("成绩（%）") == ["85", "57.5"]


def test_markup_in_names_is_shown_as_text():
    name, department = '<script>alert("1")</script>', "<b>科</b>&amp;"
    dashboard = make_dashboard([officer(name, department)], [attempt(name, department)])
    for html in (dashboard.table.value, dashboard.exams.value):
        assert not {"script", "b"} & Table(html).tags
        assert Table(html).names() == [name]
        assert Table(html).names("部门") == [department]
    dashboard.search.value = "<img src=x>"
    assert "<img" not in dashboard.table.value + dashboard.exams.value


def test_no_exams_are_told_in_words():
    dashboard = make_dashboard(attempts=[])
    assert exams(dashboard) == []
    assert "考试成绩：没有符合条件的记录" in dashboard.exams.value
    dashboard.department.value = "示范二科"
    dashboard.search.value = "丙"
    assert people(dashboard) == ["示范丙"]


def test_nobody_at_all_is_an_empty_dashboard():
    dashboard = make_dashboard([], [])
    assert people(dashboard) == []
    assert cards(dashboard) == ["0 人"] * 4
    assert dashboard.department.options == (EVERYBODY,)


def test_departments_are_summed_up():
    summed = figures.by_department(figures.officers(SamplePlatform(OFFICERS)))
    assert summed.to_dict("records") == [
        {"部门": "示范一科", "人数": 2, "平均完成度（%）": 66.5, "落后人数": 1},
        {"部门": "示范二科", "人数": 2, "平均完成度（%）": 33.0, "落后人数": 1},
    ]


def test_the_chart_has_a_bar_for_every_department():
    chart = make_dashboard().chart
    (bars,) = chart.data
    assert list(bars.y) == ["示范一科", "示范二科"]
    assert list(bars.x) == [66.5, 33.0]
    assert "2 人中 1 人落后" in chart.layout.yaxis.ticktext[0]


def test_frames_have_a_heading_for_every_field_of_the_report():
    assert list(figures.OFFICER_COLUMNS) == [field.name for field in fields(OfficerRow)]
    assert list(figures.ATTEMPT_COLUMNS) == [field.name for field in fields(AttemptRow)]
    assert tuple(figures.OFFICER_COLUMNS.values()) == OFFICER_HEADINGS
    assert tuple(figures.ATTEMPT_COLUMNS.values()) == ATTEMPT_HEADINGS
    assert figures.BEHIND == BEHIND


def test_an_empty_report_is_a_frame_with_headings():
    frame = figures.attempts(SamplePlatform())
    assert isinstance(frame, pd.DataFrame)
    assert tuple(frame.columns) == ATTEMPT_HEADINGS
    assert frame.empty


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
    show_from(monkeypatch, SamplePlatform(OFFICERS, ATTEMPTS))
    (dashboard,) = shown
    assert people(dashboard) == ["示范甲", "示范乙", "示范丙", "示范丁"]


def test_a_bureau_without_officers_is_told_what_to_do(shown, monkeypatch):
    show_from(monkeypatch, SamplePlatform())
    assert "请先添加人员" in shown[0].value


def test_a_refusal_is_shown_as_a_sentence_and_escaped(shown, monkeypatch):
    class Refusing:
        def figures(self, report):
            raise PlatformRefusedError(f"/api/figures/{report}", "<b>没有权限</b>。")

    show_from(monkeypatch, Refusing())
    assert "&lt;b&gt;没有权限" in shown[0].value


def test_outside_the_platform_the_notebook_says_where_to_open_it(shown, monkeypatch):
    monkeypatch.delenv("XUEFA_API", raising=False)
    monkeypatch.delenv("XUEFA_TOKEN", raising=False)
    officer_training.show()
    assert "请从平台页面打开" in shown[0].value
