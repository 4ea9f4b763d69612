"""A proof of external study is sent, refused, sent again and accepted; a group study recorded."""

import re

import pytest
from builders.accessibility import serious_faults
from builders.browser import PHONE
from builders.demo_home import learner
from builders.proofs import PDF, PNG
from playwright.sync_api import Page, expect

from grading.hours.file_kinds import LARGEST_FILE

pytestmark = pytest.mark.browser

STUDIED = learner(10)
TOPIC = "示范外部培训"


def choose(page: Page, label: str, content: bytes, name: str = "示范.pdf") -> None:
    file = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.get_by_label(label).set_input_files(file)


def test_a_proof_is_sent_refused_sent_again_and_accepted(open_page, axe):
    officer, seen = open_page(STUDIED.login_name, PHONE)
    manager, managed = open_page("manager")
    officer.goto("/")
    officer.get_by_role("link", name="学时").click()
    officer.get_by_label("学习内容").fill(TOPIC)
    officer.get_by_label("组织单位").fill("示范学院")
    officer.get_by_label("结束日期").fill("2026-05-12")
    officer.get_by_label("学时", exact=True).fill("8")
    choose(officer, "证明文件", PDF + bytes(LARGEST_FILE))
    expect(officer.get_by_role("alert")).to_contain_text("超过 5 MB")
    choose(officer, "证明文件", PDF)
    officer.get_by_role("button", name="上传").click()
    expect(officer.get_by_text("等管理人员审核")).to_be_visible()

    manager.goto("/hours/review")
    waiting = manager.get_by_role("listitem").filter(has_text=TOPIC)
    assert serious_faults(manager, axe) == []
    waiting.get_by_label("不认可的理由").fill("照片看不清")
    waiting.get_by_role("button", name=re.compile("^不认可")).click()
    expect(manager.get_by_role("status")).to_contain_text("未认可")

    officer.goto("/hours")
    expect(officer.get_by_text("照片看不清")).to_be_visible()
    assert serious_faults(officer, axe) == []
    officer.get_by_role("link", name="重新上传").click()
    expect(officer.get_by_label("学习内容")).to_have_value(TOPIC)
    choose(officer, "证明文件", PNG, "示范.png")
    officer.get_by_role("button", name="上传").click()
    expect(officer.get_by_text("已经重新上传")).to_be_visible()

    manager.goto("/hours/review")
    waiting.get_by_role("button", name=re.compile("^认可")).click()
    expect(manager.get_by_role("status")).to_contain_text("记了 8 学时")
    officer.goto("/hours?year=2026")
    expect(officer.get_by_role("cell", name=TOPIC)).to_be_visible()
    assert officer.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert [*seen.complaints, *managed.complaints] == []


def test_a_group_study_is_recorded_with_minutes_and_attendance(open_page, axe):
    manager, watch = open_page("manager")
    manager.goto("/hours/group/new")
    assert serious_faults(manager, axe) == []
    manager.get_by_label("法治讲座").check()
    manager.get_by_label("主题").fill("示范专题")
    manager.get_by_label("日期").fill("2026-06-01")
    manager.get_by_label("学时", exact=True).fill("2")
    manager.get_by_label("主持人").fill("示范主持人")
    manager.get_by_label("从法规库里添加").select_option(index=1)
    manager.get_by_role("button", name="勾选领导干部").click()
    expect(manager.get_by_role("status")).not_to_contain_text("0 人")
    choose(manager, "纪要", PDF)
    manager.get_by_role("button", name="登记").click()
    expect(manager.get_by_role("heading", name="示范专题")).to_be_visible()
    expect(manager.get_by_role("link", name="更正").first).to_be_visible()
    assert serious_faults(manager, axe) == []
    assert watch.complaints == []
