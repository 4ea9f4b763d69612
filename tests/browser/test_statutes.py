"""Reading the law in a browser: from a lesson to an article, to what followed it, and back."""

import re
from urllib.parse import urlsplit

import pytest
from builders.browser import DESK, PHONE
from builders.demo_home import learner
from builders.reader_home import CODE, NOISE, OWN
from builders.studying import KERNEL_PATIENCE
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LESSON = "/lesson/penalty-1-4"
READERS = {DESK: learner(6).login_name, PHONE: learner(7).login_name}


def _heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.mark.parametrize("size", READERS, ids=lambda size: size.name)
def test_from_a_lesson_to_an_article_to_its_successor_and_back(open_page, portal, size):
    page, watch = open_page(READERS[size], size)
    page.goto(LESSON, wait_until="commit")
    cited = page.locator(f'.jp-MarkdownOutput a[href="/statute/{CODE}:1229"]').first
    expect(cited).to_be_visible(timeout=KERNEL_PATIENCE)
    cited.click()
    _heading(page, "《生态环境法典》第一千二百二十九条")
    expect(page.locator(".law-banner")).to_contain_text("现行有效")
    before = page.get_by_role("region", name="从哪里来")
    expect(before.locator("del").first).to_be_visible()
    before.get_by_role("link", name="《噪声污染防治法》第七十一条").first.click()
    _heading(page, "《噪声污染防治法》第七十一条")
    banner = page.locator(".law-banner")
    expect(banner).to_contain_text("已废止")
    banner.get_by_role("link", name="《生态环境法典》第一千二百二十九条").click()
    _heading(page, "《生态环境法典》第一千二百二十九条")
    for title in ("《噪声污染防治法》第七十一条", "《生态环境法典》第一千二百二十九条"):
        page.go_back()
        _heading(page, title)
    page.go_back(wait_until="commit")
    _heading(page, "1.4 告知和听证")
    assert watch.hosts == {urlsplit(portal.address).netloc}
    assert watch.complaints == []


def test_the_widget_of_a_lesson_shows_the_article_for_another_day(open_page):
    page, watch = open_page(learner(8).login_name)
    page.goto(LESSON, wait_until="commit")
    card = page.locator(".law-card")
    expect(card).to_contain_text("现行有效", timeout=KERNEL_PATIENCE)
    expect(card).to_contain_text("示范单位堵住示范大门")
    day = page.get_by_label("按哪一天看")
    day.fill("2026-08-14")
    day.press("Tab")
    expect(card).to_contain_text("尚未施行", timeout=KERNEL_PATIENCE)
    expect(card.get_by_role("link", name="《噪声污染防治法》第七十一条").first).to_be_visible()
    assert watch.complaints == []


def test_on_a_phone_the_law_has_the_whole_width(open_page):
    page, _ = open_page(learner(9).login_name, PHONE)
    page.goto(f"/statute/{CODE}:1229")
    for part in (".law-banner", ".law-sheet", ".law-columns > aside"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["width"] > 0.8 * PHONE.width


def test_searching_leads_to_the_words_and_keeps_the_day(open_page):
    page, _ = open_page("trainee01")
    page.goto("/")
    page.get_by_role("link", name="法规", exact=True).click()
    page.get_by_label("词、短语或者条号").fill("夜间喧哗")
    page.get_by_label("某日有效").fill("2026-08-14")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".law-hit mark").first).to_have_text("夜间喧哗")
    page.get_by_role("link", name="《噪声污染防治法》第八十二条").click()
    expect(page.locator(".law-banner")).to_contain_text("2026年8月14日")
    expect(page.locator(".law-banner")).to_contain_text("现行有效")
    page.get_by_role("link", name="回到今天").click()
    expect(page.locator(".law-banner")).to_contain_text("已废止")


def test_the_contents_unfold_by_keyboard_and_all_at_once(open_page):
    page, _ = open_page("officer01")
    page.goto(f"/statutes/{CODE}")
    branch = page.locator(".law-tree details").first
    branch.evaluate("(part) => { part.open = false; }")
    article = branch.get_by_role("link", name="第一千一百零二条")
    expect(article).to_be_hidden()
    branch.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(article).to_be_visible()
    page.get_by_role("button", name="全部收起").click()
    expect(article).to_be_hidden()
    page.get_by_role("button", name="全部展开").click()
    expect(article).to_be_visible()
    page.get_by_label("打开第几条").fill("1190")
    page.keyboard.press("Enter")
    _heading(page, "《生态环境法典》第一千一百九十条")


def test_the_permanent_link_is_copied(open_page, portal):
    page, _ = open_page("officer01")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/statute/{OWN}:2.1?on=2025-01-01")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status")).to_have_text("链接已经复制。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{portal.address}/statute/{OWN}:2.1"


def test_the_link_is_copied_on_plain_http_too(open_page):
    page, _ = open_page("officer01")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"/statute/{OWN}:2")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("已经复制|自己复制"))


def test_paper_shows_the_article_and_where_it_is_kept(open_page):
    page, _ = open_page("officer01")
    page.goto(f"/statute/{NOISE}:82")
    page.emulate_media(media="print")
    expect(page.locator(".law-banner")).to_be_visible()
    expect(page.locator(".law-text")).to_be_visible()
    expect(page.get_by_text("固定链接：")).to_be_visible()
    for hidden in (".site-nav", ".law-columns > aside", ".law-neighbours"):
        expect(page.locator(hidden)).to_be_hidden()
