"""Exams: the lobby, the page that is filled in, and the result."""

from tornado.web import HTTPError

from courses.errors import UnknownCourseError
from grading.attempts.model import AttemptState
from quizzes.paper import MODES, Paper
from widgets.portal.access import may_study
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.own_attempt import OwnAttempt
from widgets.portal.shown import exam_questions, result_cells


class ExamLobby(PageHandler):
    """Before an exam: its rules, earlier attempts, and the button that begins it."""

    async def get(self, paper_id: str) -> None:
        """Show the rules; an attempt that goes on is offered first."""
        paper = self._paper(paper_id)
        lobby = await self.services.on_records(
            self.services.examinations.lobby, self.person, paper_id
        )
        self.page(
            "exam_lobby.html",
            title=paper.title,
            crumbs=exam_crumbs(self, paper),
            lobby=lobby,
            mode=MODES[paper.mode],
        )

    async def post(self, paper_id: str) -> None:
        """Begin, or go on with the open attempt."""
        self._paper(paper_id)
        attempt_id = await self.services.on_records(
            self.services.examinations.begin, self.person, paper_id
        )
        self.redirect(f"/exam/attempt/{attempt_id}")

    def _paper(self, paper_id: str) -> Paper:
        paper = self.services.quizzes.shelf.paper(paper_id)
        if not may_study(self.person, self.services.catalogue.course(paper.course)):
            raise self.forbid(f"exam {paper_id}")
        return paper


class ExamPage(OwnAttempt):
    """The exam that is filled in."""

    async def get(self, attempt_id: str) -> None:
        """Show one's open attempt; a finished one leads to its result."""
        examinations = self.services.examinations
        state = await self.services.on_records(examinations.state, self.person, attempt_id)
        if state is not AttemptState.OPEN:
            self.redirect(f"/result/{attempt_id}")
            return
        exam = await self.services.on_records(examinations.open_exam, self.person, attempt_id)
        self.page(
            "exam.html",
            title=exam.paper.title,
            crumbs=exam_crumbs(self, exam.paper),
            exam=exam,
            questions=exam_questions(exam),
            holds_pass=self.user.session_pass is not None,
            now_ms=int(self.services.clock().timestamp() * 1000),
        )


class HandIn(OwnAttempt):
    """Hands an attempt in."""

    async def post(self, attempt_id: str) -> None:
        """Commit the hand-in, then have it scored while the result page waits."""
        examinations = self.services.examinations
        await self.services.on_records(examinations.hand_in, self.person, attempt_id)
        self.settings["background"].score_soon(attempt_id)
        self.redirect(f"/result/{attempt_id}")

    async def get(self, attempt_id: str) -> None:
        """Lead somebody who reloads back to the attempt."""
        self.redirect(f"/exam/attempt/{attempt_id}")


class ResultPage(OwnAttempt):
    """The result of an attempt, question by question."""

    async def get(self, attempt_id: str) -> None:
        """Show the result, or that scoring is under way or somebody has to read essays."""
        examinations = self.services.examinations
        state = await self.services.on_records(examinations.state, self.person, attempt_id)
        if state is AttemptState.OPEN:
            self.redirect(f"/exam/attempt/{attempt_id}")
            return
        if state is AttemptState.HANDED_IN:
            self.page(
                "result.html",
                title="正在评分",
                result=None,
                attempt_id=attempt_id,
                is_quiz=self.user.session_pass is not None,
            )
            return
        if state is AttemptState.MARKING:
            await self._wait_for_markers(attempt_id)
            return
        may_read_law = self.user.session_pass is None
        result = await self.services.on_records(examinations.result, self.person, attempt_id)
        self.page(
            "result.html",
            title=f"{result.paper.title}：成绩",
            crumbs=exam_crumbs(self, result.paper, last="成绩"),
            result=result,
            attempt_id=attempt_id,
            cells=result_cells(result, self.services.registry, is_linked=may_read_law),
            may_read_law=may_read_law,
        )

    async def _wait_for_markers(self, attempt_id: str) -> None:
        """Tell what was handed in; of its points nothing, before they are complete."""
        examinations = self.services.examinations
        attempts = await self.services.on_records(examinations.attempts_of, self.person)
        summary = next(one for one in attempts if one.attempt_id == attempt_id)
        self.page(
            "result_marking.html",
            title="待阅卷",
            crumbs=(Link("我的记录", "/record"), Link("待阅卷", None)),
            summary=summary,
        )


def exam_crumbs(page: PageHandler, paper: Paper, last: str | None = None) -> tuple[Link, ...]:
    """Lead to the paper through its course, which may have been taken away since the attempt.

    To a quick quiz leads the training session that it was taken in.
    """
    if paper.is_session_quiz:
        return (Link("本期培训", "/pass"), Link(last or paper.title, None))
    try:
        course = page.services.catalogue.course(paper.course)
    except UnknownCourseError:
        return (Link("课程", "/"), Link(last or paper.title, None))
    crumbs = (Link("课程", "/"), Link(course.title, f"/course/{course.id}"))
    if last is None:
        return (*crumbs, Link(paper.title, None))
    return (*crumbs, Link(paper.title, f"/exam/{paper.id}"), Link(last, None))


class NothingHere(PageHandler):
    """Every address that is not in the list."""

    async def get(self, _address: str = "") -> None:
        """Say that there is no such page."""
        raise HTTPError(404)

    post = put = delete = patch = get
