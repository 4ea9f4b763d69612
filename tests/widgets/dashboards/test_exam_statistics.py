import json

import ipywidgets as ipw
import pytest

from widgets.client import PlatformRefusedError
from widgets.dashboards import exam_statistics, exam_tables
from widgets.dashboards.exam_charts import question_points, score_bars
from widgets.dashboards.exam_statistics import ExamStatistics, question_detail, summary_cards

PAPERS = [
    {"paper_id": "first-paper", "title": "示范试卷一", "attempts": 12},
    {"paper_id": "other-paper", "title": "示范试卷二", "attempts": 3},
]


def make_question(place=1, **changes):
    usual = {
        "place": place,
        "id": f"sample-{place:03d}",
        "kind": "单选题",
        "stem": f"示范题干{place}",
        "facility": 0.5,
        "discrimination": 0.333,
        "rest_correlation": 0.256,
        "alpha_without": 0.6,
        "right": 6,
        "partly": 0,
        "wrong": 5,
        "left_open": 1,
        "faults": [],
        "right_options": [{"share": 0.5, "upper": 0.75, "lower": 0.25}],
        "distractors": [
            {"number": 1, "picked": 5, "upper": 0.25, "lower": 0.5},
            {"number": 2, "picked": 0, "upper": 0.0, "lower": 0.0},
        ],
    }
    return usual | changes


def make_variant(letter="A", people=12, **changes):
    usual = {
        "assignment": f"first-paper-{letter}-00000000",
        "title": "示范试卷一",
        "letter": letter,
        "people": people,
        "group_size": 3,
        "mean": 61.5,
        "spread": 12.25,
        "alpha": 0.712,
        "kr20": 0.7,
        "standard_error": 6.6,
        "percents": [20.0, 55.0, 60.0, 100.0],
        "doubt": None,
        "questions": [
            make_question(2, faults=[{"label": "过难", "advice": "先核对答案。"}]),
            make_question(1),
        ],
    }
    return usual | changes


class SamplePlatform:
    """Answers like the portal's API, and remembers what it was asked."""

    def __init__(self, papers=PAPERS, variants=None):
        self.papers = papers
        self.variants = variants or [make_variant("A", 12), make_variant("B", 7, mean=80.0)]
        self.asked = []

    def figures(self, report, **parameters):
        self.asked.append((report, parameters))
        return self.papers if report == "exam-papers" else self.variants


def make_dashboard(**changes) -> ExamStatistics:
    platform = SamplePlatform(**changes)
    return ExamStatistics(platform, platform.papers)


def test_the_first_variant_of_the_first_paper_is_shown_at_first():
    dashboard = make_dashboard()
    assert dashboard._client.asked == [
        ("exam-statistics", {"paper": "first-paper", "attempts": "first"})
    ]
    assert dashboard.variant.label == "A卷（12 人）"
    assert "12 人" in dashboard.summary.value
    assert dashboard.question.label == "第 2 题：示范题干2"
    assert "示范题干2" in dashboard.detail.value


def test_another_paper_or_other_attempts_are_asked_for_and_shown():
    dashboard = make_dashboard()
    dashboard._client.variants = [make_variant("A", 99)]
    dashboard.paper.value = "other-paper"
    dashboard.attempts.value = "all"
    assert dashboard._client.asked[1:] == [
        ("exam-statistics", {"paper": "other-paper", "attempts": "first"}),
        ("exam-statistics", {"paper": "other-paper", "attempts": "all"}),
    ]
    assert dashboard.variant.options == (("A卷（99 人）", 0),)
    assert "99 人" in dashboard.summary.value


def test_another_variant_changes_figures_and_charts():
    dashboard = make_dashboard()
    dashboard._client.variants[1]["percents"] = [100.0] * 7
    dashboard._client.variants[1]["questions"] = [make_question(1, stem="示范乙卷题干")]
    dashboard.variant.value = 1
    assert "80.0%" in dashboard.summary.value
    assert "示范乙卷题干" in dashboard.table.value
    assert "示范乙卷题干" in dashboard.detail.value
    points, bars = dashboard.charts.children
    assert list(bars.data[0].y) == [0] * 9 + [7]
    assert [list(trace.x) for trace in points.data] == [[50.0], []]


def test_a_chosen_question_is_shown_with_what_to_do():
    dashboard = make_dashboard()
    assert "先核对答案" in dashboard.detail.value
    dashboard.question.value = 1
    assert "示范题干1" in dashboard.detail.value
    assert "先核对答案" not in dashboard.detail.value


def test_questions_with_faults_are_marked_in_the_order_that_came():
    html = make_dashboard().table.value
    assert html.index("示范题干2") < html.index("示范题干1")
    assert html.count('class="behind"') == 1


def test_small_numbers_are_told():
    assert make_dashboard().notice.value == ""
    doubted = make_dashboard(variants=[make_variant(doubt="只有 12 人作答。")])
    assert "只有 12 人作答" in doubted.notice.value


