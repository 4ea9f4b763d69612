"""How many kernels there may be, and what becomes of places that are given back."""

import socket
from collections.abc import Callable, Iterable, Iterator
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
from builders.portal_people import new_visitor
from builders.server import RunningPortal, Visitor, running_portal, wait_until

from grading.home import Home
from grading.settings import read_settings
from widgets.portal.identity import COOKIE
from widgets.portal.kernels import PageKernels
from widgets.portal.server import portal_configuration

PER_PERSON, IN_TOTAL = 1, 3


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
    return tuple(new_visitor(narrow) for _ in range(5))


@pytest.fixture
def people(narrow: RunningPortal, everybody: tuple[Visitor, ...]) -> Iterator[tuple[Visitor, ...]]:
    """The officers, who find the house empty and leave it so."""
    yield everybody
    for kernel_id in map(kernel_id_of, kernel_processes(narrow)):
        for person in everybody:
            origin = {"Origin": narrow.address}
            person.ask(f"/voila/api/shutdown/{kernel_id}", "POST", headers=origin)
    wait_until(lambda: not kernel_processes(narrow))


def open_together(people: Iterable[Visitor]) -> list[KernelPage]:
    """Open a page for each of several people."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(open_page, people))


def statuses_together(people: Iterable[Visitor]) -> set[int]:
    """Ask for a page for each of several people, and return how that was answered."""
    with ThreadPoolExecutor() as pool:
        return {answer.status for answer in pool.map(lambda one: one.ask(LESSON), people)}


def test_the_oldest_page_of_a_person_gives_way_to_a_new_one(narrow, people):
    first = open_page(people[0])
    token, process = page_token(narrow, first.kernel_id), kernel_process(narrow, first.kernel_id)
    second = open_page(people[0])
    assert [first.is_alive, second.is_alive] == [False, True]
    wait_until(lambda: not process.is_running())
    sent = {"Authorization": f"Bearer {token}"}
    assert Visitor(narrow.address).ask("/api/calendars", headers=sent).status == 401


def test_somebody_without_a_page_waits_while_all_places_are_taken(people):
    """Somebody with a page may still swap it."""
    pages = open_together(people[:IN_TOTAL])
    answer = people[IN_TOTAL].ask(LESSON)
    assert answer.status == 503
    assert "系统繁忙，请稍候" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    swapped = open_page(people[0])
    assert [page.is_alive for page in (*pages, swapped)] == [False, True, True, True]


def test_a_dead_kernel_is_told_to_its_page_and_gives_its_place_back(narrow, people):
    pages = open_together(people[:IN_TOTAL])
    assert people[IN_TOTAL].ask(LESSON).status == 503
    kernel_process(narrow, pages[0].kernel_id).kill()
    wait_until(lambda: not pages[0].is_alive)
    assert len(kernel_processes(narrow)) == IN_TOTAL - 1
    wait_until(lambda: people[IN_TOTAL].ask(LESSON).status == 200)
    assert [page.is_alive for page in pages] == [False, True, True]


def test_pages_opened_at_once_get_no_more_places_than_there_are(narrow, people):
    """Whoever gets none is told so and never sees a page without its kernel."""
    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(lambda person: person.ask(LESSON), people))
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 503, 503]
    assert not any("这一部分没有运行成功" in answer.text for answer in answers)
    assert len(kernel_processes(narrow)) == IN_TOTAL


def test_one_person_in_many_tabs_at_once_keeps_to_the_limit(narrow, people):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: people[0].ask(LESSON), range(4)))
    assert {answer.status for answer in answers} == {200}
    wait_until(lambda: len(kernel_processes(narrow)) <= PER_PERSON)


def test_a_reader_who_leaves_at_once_leaves_no_kernel(narrow, people):
    """Text comes before the kernel is there, so that one may leave while it starts."""
    host, _, port = narrow.address.removeprefix("http://").partition(":")
    request = f"GET {LESSON} HTTP/1.1\r\nHost: x\r\nCookie: {people[0].cookie_header}\r\n\r\n"
    for read_first in (0, 1, 100, 10_000):
        with socket.create_connection((host, int(port)), timeout=30) as line:
            line.sendall(request.encode())
            assert len(line.recv(read_first)) <= read_first
    others = people[1 : IN_TOTAL + 1]
    wait_until(lambda: statuses_together(others) == {200})  # the place is free a moment later
    assert len(kernel_processes(narrow)) == IN_TOTAL
    assert "never retrieved" not in (narrow.home / "logs/portal.log").read_text()


def test_a_page_that_cannot_be_opened_keeps_no_place(people):
    for _ in range(IN_TOTAL + 1):
        assert people[0].ask("/lesson/nothing").status == 404
        assert people[0].ask("/dashboard/officer-training").status == 403
    assert open_page(people[1]).is_alive


def test_behind_https_the_cookies_are_for_https_only(narrow):
    manager = Visitor(narrow.address).log_in("manager", PASSWORD)
    assert manager.cookie(COOKIE).secure
    assert manager.cookie("_xsrf").secure


def test_idle_kernels_are_ended_after_the_minutes_of_the_settings(prepared_home):
    home = Home(prepared_home)
    settings = read_settings(home, {"XUEFA_KERNEL_IDLE_MINUTES": "7"})
    services = SimpleNamespace(home=home, settings=settings)
    kernels = PageKernels(config=portal_configuration(services, "127.0.0.1", 8000))
    assert kernels.cull_idle_timeout == 7 * 60
    assert 0 < kernels.cull_interval <= 60
    assert kernels.cull_connected
