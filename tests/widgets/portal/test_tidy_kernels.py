"""Kernels that nobody uses are closed."""

import asyncio

import pytest

from widgets.portal.kernels import LEFT_SECONDS, PageKernels

PAGE = "page-of-somebody"


class Kernels(PageKernels):
    """Kernels of one page, with processes that are only told about."""

    def __init__(self) -> None:
        super().__init__()
        self.take_place(PAGE, "1001")
        self._kernels[PAGE] = object()
        self._kernel_connections[PAGE] = 1
        self.living, self.closed, self.takes_along = True, [], None

    async def is_living(self, kernel_id):
        return self.living

    async def close(self, kernel_id):
        self.closed.append(kernel_id)
        self._kernels.pop(self.takes_along, None)

    def connected(self, browsers: int) -> None:
        self._kernel_connections[PAGE] = browsers

    def pass_time(self, now: float) -> list[str]:
        asyncio.run(self.tidy(now))
        return self.closed


@pytest.fixture
def kernels() -> Kernels:
    return Kernels()


def test_a_page_in_use_keeps_its_kernel(kernels):
    kernels.pass_time(0)
    assert kernels.pass_time(10 * LEFT_SECONDS) == []


def test_a_page_left_without_a_word_gives_its_place_back_after_a_while(kernels):
    kernels.connected(0)
    assert kernels.pass_time(0) == []
    assert kernels.pass_time(LEFT_SECONDS) == []
    assert kernels.pass_time(LEFT_SECONDS + 1) == [PAGE]


def test_a_page_that_comes_back_in_time_keeps_its_kernel(kernels):
    kernels.connected(0)
    kernels.pass_time(0)
    kernels.connected(1)
    kernels.pass_time(LEFT_SECONDS)
    kernels.connected(0)
    assert kernels.pass_time(LEFT_SECONDS + 1) == []


def test_a_kernel_that_ends_meanwhile_keeps_no_other_from_being_closed(kernels):
    kernels.take_place("given-back", "1002")
    kernels._kernels["given-back"] = object()
    kernels.living = False
    kernels.takes_along = "given-back"
    assert kernels.pass_time(0) == [PAGE]


def test_a_dead_kernel_is_closed_at_once(kernels):
    kernels.living = False
    assert kernels.pass_time(0) == [PAGE]
