"""What a learner does in the browser; right answers are known from the question bank."""

import json
import re
from collections.abc import Iterable

from builders.demo_home import password_of
from playwright.sync_api import Locator, Page, Response, expect

from quizzes.bank import QuestionBank
from quizzes.kinds import kind_of
from quizzes.model import Answer

KERNEL_PATIENCE = 60_000
"""Milliseconds; a kernel is a process that has to start."""


def log_in(page: Page, login_name: str) -> None:
    """Log somebody of the demo home in by the form, and arrive at the front page."""
    page.goto("/login")
    page.get_by_label("登录名").fill(login_name)
    page.get_by_label("密码").fill(password_of(login_name))
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")


def begin_exam(page: Page, paper_id: str) -> str:
    """Begin an exam from its lobby and return the attempt's id."""
    page.goto(f"/exam/{paper_id}")
    page.get_by_role("button", name="开始考试").click()
    expect(page.locator("#exam")).to_be_visible()
    return str(page.locator("#exam").get_attribute("data-attempt"))


def questions(page: Page) -> list[Locator]:
    """Return the questions of the exam page in their order."""
    return page.locator("#answers [data-question]").all()


def pick(question: Locator, answer: Answer) -> None:
    """Give exactly this answer: pick options, type, move steps, or choose from the menus."""
    if question.locator(".blank").count():
        question.locator(".blank input").fill(str(answer))
        question.locator(".blank input").blur()
    elif question.locator(".essay").count():
        question.locator(".essay textarea").fill(str(answer))
        question.locator(".essay textarea").blur()
    elif question.locator("[data-steps]").count():
        _put_in_order(question, tuple(answer) if isinstance(answer, tuple) else ())
    elif question.locator(".pair").count():
        pairs = answer if isinstance(answer, tuple) else ()
        for letter, menu in zip("ABCDEF", question.locator(".pair select").all(), strict=False):
            menu.select_option(next((pair for pair in pairs if pair[0] == letter), ""))
    else:
        _pick_options(question, answer)


def _put_in_order(question: Locator, letters: tuple[str, ...]) -> None:
    steps = question.locator("[data-step]")
    for place, letter in enumerate(letters):
        while steps.nth(place).get_attribute("data-step") != letter:
            question.locator(f'[data-step="{letter}"] [data-move="up"]').click()
    confirm = question.locator("[data-confirm-steps]")
    if confirm.is_visible():
        confirm.click()


def _pick_options(question: Locator, answer: Answer) -> None:
    words = {_word(part) for part in (answer if isinstance(answer, tuple) else (answer,))}
    for option in question.locator(".option").all():
        field = option.locator("input")
        if field.is_checked() != (field.get_attribute("value") in words):
            option.click()


def _word(part: str | bool) -> str:
    return str(part).lower() if isinstance(part, bool) else part


def right(bank: QuestionBank, question_id: str) -> Answer:
    """Return the right answer to a question."""
    question = bank.question(question_id)
    return kind_of(question).right_answer(question)


def wrong(bank: QuestionBank, question_id: str) -> Answer:
    """Return a wrong answer to a question, somebody's known mistake where there are any."""
    question = bank.question(question_id)
    kind = kind_of(question)
    order, answers = kind.option_order(question), list(kind.wrong_answers(question))
    return next((a for a in answers if kind.mistakes(question, order, a)), answers[0])


def question_id(question: Locator) -> str:
    """Return the id of a question on the exam page."""
    return str(question.get_attribute("data-question"))


def fill_in(
    page: Page, bank: QuestionBank, *, wrongly: Iterable[int] = (), leaving: Iterable[int] = ()
) -> None:
    """Answer the whole exam, some questions wrongly or not at all; numbers count from 1."""
    wrong_numbers, open_numbers = set(wrongly), set(leaving)
    for number, question in enumerate(questions(page), start=1):
        if number in open_numbers:
            continue
        choose = wrong if number in wrong_numbers else right
        pick(question, choose(bank, question_id(question)))
    expect(page.locator("#saving")).to_have_attribute("data-state", "saved")


def saved_answers(page: Page, attempt_id: str) -> dict[str, object]:
    """Ask the portal which answers it has."""
    answer = page.request.get(f"/api/attempts/{attempt_id}")
    assert answer.ok, answer.text()
    found: dict[str, object] = answer.json()["answers"]
    return found


def as_saved(answer: Answer) -> object:
    """Return an answer as the API tells it."""
    return list(answer) if isinstance(answer, tuple) else answer


def hand_in(page: Page) -> None:
    """Hand in by the dialog and wait for the result."""
    page.get_by_role("button", name="交卷", exact=True).click()
    page.get_by_role("button", name="确认交卷").click()
    expect(page.locator(".band")).to_be_visible(timeout=KERNEL_PATIENCE)


def practice(page: Page) -> Locator:
    """Return the round of practice of the open lesson, once it is there."""
    found = page.locator(".practice-round")
    expect(found).to_be_visible(timeout=KERNEL_PATIENCE)
    return found


def practice_places(page: Page) -> list[Locator]:
    """Return the questions of the round in their order."""
    return practice(page).locator("article.question").all()


def practised(place: Locator) -> str:
    """Return the id of the question that is put at a place."""
    return str(place.locator("form").get_attribute("data-question-id"))


def answer_practice(place: Locator, answer: Answer) -> None:
    """Answer a practice question and wait for the verdict."""
    pick(place, answer)
    place.get_by_role("button", name="提交答案").click()
    expect(place.locator("[data-verdict]")).to_be_visible()


def enter_date(page: Page, label: str, day: str) -> None:
    """Enter a date (as 2026-09-18) into a widget of the lesson."""
    field = page.locator(".widget-datepicker", has_text=label).locator("input")
    expect(field).to_be_visible(timeout=KERNEL_PATIENCE)
    field.fill(day)
    field.blur()


def own_kernel(page: Page) -> str:
    """Return the id of the kernel behind a lesson or dashboard."""
    content = page.locator("#jupyter-config-data").text_content()
    return str(json.loads(content or "{}")["kernelId"])


def is_hand_in(response: Response) -> bool:
    """Whether the browser has just handed an attempt in."""
    return response.request.method == "POST" and bool(re.search("/hand-in$", response.url))
