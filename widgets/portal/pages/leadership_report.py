"""The 述法 report of a leader: as a page, as a Word document, and the form for own words."""

from http import HTTPStatus

from grading.assessment.model import HoursKind
from grading.hours.errors import WrongEntryError
from grading.leadership.legal_report import LONGEST_CLOSING, LegalReport
from grading.leadership.plan_progress import PlanState
from grading.leadership.report_document import report_document, report_title
from widgets.portal.pages.base import Link
from widgets.portal.pages.leadership import LEADERSHIP, LeadershipHandler
from widgets.portal.pages.paper import DOCX


class ReportHandler(LeadershipHandler):
    """A page about a report: a leader's own, or anybody's for whoever keeps the records."""

    async def read_report(self, year: int, learner_id: str) -> LegalReport:
        """Return a report that the person may see. Raises UnknownLeaderError."""
        self.check_role()
        if learner_id != self.person.learner_id:
            self.check_keeper()
        report: LegalReport = await self.services.on_records(
            self.services.legal_reports().of, year, learner_id
        )
        return report

    def show(
        self, report: LegalReport, fault: WrongEntryError | None = None, typed: str | None = None
    ) -> None:
        """Draw a report, with what was wrong with own words."""
        written = report.closing.text if report.closing else ""
        self.page(
            "leadership_report.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title=report_title(report),
            crumbs=(
                Link("首页", "/"),
                Link("领导学法", f"{LEADERSHIP}/{report.year}"),
                Link("述法报告", None),
            ),
            report=report,
            kinds=(HoursKind.COURSE, HoursKind.SESSION, HoursKind.EXTERNAL),
            overdue=report.plan.count(PlanState.OVERDUE),
            is_own=report.leader.person_id == self.person.id,
            address=f"{LEADERSHIP}/{report.year}/report/{report.leader.learner_id}",
            typed=written if typed is None else typed,
            fault=fault,
            saved=self.get_query_argument("saved", "") == "1",
            longest=LONGEST_CLOSING,
        )


class OwnReportPage(ReportHandler):
    """One's own report, with the form for own words."""

    async def get(self, year: str) -> None:
        """Show it."""
        self.show(await self.read_report(int(year), self.person.learner_id))

    async def post(self, year: str) -> None:
        """Keep own words; what is wrong is said above what was typed."""
        self.check_role()
        text = self.get_body_argument("closing", "")
        try:
            await self.services.on_records(
                self.services.legal_reports().write_closing, self.person, int(year), text
            )
        except WrongEntryError as error:
            report = await self.read_report(int(year), self.person.learner_id)
            self.show(report, error, text)
            return
        self.redirect(f"{LEADERSHIP}/{year}/report/me?saved=1#closing")


class ReportPage(ReportHandler):
    """The report of a leader."""

    async def get(self, year: str, learner_id: str) -> None:
        """Show it."""
        self.show(await self.read_report(int(year), learner_id))


class ReportFile(ReportHandler):
    """The report of a leader as a Word document."""

    async def get(self, year: str, learner_id: str) -> None:
        """Send it; the trail tells of it when somebody else takes it."""
        report = await self.read_report(int(year), learner_id)
        content = report_document(report)
        await self.services.on_records(
            self.services.legal_reports().note_given_out, self.person, report, content
        )
        self.set_header("Content-Type", DOCX)
        self.set_attachment_header(f"{report_title(report)}.docx")
        self.finish(content)
