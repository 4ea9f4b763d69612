"""A real browser for tests, and a watch on what its pages ask for and complain about."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as WaitedInVainError

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
PATIENCE = 20_000
"""Milliseconds that an action or an expectation may take on a busy machine."""
FITTING = 3_000
"""Milliseconds within which charts follow a window that has become smaller."""

TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass(frozen=True, slots=True)
class Size:
    """A window; `scale` is how many screen pixels make one of the page's."""

    name: str
    width: int
    height: int
    scale: float = 1


DESK = Size("1280", 1280, 900)
PHONE = Size("375", 375, 812)
ZOOMED = Size("zoomed", 640, 450, 2)
"""A window of 1280 by 900 pixels at 200 % zoom."""

SIZES = (DESK, ZOOMED, PHONE)


def find_browser() -> str | None:
    """Return the path of the system's Chromium, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def running_browser(path: str) -> Iterator[Browser]:
    """Run a browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Watch:
    """What the pages of one context asked for, and what their consoles said was wrong."""

    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        """Every host and port that was asked, over HTTP or by websocket."""
        parts = [urlsplit(address) for address in self.addresses]
        return {part.netloc for part in parts if part.scheme not in {"data", "blob", "about"}}

    def follow(self, context: BrowserContext) -> None:
        context.add_init_script(TELL_VIOLATIONS)
        context.on("request", lambda request: self.addresses.append(request.url))
        context.on("page", self._follow_page)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _follow_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.addresses.append(socket.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_own_status(message):
            self.complaints.append(f"{message.text} ({message.location['url']})")


def _is_own_status(message: ConsoleMessage) -> bool:
    """Whether Chromium only repeats the status of a page that was meant to be refused."""
    page = message.page
    is_about_page = page is not None and message.location["url"] == page.url
    return is_about_page and message.text.startswith("Failed to load resource: the server respond")


@contextmanager
def watched_context(
    browser: Browser, address: str, size: Size = DESK, state: StorageState | None = None
) -> Iterator[tuple[BrowserContext, Watch]]:
    """Open a context whose pages are watched from their first request on."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": size.width, "height": size.height},
        device_scale_factor=size.scale,
        has_touch=size is PHONE,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        storage_state=state,
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch()
    watch.follow(context)
    try:
        yield context, watch
    finally:
        context.close()


def overhang(page: Page) -> int:
    """Return by how many pixels a page is wider than its window, once it has had time to fit."""
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    with suppress(WaitedInVainError):
        page.wait_for_function(f"{wider} <= 0", timeout=FITTING)
    return int(page.evaluate(wider))
