"""The statistics of exams on the running portal: who may see them, and what a kernel gets."""

import json
from html import escape

import pytest
from builders.kernel_page import kernel_line, open_page, page_token
from builders.portal_home import PAPER
from builders.server import RunningPortal, Visitor
from builders.sitting import sit_down

PAGE = "/dashboard/exam-statistics"


def figures(portal: RunningPortal, token: str, report: str):
    header = {"Authorization": f"Bearer {token}"}
    return Visitor(portal.address).ask(f"/api/figures/{report}", headers=header)


@pytest.fixture(scope="module")
def sat(portal, newcomer, bank) -> list[str]:
    """Two officers sit the exam; these are the questions they had."""
    for wrong in (0, 3):
        sitting = sit_down(newcomer("officer"), bank)
        ids = [question.id for question in sitting.questions]
        sitting.fill_in(wrong=wrong)
        sitting.hand_in()
        sitting.result()
    return ids


@pytest.fixture(scope="module")
def page(sat, newcomer):
    """The page of an instructor."""
    return open_page(newcomer("instructor"), PAGE)


@pytest.fixture(scope="module")
def token(portal, page) -> str:
    return page_token(portal, page.kernel_id)


@pytest.mark.parametrize("role", ["officer", "leader", "trainee", "manager"])
def test_only_instructors_and_administrators_open_the_statistics(newcomer, role):
    visitor = newcomer(role)
    assert visitor.ask(PAGE).status == 403
    assert PAGE not in visitor.ask("/").text


def test_instructors_find_the_statistics_in_the_navigation(newcomer):
    assert PAGE in newcomer("instructor").ask("/").text


def test_the_dashboard_reads_papers_and_their_statistics(portal, token, sat):
    papers = figures(portal, token, "exam-papers").json["rows"]
    assert PAPER in [paper["paper_id"] for paper in papers]
    (variant,) = figures(portal, token, f"exam-statistics?paper={PAPER}").json["rows"]
    assert variant["people"] >= 2
    assert sorted(one["id"] for one in variant["questions"]) == sorted(sat)


def test_a_paper_nobody_sat_and_a_wrong_word_are_refused_with_a_sentence(portal, token):
    unknown = figures(portal, token, "exam-statistics?paper=nothing")
    assert unknown.status == 400
    assert "还没有人考过" in unknown.json["message"]
    wrong = figures(portal, token, f"exam-statistics?paper={PAPER}&attempts=some")
    assert wrong.status == 404
    assert "first" in wrong.json["message"]


@pytest.mark.parametrize("report", ["officer-training", "officer-evidence"])
def test_the_statistics_page_reads_no_report_of_other_dashboards(portal, token, report):
    assert figures(portal, token, report).status == 403


def test_the_training_dashboard_reads_no_statistics(portal, newcomer):
    manager = page_token(
        portal, open_page(newcomer("manager"), "/dashboard/officer-training").kernel_id
    )
    assert figures(portal, manager, "exam-papers").status == 403


def test_the_statistics_have_no_workbook_of_somebody_else(newcomer):
    answer = newcomer("instructor").ask("/download/exam-statistics.xlsx")
    assert answer.status == 404
    assert newcomer("manager").ask("/download/officer-training.xlsx").status == 200


def test_page_and_widgets_hold_no_option_and_no_explanation(page, sat, bank):
    """Whatever the kernel knows of a question, it is nothing from which its key follows."""
    with kernel_line(page.visitor, page.kernel_id) as line:
        told = json.dumps(line.widget_states(), ensure_ascii=False) + page.text
    questions = [bank.question(question_id) for question_id in sat]
    assert all(escape(question.stem) in told for question in questions)
    hidden = [
        text
        for question in questions
        for text in (
            question.explanation,
            *question.mistakes.values(),
            *getattr(question, "options", {}).values(),
        )
    ]
    stems = "".join(question.stem for question in questions)
    assert [text for text in hidden if text in told and text not in stems] == []
