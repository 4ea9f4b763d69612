"""Blanks, steps and pairs are answered by mouse, by keyboard and on a phone."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from builders.accessibility import focus_is_visible, serious_faults
from builders.browser import DESK, PHONE, watched_context
from builders.demo_home import learner, make_demo_home
from builders.kinds_home import LESSON, PAPER, add_every_kind
from builders.server import RunningPortal, running_portal
from builders.studying import (
    KERNEL_PATIENCE,
    as_saved,
    begin_exam,
    fill_in,
    hand_in,
    log_in,
    pick,
    practice,
    practice_places,
    practised,
    question_id,
    questions,
    right,
    saved_answers,
    wrong,
)
from playwright.sync_api import Locator, Page, expect

from grading.content import read_content
from quizzes.bank import QuestionBank
from quizzes.kinds import kind_of

pytestmark = pytest.mark.browser

SITTER, RELOADER, TYPIST, MOVER, REFUSED, PRACTISER, KEYS = map(learner, range(7))


@pytest.fixture(scope="module")
def kinds_portal(browser, tmp_path_factory) -> Iterator[tuple[RunningPortal, QuestionBank]]:
    folder = tmp_path_factory.mktemp("kinds")
    home = make_demo_home(folder / "home", folder)
    add_every_kind(home)
    with running_portal(home.root, "--demo") as running:
        yield running, read_content(home).quizzes.bank


@pytest.fixture
def bank(kinds_portal) -> QuestionBank:
    return kinds_portal[1]


@pytest.fixture
def open_as(browser, kinds_portal):
    with ExitStack() as stack:

        def opening(who, size=DESK) -> Page:
            context, _ = stack.enter_context(
                watched_context(browser, kinds_portal[0].address, size)
            )
            page = context.new_page()
            log_in(page, who.login_name)
            return page

        yield opening


def of_kind(page: Page, kind: str) -> Locator:
    return page.locator(f'#answers [data-kind="{kind}"]').first


def status(question: Locator) -> Locator:
    return question.locator(".save-status")


def all_saved(page: Page) -> None:
    expect(page.locator("#saving")).to_have_text("已全部保存")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=lambda size: size.name)
def test_an_exam_with_every_kind_is_sat_and_marked(open_as, bank, axe, screens, size):
    page = open_as(SITTER, size)
    attempt = begin_exam(page, PAPER)
    assert serious_faults(page, axe) == []
    fill_in(page, bank)
    expected = {name: as_saved(right(bank, name)) for name in map(question_id, questions(page))}
    assert saved_answers(page, attempt) == expected
    assert serious_faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=screens / f"kinds-exam-{size.name}.png", full_page=True)
    hand_in(page)
    expect(page.locator(".band")).to_have_text("优秀")
    assert serious_faults(page, axe) == []


def test_answers_of_every_kind_are_there_after_a_reload(open_as, bank):
    page = open_as(RELOADER)
    attempt = begin_exam(page, PAPER)
    fill_in(page, bank, wrongly=range(1, 20))
    all_saved(page)
    saved = saved_answers(page, attempt)
    page.reload()
    count = len(questions(page))
    expect(page.locator("#answered-count")).to_have_text(str(count))
    shown = {question_id(one): shown_answer(one) for one in questions(page)}
    assert shown == saved


def shown_answer(question: Locator) -> object:
    return question.evaluate("(card) => window.xuefa.fields.read(card, card.dataset.kind)")


def test_what_is_typed_is_saved_without_leaving_the_field(open_as, bank):
    page = open_as(TYPIST)
    attempt = begin_exam(page, PAPER)
    question = of_kind(page, "fill_in")
    name = question_id(question)
    question.locator("input").press_sequentially(str(right(bank, name)))
    expect(status(question)).to_contain_text("已保存")
    assert saved_answers(page, attempt) == {name: right(bank, name)}
    question.locator("[data-clear]").click()
    expect(status(question)).to_have_text("未作答")
    expect(question.locator("input")).to_be_focused()
    assert saved_answers(page, attempt) == {name: None} or saved_answers(page, attempt) == {}


def test_no_number_where_one_is_asked_is_told_and_stays_to_be_corrected(open_as, bank):
    page = open_as(REFUSED)
    begin_exam(page, PAPER)
    question = page.locator('#answers [data-question^="shifan-figure"]').first
    field = question.locator("input")
    field.fill("很多")
    field.blur()
    expect(status(question)).to_contain_text("没有保存")
    expect(status(question)).to_contain_text("只填写一个数")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="交卷", exact=True).click()
    number = question.get_attribute("data-number")
    link = page.locator("#unanswered").get_by_role("link", name=f"去第 {number} 题")
    expect(link).to_be_visible()
    expect(field).to_have_value("很多")
    link.click()
    field.fill("２０")
    field.blur()
    expect(status(question)).to_contain_text("已保存")


def test_the_order_at_the_start_is_no_answer_until_it_is_confirmed(open_as):
    page = open_as(MOVER)
    attempt = begin_exam(page, PAPER)
    question = of_kind(page, "ordering")
    expect(status(question)).to_have_text("未作答")
    start = question.locator("[data-step]").evaluate_all("(all) => all.map((s) => s.dataset.step)")
    question.get_by_role("button", name="就是这个顺序").click()
    expect(status(question)).to_contain_text("已保存")
    assert saved_answers(page, attempt) == {question_id(question): start}
    question.locator('[data-move="down"]').first.click()
    all_saved(page)
    moved = [start[1], start[0], *start[2:]]
    assert saved_answers(page, attempt) == {question_id(question): moved}
    question.locator("[data-clear]").click()
    expect(question.locator("[data-step]").first).to_have_attribute("data-step", start[0])
    expect(question.get_by_role("button", name="就是这个顺序")).to_be_visible()


def test_steps_are_moved_and_pairs_chosen_without_a_mouse(open_as):
    page = open_as(KEYS)
    attempt = begin_exam(page, PAPER)
    ordering = of_kind(page, "ordering")
    first = ordering.locator("[data-step]").first.get_attribute("data-step")
    ordering.locator('[data-move="down"]').first.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
        assert focus_is_visible(page)
    expect(ordering.locator("[data-step]").last).to_have_attribute("data-step", str(first))
    expect(ordering.locator("[data-steps-word]")).to_contain_text("已移到第 4 步")
    assert page.evaluate("document.activeElement.dataset.move") == "up"
    matching = of_kind(page, "matching")
    matching.locator("select").first.focus()
    page.keyboard.press("ArrowDown")
    expect(status(matching)).to_contain_text("已保存")
    all_saved(page)
    saved = saved_answers(page, attempt)
    assert len(saved[question_id(ordering)]) == 4
    assert len(saved[question_id(matching)]) == 1


def test_a_round_of_practice_takes_every_kind(open_as, bank, axe, screens):
    page = open_as(PRACTISER, PHONE)
    page.goto(f"/lesson/{LESSON}", wait_until="commit")
    practice(page)
    first, *others = practice_places(page)
    first.get_by_role("button", name="提交答案").click()
    expect(first.locator(".practice-trouble")).not_to_be_empty()
    for place in (first, *others):
        name = practised(place)
        answer = wrong(bank, name) if place is first else right(bank, name)
        pick(place, answer)
        place.get_by_role("button", name="提交答案").click()
        expect(place.locator("[data-verdict]")).to_be_visible(timeout=KERNEL_PATIENCE)
        expected = "答错了" if place is first else "答对了"
        expect(place.locator("[data-verdict]")).to_contain_text(expected)
        assert kind_of(bank.question(name)).label in str(place.text_content())
    assert serious_faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=screens / "kinds-practice-375.png", full_page=True)
