"""Pages of the portal shown one after the other, as somebody would who keeps the windows open."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Self

from builders.browser import DESK, ZOOMED, Size, Watch
from builders.every_page import PortalPage
from playwright.sync_api import Page

from quizzes.bank import QuestionBank

Visit = Callable[..., AbstractContextManager[tuple[Page, Watch]]]

_SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class ShownPages:
    """Keeps one window per person and size; a page is zoomed where it stands at the desk.

    What pages load is thus fetched once per window, and a page that is looked at in two sizes is
    opened once. `watch` of a page holds what that page asked for and complained about.
    """

    def __init__(self, visit: Visit, bank: QuestionBank) -> None:
        self._visit, self._bank = visit, bank
        self._windows: dict[tuple[str, Size], tuple[Page, Watch]] = {}
        self._stack = ExitStack()
        self._shown: tuple[PortalPage, Size] | None = None
        self._page: Page | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def show(self, place: PortalPage, size: Size) -> tuple[Page, Watch]:
        """Show a page and return it with its watch; whatever was shown before is closed."""
        at_first = DESK if size is ZOOMED else size
        if self._page is None or self._shown != (place, at_first):
            self._page = self._open(place, at_first)
        if size is ZOOMED:
            _zoom(self._page)
        self._shown = (place, size)
        return self._page, self._windows[place.login_name, at_first][1]

    def _open(self, place: PortalPage, size: Size) -> Page:
        if self._page is not None:
            self._page.close()
        self._page = None
        window = place.login_name, size
        if window not in self._windows:
            self._windows[window] = self._stack.enter_context(self._visit(*window))
        first, watch = self._windows[window]
        page = first.context.new_page()
        watch.addresses.clear()
        watch.complaints.clear()
        place.show(page, self._bank)
        return page


def _zoom(page: Page) -> None:
    """Let a page of the desk's size be seen at 200 %: half as many of its pixels, twice as fine."""
    debugger = page.context.new_cdp_session(page)
    seen = {"width": ZOOMED.width, "height": ZOOMED.height, "deviceScaleFactor": ZOOMED.scale}
    debugger.send("Emulation.setDeviceMetricsOverride", seen | {"mobile": False})
    page.evaluate(_SETTLED)
