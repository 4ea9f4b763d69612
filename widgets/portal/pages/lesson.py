"""Voila pages: lessons and dashboards, by id, each with a kernel of its own."""

import asyncio
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from markupsafe import Markup
from voila.tornado.handler import TornadoVoilaHandler

from courses.catalogue import Lesson
from widgets.portal.access import may_open, may_study
from widgets.portal.dashboards import get_dashboard
from widgets.portal.page_tokens import PageBinding
from widgets.portal.pages.base import Link, PageHandler, static_address

VOILA_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'none'; object-src 'none'"
)
"""Voila needs inline scripts; other hosts stay closed here as well."""

BUSY_RETRY_SECONDS = 5


class VoilaPage(PageHandler, TornadoVoilaHandler):
    """A notebook rendered for one person; subclasses decide which and for whom."""

    page_binding: PageBinding | None = None
    voila_context: dict[str, Any]

    @property
    def content_security_policy(self) -> str:
        """The policy of Voila pages."""
        return VOILA_POLICY

    async def show(
        self, notebook: Path, *, page: str, title: str, crumbs: tuple[Link, ...], **context: Any
    ) -> None:
        """Render a notebook into the response, at most a few at a time."""
        if self.kernel_manager.is_full_for(self.person.learner_id):
            self.busy()
            return
        self.page_binding = PageBinding(self.person, page)
        self.voila_context = self._frame_parts(title, crumbs) | context
        self.set_header("Content-Type", "text/html; charset=utf-8")
        async with self.settings["rendering"]:
            async for snippet in self.get_generator(path=str(notebook)):
                self.write(snippet)
                await self.flush()

    def busy(self) -> None:
        """Ask to wait; the page tries again by itself."""
        self.set_header("Retry-After", str(BUSY_RETRY_SECONDS))
        self.page("busy.html", title="系统繁忙", status=503, retry_seconds=BUSY_RETRY_SECONDS)

    def _frame_parts(self, title: str, crumbs: tuple[Link, ...]) -> dict[str, Any]:
        frame = self.frame(title=title, crumbs=crumbs)
        parts = self.settings["pages"].get_template("partials/voila_frame.html").module
        return {
            "portal_title": title,
            "portal_bureau": frame["site"].bureau,
            "portal_header": Markup(parts.header(frame)),  # noqa: S704 - our own template
            "portal_footer": Markup(parts.footer(frame)),  # noqa: S704 - our own template
            "portal_static": static_address,
        }


class LessonPage(VoilaPage):
    """A lesson."""

    async def get(self, lesson_id: str) -> None:
        """Record that the lesson was opened, and show it."""
        catalogue = self.services.catalogue
        lesson, course = catalogue.lesson(lesson_id), catalogue.course_of_lesson(lesson_id)
        if not may_study(self.person, course):
            raise self.forbid(f"lesson {lesson_id}")
        await self.services.on_records(self.services.study.open_lesson, self.person, lesson_id)
        crumbs = (
            Link("课程", "/"),
            Link(course.title, f"/course/{course.id}"),
            Link(f"{lesson.number} {lesson.title}", None),
        )
        before, after = neighbours(course.lessons, lesson)
        await self.show(
            lesson.path,
            page=f"lesson/{lesson_id}",
            title=f"{lesson.number} {lesson.title}",
            crumbs=crumbs,
            portal_body="lesson-page",
            portal_before=before,
            portal_after=after,
            portal_course=course,
        )


class DashboardPage(VoilaPage):
    """A dashboard."""

    async def get(self, dashboard_id: str) -> None:
        """Show a dashboard to whoever has a role for it."""
        dashboard = get_dashboard(dashboard_id)
        if not may_open(self.person, dashboard):
            raise self.forbid(f"dashboard {dashboard_id}")
        await self.show(
            dashboard.path,
            page=f"dashboard/{dashboard_id}",
            title=dashboard.title,
            crumbs=(Link("首页", "/"), Link(dashboard.title, None)),
            portal_body="dashboard-page",
        )


class KernelEnd(PageHandler):
    """Where a closing page gives its kernel back."""

    async def post(self, kernel_id: str) -> None:
        """Shut down a kernel of one's own; anybody else's is refused."""
        if not self.kernel_manager.is_owner(kernel_id, self.user.username):
            raise self.forbid(f"kernel {kernel_id}")
        await ensure_async(self.kernel_manager.close(kernel_id))
        self.set_status(204)
        self.finish()

    def check_xsrf_cookie(self) -> None:
        """Accept a beacon, which cannot carry a token; the origin is checked instead."""
        if not self.check_origin():
            super().check_xsrf_cookie()


def neighbours(lessons: tuple[Lesson, ...], lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    """Return the lessons before and after a lesson."""
    place = lessons.index(lesson)
    before = lessons[place - 1] if place else None
    return before, (lessons[place + 1] if place + 1 < len(lessons) else None)


def page_context(page_config: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Voila's hook: hand the frame of the page that is being rendered to its template."""
    from jupyter_server.base.call_context import CallContext  # noqa: PLC0415 - only here

    handler = CallContext.get(CallContext.JUPYTER_HANDLER)
    return page_config | getattr(handler, "voila_context", {})


def rendering_slots(at_once: int) -> asyncio.Semaphore:
    """Return the slots for pages rendered at the same time."""
    return asyncio.Semaphore(at_once)
