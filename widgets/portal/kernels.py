"""Kernels of lesson and dashboard pages: bound to their person, limited, and without secrets."""

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado import web
from traitlets import Int, Unicode

from widgets.portal.page_tokens import PageBinding, PageTokens

PASSED_ON = frozenset(
    {
        "HOME",
        "LANG",
        "LOGNAME",
        "PATH",
        "PYTHONPATH",
        "SYSTEMROOT",
        "TEMP",
        "TMP",
        "TMPDIR",
        "TZ",
        "USER",
        "USERPROFILE",
        "VIRTUAL_ENV",
        "WINDIR",
        "APPDATA",
        "LOCALAPPDATA",
        "PROGRAMDATA",
        "JUPYTER_PATH",
    }
)
"""Variables that a kernel may see; everything else, settings and secrets among them, stays here."""

LEFT_SECONDS = 120
"""A page that loads slowly, or whose network fails for a moment, is back before that."""


class PageKernels(AsyncMappingKernelManager):
    """Starts a kernel only for a page that a known person has asked for."""

    per_person = Int(
        3, config=True, help="kernels of one person; the oldest is closed for a new one"
    )
    in_total = Int(40, config=True, help="kernels of everybody")
    api_url = Unicode(config=True, help="where kernels reach the API")
    output = Unicode(os.devnull, config=True, help="the file for what kernel processes print")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._owners: dict[str, str] = {}  # of kernels that run or are about to, oldest first
        self._tokens: dict[str, str] = {}
        self._alone_since: dict[str, float] = {}
        self._opening: set[asyncio.Task[Any]] = set()
        self._is_ending = False

    @property
    def page_tokens(self) -> PageTokens:
        """The portal's tokens."""
        portal: Any = self.parent
        tokens: PageTokens = portal.tokens
        return tokens

    def is_owner(self, kernel_id: str | None, username: str) -> bool:
        """Whether a running kernel belongs to this account."""
        return bool(kernel_id and kernel_id in self and self._owners.get(kernel_id) == username)

    async def is_living(self, kernel_id: str) -> bool:
        """Whether the process of a kernel still runs."""
        manager: Any = self.get_kernel(kernel_id)
        return bool(await manager.is_alive())

    def take_place(self, kernel_id: str, username: str) -> bool:
        """Keep a place for a page, or say that everybody else's pages fill all of them.

        Whoever has open pages may swap one. The place is kept at once, so that no two pages are
        given the last one; `close` gives it back.
        """
        is_full = len(self._owners) >= self.in_total and not self._kernels_of(username)
        if is_full or self._is_ending:
            return False
        self._owners[kernel_id] = username
        return True

    async def open_page(self, kernel_id: str, binding: PageBinding) -> Any:
        """Start the kernel of a page that has its place, and return its manager.

        The oldest pages of the same person are closed when there is no room. Raises HTTPError 503
        when this page was closed meanwhile, for the same reason.
        """
        task = asyncio.ensure_future(self._open(kernel_id, binding))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)
        return await asyncio.shield(task)

    async def _open(self, kernel_id: str, binding: PageBinding) -> Any:
        await self._make_room(kernel_id)
        self._check_wanted(kernel_id)
        token = self.page_tokens.issue(binding)
        self._tokens[kernel_id] = token
        try:
            await self._start(kernel_id, self._environment(token, binding.page))
        except BaseException:
            self._forget(kernel_id)
            raise
        if kernel_id not in self._owners:
            await self.close(kernel_id)
        self._check_wanted(kernel_id)
        return self.get_kernel(kernel_id)

    async def _start(self, kernel_id: str, environment: dict[str, str]) -> None:
        with Path(self.output).open("ab") as output:
            await super()._async_start_kernel(
                kernel_id=kernel_id,
                cwd=self.connection_dir,  # holds nothing that an import could pick up
                kernel_name=NATIVE_KERNEL_NAME,
                env=environment,
                stdout=output,
                stderr=output,
            )

    async def _async_start_kernel(self, **_: Any) -> str:
        raise web.HTTPError(403, "kernels are started by pages only")

    start_kernel: Any = _async_start_kernel

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel and make its token worthless."""
        self._forget(kernel_id)
        return super().remove_kernel(kernel_id)

    async def tidy(self, now: float) -> None:
        """Close kernels that nobody uses, so that they fill no place.

        These are kernels whose process has ended, and those of pages that were left without a
        word, as phones do: no browser has been connected for LEFT_SECONDS. `now` is a monotonic
        time in seconds.
        """
        running = [kernel_id for kernel_id in self._owners if kernel_id in self]
        alone = {one for one in running if not self._kernel_connections.get(one)}
        self._alone_since = {one: self._alone_since.get(one, now) for one in alone}
        for kernel_id in running:
            if kernel_id not in self:  # its page gave it back meanwhile
                continue
            is_left = now - self._alone_since.get(kernel_id, now) > LEFT_SECONDS
            if is_left or not await self.is_living(kernel_id):
                await self.close(kernel_id)

    async def close(self, kernel_id: str) -> None:
        """Shut a kernel down at once; one that is starting ends as soon as it has started."""
        self._forget(kernel_id)
        with suppress(KeyError, web.HTTPError):
            await self.shutdown_kernel(kernel_id, now=True)

    async def end_all(self) -> None:
        """Let no more page open, and end every kernel, those that are just starting too."""
        self._is_ending = True
        for kernel_id in list(self._owners):
            self._forget(kernel_id)
        while self._opening:  # each ends its own kernel, as nobody wants it any more
            await asyncio.wait(self._opening)
        await asyncio.gather(*(self.close(kernel_id) for kernel_id in self.list_kernel_ids()))

    def _forget(self, kernel_id: str) -> None:
        self._owners.pop(kernel_id, None)
        self.page_tokens.revoke(self._tokens.pop(kernel_id, ""))

    def _check_wanted(self, kernel_id: str) -> None:
        if kernel_id not in self._owners:
            raise web.HTTPError(503, "the page was closed for another one")

    async def _make_room(self, kernel_id: str) -> None:
        own = self._kernels_of(self._owners.get(kernel_id, ""))
        while len(own) > self.per_person or (len(own) > 1 and len(self._owners) > self.in_total):
            await self.close(own.pop(0))

    def _kernels_of(self, username: str) -> list[str]:
        return [kid for kid, owner in self._owners.items() if owner == username]

    def _environment(self, token: str, page: str) -> dict[str, str]:
        environment = {name: os.environ[name] for name in _passed_on(os.environ)}
        environment.update(
            XUEFA_API=self.api_url,
            XUEFA_TOKEN=token,
            XUEFA_PAGE=page,
            IPYTHONDIR=str(Path(self.connection_dir) / "ipython"),
            PYTHONUTF8="1",
        )
        return environment


def _passed_on(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.upper() in PASSED_ON or name.startswith("LC_")]
