"""The dashboard of exam statistics: how papers measure, and which questions look broken."""

from html import escape
from typing import Any

import ipywidgets as ipw
from IPython.display import display

from courses.errors import StudyError
from widgets.client import Client
from widgets.dashboards import exam_tables
from widgets.dashboards.cards import figure_cards, nothing, sentence
from widgets.dashboards.chart_frame import redraw
from widgets.dashboards.exam_charts import (
    question_chart,
    question_points,
    score_bars,
    score_chart,
)
from widgets.dashboards.filters import filters, offer
from widgets.dashboards.tables import table

ATTEMPTS = (("每人第一次作答", "first"), ("全部作答", "all"))
UNDEFINED = "—"
NOTHING = "还没有人考过任何试卷。有人交卷并得到成绩以后，这里会有统计。"


class ExamStatistics(ipw.VBox):
    """Figures, charts and questions of one variant of a chosen paper."""

    def __init__(self, client: Client, papers: list[dict[str, Any]]) -> None:
        self._client = client
        self._variants: list[dict[str, Any]] = []
        self._questions: list[dict[str, Any]] = []
        titles = [(one["title"], one["paper_id"]) for one in papers]
        self.paper = ipw.Dropdown(options=titles, description="试卷")
        self.attempts = ipw.Dropdown(options=ATTEMPTS, description="统计")
        self.variant = ipw.Dropdown(description="卷别")
        self.question = ipw.Dropdown(description="题目")
        self.notice, self.summary = ipw.HTML(), ipw.HTML()
        self.table, self.detail = ipw.HTML(), ipw.HTML()
        self.charts = ipw.VBox()
        for control in (self.paper, self.attempts):
            control.observe(self._read, names="value")
        self.variant.observe(self._show_variant, names="value")
        self.question.observe(self._show_question, names="value")
        self._read()
        super().__init__(
            [
                filters(self.paper, self.attempts, self.variant),
                self.notice,
                self.summary,
                self.table,
                filters(self.question),
                self.detail,
                self.charts,
            ]
        )
        self.add_class("dashboard").add_class("exam-statistics")

    def _read(self, _change: object = None) -> None:
        try:
            self._variants = self._client.figures(
                "exam-statistics", paper=self.paper.value, attempts=self.attempts.value
            )
        except StudyError as error:
            self._clear()
            self.notice.value = sentence(str(error))
            return
        names = [
            (f"{one['letter']}卷（{one['people']} 人）", number)
            for number, one in enumerate(self._variants)
        ]
        offer(self.variant, names)

    def _clear(self) -> None:
        """Show nothing, so that no figures stand below the name of another paper."""
        for control in (self.variant, self.question):
            offer(control, [])
        for part in (self.summary, self.table, self.detail):
            part.value = ""
        if self.charts.children:
            self._draw({"questions": [], "percents": []})

    def _show_variant(self, _change: object) -> None:
        if self.variant.value is None:
            return
        variant = self._variants[self.variant.value]
        self._questions = variant["questions"]
        frame = exam_tables.questions(variant)
        self.notice.value = sentence(variant["doubt"]) if variant["doubt"] else ""
        self.summary.value = summary_cards(variant)
        self.table.value = table(frame, "各题统计", marked=frame[exam_tables.FAULTS].notna())
        self._draw(variant)
        names = [
            (f"第 {one['place']} 题：{one['stem'][:24]}", number)
            for number, one in enumerate(self._questions)
        ]
        offer(self.question, names)

    def _draw(self, variant: dict[str, Any]) -> None:
        points, bars = question_points(variant["questions"]), score_bars(variant["percents"])
        if self.charts.children:
            for chart, traces in zip(self.charts.children, (points, bars), strict=True):
                redraw(chart, traces)
        else:
            self.charts.children = (question_chart(points), score_chart(bars))

    def _show_question(self, _change: object) -> None:
        if self.question.value is None:
            return
        self.detail.value = question_detail(self._questions[self.question.value])


def summary_cards(variant: dict[str, Any]) -> str:
    """Return the figures of a variant as a test, as HTML."""
    cards = [
        ("作答", f"{variant['people']} 人"),
        ("平均成绩", _said(variant["mean"], "{:.1f}%")),
        ("标准差", _said(variant["spread"], "{:.1f}%")),
        ("克龙巴赫 α", _said(variant["alpha"], "{:.2f}")),
        ("KR-20", _said(variant["kr20"], "{:.2f}")),
        ("测量标准误", _said(variant["standard_error"], "{:.1f}%")),
    ]
    return (
        f"{figure_cards(cards)}"
        f'<p class="figures-note">高分组、低分组各取总分最高、最低的 27%，'
        f"即 {variant['group_size']} 人；在分界处同分的，按比例计入。</p>"
    )


def question_detail(question: dict[str, Any]) -> str:
    """Return one question: its stem, what to do about it, and how its options were picked."""
    advice = "".join(
        f"<li><strong>{escape(fault['label'])}</strong>：{escape(fault['advice'])}</li>"
        for fault in question["faults"]
    )
    options = exam_tables.options(question)
    picked = (
        nothing("这种题没有选项，只统计得分。")
        if options.empty
        else table(options, f"第 {question['place']} 题的选项")
    )
    return (
        f'<p class="question-stem"><strong>第 {question["place"]} 题（{escape(question["kind"])}，'
        f"{escape(question['id'])}）</strong>{escape(question['stem'])}</p>"
        + (f'<ul class="question-faults">{advice}</ul>' if advice else "")
        + picked
    )


def _said(value: float | None, form: str) -> str:
    return UNDEFINED if value is None else form.format(value)


def show() -> None:
    """Show the dashboard in its notebook; what cannot be read is said in a sentence."""
    try:
        client = Client.from_environment()
        papers = client.figures("exam-papers")
    except StudyError as error:
        display(ipw.HTML(sentence(str(error))))
        return
    display(ExamStatistics(client, papers) if papers else ipw.HTML(nothing(NOTHING)))
