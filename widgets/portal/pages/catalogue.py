"""The front page and the page of a course."""

from grading.people.model import Person
from widgets.portal.access import may_study
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.progress import CourseCard, course_card, course_rows


class FrontPage(PageHandler):
    """The catalogue with one's own progress."""

    async def get(self) -> None:
        """Show the courses of one's roles, where to go on, and exams that are still open."""
        cards = await self.services.on_records(self._cards, self.person)
        attempts = await self.services.on_records(
            self.services.examinations.attempts_of, self.person
        )
        open_exams = [attempt for attempt in attempts if attempt.state == "open"]
        self.page(
            "catalogue.html",
            title="课程",
            courses=cards,
            next_lesson=next((card.next_lesson for card in cards if card.next_lesson), None),
            open_exams=open_exams,
        )

    def _cards(self, person: Person) -> list[CourseCard]:
        courses = [c for c in self.services.catalogue.courses if may_study(person, c)]
        return [course_card(self.services, person, course) for course in courses]


class CoursePage(PageHandler):
    """A course: what it teaches, its lessons and its exams."""

    async def get(self, course_id: str) -> None:
        """Show a course to its audience."""
        course = self.services.catalogue.course(course_id)
        if not may_study(self.person, course):
            raise self.forbid(f"course {course_id}")
        rows = await self.services.on_records(course_rows, self.services, self.person, course)
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

    def _instrument(self, slug: str) -> str:
        return f"《{self.services.registry.get_instrument(slug).short_title}》"
