"""Lessons and dashboards, by id, each with a kernel of its own."""

from courses.catalogue import Lesson
from widgets.portal.access import may_open, may_study
from widgets.portal.dashboards import get_dashboard
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.voila_page import VoilaPage


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
        if not self.kernels.is_owner(kernel_id, self.user.username):
            raise self.forbid(f"kernel {kernel_id}")
        await self.kernels.close(kernel_id)
        self.set_status(204)
        self.finish()

    def check_xsrf_cookie(self) -> None:
        """Accept a beacon, which cannot carry a token but always names its origin."""
        if "Origin" not in self.request.headers or not self.check_origin():
            super().check_xsrf_cookie()


def neighbours(lessons: tuple[Lesson, ...], lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    """Return the lessons before and after a lesson."""
    place = lessons.index(lesson)
    before = lessons[place - 1] if place else None
    return before, (lessons[place + 1] if place + 1 < len(lessons) else None)
