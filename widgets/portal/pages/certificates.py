"""Certificates of training: those of a session, one with its history, and the files to print."""

from collections.abc import Callable
from http import HTTPStatus

from courses.errors import StudyError
from grading.certificates.check_codes import printed_code
from grading.certificates.errors import UnknownCertificateError
from grading.certificates.issuing import (
    LONGEST_REASON,
    SHORTEST_REASON,
    Certificates,
    may_issue,
    may_revoke,
)
from grading.certificates.model import Certificate
from grading.certificates.numbers import CertificateNumber, find_number
from grading.certificates.standing import Standing
from grading.people.model import Person
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.hours import is_number

TRAINING = Link("培训", "/training")
PDF = "application/pdf"


class CertificatesHandler(PageHandler):
    """A page about certificates."""

    @property
    def certificates(self) -> Certificates:
        """What certificates are issued and printed with."""
        return self.services.certificates()

    def check_role(self) -> None:
        """Refuse everybody who does not see the certificates of others."""
        if not may_issue(self.person):
            raise self.forbid("certificates")

    def check_revoker(self) -> None:
        """Refuse everybody who may not take a certificate back."""
        if not may_revoke(self.person):
            raise self.forbid("revoking certificates")

    def number_of(self, written: str) -> CertificateNumber:
        """Return the number of an address. Raises UnknownCertificateError."""
        number = find_number(written)
        if number is None:
            raise UnknownCertificateError(written)
        return number

    def send_pdf(self, content: bytes, name: str) -> None:
        """Finish with a PDF as a download."""
        self.set_header("Content-Type", PDF)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.set_attachment_header(f"{name}.pdf")
        self.finish(content)


class SessionCertificatesPage(CertificatesHandler):
    """The certificates of a session."""

    async def get(self, session_id: str) -> None:
        """Show everybody who signed in, with certificates and what is missing for them."""
        self.check_role()
        found = await self.services.on_records(self.certificates.of_session, int(session_id))
        session, code = found.session, self.certificates.code
        issued = self.get_query_argument("issued", "")
        self.page(
            "certificates.html",
            title=f"{session.label}培训证书",
            crumbs=(
                Link("首页", "/"),
                TRAINING,
                Link(session.label, f"/training/{session.id}"),
                Link("培训证书", None),
            ),
            found=found,
            unsettable=await self.services.on_records(self.certificates.unsettable, found),
            standings=Standing,
            printed=lambda certificate: printed_code(code(certificate)),
            issued=issued if is_number(issued) else "",
            public_url=self.services.settings.public_url,
        )


class IssueCertificates(CertificatesHandler):
    """Issuing to everybody of a session who has earned one."""

    async def post(self, session_id: str) -> None:
        """Issue what can be issued, and go back to the list, which says how many there were."""
        self.check_role()
        count = await self.services.on_records(
            self.certificates.issue_all, self.person, int(session_id)
        )
        self.redirect(f"/training/{int(session_id)}/certificates?issued={count}")


class SessionCertificatesFile(CertificatesHandler):
    """All certificates of a session in one file, for printing."""

    async def get(self, session_id: str) -> None:
        """Send those that hold, one page each."""
        self.check_role()
        content = await self.services.on_records(self.certificates.all_pdf, int(session_id))
        self.send_pdf(content, f"培训证书-{int(session_id)}")


class CertificateFile(CertificatesHandler):
    """One certificate as a file: for whom it was issued to, and for staff."""

    async def get(self, written: str) -> None:
        """Send it; nobody else learns whether there is one of this number."""
        number = self.number_of(written)
        certificate = await self.services.on_records(self.certificates.get, number)
        if certificate.person_id != self.person.id and not may_issue(self.person):
            raise UnknownCertificateError(number)
        content = await self.services.on_records(self.certificates.pdf, number, reader=self.person)
        self.send_pdf(content, f"培训证书-{number}")


class CertificatePage(CertificatesHandler):
    """One certificate: what it says, whether it holds, and what came after it."""

    async def get(self, written: str) -> None:
        """Show it."""
        self.check_role()
        await self.show(self.number_of(written))

    async def show(
        self,
        number: CertificateNumber,
        *,
        fault: StudyError | None = None,
        reason: str = "",
        action: str = "",
    ) -> None:
        """Show a certificate, with what was wrong with a form and what was typed into it."""
        on_records = self.services.on_records
        certificate = await on_records(self.certificates.get, number)
        found = await on_records(self.certificates.of_session, certificate.session_id)
        relatives = await on_records(self.certificates.chain, certificate)
        session = found.session
        self.page(
            "certificate.html",
            title=f"证书 {number}",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            crumbs=(
                Link("首页", "/"),
                TRAINING,
                Link(session.label, f"/training/{session.id}"),
                Link("培训证书", f"/training/{session.id}/certificates"),
                Link(str(number), None),
            ),
            certificate=certificate,
            relatives=relatives,
            code=printed_code(self.certificates.code(certificate)),
            may_change=may_revoke(self.person) and certificate.person_id != self.person.id,
            is_newest=certificate.replaced_by is None,
            fault=fault,
            reason=reason,
            action=action,
            shortest=SHORTEST_REASON,
            longest=LONGEST_REASON,
        )


class CertificateChange(CertificatePage):
    """A form about a certificate."""

    async def change(
        self,
        written: str,
        action: str,
        work: Callable[[Person, CertificateNumber, str], Certificate],
    ) -> None:
        """Do the work for a reason and show the certificate; what was typed is kept if refused."""
        self.check_revoker()
        number, reason = self.number_of(written), self.get_body_argument("reason", "")
        try:
            changed = await self.services.on_records(work, self.person, number, reason)
        except UnknownCertificateError:
            raise
        except StudyError as error:
            await self.show(number, fault=error, reason=reason, action=action)
        else:
            self.redirect(f"/certificate/{changed.number}")


class RevokeCertificate(CertificateChange):
    """Taking a certificate back."""

    async def post(self, written: str) -> None:
        """Note that it no longer holds."""
        await self.change(written, "revoke", self.certificates.revoke)


class ReissueCertificate(CertificateChange):
    """Issuing another certificate in place of one."""

    async def post(self, written: str) -> None:
        """Issue it with what is known now."""
        await self.change(written, "reissue", self.certificates.reissue)
