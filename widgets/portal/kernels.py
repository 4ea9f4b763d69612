"""Kernels of lesson and dashboard pages: bound to their person, limited, and without secrets."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_server.base.call_context import CallContext
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado import web
from traitlets import Int, Unicode

from widgets.portal.page_tokens import PageTokens

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
        "VOILA_BASE_URL",
        "VOILA_PREHEAT",
        "VOILA_SERVER_URL",
    }
)
"""Variables that a kernel may see; everything else, settings and secrets among them, stays here."""


class PageKernels(AsyncMappingKernelManager):
    """Starts a kernel only for a page that a known person has asked for."""

    per_person = Int(
        3, config=True, help="kernels of one person; the oldest is closed for a new one"
    )
    in_total = Int(40, config=True, help="kernels of everybody")
    api_url = Unicode(config=True, help="where kernels reach the API")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._owners: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._starting = 0

    @property
    def page_tokens(self) -> PageTokens:
        """The portal's tokens."""
        tokens: PageTokens = self.parent.tokens
        return tokens

    def is_owner(self, kernel_id: str | None, username: str) -> bool:
        """Whether a running kernel belongs to this account."""
        return kernel_id in self and self._owners.get(str(kernel_id)) == username

    def is_full_for(self, username: str) -> bool:
        """Whether no further page can be opened; somebody with open pages may swap one."""
        return len(self) + self._starting >= self.in_total and not self._kernels_of(username)

    async def _async_start_kernel(
        self, *, kernel_id: str | None = None, path: str | None = None, **kwargs: Any
    ) -> str:
        handler = CallContext.get(CallContext.JUPYTER_HANDLER)
        binding = getattr(handler, "page_binding", None)
        if binding is None:
            raise web.HTTPError(403, "no page asked for this kernel")
        username = binding.person.learner_id
        await self._make_room(username)
        token = self.page_tokens.issue(binding)
        kwargs["env"] = self._environment(
            kwargs.pop("env", None) or os.environ, token, binding.page
        )
        self._starting += 1
        try:
            started: str = await super()._async_start_kernel(
                kernel_id=kernel_id, path=path, **kwargs
            )
        except BaseException:
            self.page_tokens.revoke(token)
            raise
        finally:
            self._starting -= 1
        self._owners[started], self._tokens[started] = username, token
        return started

    start_kernel = _async_start_kernel

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel and make its token worthless."""
        self._owners.pop(kernel_id, None)
        self.page_tokens.revoke(self._tokens.pop(kernel_id, ""))
        return super().remove_kernel(kernel_id)

    async def drop_dead(self) -> None:
        """Forget kernels whose process has ended, so that they fill no place."""
        for kernel_id in list(self._owners):
            if kernel_id in self and not await self.get_kernel(kernel_id).is_alive():
                await self.close(kernel_id)

    async def close(self, kernel_id: str) -> None:
        """Shut a kernel down at once; one that is gone already is no error."""
        with suppress(KeyError, web.HTTPError):
            await self.shutdown_kernel(kernel_id, now=True)

    async def _make_room(self, username: str) -> None:
        own = self._kernels_of(username)
        while own and (len(own) >= self.per_person or len(self) + self._starting >= self.in_total):
            await self.close(own.pop(0))
        if len(self) + self._starting >= self.in_total:
            raise web.HTTPError(503, "all kernels are in use")

    def _kernels_of(self, username: str) -> list[str]:
        return [kid for kid, owner in self._owners.items() if owner == username and kid in self]

    def _environment(self, base: Any, token: str, page: str) -> dict[str, str]:
        environment = {name: base[name] for name in _passed_on(base)}
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
