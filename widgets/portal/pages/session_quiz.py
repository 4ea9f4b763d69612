"""The quick quiz of a session for staff: how everybody did, and codes for another phone."""

from dataclasses import dataclass
from http import HTTPStatus

from markupsafe import Markup
from tornado.web import HTTPError

from courses.errors import StudyError
from grading.training.model import SignIn
from grading.training.quick_quiz import QuizResults
from widgets.portal.access import may_see_keys
from widgets.portal.pages.training import TRAINING, TrainingHandler
from widgets.portal.pages.training_screen import is_local, phone_addresses, qr_code


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code that was just made, shown once; `name` is whose.

    `address` is where it is typed, `qr` leads there with the code filled in; it is empty where
    phones cannot reach the address.
    """

    name: str
    code: str
    address: str
    qr: Markup


class QuizPage(TrainingHandler):
    """Results of the quiz, and the people who may need a code."""

    async def get(self, session_id: str) -> None:
        """Show them."""
        self.check_role()
        await self.show(int(session_id))

    async def show(
        self, session_id: int, issued: IssuedCode | None = None, fault: StudyError | None = None
    ) -> None:
        """Finish with the page; `issued` is a code to be read out."""
        services = self.services
        session = await services.on_records(self.training.sessions.session, session_id)
        results: QuizResults | None
        results = await services.on_records(services.quick_quizzes().results, session_id)
        sign_ins = await services.on_records(self.training.sign_ins.of_session, session_id)
        self.page(
            "training_quiz.html",
            title="随堂测验",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            crumbs=self.trail(session, "随堂测验"),
            session=session,
            results=results,
            sign_ins=[one for one in sign_ins if one.counts],
            letters="ABCDEFGH"[: results.paper.variants] if results else "",
            prints=may_see_keys(self.person),
            issued=issued,
            fault=fault,
        )


class PassCodeIssue(QuizPage):
    """Makes a one-time code for somebody whose phone holds no pass."""

    async def get(self, session_id: str) -> None:
        """Lead to the page, as after a reload; the code is not shown again."""
        self.check_role()
        self.redirect(f"{TRAINING}/{session_id}/quiz")

    async def post(self, session_id: str) -> None:
        """Make it and show it once."""
        self.check_role()
        sign_in = await self._sign_in(int(session_id))
        try:
            code = await self.services.on_records(
                self.services.passes().make_code, self.person, int(session_id), sign_in.person_id
            )
        except StudyError as error:
            await self.show(int(session_id), fault=error)
            return
        await self.show(int(session_id), self._issued(sign_in, code))

    def _issued(self, sign_in: SignIn, code: str) -> IssuedCode:
        request = self.request
        base, *_ = phone_addresses(self.services.settings, request.protocol, request.host)
        address = f"{base}/pass/code"
        qr = Markup() if is_local(base) else qr_code(f"{address}?code={code}")
        return IssuedCode(sign_in.name, code, address, qr)

    async def _sign_in(self, session_id: int) -> SignIn:
        wanted = self.get_body_argument("sign_in", "")
        sign_ins: list[SignIn] = await self.services.on_records(
            self.training.sign_ins.of_session, session_id
        )
        for one in sign_ins:
            if str(one.id) == wanted:
                return one
        raise HTTPError(HTTPStatus.NOT_FOUND)
