"""An officer studies, is examined and looks at the record; then the manager sees it."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import openpyxl
import pytest
from builders.browser import DESK, PHONE
from builders.demo_home import (
    DEPARTMENT,
    PAPER,
    answer_wrongly_yesterday,
    attempts_of,
    learner,
)
from builders.navigation import follow
from builders.studying import (
    KERNEL_PATIENCE,
    answer_practice,
    begin_exam,
    enter_date,
    fill_in,
    log_in,
    practice,
    practice_places,
    practised,
    right,
    wrong,
)
from playwright.sync_api import Page, expect

from quizzes.bank import QuestionBank

pytestmark = pytest.mark.browser

LESSON, NEXT_LESSON = "penalty-1-3", "penalty-1-4"
STATUTE = re.compile(r"^/statute/")
WRONG, OPEN = (2, 11), (5,)
"""Numbers of the exam's questions that are answered wrongly, and not at all."""


LEARNERS = {DESK: learner(0), PHONE: learner(1)}


@pytest.mark.parametrize("size", LEARNERS, ids=lambda size: size.name)
def test_an_officer_studies_is_examined_and_the_manager_sees_it(
    open_page, home, portal, bank, size
):
    who = LEARNERS[size]
    yesterdays = answer_wrongly_yesterday(home, who, LESSON)
    page, watch = open_page(size=size)
    log_in(page, who.login_name)
    _go_to_lesson(page)
    _the_text_is_there_before_the_widgets(page)
    _the_clock_computes_a_deadline(page)
    _pass_the_practice(page, bank, yesterdays)
    _answer_wrongly_in_the_next_lesson(page, bank)
    _sit_the_exam(page, bank)
    _read_the_result(page, bank)
    _follow_a_citation(page)
    _find_the_attempt_in_the_record(page)
    _see_it_as_manager(open_page, who.name)
    assert len(attempts_of(home, who)) == 1
    assert watch.hosts == {urlsplit(portal.address).netloc}
    assert watch.complaints == []


def _go_to_lesson(page: Page) -> None:
    page.get_by_role("link", name="生态环境行政处罚", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("生态环境行政处罚")
    page.get_by_role("link", name="立案和调查").first.click(no_wait_after=True)


def _the_text_is_there_before_the_widgets(page: Page) -> None:
    expect(page.get_by_role("heading", name="学习目标")).to_be_visible()
    expect(page.get_by_role("heading", name="先看一个案子")).to_be_visible()


def _the_clock_computes_a_deadline(page: Page) -> None:
    """Fifteen days from 16 September 2026 end on a holiday, so the day after it counts."""
    enter_date(page, "发现日", "2026-09-16")
    stop = page.locator(".clock-stop").first
    expect(stop).to_contain_text("2026年10月8日", timeout=KERNEL_PATIENCE)
    expect(stop).to_contain_text("顺延")


def _pass_the_practice(page: Page, bank: QuestionBank, yesterdays: str) -> None:
    places = practice_places(page)
    put = [practised(place) for place in places]
    assert yesterdays not in put
    assert bank.question(yesterdays).point in {bank.question(name).point for name in put}
    for place in places:
        answer_practice(place, right(bank, practised(place)))
    expect(page.get_by_role("heading", name="本课已学完")).to_be_visible()


def _answer_wrongly_in_the_next_lesson(page: Page, bank: QuestionBank) -> None:
    """A wrong answer teaches; another question is not put before a minute is over."""
    page.get_by_role("link", name="学下一课").click(no_wait_after=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("1.4 告知和听证")
    place = practice_places(page)[0]
    question = bank.question(practised(place))
    answer_practice(place, wrong(bank, question.id))
    expect(place.get_by_text("答错了")).to_be_visible()
    expect(place.locator(".lore")).to_contain_text(question.explanation)
    assert any(mistake in place.inner_text() for mistake in question.mistakes.values())
    expect(place.locator(".cites a").first).to_have_attribute(
        "href", f"/statute/{question.cites[0]}"
    )
    assert 1 <= int(place.locator(".practice-wait").inner_text()) <= 60
    page.reload(wait_until="commit")
    practice(page)
    again = practice_places(page)[0]
    assert practised(again) == question.id
    expect(again.get_by_text("答错了")).to_be_visible()
    expect(again.get_by_role("button", name="提交答案")).to_have_count(0)


def _sit_the_exam(page: Page, bank: QuestionBank) -> None:
    page.goto("/course/penalty_measures")
    expect(page.locator(".row", has_text="立案和调查").get_by_text("已学完")).to_be_visible()
    begin_exam(page, PAPER)
    fill_in(page, bank, wrongly=WRONG, leaving=OPEN)
    page.get_by_role("button", name="交卷", exact=True).click()
    unanswered = page.get_by_role("dialog").locator(".unanswered a")
    expect(unanswered).to_have_text([str(number) for number in OPEN])
    page.get_by_role("button", name="确认交卷").click()


def _read_the_result(page: Page, bank: QuestionBank) -> None:
    expect(page.locator(".band")).to_have_text("良好", timeout=KERNEL_PATIENCE)
    for number in (*WRONG, *OPEN):
        expect(page.locator(f"#q-{number} .verdict")).to_contain_text("0 /")
    first_wrong = page.locator(f"#q-{WRONG[0]}")
    expect(first_wrong.get_by_role("heading", name="错在哪里")).to_be_visible()
    expect(first_wrong.locator(".cites a").first).to_be_visible()
    for shown in page.locator("article.question").all():
        expect(shown.get_by_role("heading", name="解析")).to_be_visible()
        expect(shown.locator(".cites a").first).to_have_attribute("href", STATUTE)


def _follow_a_citation(page: Page) -> None:
    link = page.locator(".cites a").first
    words = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def _find_the_attempt_in_the_record(page: Page) -> None:
    page.get_by_role("link", name="我的记录").click()
    row = page.get_by_role("row", name="章节测验")
    expect(row).to_contain_text("良好")
    expect(row.get_by_role("link", name="看结果")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("学完 1.3 立案和调查")


def _see_it_as_manager(open_page, name: str) -> None:
    page, watch = open_page()
    log_in(page, "manager")
    follow(page, "执法人员培训看板", no_wait_after=True)
    exams = page.get_by_role("region", name="考试成绩")
    expect(exams.get_by_role("row", name=name)).to_contain_text("良好", timeout=KERNEL_PATIENCE)
    _filter_by_department(page)
    expect(exams.get_by_role("row", name=name)).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载").click()
    workbook = openpyxl.load_workbook(BytesIO(waiting.value.path().read_bytes()))
    rows = list(workbook["考试成绩"].iter_rows(values_only=True))
    assert any(name in row and "良好" in row for row in rows)
    assert watch.complaints == []


def _filter_by_department(page: Page) -> None:
    people = page.get_by_role("region", name="人员进度").locator("tbody tr")
    everybody = people.count()
    page.get_by_label("部门", exact=True).select_option(DEPARTMENT)
    expect(people.filter(has_not_text=DEPARTMENT)).to_have_count(0)
    assert 0 < people.count() < everybody
