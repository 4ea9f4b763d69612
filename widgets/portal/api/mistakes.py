"""One's own book of mistakes: the next questions, and one answer."""

from typing import Any

from grading.study.mistakes import RIGHTS_NEEDED, MistakeQuestion, MistakeSheet
from grading.study.model import PracticeQuestion
from widgets.portal.access import may_study
from widgets.portal.api.base import JsonHandler
from widgets.portal.pages.base import Refusal
from widgets.portal.shown import practice_question


class MistakesHandler(JsonHandler):
    """Shared by asking for questions and answering one."""

    def open_courses(self) -> list[str]:
        """Return the ids of the courses that the person may study."""
        courses = self.services.catalogue.courses
        return [course.id for course in courses if may_study(self.person, course)]

    def show_sheet(self, sheet: MistakeSheet, *, partial: bool) -> None:
        """Finish with the questions as an HTML fragment."""
        fragment = self.settings["pages"].get_template("partials/mistakes.html")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            fragment.render(
                sheet=sheet,
                questions=[
                    self._shown(number, entry)
                    for number, entry in enumerate(sheet.questions, start=1)
                ],
                rights_needed=RIGHTS_NEEDED,
                partial=partial,
            )
        )

    def _shown(self, number: int, entry: MistakeQuestion) -> dict[str, Any]:
        """Return a question as practice draws it, with its place in the book."""
        put = PracticeQuestion(
            place=number,
            question=entry.question,
            shown=entry.shown,
            answer=entry.answer,
            is_right=entry.is_right,
            next_at=None,
        )
        shown = practice_question(put, self.services.registry, self.services.clock())
        return {**shown, "turn": entry.turn, "rights": entry.rights}


class MistakesApi(MistakesHandler):
    """The next questions of the book."""

    async def get(self) -> None:
        """Show what is to be practised now."""
        book = self.services.mistakes
        sheet = await self.services.on_records(book.sheet, self.person, self.open_courses())
        self.show_sheet(sheet, partial=False)


class MistakeAnswerApi(MistakesHandler):
    """One answer in the book."""

    async def post(self, question_id: str) -> None:
        """Mark an answer and show what became of it."""
        sent = self.read_object()
        turn = str(sent.get("turn", ""))
        if not (turn.isascii() and turn.isdigit() and len(turn) < 7):  # noqa: PLR2004
            raise Refusal(400, "发来的内容读不懂，请刷新页面后重试。")
        sheet = await self.services.on_records(
            self.services.mistakes.answer,
            self.person,
            self.open_courses(),
            question_id,
            int(turn),
            sent.get("answer"),
        )
        self.show_sheet(sheet, partial=True)
