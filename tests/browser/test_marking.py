"""Essays marked in the portal and in formgrader turn 待阅卷 into a band."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from builders.accessibility import focus_is_visible, serious_faults
from builders.browser import DESK, PHONE, watched_context
from builders.demo_home import learner
from builders.essays_home import MARKER, make_essays_home
from builders.lab import running_lab
from builders.navigation import follow
from builders.portal_home import ESSAYS
from builders.server import RunningPortal, running_portal, wait_until
from builders.studying import begin_exam, fill_in, log_in, pick, questions
from playwright.sync_api import Page, expect

from grading.content import read_content
from grading.home import Home

pytestmark = pytest.mark.browser

IN_PORTAL, IN_FORMGRADER = map(learner, range(2))
BAIT = "<script>document.title = '坏'</script>"
WRITTEN = f"第一段。\n\n{BAIT} **第二段** $x^2$"
CARRIED = 45
"""Seconds within which points given in formgrader have to be in the record."""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    return make_essays_home(tmp_path_factory.mktemp("essays") / "home")


@pytest.fixture(scope="module")
def portal(home) -> Iterator[RunningPortal]:
    with running_portal(home.root, environment={"XUEFA_CARRY_SECONDS": "2"}) as running:
        yield running


@pytest.fixture
def open_as(browser, portal):
    with ExitStack() as stack:

        def opening(login_name, size=DESK) -> Page:
            context, _ = stack.enter_context(watched_context(browser, portal.address, size))
            page = context.new_page()
            log_in(page, login_name)
            return page

        yield opening


@pytest.fixture
def sat(open_as, home):
    """Lets a learner hand the exam in, with everything right and text in the essays."""

    def sitting(who) -> Page:
        page = open_as(who.login_name)
        begin_exam(page, ESSAYS)
        fill_in(page, read_content(home).quizzes.bank)
        for question in questions(page):
            if question.locator(".essay").count():
                pick(question, WRITTEN)
        expect(page.locator("#saving")).to_have_attribute("data-state", "saved")
        page.get_by_role("button", name="交卷", exact=True).click()
        page.get_by_role("button", name="确认交卷").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("待阅卷")
        return page

    return sitting


def points(page: Page):
    return page.locator('input[name="points"]')


def test_two_essays_marked_in_the_portal_give_a_band(open_as, sat, axe, screens):
    learners_page = sat(IN_PORTAL)
    page = open_as(MARKER, PHONE)
    follow(page, "阅卷（2）")
    assert serious_faults(page, axe) == []
    page.get_by_role("link", name="开始阅卷").click()
    expect(page.locator(".marking-answer .marking-words")).to_have_text(WRITTEN)
    assert "坏" not in page.title()
    page.get_by_role("button", name="满分").first.click()
    for place in range(1, points(page).count()):
        expect(points(page).nth(place)).to_be_focused()
        assert focus_is_visible(page)
        page.keyboard.press("End")
        page.keyboard.press("Enter")
    expect(page.locator("#marking-total")).to_have_text("合计 8 / 8 分")
    page.keyboard.type("示范评语")
    assert serious_faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=screens / "marking-essay-375.png", full_page=True)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".marking-saved")).to_contain_text("已记 8 分")
    page.set_viewport_size({"width": DESK.width, "height": DESK.height})
    points(page).first.fill("9")
    page.get_by_role("button", name="保存并返回").click()
    expect(page.get_by_role("alert")).to_contain_text("要点得分 9 不对")
    expect(points(page).first).to_be_focused()
    for field in points(page).all():
        field.fill("0.5")
    expect(page.locator("#marking-form [aria-invalid]")).to_have_count(0)
    assert serious_faults(page, axe) == []
    page.screenshot(path=screens / "marking-essay-1280.png", full_page=True)
    page.get_by_role("button", name="保存并返回").click()
    expect(page.get_by_text("没有待阅的答卷")).to_be_visible()
    learners_page.reload()
    expect(learners_page.locator(".band")).to_be_visible()
    expect(learners_page.get_by_text("示范评语")).to_be_visible()


def test_an_essay_marked_in_formgrader_completes_the_result(open_as, sat, home, screens):
    learners_page = sat(IN_FORMGRADER)
    page = open_as(MARKER)
    page.goto("/marking")
    page.get_by_role("link", name="开始阅卷").click()
    for button in page.get_by_role("button", name="0 分").all():
        button.click()
    page.get_by_role("button", name="保存并返回").click()
    expect(page.locator(".marking-saved")).to_contain_text("已记 0 分")
    unread = str(page.locator(".marking-group a").get_attribute("href")).rpartition("/")[2]
    learners_page.reload()
    expect(learners_page.get_by_role("heading", level=1)).to_contain_text("待阅卷")
    with running_lab(home, MARKER) as lab, page.context.browser.new_context() as context:
        address, token = lab.told
        formgrader = context.new_page()
        formgrader.route("**/*", lambda route: keep_here(route, address))
        formgrader.goto(f"{address}/formgrader/gradebook?token={token}")
        formgrader.get_by_role("link", name=ESSAYS).click()
        formgrader.get_by_role("link", name="exam").click()
        score = open_unread(formgrader, unread)
        answer = formgrader.locator(".panel .panel", has=score)
        expect(answer).to_contain_text(BAIT)
        expect(formgrader.get_by_text("评分要点（只给阅卷人）")).to_have_count(2)
        assert IN_FORMGRADER.name not in formgrader.content()
        assert formgrader.title() == "exam"
        formgrader.screenshot(path=screens / "formgrader-essay.png", full_page=True)
        answer.get_by_role("button", name="Full credit").click()
        expect(score).to_have_value("8")
        wait_for_band(learners_page)
    expect(learners_page.locator(".score-figure")).to_contain_text("10")


def keep_here(route, address):
    """Let through what the workbench itself answers."""
    if route.request.url.startswith(address):
        route.continue_()
    else:
        route.abort()


def open_unread(formgrader: Page, question: str):
    """Open the submission in which an essay has no points yet; return their field."""
    listed = formgrader.url
    links = formgrader.get_by_role("link", name="Submission #")
    expect(links.first).to_be_visible()
    for number in range(links.count()):
        formgrader.goto(listed)
        links.nth(number).click()
        score = formgrader.locator(f'input.score[id="{question}"]')
        expect(score).to_be_visible()
        scored = formgrader.locator("input.score").first  # what the scorer gave is a placeholder
        expect(scored).to_have_attribute("placeholder", re.compile(r"\d"))
        if score.input_value() == "":
            return score
    raise AssertionError("every essay has points")


def wait_for_band(page: Page) -> None:
    """Look again and again, as a learner would, until the result is there."""
    wait_until(lambda: 'class="band"' in page.request.get(page.url).text(), CARRIED, every=1)
    page.reload()
    expect(page.locator(".band")).to_be_visible()
