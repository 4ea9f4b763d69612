"""Practice questions, placed in lesson pages as the exam page would draw them."""

from grading.study.model import PracticeRound
from widgets.portal.access import may_study
from widgets.portal.api.base import JsonHandler
from widgets.portal.pages.lesson import neighbours
from widgets.portal.shown import practice_question


class PracticeHandler(JsonHandler):
    """Shared by asking for a round and answering in it."""

    def check_lesson(self, lesson_id: str) -> None:
        """Refuse lessons outside one's courses."""
        if not may_study(self.person, self.services.catalogue.course_of_lesson(lesson_id)):
            raise self.forbid(f"practice {lesson_id}")

    def show_round(self, practice: PracticeRound) -> None:
        """Finish with the round as an HTML fragment."""
        catalogue = self.services.catalogue
        course = catalogue.course_of_lesson(practice.lesson_id)
        _, after = neighbours(course.lessons, catalogue.lesson(practice.lesson_id))
        now = self.services.clock()
        fragment = self.settings["pages"].get_template("partials/practice.html")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            fragment.render(
                round=practice,
                questions=[
                    practice_question(entry, self.services.registry, now)
                    for entry in practice.questions
                ],
                next_href=f"/lesson/{after.id}" if after else None,
                course_href=f"/course/{course.id}",
            )
        )


class PracticeApi(PracticeHandler):
    """The practice round of a lesson."""

    async def get(self, lesson_id: str) -> None:
        """Show where one stands; begins the first round."""
        self.check_lesson(lesson_id)
        study = self.services.study
        self.show_round(await self.services.on_records(study.practice, self.person, lesson_id))

    async def post(self, lesson_id: str) -> None:
        """Begin another round after a finished one."""
        self.check_lesson(lesson_id)
        study = self.services.study
        self.show_round(await self.services.on_records(study.new_round, self.person, lesson_id))


class PracticeAnswerApi(PracticeHandler):
    """One answer in a practice round."""

    async def post(self, lesson_id: str, place: str) -> None:
        """Mark an answer and show the round as it now stands."""
        self.check_lesson(lesson_id)
        sent = self.read_object()
        practice = await self.services.on_records(
            self.services.study.answer,
            self.person,
            lesson_id,
            int(place),
            str(sent.get("question_id", "")),
            sent.get("answer"),
        )
        self.show_round(practice)
