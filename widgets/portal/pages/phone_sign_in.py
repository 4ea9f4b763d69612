"""Signing in to a training session on one's own phone: by QR code, or by six digits."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from jupyter_server.auth.decorator import allow_unauthenticated

from courses.errors import StudyError
from grading.people.errors import InvalidOrganisationNameError, InvalidPersonNameError
from grading.people.model import Person, Role
from grading.training.errors import (
    AlreadySignedInError,
    ExpiredCodeError,
    ExpiredTicketError,
    ExpiredTokenError,
    NamesakesError,
    SignInRefusedError,
    SlowedCodesError,
    StaffOnlyByLoginError,
)
from grading.training.model import SignIn
from widgets.portal.identity import client_address
from widgets.portal.pages.base import PageHandler

SIGN_IN = "/t"
_TYPED_WRONG = (
    AlreadySignedInError,
    InvalidOrganisationNameError,
    InvalidPersonNameError,
    NamesakesError,
    StaffOnlyByLoginError,
)
"""What is said above the form, with what was typed kept."""
_SCAN_AGAIN = (ExpiredTicketError, ExpiredTokenError)


class PhoneHandler(PageHandler):
    """A page for phones that nobody has to log in for; a login or a pass is known all the same."""

    accepts_pass = True

    @property
    def phone(self) -> str:
        """What this phone alone knows: a form that was passed on to another one opens nothing."""
        return self.identity.phone(self)

    @property
    def member(self) -> Person | None:
        """Who is logged in, None for holders of a pass and strangers."""
        if not self.current_user or self.user.session_pass is not None:
            return None
        return self.person

    def refuse(self, error: StudyError) -> None:
        """Finish with the sentence of an error and what to do next."""
        self.page(
            "phone_refused.html",
            title="没有签到成功",
            status=HTTPStatus.BAD_REQUEST,
            sentence=str(error),
            may_scan=isinstance(error, _SCAN_AGAIN),
        )


class CodeEntry(PhoneHandler):
    """The six digits of the screen, for phones that cannot scan."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form."""
        self._form()

    @allow_unauthenticated
    async def post(self) -> None:
        """Lead to the form of the session whose digits these are."""
        digits = self.get_body_argument("code", "")
        sign_ins, address = self.services.training().sign_ins, client_address(self.services, self)
        try:
            ticket = await self.services.on_records(
                sign_ins.ticket_by_code, digits, address, self.phone
            )
        except SlowedCodesError as error:
            self.set_header("Retry-After", str(error.seconds))
            self._form(HTTPStatus.TOO_MANY_REQUESTS, error, digits)
        except ExpiredCodeError as error:
            self._form(HTTPStatus.BAD_REQUEST, error, digits)
        else:
            self.redirect(_form_address(ticket.session_id, ticket.text), status=303)

    def _form(
        self, status: int = HTTPStatus.OK, error: StudyError | None = None, digits: str = ""
    ) -> None:
        self.page(
            "phone_code.html",
            title="培训签到",
            status=status,
            message=str(error) if error else None,
            digits=digits,
            member=self.member,
        )


class SignInForm(PhoneHandler):
    """Name and enterprise, for whoever has just shown a code that holds."""

    @allow_unauthenticated
    async def get(self, session_id: str) -> None:
        """Turn a scanned code into a ticket; show the form to whoever has one."""
        held = self.user.session_pass if self.current_user else None
        if held is not None and held.session_id == int(session_id):
            self.redirect(f"/pass/{session_id}")
            return
        ticket, token = self.get_argument("ticket", ""), self.get_argument("k", "")
        try:
            if ticket:
                await self._form(ticket)
            elif token:
                await self._take_ticket(int(session_id), token)
            else:
                self.redirect(SIGN_IN)
        except (SignInRefusedError, *_SCAN_AGAIN) as error:
            self.refuse(error)

    @allow_unauthenticated
    async def post(self, _session_id: str) -> None:
        """Sign in, and give a trainee's phone its pass."""
        ticket = self.get_body_argument("ticket", "")
        typed = {name: self.get_body_argument(name, "") for name in ("name", "enterprise")}
        try:
            signed_in = await self._sign_in(ticket, **typed)
            await self._give_pass(signed_in)
        except _TYPED_WRONG as error:
            await self._form_again(ticket, typed, error)
        except (SignInRefusedError, *_SCAN_AGAIN) as error:
            self.refuse(error)
        else:
            self.redirect(f"/pass/{signed_in.session_id}", status=303)

    async def _take_ticket(self, session_id: int, token: str) -> None:
        """Put a ticket into the address, so that the page can be loaded again after the code."""
        sign_ins = self.services.training().sign_ins
        ticket = await self.services.on_records(
            sign_ins.ticket_by_token, session_id, token, self.phone
        )
        self.redirect(_form_address(session_id, ticket.text))

    async def _sign_in(self, ticket: str, *, name: str, enterprise: str) -> SignIn:
        sign_ins = self.services.training().sign_ins
        if self.member is not None:
            return await self.services.on_records(
                sign_ins.sign_in_member, ticket, self.member, self.phone
            )
        return await self.services.on_records(
            sign_ins.sign_in_trainee, ticket, name, enterprise, self.phone
        )

    async def _give_pass(self, signed_in: SignIn) -> None:
        if self.member is not None:
            return
        passes, address = self.services.passes(), client_address(self.services, self)
        held = await self.services.on_records(
            passes.give, signed_in.session_id, signed_in.person_id, address
        )
        self.identity.start_pass(self, held)

    async def _form_again(self, ticket: str, typed: dict[str, str], error: StudyError) -> None:
        try:
            await self._form(ticket, typed, error)
        except (SignInRefusedError, *_SCAN_AGAIN) as worse:
            self.refuse(worse)

    async def _form(
        self,
        ticket: str,
        typed: dict[str, str] | None = None,
        error: StudyError | None = None,
    ) -> None:
        sign_ins = self.services.training().sign_ins
        session, invited = await self.services.on_records(sign_ins.of_ticket, ticket, self.phone)
        self.page(
            "phone_sign_in.html",
            title="培训签到",
            status=HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK,
            session=session,
            invited=[one.name for one in invited],
            ticket=ticket,
            typed=typed or self._known(),
            message=str(error) if error else None,
            needs_code=isinstance(error, AlreadySignedInError),
            member=self.member,
        )

    def _known(self) -> dict[str, str]:
        """Fill in what a pass to another session says, which only the same phone can have."""
        held = self.user.session_pass if self.current_user else None
        if held is None or held.person.roles != {Role.TRAINEE}:
            return {"name": "", "enterprise": ""}
        return {"name": held.person.name, "enterprise": held.person.enterprise or ""}


async def end_pass(page: PageHandler) -> None:
    """End the pass that a page was asked for with, if it was."""
    held = page.user.session_pass if page.current_user else None
    if held is not None:
        await page.services.on_records(page.services.passes().end, held.token)
    page.identity.end_pass(page)


def _form_address(session_id: int, ticket: str) -> str:
    query: dict[str, Any] = {"ticket": ticket}
    return f"{SIGN_IN}/{session_id}?{urlencode(query)}"
