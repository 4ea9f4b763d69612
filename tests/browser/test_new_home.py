"""A new home in the browser: the first run, and a portal with room for one page only."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from builders.accessibility import serious_faults
from builders.browser import DESK, PHONE, watched_context
from builders.server import RunningPortal, running_portal
from builders.studying import KERNEL_PATIENCE
from playwright.sync_api import Page, expect

from courses.clock import system_clock
from grading.people.accounts import add_person
from grading.people.model import Role
from grading.records.engine import RecordsDatabase

pytestmark = pytest.mark.browser

FIRST, READING, WAITING = "guanli", "yuedu", "dengdai"
PASSWORD = "a-first-password"
TYPED = {
    "单位名称": "示范县生态环境局",
    "管理员姓名": "示范甲",
    "管理员登录名": FIRST,
    "再输一次密码": PASSWORD,
}


@pytest.fixture(scope="module")
def new_portal(browser, tmp_path_factory) -> Iterator[RunningPortal]:
    folder = tmp_path_factory.mktemp("new") / "home"
    with running_portal(folder, environment={"XUEFA_KERNELS_TOTAL": "1"}) as running:
        yield running


@pytest.fixture(params=[DESK, PHONE], ids=lambda size: size.name)
def size(request):
    return request.param


@pytest.fixture
def visit_new(browser, new_portal, size):
    with watched_context(browser, new_portal.address, size) as (context, watch):
        yield context.new_page()
        assert watch.hosts == {urlsplit(new_portal.address).netloc}
        assert watch.complaints == []


def test_the_first_run_is_refused_without_the_printed_code(visit_new, size, screens):
    visit_new.goto("/first-run?code=guessed")
    expect(visit_new.get_by_role("heading", level=1)).to_have_text("不能打开")
    visit_new.screenshot(path=screens / f"first-run-refused-{size.name}.png", full_page=True)


def test_the_first_run_is_easy_to_use_with_the_printed_code(
    visit_new, new_portal, size, screens, axe
):
    visit_new.goto(_printed_address(new_portal))
    expect(visit_new.get_by_role("heading", level=1)).to_have_text("首次设置")
    visit_new.screenshot(path=screens / f"first-run-{size.name}.png", full_page=True)
    assert serious_faults(visit_new, axe) == []


def test_the_first_run_makes_an_administrator_who_can_log_in(browser, new_portal):
    with watched_context(browser, new_portal.address) as (context, watch):
        page = context.new_page()
        page.goto(_printed_address(new_portal))
        for label, text in TYPED.items():
            page.get_by_label(label).fill(text)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="完成设置").click()
        _log_in(page, FIRST)
        expect(page.locator(".site-header")).to_contain_text(TYPED["单位名称"])
        expect(page.get_by_text("示范数据")).to_have_count(0)
        assert watch.complaints == []


def test_a_full_portal_asks_to_wait(browser, new_portal, screens, axe):
    _add_readers(new_portal)
    with watched_context(browser, new_portal.address) as (first, _):
        reader = first.new_page()
        _log_in(reader, READING)
        reader.goto("/lesson/penalty-1-3", wait_until="commit")
        expect(reader.locator(".practice-round")).to_be_visible(timeout=KERNEL_PATIENCE)
        with watched_context(browser, new_portal.address, PHONE) as (second, watch):
            page = second.new_page()
            _log_in(page, WAITING)
            page.goto("/lesson/penalty-1-3")
            expect(page.get_by_role("heading", level=1)).to_have_text("系统繁忙，请稍候")
            page.screenshot(path=screens / "busy-375.png", full_page=True)
            assert serious_faults(page, axe) == []
            assert watch.hosts == {urlsplit(new_portal.address).netloc}
            reader.goto("/")
            expect(page.get_by_role("heading", name="学习目标")).to_be_visible(
                timeout=KERNEL_PATIENCE
            )
            assert watch.complaints == []


def _printed_address(portal: RunningPortal) -> str:
    found = re.search(r"http\S+/first-run\?code=\S+", portal.output)
    assert found is not None, portal.output
    return found.group()


def _log_in(page: Page, login_name: str) -> None:
    page.goto("/login")
    page.get_by_label("登录名").fill(login_name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")


def _add_readers(portal: RunningPortal) -> None:
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        known = {person.login_name for person in records.people.current()}
        for login_name in {READING, WAITING} - known:
            add_person(
                records,
                system_clock,
                login_name=login_name,
                name="示范乙",
                roles=(Role.INSTRUCTOR,),
                password=PASSWORD,
            )
    database.close()
