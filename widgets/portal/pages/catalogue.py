"""The front page and the page of a course."""

from grading.assessment.reminders import missing_words
from grading.attempts.model import AttemptState
from widgets.portal.access import may_study
from widgets.portal.pages.assessment_reminders import own_reminders
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.progress import PersonalProgress


class FrontPage(PageHandler):
    """The catalogue with one's own progress."""

    async def get(self) -> None:
        """Show the courses of one's roles, where to go on, and exams that are still open."""
        services, person = self.services, self.person
        own = await services.on_records(PersonalProgress.read, services, person)
        courses = [c for c in services.catalogue.courses if may_study(person, c)]
        cards = [own.in_course(course).card for course in courses]
        self.page(
            "catalogue.html",
            title="课程",
            courses=cards,
            next_lesson=next((card.next_lesson for card in cards if card.next_lesson), None),
            reminders=await own_reminders(self),
            missing_words=missing_words,
            open_exams=[a for a in own.attempts if a.state is AttemptState.OPEN],
        )


class CoursePage(PageHandler):
    """A course: what it teaches, its lessons and its exams."""

    async def get(self, course_id: str) -> None:
        """Show a course to its audience."""
        course = self.services.catalogue.course(course_id)
        if not may_study(self.person, course):
            raise self.forbid(f"course {course_id}")
        own = await self.services.on_records(PersonalProgress.read, self.services, self.person)
        rows = own.in_course(course)
        self.page(
            "course.html",
            title=course.title,
            crumbs=(Link("课程", "/"), Link(course.title, None)),
            course=course,
            instruments=[self._instrument(slug) for slug in course.instruments],
            lessons=rows.lessons,
            papers=rows.papers,
            card=rows.card,
        )

    def _instrument(self, slug: str) -> Link:
        return Link(f"《{self.services.registry.short_title(slug)}》", f"/statutes/{slug}")
