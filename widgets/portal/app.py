"""The portal: standalone Voila with its routes rebuilt as an allow-list."""

import asyncio
import shutil
from typing import Any

import jinja2
from tornado.httpserver import HTTPServer
from traitlets import Any as AnyTrait
from voila.app import Voila

from grading.certificates.check_codes import check_key
from grading.certificates.checking import CertificateCheck
from widgets.portal.background import Background
from widgets.portal.identity import has_https
from widgets.portal.notebooks import NotebookFolder, use_lesson_exporter
from widgets.portal.page_tokens import PageTokens
from widgets.portal.pages.first_run import FirstRun
from widgets.portal.routes import all_routes
from widgets.portal.site import Letterhead
from widgets.portal.stopping import asked_to_stop
from widgets.portal.templates_environment import page_templates

MAX_REQUEST = 1024 * 1024
"""Bytes; no page of the portal sends more."""


class Portal(Voila):
    """One process that serves the pages and owns their kernels.

    `services` (Services) and the bound `sockets` are set before `initialize`; `on_listening` is
    called without arguments once the port answers.
    """

    name = "voila"
    services: Any = AnyTrait()
    sockets: Any = AnyTrait()
    on_listening: Any = AnyTrait()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tokens = PageTokens()
        use_lesson_exporter()

    def init_settings(self) -> dict[str, Any]:
        """Add what our handlers need to Voila's settings."""
        settings: dict[str, Any] = super().init_settings()
        pages: jinja2.Environment = page_templates()
        settings.update(
            services=self.services,
            pages=pages,
            letterhead=Letterhead(self.services),
            contents_manager=NotebookFolder(),
            rendering=asyncio.Semaphore(self.services.settings.pages_at_once),
            background=Background(self.services, self.kernel_manager),
            certificate_check=CertificateCheck(
                self.services.database, check_key(self.services.home), self.services.clock
            ),
            first_run=FirstRun(self.services.first_run_code),
            xsrf_cookie_kwargs={"samesite": "Lax", "secure": has_https(self.services.settings)},
            allow_unauthenticated_access=False,
        )
        return settings

    def init_handlers(self) -> list[Any]:
        """Replace Voila's routes by our list."""
        return all_routes(self)

    def listen(self) -> None:
        """Serve on the sockets that were bound before, until Ctrl-C or SIGTERM."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = HTTPServer(self.app, max_body_size=MAX_REQUEST, max_buffer_size=MAX_REQUEST)
        background: Background = self.app.settings["background"]
        stop = asked_to_stop()
        try:
            server.add_sockets(self.sockets)
            background.start()
            self.on_listening()
            await stop.wait()
            self.log.info("stopping")
        finally:
            server.stop()
            background.stop()
            await self.kernel_manager.end_all()
            shutil.rmtree(self.connection_dir, ignore_errors=True)
