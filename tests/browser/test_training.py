"""A training session: QR code, quick quiz, certificate, check page; and a sheet typed in."""

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from builders.accessibility import serious_faults
from builders.browser import PHONE, overhang
from builders.proofs import PDF
from builders.studying import fill_in, hand_in
from builders.training_portal import OpenSession, open_session
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from grading.content import read_content
from quizzes.draw import draw_variants
from quizzes.printing.sheet import lay_out

pytestmark = pytest.mark.browser

QUIZ, ANN, BEN = "session-permit", "示范学员甲", "示范学员乙"


@pytest.fixture(scope="module")
def quizzes(home):
    return read_content(home).quizzes


@pytest.fixture(scope="module")
def session(portal, quizzes) -> OpenSession:
    papers = quizzes.shelf.all()
    return open_session(portal, "instructor", papers, paper_id=QUIZ, invited=("1", "2", "3"))


@pytest.fixture
def sound(axe, screens: Path):
    """Says whether a page can be used by everybody at this size, and keeps a picture of it."""

    def check(page: Page, name: str) -> None:
        assert serious_faults(page, axe) == []
        assert overhang(page) <= 0
        page.screenshot(path=screens / f"training-{name}.png", full_page=True)

    return check


def test_from_the_qr_code_to_the_check_page_on_a_phone(open_page, session, bank, sound):
    teacher, taught = open_page("instructor")
    teacher.goto(f"/training/{session.id}/screen")
    shown = urlsplit(teacher.locator("#now").get_attribute("data-address"))
    phone, seen = open_page(size=PHONE)
    phone.goto(f"{shown.path}?{shown.query}")
    phone.get_by_label("姓名").fill(ANN)
    phone.get_by_label("单位", exact=True).press_sequentially("示范")
    sound(phone, "sign-in-375")
    phone.get_by_role("option").first.click()
    expect(phone.get_by_text("在受邀单位里。")).to_be_visible()
    phone.get_by_role("button", name="签到").click()
    expect(phone.get_by_role("heading", name="已签到")).to_be_visible()
    expect(teacher.get_by_text("1 人已签到")).to_be_visible()

    phone.get_by_role("button", name="开始测验").click()
    fill_in(phone, bank, wrongly=(7,))
    hand_in(phone)
    expect(phone.locator("main a[href^='/statute/']")).to_have_count(0)
    phone.get_by_role("link", name="回到本期培训").click()
    expect(phone.get_by_text("已通过")).to_be_visible()
    sound(phone, "pass-375")

    with phone.expect_download() as saved:
        phone.get_by_role("link", name="下载证书").click()
    text = PdfReader(io.BytesIO(saved.value.path().read_bytes())).pages[0].extract_text()
    assert ANN in text
    number, code = re.search(r"\d{4}-\d+-\d+", text)[0], re.search(r"\w{5}-\w{5}", text)[0]
    phone.goto("/verify")
    phone.get_by_label("证书编号").fill(number)
    phone.get_by_label("核验码").fill(code)
    phone.get_by_role("button", name="核验").click()
    expect(phone.get_by_role("heading", name="有效")).to_be_visible()
    phone.goto("/record")
    expect(phone.get_by_role("heading", name="已签到")).to_be_visible()
    assert [*seen.complaints, *taught.complaints] == []


def test_a_sheet_of_paper_is_typed_in_letter_by_letter(open_page, session, quizzes, sound):
    teacher, watch = open_page("instructor")
    session.sign_in(BEN, "示范轧花厂")
    teacher.goto(f"/training/{session.id}/grid")
    teacher.get_by_label(f"{BEN}，卷别").focus()
    teacher.keyboard.type("b" + key_of(quizzes, "B").lower())
    sound(teacher, "grid-1280")
    teacher.get_by_label("答卷的扫描件").set_input_files(
        {"name": "答卷.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    teacher.get_by_role("button", name="录入").click()
    expect(teacher.get_by_text("已录入 1 份答卷")).to_be_visible()
    teacher.get_by_role("link", name="看成绩").click()
    row = teacher.get_by_role("row").filter(has_text=BEN)
    expect(row).to_contain_text("纸质")
    row.get_by_role("button", name="发凭证码").click()
    expect(teacher.locator(".pass-code")).to_be_visible()
    sound(teacher, "quiz-1280")
    teacher.set_viewport_size({"width": PHONE.width, "height": PHONE.height})
    sound(teacher, "quiz-375")
    teacher.goto(f"/training/{session.id}/grid?show=all")
    sound(teacher, "grid-375")
    assert watch.complaints == []


def key_of(quizzes, letter: str) -> str:
    """Return what is typed for a sheet without a mistake: 1 and 0 for true and false."""
    paper = quizzes.shelf.paper(QUIZ)
    variant = draw_variants(paper, quizzes.bank)["ABC".index(letter)]
    asked = [one for section in lay_out(paper, variant).sections for one in section.questions]
    return "".join(one.short_answer.replace("√", "1").replace("×", "0") for one in asked)
