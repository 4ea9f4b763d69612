"""A page whose kernel has died says so."""

import psutil
import pytest
from builders.studying import enter_date, own_kernel
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

POLLING = 20_000
"""Milliseconds between two questions of a page whether its kernel lives."""


def test_a_page_whose_kernel_was_killed_asks_to_be_reloaded(open_page, portal):
    page, _ = open_page("officer02")
    page.clock.install()
    page.goto("/lesson/penalty-1-3", wait_until="commit")
    enter_date(page, "发现日", "2026-09-16")
    expect(page.locator(".clock-stop").first).to_be_visible()
    expect(page.locator(".page-banner")).to_have_count(0)
    kernel = _kernel_process(portal.process.pid, own_kernel(page))
    kernel.kill()
    kernel.wait(10)
    page.clock.fast_forward(POLLING)
    expect(page.get_by_role("alert").filter(has_text="请刷新")).to_be_visible()
    page.get_by_role("button", name="刷新").click(no_wait_after=True)
    enter_date(page, "发现日", "2026-09-16")
    expect(page.locator(".clock-stop").first).to_be_visible()


def _kernel_process(portal: int, kernel_id: str) -> psutil.Process:
    children = psutil.Process(portal).children(recursive=True)
    return next(child for child in children if any(kernel_id in word for word in child.cmdline()))
