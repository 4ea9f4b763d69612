"""What holds for every page: at a desk, on a phone, and at 200 % zoom."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from builders.accessibility import serious_faults
from builders.browser import SIZES, ZOOMED, Size, Watch, overhang
from builders.every_page import PORTAL_PAGES, PortalPage
from builders.shown_pages import ShownPages
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is on the screen, and what it asked for."""

    page: Page
    watch: Watch
    host: str


@pytest.fixture(scope="module")
def pages(visit, bank) -> Iterator[ShownPages]:
    with ShownPages(visit, bank) as shown_pages:
        yield shown_pages


@pytest.fixture(
    scope="module",
    params=[(place, size) for place in PORTAL_PAGES for size in SIZES],
    ids=lambda param: f"{param[0].name}-{param[1].name}",
)
def shown(request, pages, portal, screens) -> Shown:
    place: PortalPage = request.param[0]
    size: Size = request.param[1]
    page, watch = pages.show(place, size)
    if size is not ZOOMED:
        picture = screens / f"{place.name}-{size.name}.png"
        page.screenshot(path=picture, full_page=place.in_full)
    return Shown(page, watch, urlsplit(portal.address).netloc)


def test_no_page_asks_another_host(shown):
    assert shown.watch.hosts == {shown.host}


def test_no_page_breaks_its_policy_or_fails_in_its_scripts(shown):
    assert shown.watch.complaints == []


def test_no_page_scrolls_sideways(shown):
    assert overhang(shown.page) <= 0


def test_axe_finds_no_serious_fault_on_any_page(shown, axe):
    assert serious_faults(shown.page, axe) == []
