"""Blanks, steps, pairs and essays are answered by mouse, by keyboard and on a phone."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from builders.accessibility import focus_is_visible, serious_faults
from builders.browser import DESK, PHONE, watched_context
from builders.demo_home import learner, make_demo_home
from builders.kinds_home import CASE, CASE_TEXT, LESSON, PAPER, add_every_kind
from builders.marked_exam import COMMENT, WRITTEN, add_marked_attempt
from builders.server import RunningPortal, running_portal
from builders.studying import (
    KERNEL_PATIENCE,
    as_saved,
    begin_exam,
    fill_in,
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
from playwright.sync_api import Locator, Page, Route, expect

from grading.content import read_content
from quizzes.bank import QuestionBank
from quizzes.kinds import kind_of

pytestmark = pytest.mark.browser

AT_DESK, ON_PHONE, RELOADER, TYPIST, MOVER, REFUSED, PRACTISER, KEYS = map(learner, range(8))
WRITER, READER, MARKED = map(learner, range(8, 11))


@pytest.fixture(scope="module")
def kinds_portal(
    browser, tmp_path_factory, shared_folder
) -> Iterator[tuple[RunningPortal, QuestionBank, str]]:
    home = make_demo_home(tmp_path_factory.mktemp("kinds") / "home", shared_folder)
    add_every_kind(home)
    marked = add_marked_attempt(home, MARKED)
    with running_portal(home.root, "--demo") as running:
        yield running, read_content(home).quizzes.bank, marked


@pytest.fixture
def marked(kinds_portal) -> str:
    """The attempt whose essays were marked by hand."""
    return kinds_portal[2]


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
def test_an_exam_with_every_kind_is_sat_and_waits_for_markers(open_as, bank, axe, screens, size):
    page = open_as(AT_DESK if size is DESK else ON_PHONE, size)
    attempt = begin_exam(page, PAPER)
    assert serious_faults(page, axe) == []
    fill_in(page, bank)
    expected = {name: as_saved(right(bank, name)) for name in map(question_id, questions(page))}
    assert saved_answers(page, attempt) == expected
    assert serious_faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=screens / f"kinds-exam-{size.name}.png", full_page=True)
    page.get_by_role("button", name="交卷", exact=True).click()
    page.get_by_role("button", name="确认交卷").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("待阅卷", timeout=KERNEL_PATIENCE)
    assert attempt in page.url
    assert serious_faults(page, axe) == []
    page.screenshot(path=screens / f"kinds-waiting-{size.name}.png", full_page=True)
    for place in ("/record", f"/exam/{PAPER}"):
        page.goto(place)
        expect(page.locator(".table").get_by_text("待阅卷")).not_to_have_count(0)
        assert serious_faults(page, axe) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=lambda size: size.name)
def test_a_marked_exam_shows_what_was_written_and_what_the_marker_gave(
    open_as, marked, axe, screens, size
):
    page = open_as(MARKED, size)
    page.goto(f"/result/{marked}")
    expect(page.locator(".band")).to_be_visible()
    essay = page.locator("article.question", has_text="示范简答题").first
    answer = essay.locator(".written").first
    assert answer.evaluate("(dd) => dd.innerText") == WRITTEN
    assert "坏" not in page.title()
    for words in (
        "阅卷评语",
        COMMENT,
        "2.5 / 6 分",
        "2 / 2 分",
        "0.5 / 1 分",
        "0 / 3 分",
        "参考答案",
    ):
        expect(essay).to_contain_text(words)
    expect(page.locator(".question-part")).to_have_count(3)
    expect(page.locator(".question-wrong")).to_have_count(0)
    expect(page.locator(".facts")).to_contain_text("另有 3 题得部分分")
    expect(page.locator(".case")).to_have_count(1)
    page.locator('article:has-text("案例 1 · 第 2 问")').get_by_role("link", name="看案情").click()
    expect(page.locator(".case")).to_be_in_viewport()
    assert serious_faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=screens / f"kinds-result-{size.name}.png", full_page=True)


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


def test_an_essay_is_saved_while_it_is_written_and_its_characters_are_counted(open_as):
    page = open_as(WRITER)
    attempt = begin_exam(page, PAPER)
    question = of_kind(page, "essay")
    area, room = question.locator("textarea"), question.locator("textarea").bounding_box()
    area.press_sequentially("先写一段")
    assert focus_is_visible(page)
    expect(question.locator(".essay-count")).to_contain_text("已写 4 字")
    expect(status(question)).to_contain_text("已保存")
    assert saved_answers(page, attempt) == {question_id(question): "先写一段"}
    expect(page.locator("#answered-count")).to_have_text("1")
    text = "\n".join(["第二段，写得更长。"] * 20)
    area.fill(text)
    area.blur()
    all_saved(page)
    assert saved_answers(page, attempt) == {question_id(question): text}
    assert area.bounding_box()["height"] > room["height"]
    expect(question.locator("[data-clear]")).to_have_count(0)  # one click must not lose all this
    area.fill("")
    area.blur()
    expect(status(question)).to_have_text("未作答")


def test_an_essay_follows_another_tab_unless_it_is_being_written(open_as):
    page = open_as(WRITER)
    page.goto(f"/exam/{PAPER}")
    page.get_by_role("link", name="继续作答", exact=True).click()
    other = page.context.new_page()
    other.goto(page.url)
    here, there = of_kind(page, "essay"), of_kind(other, "essay")
    there.locator("textarea").fill("在另一页写的")
    there.locator("textarea").blur()
    expect(here.locator("textarea")).to_have_value("在另一页写的")
    here.locator("textarea").press_sequentially("，这一页接着写")
    pick(of_kind(other, "multiple_choice"), ("A",))
    all_saved(other)
    expect(status(of_kind(page, "multiple_choice"))).to_contain_text("已保存")
    expect(here.locator("textarea")).to_have_value("在另一页写的，这一页接着写")
    all_saved(page)
    expect(there.locator("textarea")).to_have_value("在另一页写的，这一页接着写")


def test_what_is_filled_in_before_the_scripts_have_come_is_saved_too(open_as):
    page = open_as(PRACTISER)
    attempt, held = begin_exam(page, PAPER), []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/exam.js*", hold)
    with page.expect_request("**/exam.js*"):
        page.reload(wait_until="commit")
    essay, choice = of_kind(page, "essay"), of_kind(page, "multiple_choice")
    essay.locator("textarea").fill("脚本到达以前写的")
    choice.locator("input[value=B]").check(force=True)
    for route in held:
        route.continue_()
    for question in (essay, choice):
        expect(status(question)).to_have_text(re.compile(r"已保存 \d"))  # when, so not as it came
    saved = saved_answers(page, attempt)
    assert saved[question_id(essay)] == "脚本到达以前写的"
    assert "B" in saved[question_id(choice)]


def test_a_case_is_told_once_and_each_of_its_questions_leads_back_to_it(open_as):
    page = open_as(READER, PHONE)
    begin_exam(page, PAPER)
    box = page.locator(".case")
    expect(box).to_have_count(1)
    assert box.locator(".case-text").text_content() == CASE_TEXT
    assert str(page.locator("#answers").text_content()).count(CASE_TEXT) == 1
    parts = page.locator(f'[data-question^="{CASE}-"]')
    expect(parts).to_have_count(3)
    for number, part in enumerate(parts.all(), start=1):
        expect(part).to_contain_text(f"案例 1 · 第 {number} 问")
        part.get_by_role("link", name="看案情").click()
        expect(box).to_be_in_viewport()
        shown = str(part.get_attribute("data-number"))
        box.get_by_role("link", name=f"第 {shown} 题").press("Enter")
        expect(part).to_be_in_viewport()


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
