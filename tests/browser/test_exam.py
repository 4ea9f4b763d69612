"""An exam survives what happens to browsers and networks, and is handed in once."""

import re

import pytest
from builders.demo_home import PAPER, attempts_of, begin_attempt_ending_in, learner
from builders.studying import (
    KERNEL_PATIENCE,
    as_saved,
    begin_exam,
    is_hand_in,
    log_in,
    pick,
    question_id,
    questions,
    right,
    saved_answers,
)
from playwright.sync_api import expect

from widgets.portal.identity import COOKIE

pytestmark = pytest.mark.browser

RELOADER, TRAVELLER, TWO_TABS, HASTY, EARLY, LATE, RETURNER, CALM = map(learner, range(6, 14))
ASIDE = learner(16)
HALF_AN_HOUR = 30 * 60 * 1000


def test_answers_are_there_after_a_reload(open_page, bank):
    page, _ = open_page(RELOADER.login_name)
    attempt = begin_exam(page, PAPER)
    given = {}
    for question in questions(page)[:4]:
        name = question_id(question)
        given[name] = right(bank, name)
        pick(question, given[name])
    expect(page.locator("#answered-count")).to_have_text("4")
    expect(page.locator("#saving")).to_have_text("已全部保存")
    page.reload()
    expect(page.locator("#answered-count")).to_have_text("4")
    assert saved_answers(page, attempt) == {name: as_saved(given[name]) for name in given}
    for question in questions(page)[:4]:
        picked = question.locator("input:checked").all()
        expected = as_saved(given[question_id(question)])
        letters = expected if isinstance(expected, list) else [str(expected).lower()]
        found = sorted(str(field.get_attribute("value")).lower() for field in picked)
        assert found == sorted(letter.lower() for letter in letters)


def test_an_answer_that_is_saved_at_once_raises_no_alarm(open_page, bank):
    page, _ = open_page(CALM.login_name)
    begin_exam(page, PAPER)
    for question in questions(page)[:3]:
        pick(question, right(bank, question_id(question)))
        expect(question.locator(".save-status")).to_contain_text("已保存")
    expect(page.locator("#exam-word")).to_be_empty()


def test_an_answer_given_without_network_waits_and_is_sent_when_it_is_back(open_page, bank):
    page, _ = open_page(TRAVELLER.login_name)
    attempt = begin_exam(page, PAPER)
    question = questions(page)[0]
    name = question_id(question)
    page.context.set_offline(True)
    pick(question, right(bank, name))
    expect(question.locator(".save-status")).to_contain_text("未保存")
    expect(page.locator("#saving")).to_have_text("1 题未保存")
    page.context.set_offline(False)
    expect(question.locator(".save-status")).to_contain_text("已保存")
    assert saved_answers(page, attempt) == {name: as_saved(right(bank, name))}


def test_an_answer_waits_while_somebody_else_is_logged_in(open_page, bank):
    """On a shared machine somebody may log in in another tab; the answer is not given up."""
    page, _ = open_page(ASIDE.login_name)
    attempt = begin_exam(page, PAPER)
    question = questions(page)[0]
    other = page.context.new_page()
    page.context.clear_cookies(name=COOKIE)
    log_in(other, RELOADER.login_name)
    pick(question, right(bank, question_id(question)))
    expect(question.locator(".save-status")).to_contain_text("未保存")
    page.context.clear_cookies(name=COOKIE)
    log_in(other, ASIDE.login_name)
    expect(question.locator(".save-status")).to_contain_text("已保存")
    assert list(saved_answers(page, attempt)) == [question_id(question)]


def test_handing_in_waits_for_answers_that_are_not_saved(open_page, home, bank):
    page, _ = open_page(RETURNER.login_name)
    begin_exam(page, PAPER)
    question = questions(page)[0]
    page.context.set_offline(True)
    pick(question, right(bank, question_id(question)))
    expect(question.locator(".save-status")).to_contain_text("未保存")
    page.get_by_role("button", name="交卷", exact=True).click()
    page.get_by_role("button", name="确认交卷").click()
    expect(page.locator("#hand-in-trouble")).to_contain_text("没有保存")
    assert [attempt.handed_in_at for attempt in attempts_of(home, RETURNER)] == [None]
    page.context.set_offline(False)
    page.get_by_role("button", name="返回检查").click()
    expect(page.locator("#saving")).to_have_text("已全部保存")


def test_a_second_tab_shows_the_same_attempt_and_follows_the_first(open_page, bank):
    page, _ = open_page(TWO_TABS.login_name)
    attempt = begin_exam(page, PAPER)
    question = questions(page)[0]
    pick(question, right(bank, question_id(question)))
    expect(question.locator(".save-status")).to_contain_text("已保存")
    second = page.context.new_page()
    second.goto(f"/exam/{PAPER}")
    second.get_by_role("link", name="继续作答", exact=True).click()
    expect(second.locator("#exam")).to_have_attribute("data-attempt", attempt)
    expect(second.locator("#answered-count")).to_have_text("1")
    other = questions(second)[1]
    pick(other, right(bank, question_id(other)))
    expect(page.locator("#answered-count")).to_have_text("2")
    expect(questions(page)[1].locator("input:checked").first).to_be_checked()


def test_two_clicks_on_handing_in_make_one_hand_in_and_one_result(open_page, home):
    page, _ = open_page(HASTY.login_name)
    begin_exam(page, PAPER)
    sent = []
    page.on("response", lambda response: sent.append(response) if is_hand_in(response) else None)
    page.get_by_role("button", name="交卷", exact=True).click()
    page.get_by_role("button", name="确认交卷").dblclick(no_wait_after=True)
    expect(page.locator(".band")).to_have_text("不合格", timeout=KERNEL_PATIENCE)
    assert len(sent) == 1
    (attempt,) = attempts_of(home, HASTY)
    assert attempt.handed_in_at is not None
    for address in (f"/exam/attempt/{attempt.id}/hand-in", f"/exam/attempt/{attempt.id}"):
        page.goto(address)
        expect(page.locator(".band")).to_have_text("不合格")
    assert attempts_of(home, HASTY) == (attempt,)


def test_a_clock_that_runs_ahead_does_not_end_the_exam(open_page, home):
    page, _ = open_page(EARLY.login_name)
    page.clock.install()
    begin_exam(page, PAPER)
    page.clock.fast_forward(HALF_AN_HOUR)
    expect(page.locator("#clock-figures")).to_have_text(re.compile(r"^(30:00|29:\d\d)$"))
    expect(questions(page)[0].locator("input").first).to_be_enabled()
    assert [attempt.handed_in_at for attempt in attempts_of(home, EARLY)] == [None]


def test_when_time_is_up_the_exam_hands_itself_in(open_page, home, bank):
    attempt = begin_attempt_ending_in(home, LATE, seconds=6)
    page, _ = open_page(LATE.login_name)
    page.goto(f"/exam/attempt/{attempt}")
    question = questions(page)[0]
    pick(question, right(bank, question_id(question)))
    expect(page.locator("#exam-urgent")).to_contain_text("最后 1 分钟")
    expect(page.locator(".band")).to_have_text("不合格", timeout=KERNEL_PATIENCE)
    expect(page.locator("article.question-right")).to_have_count(1)
    assert [stored.handed_in_at is None for stored in attempts_of(home, LATE)] == [False]
