"""A year is signed, reopened and signed again; its owner sees it on a phone."""

import pytest
from builders.accessibility import serious_faults
from builders.browser import PHONE
from builders.navigation import follow
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ASSESSED = "officer02"
"""Somebody who has studied this year."""
FINGERPRINT = "内容指纹"


def confirm_every_figure(page: Page) -> None:
    buttons = page.locator("form[action$='/confirm'] button")
    for left in range(buttons.count(), 0, -1):
        buttons.first.click()
        expect(buttons).to_have_count(left - 1)


def sign(page: Page) -> None:
    follow(page, "年度考核")
    page.get_by_role("button", name="签署").click()
    expect(page.get_by_text(FINGERPRINT)).to_be_visible()


def reopen(page: Page, reason: str) -> None:
    page.goto("/assessment")
    page.get_by_label("重新打开的理由").fill(reason)
    page.get_by_role("button", name="重新打开").click()
    expect(page.get_by_text(f"重新打开，理由：{reason}")).to_be_visible()


def test_a_year_is_signed_reopened_and_signed_again(open_page, axe):
    manager, managed = open_page("manager")
    administrator, administered = open_page("admin")
    officer, seen = open_page(ASSESSED, PHONE)
    manager.goto("/")
    follow(manager, "年度考核")
    confirm_every_figure(manager)
    sign(manager)
    assert serious_faults(manager, axe) == []
    officer.goto("/assessment")
    expect(officer.get_by_text(FINGERPRINT)).to_be_visible()
    officer.locator(".asked summary").first.click()
    expect(officer.locator(".asked table").first).to_be_visible()
    assert serious_faults(officer, axe) == []
    assert officer.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    reopen(administrator, "补记一次集体学习")
    officer.reload()
    expect(officer.get_by_text(FINGERPRINT)).to_have_count(0)
    sign(manager)
    reopen(administrator, "示范完毕")  # other tests look at the year as it goes on
    complaints = [*managed.complaints, *administered.complaints, *seen.complaints]
    assert complaints == []
