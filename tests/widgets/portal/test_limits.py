"""How many kernels there may be, and what becomes of places that are given back."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from builders.kernel_page import (
    LESSON,
    KernelPage,
    kernel_id_of,
    kernel_process,
    kernel_processes,
    open_page,
    page_token,
)
from builders.people import PASSWORD
from builders.portal_home import add_by_command
from builders.server import RunningPortal, Visitor, running_portal, wait_until

from grading.home import Home
from grading.settings import read_settings
from widgets.portal.identity import COOKIE
from widgets.portal.kernels import PageKernels
from widgets.portal.server import portal_configuration

pytestmark = pytest.mark.xdist_group("portal")

PER_PERSON, IN_TOTAL = 2, 3


@pytest.fixture(scope="module")
def narrow(
    copied_home: Callable, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """A portal with few places, behind a proxy that speaks https."""
    settings = {
        "XUEFA_KERNELS_PER_USER": str(PER_PERSON),
        "XUEFA_KERNELS_TOTAL": str(IN_TOTAL),
        "XUEFA_PAGES_AT_ONCE": "2",
        "XUEFA_PUBLIC_URL": "https://xuefa.example",
    }
    home = copied_home(tmp_path_factory.mktemp("narrow"))
    with running_portal(home, environment=settings) as running:
        yield running


@pytest.fixture(scope="module")
def everybody(narrow: RunningPortal) -> tuple[Visitor, ...]:
    """Five officers."""
    names = [f"visitor{number}" for number in range(5)]
    for name in names:
        add_by_command(narrow.address, narrow.home, name)
    return tuple(Visitor(narrow.address).log_in(name, PASSWORD) for name in names)


@pytest.fixture
def people(narrow: RunningPortal, everybody: tuple[Visitor, ...]) -> Iterator[tuple[Visitor, ...]]:
    """The officers, who find the house empty and leave it so."""
    yield everybody
    for kernel_id in map(kernel_id_of, kernel_processes(narrow)):
        for person in everybody:
            origin = {"Origin": narrow.address}
            person.ask(f"/voila/api/shutdown/{kernel_id}", "POST", headers=origin)
    wait_until(lambda: not kernel_processes(narrow))


def test_the_oldest_page_of_a_person_gives_way_to_a_new_one(narrow, people):
    first, second = open_page(people[0]), open_page(people[0])
    token, process = page_token(narrow, first.kernel_id), kernel_process(narrow, first.kernel_id)
    third = open_page(people[0])
    assert [page.is_alive for page in (first, second, third)] == [False, True, True]
    wait_until(lambda: not process.is_running())
    sent = {"Authorization": f"Bearer {token}"}
    assert Visitor(narrow.address).ask("/api/calendars", headers=sent).status == 401


def test_somebody_without_a_page_waits_while_all_places_are_taken(people):
    pages = [open_page(people[0]), open_page(people[0]), open_page(people[1])]
    answer = people[2].ask(LESSON)
    assert answer.status == 503
    assert "系统繁忙，请稍候" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    assert all(page.is_alive for page in pages)


def test_somebody_with_a_page_may_swap_it_while_all_places_are_taken(people):
    old = [open_page(people[0]), open_page(people[0]), open_page(people[1])]
    new = open_page(people[1])
    assert [page.is_alive for page in (*old, new)] == [True, True, False, True]


def test_a_dead_kernel_is_told_to_its_page_and_gives_its_place_back(narrow, people):
    pages = [open_page(people[0]), open_page(people[0]), open_page(people[1])]
    assert people[2].ask(LESSON).status == 503
    kernel_process(narrow, pages[2].kernel_id).kill()
    wait_until(lambda: not pages[2].is_alive)
    wait_until(lambda: people[2].ask(LESSON).status == 200)
    assert all(page.is_alive for page in pages[:2])


def test_pages_opened_at_once_get_no_more_places_than_there_are(narrow, people):
    """Whoever gets none is told so and never sees a page without its kernel."""
    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(lambda person: person.ask(LESSON), people))
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 503, 503]
    assert not any("这一部分没有运行成功" in answer.text for answer in answers)
    assert len(kernel_processes(narrow)) == IN_TOTAL


def test_one_person_in_many_tabs_at_once_keeps_to_the_limit(narrow, people):
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: people[0].ask(LESSON), range(5)))
    assert {answer.status for answer in answers} == {200}
    wait_until(lambda: len(kernel_processes(narrow)) <= PER_PERSON)
    others = open_page(people[1])
    assert others.is_alive


def test_a_reader_who_leaves_at_once_leaves_no_kernel(narrow, people):
    """Text comes before the kernel is there, so that one may leave while it starts."""
    host, _, port = narrow.address.removeprefix("http://").partition(":")
    request = f"GET {LESSON} HTTP/1.1\r\nHost: x\r\nCookie: {people[0].cookie_header}\r\n\r\n"
    for read_first in (0, 1, 100, 10_000) * 2:
        with socket.create_connection((host, int(port)), timeout=30) as line:
            line.sendall(request.encode())
            assert len(line.recv(read_first)) <= read_first
    wait_until(lambda: len(kernel_processes(narrow)) == 0)
    pages = [open_page(people[1]), open_page(people[1]), open_page(people[2])]
    assert all(page.is_alive for page in pages)


def test_a_page_that_cannot_be_opened_keeps_no_place(people):
    for _ in range(IN_TOTAL + 1):
        assert people[0].ask("/lesson/nothing").status == 404
        assert people[0].ask("/dashboard/officer-training").status == 403
    assert open_page(people[1]).is_alive


def test_behind_https_the_cookies_are_for_https_only(people):
    assert people[0].cookie(COOKIE).secure
    assert people[0].cookie("_xsrf").secure


def test_idle_kernels_are_ended_after_the_minutes_of_the_settings(prepared_home):
    home = Home(prepared_home)
    settings = read_settings(home, {"XUEFA_KERNEL_IDLE_MINUTES": "7"})
    services = SimpleNamespace(home=home, settings=settings)
    kernels = PageKernels(config=portal_configuration(services, "127.0.0.1", 8000))
    assert kernels.cull_idle_timeout == 7 * 60
    assert 0 < kernels.cull_interval <= 60
    assert kernels.cull_connected


def test_a_kernel_that_died_is_not_started_again(narrow, people):
    page: KernelPage = open_page(people[0])
    kernel_process(narrow, page.kernel_id).kill()
    wait_until(lambda: not page.is_alive)
    with pytest.raises(StopIteration):
        kernel_process(narrow, page.kernel_id)
