"""One's own credit hours: what was recorded this year, and proofs of external study."""

from http import HTTPStatus

from courses.clock import local_date
from grading.assessment.derived import DerivedEntries
from grading.assessment.model import HoursKind
from grading.hours.checks import LONGEST_TEXT
from grading.hours.errors import UnknownProofError, WrongEntryError
from grading.hours.external import MOST_HOURS, ExternalStudy, TypedProof, may_review
from grading.hours.ledger import totals
from grading.hours.model import Proof, StoredFile
from widgets.portal.access import has_hours
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.uploading import UploadHandler

HOURS = "/hours"
_YEARS = range(2000, 2101)
_FIELDS = ("hours", "on", "topic", "organiser", "replaces")


class HoursPage(UploadHandler):
    """What counts of one's year, and the form for a proof."""

    def check_role(self) -> None:
        """Refuse people of enterprises: their hours are those of training sessions."""
        if not has_hours(self.person):
            raise self.forbid("hours")

    async def get(self) -> None:
        """Show a year; with `again` the form is filled in from a refused proof."""
        await self._show(await self._typed_again())

    async def post(self) -> None:
        """Keep a proof; what is wrong is said above what was typed."""
        file = self.read_form()
        typed = TypedProof(**{name: self.get_body_argument(name, "") for name in _FIELDS})
        try:
            await self.services.on_records(
                self._external.send, self.person, typed, file.content, file.name
            )
        except WrongEntryError as error:
            await self._show(typed, error)
            return
        self.redirect(f"{HOURS}?sent=1#proofs")

    @property
    def _external(self) -> ExternalStudy:
        return self.services.hours().external

    async def _show(self, typed: TypedProof, fault: WrongEntryError | None = None) -> None:
        services, person = self.services, self.person
        hours, today = services.hours(), local_date(services.clock(), services.zone)
        year = asked_year(self, today.year)
        derived = DerivedEntries(services.catalogue, services.quizzes.shelf, services.zone)
        entries = await services.on_records(hours.ledger.of_person, person, year, derived)
        reviews = may_review(person)
        self.page(
            "hours.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="学时",
            crumbs=(Link("首页", "/"), Link("学时", None)),
            year=year,
            today=today,
            entries=entries,
            totals=[total for total in totals(entries) if total.kind is not HoursKind.EXAM],
            proofs=await services.on_records(hours.external.of_person, person),
            reviews=reviews,
            waiting=await services.on_records(hours.external.count_waiting) if reviews else 0,
            typed=typed,
            fault=fault,
            sent=self.get_query_argument("sent", "") == "1" and fault is None,
            most=MOST_HOURS,
            longest=LONGEST_TEXT,
        )

    async def _typed_again(self) -> TypedProof:
        """Return what the form begins with: nothing, or what a refused proof said."""
        given = self.get_query_argument("again", "")
        if not is_number(given):
            return TypedProof()
        proof = await self.services.on_records(self._external.proof, self.person, int(given))
        if proof.person_id != self.person.id:
            raise UnknownProofError(proof.id)
        return TypedProof(
            hours=f"{float(proof.hours):g}",
            on=proof.on.isoformat(),
            topic=proof.topic,
            organiser=proof.organiser,
            replaces=str(proof.id),
        )


class ProofFile(PageHandler):
    """The file of a proof, for its owner and managers."""

    async def get(self, proof_id: str) -> None:
        """Send it as a download; anybody else is told that there is none."""
        proof: Proof
        proof, content = await self.services.on_records(
            self.services.hours().external.content, self.person, int(proof_id)
        )
        send_file(self, proof.file, content, f"学时证明-{proof.id}")


def is_number(given: str) -> bool:
    """Say whether a text is a number of a record."""
    return given.isascii() and given.isdigit() and len(given) <= 9  # noqa: PLR2004 - digits


def asked_year(page: PageHandler, this_year: int) -> int:
    """Return the year that the address asks for, else this year."""
    given = page.get_query_argument("year", "")
    return int(given) if is_number(given) and int(given) in _YEARS else this_year


def send_file(page: PageHandler, file: StoredFile, content: bytes, name: str) -> None:
    """Finish with a stored file: always a download, of the type that its content was checked for.

    It is never drawn inside a page of ours, whatever is in it.
    """
    page.set_header("Content-Type", file.kind.value)
    page.set_header("X-Content-Type-Options", "nosniff")
    page.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
    page.set_attachment_header(f"{name}{file.kind.ending}")
    page.finish(content)
