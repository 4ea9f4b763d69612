"""The check page: whether a certificate holds, for anybody who has its number and check code."""

from http import HTTPStatus

from jupyter_server.auth.decorator import allow_unauthenticated

from grading.certificates.checking import CertificateCheck, Checked
from grading.certificates.errors import CheckSlowedError
from grading.certificates.issuing import may_issue
from grading.certificates.model import CheckResult
from widgets.portal.identity import client_address
from widgets.portal.pages.base import PageHandler

LONGEST = 40
"""Characters of a typed number or code that are looked at."""


class CheckHandler(PageHandler):
    """Answers whoever asks, and tells nobody's name."""

    async def show_result(self, number: str, code: str) -> None:
        """Check a certificate and show whether it holds."""
        check: CertificateCheck = self.settings["certificate_check"]
        typed = number[:LONGEST], code[:LONGEST]
        try:
            checked = await self.services.on_records(
                check.check, *typed, client_address(self.services, self)
            )
        except CheckSlowedError as error:
            self.set_header("Retry-After", str(error.wait_seconds))
            self.show(*typed, status=HTTPStatus.TOO_MANY_REQUESTS, message=str(error))
            return
        self.show(*typed, checked=checked)

    def show(
        self,
        number: str = "",
        code: str = "",
        *,
        status: int = HTTPStatus.OK,
        message: str = "",
        checked: Checked | None = None,
    ) -> None:
        """Draw the page with an answer above the form; a found certificate empties the form."""
        is_found = checked is not None and checked.result is not CheckResult.UNKNOWN
        is_staff = self.current_user is not None and may_issue(self.person)
        self.page(
            "verify.html",
            title="证书核验",
            status=status,
            message=message,
            checked=checked,
            number="" if is_found else number,
            code="" if is_found else code,
            details=f"/certificate/{checked.number}" if checked and is_found and is_staff else "",
        )


class VerifyPage(CheckHandler):
    """The form for the number and the code of a certificate."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form."""
        self.show()

    @allow_unauthenticated
    async def post(self) -> None:
        """Show whether the certificate holds."""
        await self.show_result(
            self.get_body_argument("number", ""), self.get_body_argument("code", "")
        )


class VerifyLink(CheckHandler):
    """The address in the QR code of a certificate."""

    @allow_unauthenticated
    async def get(self, number: str, code: str) -> None:
        """Show whether the certificate holds."""
        await self.show_result(number, code)
