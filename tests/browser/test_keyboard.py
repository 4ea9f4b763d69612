"""The portal without a mouse."""

import pytest
from builders.accessibility import focus_is_visible
from builders.demo_home import PAPER, learner, password_of
from builders.studying import KERNEL_PATIENCE, begin_exam, log_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TYPIST, SITTER = learner(14), learner(15)
STEPS = 60


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus; every stop has to be seen."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        assert focus_is_visible(page), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("(css) => document.activeElement.matches(css)", selector):
            return
    raise AssertionError(f"{STEPS} steps did not lead to {selector}")


def test_logging_in_takes_no_mouse(open_page):
    page, _ = open_page()
    page.goto("/login")
    _tab_to(page, "#login-name")
    page.keyboard.type(TYPIST.login_name)
    _tab_to(page, "#password")
    page.keyboard.type(password_of(TYPIST.login_name))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")


def test_the_first_stop_skips_to_the_text(open_page):
    page, _ = open_page("officer01")
    page.goto("/course/penalty_measures")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")


def test_every_stop_of_a_lesson_shows_the_focus(open_page):
    page, _ = open_page(TYPIST.login_name)
    page.goto("/lesson/penalty-1-3", wait_until="commit")
    expect(page.locator(".practice-round")).to_be_visible(timeout=KERNEL_PATIENCE)
    page.locator("input[type=date]").first.focus()
    _tab_to(page, ".practice-form [type=submit]")


def test_an_exam_is_sat_and_handed_in_without_a_mouse(open_page):
    page, _ = open_page()
    log_in(page, SITTER.login_name)
    begin_exam(page, PAPER)
    _tab_to(page, ".option input[type=radio]")
    page.keyboard.press("Space")
    first = page.locator("#q-1")
    expect(first.locator(".save-status")).to_contain_text("已保存")
    page.keyboard.press("ArrowDown")
    expect(first.locator("input").nth(1)).to_be_checked()
    expect(page.locator("#saving")).to_have_text("已全部保存")
    page.locator("#hand-in-open").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#hand-in-open")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "#hand-in-confirm")
    page.keyboard.press("Enter")
    expect(page.locator(".band")).to_be_visible(timeout=KERNEL_PATIENCE)
