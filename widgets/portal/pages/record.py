"""One's own study record."""

from widgets.portal.access import may_study
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.progress import course_rows


class RecordPage(PageHandler):
    """Lessons studied and exams taken by oneself."""

    async def get(self) -> None:
        """Show courses with their lessons, and every attempt, newest first."""
        services, person = self.services, self.person
        courses = [c for c in services.catalogue.courses if may_study(person, c)]
        rows = [await services.on_records(course_rows, services, person, c) for c in courses]
        progress = await services.on_records(services.study.progress, person)
        attempts = await services.on_records(services.examinations.attempts_of, person)
        self.page(
            "record.html",
            title="我的记录",
            crumbs=(Link("首页", "/"), Link("我的记录", None)),
            courses=rows,
            progress=progress,
            attempts=attempts,
        )
