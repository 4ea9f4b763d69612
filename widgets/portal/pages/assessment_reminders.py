"""Reminders of the year's requirements: the list for managers, and the banner for oneself."""

from grading.assessment.errors import (
    DamagedSignOffError,
    NotAssessedError,
    UnknownPolicyError,
    WrongPolicyError,
)
from grading.assessment.pace import Pace
from grading.assessment.policy import AUDIENCES
from grading.assessment.reminders import headline, messages, missing_words, reminders
from grading.assessment.result import YearResult
from grading.audit.exports import note_export
from grading.people.model import Role
from grading.reports.reminder_workbook import reminder_workbook
from widgets.portal.pages.assessment import NO_DEPARTMENT, AssessmentHandler
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.download import XLSX

_ASSESSED = frozenset({Role.OFFICER, Role.LEADER})


class RemindersPage(AssessmentHandler):
    """Who is behind pace, or has not met everything as the year ends, with words to send."""

    async def get(self, year: str) -> None:
        """Show those of a department, or of all."""
        self.check_role()
        result = await self.services.on_records(self.signed.of_all, int(year))
        found = reminders(result)
        department = self.get_argument("department", "")
        shown = [one for one in found if department in ("", _department(one))]
        self.page(
            "assessment_reminders.html",
            title=f"{year} 年度考核提醒",
            crumbs=(
                Link("首页", "/"),
                Link(f"{year} 年度考核", f"/assessment/{year}"),
                Link("提醒", None),
            ),
            result=result,
            paces=shown,
            department=department,
            departments=sorted({_department(one) for one in found}),
            department_of=_department,
            audiences=AUDIENCES,
            missing_words=missing_words,
            words=messages(shown),
            has_begun=_has_begun(result),
        )


class RemindersFile(AssessmentHandler):
    """The same as a workbook."""

    async def get(self, year: str) -> None:
        """Send it, noted in the audit trail."""
        self.check_role()
        on_records = self.services.on_records
        result = await on_records(self.signed.of_all, int(year))
        content = await on_records(reminder_workbook, reminders(result))
        name = f"{year}年度考核提醒.xlsx"
        await on_records(note_export, self.services.database, name, content)
        self.set_header("Content-Type", XLSX)
        self.set_attachment_header(name)
        self.finish(content)


async def own_reminders(handler: PageHandler) -> list[tuple[str, Pace]]:
    """Return what a person has to be reminded of today, each with a headline."""
    services, person = handler.services, handler.person
    if not person.roles & _ASSESSED:
        return []
    year = services.assessment.today().year
    try:
        result = await services.on_records(services.signed_years().of_person, year, person)
    except (UnknownPolicyError, WrongPolicyError, NotAssessedError, DamagedSignOffError):
        return []  # the pages of the assessment say so, and why
    return [(headline(pace), pace) for pace in reminders(result)]


def _department(pace: Pace) -> str:
    return pace.assessment.person.department or NO_DEPARTMENT


def _has_begun(result: YearResult) -> bool:
    return result.as_of >= result.policies[0].first_day
