"""One browser and one portal with demo data per worker; a watched context per test."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from builders.browser import DESK, Size, Watch, find_browser, running_browser, watched_context
from builders.demo_home import make_demo_home
from builders.server import RunningPortal, running_portal
from builders.studying import log_in
from playwright.sync_api import Browser, Page, StorageState, expect

from grading.content import read_content
from grading.home import Home
from quizzes.bank import QuestionBank

expect.set_options(timeout=20_000)

Visit = Callable[..., AbstractContextManager[tuple[Page, Watch]]]
OpenPage = Callable[..., tuple[Page, Watch]]


def _missing(what: str) -> None:
    """Skip where somebody has no browser; never where everything has to be tested."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}; under CI nothing may be left out")
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        _missing("no Chromium found on the PATH")
    with running_browser(str(path)) as running:
        yield running


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core; run by the test itself, so that no policy keeps it out."""
    file = Path(os.environ.get("AXE_CORE", ""))
    if not file.is_file():
        _missing("AXE_CORE does not name axe.min.js of axe-core")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def screens() -> Path:
    """The folder for pictures of pages."""
    usual = Path(__file__).parents[2] / ".ci" / "out" / "screens"
    folder = Path(os.environ.get("SCREENS_FOLDER") or usual)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of this run that all its workers have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Home:
    """A demo home of this worker; without a browser it is not made."""
    return make_demo_home(tmp_path_factory.getbasetemp() / "demo-home", shared_folder)


@pytest.fixture(scope="session")
def portal(home: Home) -> Iterator[RunningPortal]:
    with running_portal(home.root, "--demo") as running:
        yield running


@pytest.fixture(scope="session")
def bank(home: Home) -> QuestionBank:
    return read_content(home).quizzes.bank


@pytest.fixture(scope="session")
def visit(browser: Browser, portal: RunningPortal) -> Visit:
    """Open a watched context in which somebody is logged in; nobody, without a login name."""
    states: dict[str, StorageState] = {}

    @contextmanager
    def visiting(login_name: str = "", size: Size = DESK) -> Iterator[tuple[Page, Watch]]:
        state = states.get(login_name)
        with watched_context(browser, portal.address, size, state) as (context, watch):
            page = context.new_page()
            if login_name and state is None:
                log_in(page, login_name)
                states[login_name] = context.storage_state()
            yield page, watch

    return visiting


@pytest.fixture
def open_page(visit: Visit) -> Iterator[OpenPage]:
    """Open pages as `visit` does; they close with the test."""
    with ExitStack() as stack:
        yield lambda *who, **more: stack.enter_context(visit(*who, **more))
