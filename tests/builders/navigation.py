"""Following the links in the header, by mouse, whether they stand there or in a menu."""

from typing import Any

from playwright.sync_api import Page


def follow(page: Page, title: str, **how: Any) -> None:
    """Click an entry of the navigation, opening its menu before."""
    named = page.get_by_role("link", name=title, include_hidden=True)
    entry = page.get_by_label("主导航").locator(named)
    entry.wait_for(state="attached")
    menu = page.locator(".nav-menu").filter(has=named)
    if menu.count() and menu.get_attribute("open") is None:
        menu.locator("summary").click()
    entry.click(**how)