def test_what_is_undefined_is_a_dash():
    variant = make_variant(alpha=None, kr20=None, standard_error=None)
    assert summary_cards(variant).count("<dd>—</dd>") == 3
    row = exam_tables.questions(
        make_variant(questions=[make_question(rest_correlation=None, discrimination=None)])
    ).iloc[0]
    assert row.isna()[["校正题总相关", "区分度（27%）"]].all()


def test_nothing_is_shown_as_a_negative_zero():
    variant = make_variant(questions=[make_question(rest_correlation=-0.003)])
    dashboard = make_dashboard(variants=[variant])
    assert '<td class="number">-0</td>' not in dashboard.table.value


def test_options_are_shares_of_everybody_and_of_the_groups():
    frame = exam_tables.options(make_question())
    assert frame.fillna(-1).to_numpy().tolist() == [
        ["正确项", -1, 50.0, 75.0, 25.0],
        ["错项 1", 5, 41.7, 25.0, 50.0],
        ["错项 2", 0, 0.0, 0.0, 0.0],
    ]


def test_several_right_options_are_numbered():
    one = {"share": 0.5, "upper": 0.5, "lower": 0.5}
    frame = exam_tables.options(make_question(right_options=[one, one]))
    assert list(frame["选项"][:2]) == ["正确项（第 1 个）", "正确项（第 2 个）"]


def test_a_question_without_options_says_so():
    detail = question_detail(make_question(right_options=[], distractors=[]))
    assert "没有选项" in detail


def test_markup_in_stems_is_shown_as_text():
    evil = make_question(stem='<script>alert("1")</script>', kind="<b>题</b>")
    dashboard = make_dashboard(variants=[make_variant(questions=[evil])])
    for html in (dashboard.table.value, dashboard.detail.value):
        assert "<script" not in html
        assert "<b>" not in html
    points = question_points([evil])
    assert "<script" not in json.dumps([p.to_plotly_json() for p in points])


def test_charts_leave_out_what_has_no_place():
    traces = question_points([make_question(1), make_question(2, rest_correlation=None)])
    assert [len(trace.x) for trace in traces] == [1, 0]


@pytest.mark.parametrize(
    ("percent", "place"), [(0, 0), (9.9, 0), (10, 1), (59.9, 5), (60, 6), (99.9, 9), (100, 9)]
)
def test_a_result_belongs_to_one_tenth_of_the_scale(percent, place):
    counts = list(exam_tables.distribution([percent]))
    assert counts == [int(number == place) for number in range(10)]
    (bars,) = score_bars([percent])
    assert list(bars.y) == counts


class Refusing(SamplePlatform):
    def figures(self, report, **parameters):
        if report == "exam-statistics":
            raise PlatformRefusedError(report, "<b>没有权限</b>。")
        return super().figures(report, **parameters)


def test_a_refusal_is_shown_as_a_sentence_and_escaped():
    dashboard = ExamStatistics(Refusing(), PAPERS)
    assert "&lt;b&gt;没有权限" in dashboard.notice.value
    assert dashboard.table.value == ""


def test_after_a_refusal_the_old_figures_are_gone():
    dashboard = make_dashboard()
    dashboard._client = Refusing()
    dashboard.paper.value = "other-paper"
    assert "没有权限" in dashboard.notice.value
    assert dashboard.summary.value == dashboard.table.value == dashboard.detail.value == ""
    assert dashboard.variant.options == ()
    dashboard._client = SamplePlatform()
    dashboard.paper.value = "first-paper"
    assert "示范题干2" in dashboard.detail.value


@pytest.fixture
def shown(monkeypatch):
    """What the notebook displays."""
    displayed: list[ipw.Widget] = []
    monkeypatch.setattr(exam_statistics, "display", displayed.append)
    return displayed


def show_from(monkeypatch, platform) -> None:
    monkeypatch.setattr(exam_statistics.Client, "from_environment", staticmethod(lambda: platform))
    exam_statistics.show()


def test_the_notebook_shows_the_dashboard(shown, monkeypatch):
    show_from(monkeypatch, SamplePlatform())
    assert isinstance(shown[0], ExamStatistics)


def test_before_the_first_exam_the_notebook_says_so(shown, monkeypatch):
    show_from(monkeypatch, SamplePlatform(papers=[]))
    assert "还没有人考过" in shown[0].value


def test_outside_the_platform_the_notebook_says_where_to_open_it(shown, monkeypatch):
    monkeypatch.delenv("XUEFA_API", raising=False)
    exam_statistics.show()
    assert "请从平台页面打开" in shown[0].value


def test_a_choice_made_in_the_browser_counts():
    """The browser sends the index of a choice."""
    dashboard = make_dashboard()
    dashboard.variant.index = 1
    dashboard.question.index = 1
    assert "80.0%" in dashboard.summary.value
    assert "示范题干1" in dashboard.detail.value
    assert dashboard.variant.label == "B卷（7 人）"
