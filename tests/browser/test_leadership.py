"""A meeting of leaders is called, attendance ticked on a phone, minutes uploaded, the plan done."""

import re

import pytest
from builders.accessibility import serious_faults
from builders.browser import PHONE
from builders.proofs import PDF
from playwright.sync_api import Page, expect

from courses.clock import local_date, system_clock

pytestmark = pytest.mark.browser

TOPIC = "示范学法专题"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def plan_an_item(manager: Page) -> None:
    manager.get_by_label("主题", exact=True).fill(TOPIC)
    manager.get_by_label("法治讲座").check()
    manager.get_by_label("在几月底以前").select_option("12")
    reason = manager.get_by_label("调整的理由")
    if reason.count():  # the plan of the demo bureau is adopted
        reason.fill("示范理由")
    manager.get_by_role("button", name="列入计划").click()
    manager.get_by_role("link", name=re.compile(f"^召集.*{TOPIC}")).click()


def call_the_meeting(manager: Page, today: str) -> None:
    manager.get_by_label("日期").fill(today)
    manager.get_by_label("主持人").fill("示范主持人")
    manager.get_by_label("从法规库里添加").select_option(label="《行政处罚法》")
    manager.get_by_role("button", name="召集").click()
    manager.get_by_role("link", name="用手机点名").click()


def take_the_roll(manager: Page) -> None:
    people = manager.get_by_role("group", name="领导干部").get_by_role("button")
    count, said = manager.locator("[data-count]"), manager.get_by_role("status")
    people.nth(0).click()
    expect(count).to_have_text("1")
    people.nth(1).focus()
    manager.keyboard.press("Enter")
    expect(count).to_have_text("2")
    expect(said).to_contain_text("到会，已保存")
    manager.get_by_role("button", name="撤销").click()
    expect(count).to_have_text("1")
    expect(people.nth(1)).to_have_attribute("aria-pressed", "false")
    manager.context.set_offline(True)
    people.nth(2).click()
    expect(said).to_contain_text("没有保存")
    manager.context.set_offline(False)
    manager.get_by_label("找人").fill("没有这个人")
    expect(people.first).to_be_hidden()


def test_a_meeting_is_called_ticked_on_a_phone_recorded_and_seen_in_the_plan(open_page, axe):
    manager, watch = open_page("manager", PHONE)
    today = local_date(system_clock())
    manager.goto(f"/leadership/{today.year}/plan")
    plan_an_item(manager)
    call_the_meeting(manager, today.isoformat())
    assert serious_faults(manager, axe) == []
    assert fits(manager)
    take_the_roll(manager)
    manager.get_by_role("link", name="点完了").click()
    minutes = {"name": "纪要.pdf", "mimeType": "application/pdf", "buffer": PDF}
    manager.get_by_label("纪要").set_input_files(minutes)
    manager.get_by_role("button", name="登记").click()
    item = manager.locator(".lead-items > li").filter(has_text=TOPIC)
    expect(item).to_contain_text("已完成")
    expect(manager.get_by_role("table")).to_contain_text(re.compile("领导到会"))
    assert serious_faults(manager, axe) == []
    assert fits(manager)
    assert [one for one in watch.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []
