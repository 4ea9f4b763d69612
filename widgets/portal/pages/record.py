"""One's own study record."""

from grading.assessment.reminders import missing_words
from widgets.portal.access import may_study
from widgets.portal.pages.assessment_reminders import own_reminders
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.progress import PersonalProgress


class RecordPage(PageHandler):
    """Lessons studied and exams taken by oneself."""

    async def get(self) -> None:
        """Show courses with their lessons, and every attempt, newest first."""
        services, person = self.services, self.person
        courses = [c for c in services.catalogue.courses if may_study(person, c)]
        own = await services.on_records(PersonalProgress.read, services, person)
        self.page(
            "record.html",
            title="我的记录",
            crumbs=(Link("首页", "/"), Link("我的记录", None)),
            courses=[own.in_course(course) for course in courses],
            progress=own.lessons,
            attempts=own.attempts,
            reminders=await own_reminders(self),
            missing_words=missing_words,
        )
