"""Duties of whoever is first responsible: the list of a year, and evidence for one duty."""

from http import HTTPStatus

from courses.errors import StudyError
from grading.hours.checks import LONGEST_REASON
from grading.hours.errors import WrongEntryError
from grading.leadership.duties import LONGEST_WORDS, TypedEvidence
from grading.leadership.errors import NotOwnDutyError, UnknownDutyError, UnknownLeaderError
from grading.leadership.in_office import Leader
from grading.leadership.model import DutyEvidence, EvidenceKind
from grading.leadership.year import LeadershipYear
from widgets.portal.pages.base import Link
from widgets.portal.pages.group_study import shown_citations
from widgets.portal.pages.hours import send_file
from widgets.portal.pages.leadership import LEADERSHIP, LeadershipHandler, years_around
from widgets.portal.uploading import UploadHandler

EVIDENCE = f"{LEADERSHIP}/duty-evidence"
_FIELDS = ("kind", "on", "words", "study")


class DutyHandler(LeadershipHandler):
    """A page about duties: a leader sees their own, whoever keeps the records everybody's."""

    def duty_crumbs(self, year: int, *more: Link) -> tuple[Link, ...]:
        """Return the way to a page of the duties of a year."""
        return (
            Link("首页", "/"),
            Link("领导学法", f"{LEADERSHIP}/{year}"),
            *(more or (Link("职责清单", None),)),
        )

    def seen_people(self, found: LeadershipYear) -> tuple[Leader, ...]:
        """Return whose evidence the person may see."""
        return tuple(
            one for one in found.duties.people if self.is_keeper or one.person_id == self.person.id
        )


class DutiesPage(DutyHandler):
    """The list of a year with the evidence of one leader."""

    async def get(self, year: str) -> None:
        """Show it; `leader` chooses among several."""
        self.check_role()
        found = await self.read_year(int(year))
        people = self.seen_people(found)
        wanted = self.get_query_argument("leader", "")
        chosen = next((one for one in people if one.learner_id == wanted), None)
        self.page(
            "leadership_duties.html",
            title=f"{year} 年第一责任人职责清单",
            crumbs=self.duty_crumbs(int(year)),
            found=found,
            years=years_around(found.as_of.year, found.year),
            duties=[
                (duty, shown_citations(duty.cites, self.services.registry))
                for duty in found.duties.duties
            ],
            people=people,
            leader=chosen or next(iter(people), None),
            problems=self.services.leadership().lists.problems if self.is_keeper else (),
            evidence_address=EVIDENCE,
            is_keeper=self.is_keeper,
        )


class DutyPage(DutyHandler, UploadHandler):
    """One duty of one leader: the evidence that holds, and the form for more."""

    async def get(self, year: str, learner_id: str, duty_id: str) -> None:
        """Show it."""
        self.check_role()
        await self._show(int(year), TypedEvidence(leader=learner_id, duty=duty_id))

    async def post(self, year: str, learner_id: str, duty_id: str) -> None:
        """Keep evidence; what is wrong is said above what was typed."""
        file = self.read_form()
        fields = {name: self.get_body_argument(name, "") for name in _FIELDS}
        typed = TypedEvidence(leader=learner_id, duty=duty_id, **fields)
        try:
            await self.services.on_records(
                self.services.leadership().duties.add,
                self.person,
                int(year),
                typed,
                file.content,
                file.name,
            )
        except WrongEntryError as error:
            await self._show(int(year), typed, error)
            return
        except NotOwnDutyError as error:
            raise self.forbid("somebody else's duties") from error
        self.redirect(f"{LEADERSHIP}/{year}/duties?leader={learner_id}#{duty_id}")

    async def _show(
        self, year: int, typed: TypedEvidence, fault: WrongEntryError | None = None
    ) -> None:
        found = await self.read_year(year)
        leader = self._leader(found, typed.leader)
        duty_list = found.duties.duty_list
        duty = duty_list.find(typed.duty) if duty_list else None
        if duty is None:
            raise UnknownDutyError(typed.duty)
        address = f"{LEADERSHIP}/{year}/duties?leader={leader.learner_id}"
        self.page(
            "leadership_duty.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="登记履职证据",
            crumbs=self.duty_crumbs(year, Link("职责清单", address), Link("登记履职证据", None)),
            found=found,
            duty=duty,
            cites=shown_citations(duty.cites, self.services.registry),
            leader=leader,
            evidence=found.duties.evidence(duty.id, leader.person_id),
            evidence_address=EVIDENCE,
            kinds=tuple(EvidenceKind),
            studies=[one for one in found.studies[::-1] if leader.is_responsible(one.on)],
            typed=typed,
            fault=fault,
            back=address,
            longest=LONGEST_WORDS,
            longest_reason=LONGEST_REASON,
        )

    def _leader(self, found: LeadershipYear, learner_id: str) -> Leader:
        for one in found.duties.people:
            if one.learner_id == learner_id:
                if one not in self.seen_people(found):
                    raise self.forbid("somebody else's duties")
                return one
        raise UnknownLeaderError(found.year)


class DutyEvidenceFile(DutyHandler):
    """The file of evidence, for its leader and whoever keeps the records."""

    async def get(self, evidence_id: str) -> None:
        """Send it as a download; anybody else is told that there is none."""
        self.check_role()
        evidence: DutyEvidence
        evidence, content = await self.services.on_records(
            self.services.leadership().duties.content, self.person, int(evidence_id)
        )
        assert evidence.file is not None  # noqa: S101 - `content` raises without one
        send_file(self, evidence.file, content, f"履职证据-{evidence.id}")


class DutyEvidencePage(DutyHandler):
    """One piece of evidence, to be withdrawn with a reason."""

    async def get(self, evidence_id: str) -> None:
        """Show it with the form."""
        self.check_role()
        await self._show(int(evidence_id))

    async def post(self, evidence_id: str) -> None:
        """Withdraw it; what is wrong is said at the form."""
        self.check_role()
        try:
            evidence: DutyEvidence = await self.services.on_records(
                self.services.leadership().duties.withdraw,
                self.person,
                int(evidence_id),
                self.get_body_argument("reason", ""),
            )
        except WrongEntryError as error:
            await self._show(int(evidence_id), error)
            return
        self.redirect(await self._back(evidence))

    async def _show(self, evidence_id: int, fault: StudyError | None = None) -> None:
        evidence: DutyEvidence = await self.services.on_records(
            self.services.leadership().duties.evidence, self.person, evidence_id
        )
        back = await self._back(evidence)
        self.page(
            "leadership_evidence.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="撤回履职证据",
            crumbs=self.duty_crumbs(
                evidence.year, Link("职责清单", back), Link("撤回履职证据", None)
            ),
            evidence=evidence,
            evidence_address=EVIDENCE,
            back=back,
            fault=fault,
            reason=self.get_body_argument("reason", ""),
            longest_reason=LONGEST_REASON,
        )

    async def _back(self, evidence: DutyEvidence) -> str:
        found = await self.read_year(evidence.year)
        whose = (one.learner_id for one in found.leaders if one.person_id == evidence.person_id)
        learner_id = next(whose, "")
        return f"{LEADERSHIP}/{evidence.year}/duties?leader={learner_id}#{evidence.duty_id}"
