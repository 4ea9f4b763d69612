"""Rendering a notebook into a page: text at once, computed cells once their kernel is there."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import nbformat
from voila.execute import VoilaExecutor
from voila.notebook_renderer import NotebookRenderer

log = logging.getLogger("xuefa.rendering")

START_SECONDS = 60
"""How long a kernel may take to answer before its cells are given up."""

FAILED_CELL = (
    '<div class="cell-failed" role="alert">这一部分没有运行成功，已经记录（编号 {error_id}）。'
    "请刷新页面再试；如果仍然不行，请把编号告诉管理员。</div>"
)


class PageRenderer(NotebookRenderer):
    """Voila's renderer, but text does not wait for the kernel and failures are said in Chinese.

    `kernel` is awaited when the first code cell comes; it yields the kernel manager of the page.
    """

    def __init__(self, *, kernel: Awaitable[Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kernel = asyncio.ensure_future(kernel)

    async def abandon(self) -> None:
        """Wait until the kernel is there or has failed, so that it can be closed whole.

        Breaking its start off would leave a process that nobody knows.
        """
        await asyncio.wait([self._kernel])
        if not self._kernel.cancelled():
            self._kernel.exception()  # nobody else asks, and asyncio would complain

    async def _jinja_kernel_start(
        self,
        nb: Any,  # noqa: ARG002 - Voila's signature, its templates name the arguments
        kernel_id: str,
        kernel_future: Any,  # noqa: ARG002
    ) -> str:
        return kernel_id

    async def _jinja_cell_generator(
        self,
        nb: Any,
        kernel_id: str,  # noqa: ARG002 - Voila's signature
    ) -> AsyncIterator[Any]:
        executor: Any = None
        try:
            for index, cell in enumerate(nb.cells):
                if cell.cell_type != "code":
                    yield cell
                    continue
                try:
                    executor = executor or await self._executor(nb)
                    yield await executor.execute_cell(cell, None, index, store_history=False)
                except Exception as error:  # noqa: BLE001 - one cell's failure must not end the page
                    yield _failed(cell, error, self.notebook_path)
        finally:
            if executor is not None:
                executor.kc.stop_channels()

    async def _executor(self, nb: Any) -> Any:
        manager = await asyncio.wait_for(asyncio.shield(self._kernel), START_SECONDS)
        executor = VoilaExecutor(nb, km=manager, config=self.traitlet_config)
        try:
            executor.kc = await executor.async_start_new_kernel_client()
        except BaseException:
            if executor.kc is not None:  # half started: it would complain when it is collected
                executor.kc.stop_channels()
            raise
        return executor


def _failed(cell: Any, error: Exception, notebook: str) -> Any:
    error_id = secrets.token_hex(4)
    log.error("error %s in a cell of %s", error_id, notebook, exc_info=error)
    html = FAILED_CELL.format(error_id=error_id)
    cell.outputs = [nbformat.v4.new_output("display_data", data={"text/html": html})]
    return cell
