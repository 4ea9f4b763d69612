"""A learner on a phone practises what was answered wrong until it is settled."""

import pytest
from builders.accessibility import serious_faults
from builders.browser import PHONE
from builders.demo_home import answer_wrongly_yesterday, learner
from builders.studying import answer_practice, practised, right
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PRACTISING = learner(17)
LESSON = "penalty-1-3"


def test_a_mistake_is_answered_right_twice_and_leaves_the_book(home, open_page, bank, axe):
    failed = answer_wrongly_yesterday(home, PRACTISING, LESSON)
    page, watch = open_page(PRACTISING.login_name, PHONE)
    page.goto("/")
    page.get_by_role("link", name="错题本").click()
    question = page.locator("article.question")
    expect(question).to_have_count(1)
    assert practised(question) == failed
    expect(page.get_by_text("还剩 1 题")).to_be_visible()
    assert bank.question(failed).explanation not in page.content()

    question.get_by_role("button", name="提交答案").click()
    expect(question.get_by_role("alert")).to_contain_text("请先")

    answer_practice(question, right(bank, failed))
    expect(question.locator("[data-verdict]")).to_be_focused()
    expect(question.get_by_text("已答对 1 / 2 次")).to_be_visible()
    expect(question.get_by_role("heading", name="解析")).to_be_visible()
    assert serious_faults(page, axe) == []

    page.get_by_role("button", name="换一组题").click()
    expect(question.get_by_role("button", name="提交答案")).to_be_visible()
    expect(question.locator("[data-verdict]")).to_have_count(0)
    answer_practice(question, right(bank, failed))
    expect(page.get_by_text("错题都已掌握")).to_be_visible()
    expect(page.get_by_text("已掌握 1 题")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0

    page.reload()
    expect(page.get_by_text("错题都已掌握")).to_be_visible()
    expect(question).to_have_count(0)
    assert watch.complaints == []
