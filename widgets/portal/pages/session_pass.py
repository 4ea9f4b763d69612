"""What a pass opens: the session somebody signed in to, its material, quiz and certificate."""

from http import HTTPStatus

from jupyter_server.auth.decorator import allow_unauthenticated

from grading.attempts.errors import AttemptRefusedError
from grading.certificates.errors import NoChineseFontError, NotEarnedError, UnsettableTextError
from grading.training.errors import UnknownTrainingSessionError
from grading.training.pass_errors import (
    NoQuizError,
    NotSignedInError,
    PassCodeRefusedError,
    SlowedPassCodesError,
)
from grading.training.quick_quiz import Attendance
from widgets.portal.identity import client_address
from widgets.portal.pages.base import PageHandler
from widgets.portal.pages.hours import send_file
from widgets.portal.pages.phone_sign_in import SIGN_IN, PhoneHandler, end_pass
from widgets.portal.pages.training_session import material_name

PASS = "/pass"  # noqa: S105 - an address


class SignedInHandler(PageHandler):
    """A page of one session, for holders of a pass to it and for the bureau's own people."""

    accepts_pass = True

    def get_login_url(self) -> str:
        """Lead strangers to where a pass comes from: hardly any of them has a login."""
        return PASS

    async def attendance(self, session_id: str) -> Attendance:
        """Return the session of this page to somebody who signed in to it.

        Raises UnknownTrainingSessionError for every other session of a pass, as if there were none.
        """
        held = self.user.session_pass
        if held is not None and held.session_id != int(session_id):
            raise UnknownTrainingSessionError(int(session_id))
        return await self.services.on_records(
            self.services.quick_quizzes().attendance, self.person, int(session_id)
        )


class PassStart(PhoneHandler):
    """Leads to the session that somebody is at; tells others how to get there."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Go on to the session of the pass, or to the newest one of who is logged in."""
        if not self.current_user:
            self.identity.end_pass(self)
            self.page("pass_code.html", title="学员凭证", message=None, code="")
            return
        held = self.user.session_pass
        if held is not None:
            self.redirect(f"{PASS}/{held.session_id}")
            return
        sessions = await self.services.on_records(
            self.services.quick_quizzes().sessions_of, self.person
        )
        self.redirect(f"{PASS}/{sessions[0].id}" if sessions else SIGN_IN)


class PassCodeEntry(PhoneHandler):
    """A one-time code from the staff brings the pass to this phone."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form, with the code of a scanned address in it."""
        self._form(code=self.get_query_argument("code", ""))

    @allow_unauthenticated
    async def post(self) -> None:
        """Take the code."""
        code, address = self.get_body_argument("code", ""), client_address(self.services, self)
        try:
            held = await self.services.on_records(self.services.passes().redeem, code, address)
        except SlowedPassCodesError as error:
            self.set_header("Retry-After", str(error.seconds))
            self._form(HTTPStatus.TOO_MANY_REQUESTS, str(error), code)
        except PassCodeRefusedError as error:
            self._form(HTTPStatus.BAD_REQUEST, str(error), code)
        else:
            self.identity.start_pass(self, held)
            self.redirect(f"{PASS}/{held.session_id}", status=303)

    def _form(
        self, status: int = HTTPStatus.OK, message: str | None = None, code: str = ""
    ) -> None:
        self.page("pass_code.html", title="学员凭证", status=status, message=message, code=code)


class PassPage(SignedInHandler):
    """The session as somebody sees it who signed in."""

    async def get(self, session_id: str) -> None:
        """Show where sign-in, quiz and certificate stand, and the material."""
        try:
            await self.show(session_id)
        except NotSignedInError:
            if self.user.session_pass is not None:
                raise
            self.redirect(SIGN_IN)

    async def show(self, session_id: str, message: str | None = None) -> None:
        """Finish with the page; `message` says why something did not come about."""
        attendance, services = await self.attendance(session_id), self.services
        materials = await services.on_records(
            services.training().materials.of_session, int(session_id)
        )
        certificate = await services.on_records(
            services.certificates().own, self.person, int(session_id)
        )
        self.page(
            "pass.html",
            title=attendance.session.plan.topic,
            status=HTTPStatus.BAD_REQUEST if message else HTTPStatus.OK,
            session=attendance.session,
            sign_in=attendance.sign_in,
            quiz=attendance.quiz,
            refusal=services.quick_quizzes().refusal(attendance),
            materials=materials,
            certificate=certificate,
            message=message,
            holds_pass=self.user.session_pass is not None,
        )


class PassQuiz(PassPage):
    """Begins the quiz."""

    async def get(self, session_id: str) -> None:
        """Lead somebody who reloads back to the session."""
        self.redirect(f"{PASS}/{session_id}")

    async def post(self, session_id: str) -> None:
        """Begin an attempt, or go on with the open one."""
        await self.attendance(session_id)
        try:
            attempt_id = await self.services.on_records(
                self.services.quick_quizzes().begin, self.person, int(session_id)
            )
        except (AttemptRefusedError, NoQuizError) as error:
            await self.show(session_id, str(error))
            return
        self.redirect(f"/exam/attempt/{attempt_id}")


class PassMaterial(SignedInHandler):
    """A file that is given out."""

    async def get(self, session_id: str, material_id: str) -> None:
        """Send it as a download."""
        await self.attendance(session_id)
        material, content = await self.services.on_records(
            self.services.training().materials.content, int(session_id), int(material_id)
        )
        send_file(self, material.file, content, material_name(material))


class PassCertificate(PassPage):
    """The certificate, issued when it is first asked for."""

    async def get(self, session_id: str) -> None:
        """Send it as a PDF; say what is missing for it."""
        await self.attendance(session_id)
        certificates = self.services.certificates()
        try:
            certificate, content = await self.services.on_records(
                certificates.own_pdf, self.person, int(session_id)
            )
        except (NotEarnedError, NoChineseFontError, UnsettableTextError) as error:
            await self.show(session_id, str(error))
            return
        self.set_header("Content-Type", "application/pdf")
        self.set_attachment_header(f"培训证书-{certificate.number}.pdf")
        self.finish(content)


class PassEnd(PhoneHandler):
    """Gives the pass back, so that a colleague can sign in on the same phone."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Forget the pass here and on the server."""
        await end_pass(self)
        self.redirect(SIGN_IN)
