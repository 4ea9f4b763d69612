"""Pages drawn from a notebook: the frame of the portal around what Voila renders."""

import uuid
from pathlib import Path
from typing import Any

from markupsafe import Markup
from tornado.iostream import StreamClosedError
from voila.utils import get_page_config

from widgets.portal.page_tokens import PageBinding
from widgets.portal.pages.base import Link, PageHandler, static_address
from widgets.portal.rendering import PageRenderer

VOILA_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'none'; object-src 'none'"
)
"""Voila needs inline scripts; other hosts stay closed here as well."""

BUSY_RETRY_SECONDS = 5
STYLES = (
    "site.css",
    "parts.css",
    "question.css",
    "practice.css",
    "lesson.css",
    "lesson-widgets.css",
    "law.css",
    "dashboard.css",
)
SCRIPTS = ("site.js", "page-life.js", "question-fields.js", "practice.js")


class VoilaPage(PageHandler):
    """A notebook rendered for one person; subclasses decide which and for whom."""

    def initialize(
        self, *, template_paths: list[str], config: Any, voila_configuration: Any
    ) -> None:
        """Take what Voila's own handlers are made with."""
        self._template_paths = template_paths
        self._config = config
        self._voila_configuration = voila_configuration

    @property
    def content_security_policy(self) -> str:
        """The policy of Voila pages."""
        return VOILA_POLICY

    async def show(
        self, notebook: Path, *, page: str, title: str, crumbs: tuple[Link, ...], **context: Any
    ) -> None:
        """Render a notebook into the response, at most a few at a time."""
        kernel_id = str(uuid.uuid4())
        if not self.kernels.take_place(kernel_id, self.user.username):
            self.busy()
            return
        try:
            frame = self._page_config() | self._frame_parts(title, crumbs) | context
            self.set_header("Content-Type", "text/html; charset=utf-8")
            async with self.settings["rendering"]:
                await self._send(notebook, kernel_id, PageBinding(self.person, page), frame)
        except BaseException as error:
            await self.kernels.close(kernel_id)
            if not isinstance(error, StreamClosedError):  # else the reader has left: no fault
                raise

    def busy(self) -> None:
        """Ask to wait; the page tries again by itself."""
        self.set_header("Retry-After", str(BUSY_RETRY_SECONDS))
        self.page("busy.html", title="系统繁忙", status=503, retry_seconds=BUSY_RETRY_SECONDS)

    async def _send(
        self, notebook: Path, kernel_id: str, binding: PageBinding, frame: dict[str, Any]
    ) -> None:
        renderer = self._renderer(notebook, frame, self.kernels.open_page(kernel_id, binding))
        try:
            await renderer.initialize()
            async for snippet, _ in renderer.generate_content_generator(kernel_id):
                self.write(snippet)
                await self.flush()
        except BaseException:
            await renderer.abandon()
            raise

    def _renderer(self, notebook: Path, page_config: dict[str, Any], kernel: Any) -> PageRenderer:
        return PageRenderer(
            kernel=kernel,
            request_handler=self,
            voila_configuration=self._voila_configuration,
            traitlet_config=self._config,
            notebook_path=str(notebook),
            template_paths=self._template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            prelaunch_hook=None,
            page_config=page_config,
            mathjax_config="",
            mathjax_url="",
        )

    def _page_config(self) -> dict[str, Any]:
        config: dict[str, Any] = get_page_config(
            base_url=self.base_url,
            settings=self.settings,
            log=self.log,
            voila_configuration=self._voila_configuration,
        )
        return config

    def _frame_parts(self, title: str, crumbs: tuple[Link, ...]) -> dict[str, Any]:
        frame = self.frame(title=title, crumbs=crumbs)
        parts = self.settings["pages"].get_template("partials/voila_frame.html").module
        return {
            "portal_title": title,
            "portal_bureau": frame["site"].bureau,
            "portal_header": Markup(parts.header(frame)),  # noqa: S704 - our own template
            "portal_footer": Markup(parts.footer(frame)),  # noqa: S704 - our own template
            "portal_icon": static_address("mark.svg"),
            "portal_styles": [static_address(name) for name in STYLES],
            "portal_scripts": [static_address(name) for name in SCRIPTS],
        }
