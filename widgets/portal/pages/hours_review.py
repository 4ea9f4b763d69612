"""What managers do about hours: decide about proofs, and correct what was recorded."""

from http import HTTPStatus

from courses.errors import StudyError
from grading.hours.checks import LONGEST_REASON
from grading.hours.errors import UnknownEntryError, UnknownProofError
from grading.hours.external import MOST_HOURS, may_review
from grading.hours.model import Proof
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.hours import HOURS, is_number

REVIEW = f"{HOURS}/review"


class ReviewHandler(PageHandler):
    """A page for managers and administrators."""

    def check_role(self) -> None:
        """Refuse everybody else."""
        if not may_review(self.person):
            raise self.forbid("review of hours")


class ReviewPage(ReviewHandler):
    """What waits, what was decided, and what was recorded last."""

    async def get(self) -> None:
        """Show the list."""
        self.check_role()
        await self.show_list()

    async def show_list(
        self, fault: StudyError | None = None, at: int = 0, reason: str = ""
    ) -> None:
        """Show the list, with what was wrong `at` a proof and the reason typed there."""
        hours, on_records = self.services.hours(), self.services.on_records
        waiting = await on_records(hours.external.waiting)
        same = {proof.id: await on_records(hours.external.same_file, proof) for proof in waiting}
        self.page(
            "hours_review.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="学时审核",
            crumbs=(Link("首页", "/"), Link("学时", HOURS), Link("审核", None)),
            waiting=waiting,
            same=same,
            decided=await on_records(hours.external.decided),
            lines=await on_records(hours.ledger.latest),
            fault=fault,
            fault_at=at,
            reason=reason,
            saved=await self._just_decided(),
            longest=LONGEST_REASON,
        )

    async def _just_decided(self) -> Proof | None:
        """Return the proof that was decided just before, None where the page was opened else."""
        given = self.get_query_argument("saved", "")
        if not is_number(given):
            return None
        try:
            return await self.services.on_records(
                self.services.hours().external.proof, self.person, int(given)
            )
        except UnknownProofError:
            return None


class ProofDecision(ReviewPage):
    """A manager's decision about one proof."""

    async def get(self, _proof_id: str) -> None:  # type: ignore[override]
        """Lead to the list, as after a reload of a page with a fault."""
        self.check_role()
        self.redirect(REVIEW)

    async def post(self, proof_id: str) -> None:
        """Accept or refuse; a fault is said at the proof, with the reason kept."""
        self.check_role()
        external, reason = self.services.hours().external, self.get_body_argument("reason", "")
        decide = (
            (external.accept, self.person, int(proof_id))
            if self.get_body_argument("decision", "") == "accept"
            else (external.refuse, self.person, int(proof_id), reason)
        )
        try:
            await self.services.on_records(*decide)
        except UnknownProofError:
            raise
        except StudyError as error:
            await self.show_list(error, int(proof_id), reason)
            return
        self.redirect(f"{REVIEW}?saved={proof_id}")


class CorrectionPage(ReviewHandler):
    """One line of the ledger, and the form to correct it."""

    async def get(self, entry_id: str) -> None:
        """Show the line and the form."""
        self.check_role()
        await self._show(int(entry_id))

    async def post(self, entry_id: str) -> None:
        """Add the correction; a fault is said above what was typed."""
        self.check_role()
        hours, reason = (self.get_body_argument(name, "") for name in ("hours", "reason"))
        try:
            await self.services.on_records(
                self.services.hours().ledger.correct, self.person, int(entry_id), hours, reason
            )
        except UnknownEntryError:
            raise
        except StudyError as error:
            await self._show(int(entry_id), error, hours, reason)
            return
        self.redirect(f"{REVIEW}#recorded")

    async def _show(
        self, entry_id: int, fault: StudyError | None = None, hours: str = "", reason: str = ""
    ) -> None:
        line = await self.services.on_records(self.services.hours().ledger.line, entry_id)
        self.page(
            "hours_correct.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="更正学时",
            crumbs=(
                Link("首页", "/"),
                Link("学时", HOURS),
                Link("审核", REVIEW),
                Link("更正", None),
            ),
            line=line,
            is_own=line.person_id == self.person.id,
            fault=fault,
            hours=hours,
            reason=reason,
            most=MOST_HOURS,
            longest=LONGEST_REASON,
        )
