"""A kernel whose page is given up while it starts."""

import asyncio

import pytest
from tornado.web import HTTPError

from widgets.portal.kernels import PageKernels
from widgets.portal.page_tokens import PageBinding, PageTokens

PAGE = "page-of-somebody"
BINDING = PageBinding(person=None, page="lesson/penalty-1-3")


class SlowKernels(PageKernels):
    """Kernels that take their time to start; `running` are those with a process.

    As with real ones, nobody can shut a process down before it is known by its id.
    """

    page_tokens = PageTokens()

    def __init__(self) -> None:
        super().__init__()
        self.running: set[str] = set()
        self.is_starting, self.may_start = asyncio.Event(), asyncio.Event()

    async def _start(self, kernel_id, environment):
        self.running.add(kernel_id)
        self.is_starting.set()
        await self.may_start.wait()
        self._kernels[kernel_id] = object()

    async def shutdown_kernel(self, kernel_id, now=False, restart=False):
        self._kernels.pop(kernel_id)
        self.running.discard(kernel_id)


async def open_and_meanwhile(kernels, give_up):
    kernels.take_place(PAGE, "1001")
    opening = asyncio.create_task(kernels.open_page(PAGE, BINDING))
    await kernels.is_starting.wait()
    ending = asyncio.create_task(give_up(kernels, opening))
    await asyncio.sleep(0)
    kernels.may_start.set()
    await ending
    await asyncio.gather(opening, return_exceptions=True)
    while kernels._opening:
        await asyncio.wait(kernels._opening)
    return opening


async def close(kernels, _opening):
    await kernels.close(PAGE)


async def end_all(kernels, _opening):
    await kernels.end_all()


async def break_off(kernels, opening):
    opening.cancel()
    await kernels.close(PAGE)


@pytest.mark.parametrize("give_up", [close, end_all, break_off])
def test_a_page_given_up_while_its_kernel_starts_leaves_none(give_up):
    async def run():
        kernels = SlowKernels()
        opening = await open_and_meanwhile(kernels, give_up)
        return kernels, opening

    kernels, opening = asyncio.run(run())
    assert kernels.running == set()
    assert kernels.take_place(PAGE, "1001") is (give_up is not end_all)
    assert opening.cancelled() or isinstance(opening.exception(), HTTPError)


def test_a_page_that_waits_gets_its_kernel():
    async def run():
        kernels = SlowKernels()
        kernels.may_start.set()
        kernels.take_place(PAGE, "1001")
        await kernels.open_page(PAGE, BINDING)
        return kernels

    assert asyncio.run(run()).running == {PAGE}
