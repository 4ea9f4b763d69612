"""The year-end assessment: everybody's for managers, and each person's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grading.assessment.assess import Assessment, Standing
from grading.assessment.errors import WrongAbsenceError
from grading.assessment.freezing import result_digest
from grading.assessment.policy import AUDIENCES, AbsenceKind
from grading.assessment.reminders import reminders
from grading.assessment.result import YearResult
from grading.assessment.signing import SignedYears
from grading.assessment.year import YearAssessment
from grading.people.errors import UnknownPersonError
from grading.people.model import Person, Role
from widgets.portal.access import may_assess
from widgets.portal.pages.base import Link, PageHandler, Refusal

NO_DEPARTMENT = "（未分部门）"
MOST_LISTED = 500
"""So many people of an audience are listed; a department or a standing finds the others."""

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class DepartmentBar:
    """How many of a department have which standing, in the order of `Standing`."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a manager asked to see; empty words choose everything."""

    department: str
    standing: str

    def has(self, one: Assessment) -> bool:
        """Whether somebody is among those asked for."""
        return self.department in ("", department_of(one)) and self.standing in (
            "",
            one.standing.value,
        )


class AssessmentHandler(PageHandler):
    """A page of the assessment."""

    @property
    def year(self) -> YearAssessment:
        """Who assesses."""
        return self.services.assessment

    @property
    def signed(self) -> SignedYears:
        """Who keeps signed years."""
        return self.services.signed_years()

    @property
    def is_manager(self) -> bool:
        """Whether the person confirms figures and records absences."""
        return Role.MANAGER in self.person.roles

    def check_role(self) -> None:
        """Refuse everybody who does not run the assessment."""
        if not may_assess(self.person):
            raise self.forbid("assessment")

    def check_manager(self) -> None:
        """Refuse everybody who may not change anything here."""
        if not self.is_manager:
            raise self.forbid("assessment")

    def asked_day(self, name: str = "as_of") -> date | None:
        """Return the day that was typed, None where there is none."""
        typed = self.get_argument(name, "").strip()
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            raise Refusal(400, "日期应当写成 2026-12-31 这样。请返回重新填写。") from None

    async def person_of(self, learner_id: str) -> Person:
        """Return whom an address names. Raises UnknownPersonError."""
        return await self.services.on_records(self._find, learner_id)

    def _find(self, learner_id: str) -> Person:
        with self.services.database.read() as records:
            person = records.people.find_by_learner_id(learner_id)
        if person is None:
            raise UnknownPersonError(learner_id)
        return person

    async def show_person(self, year: int, person: Person, *, is_own: bool) -> None:
        """Draw one person's page."""
        on_records = self.services.on_records
        as_of = self.asked_day()
        result = await on_records(self.signed.of_person, year, person, as_of)
        crumbs = [Link("首页", "/")]
        if not is_own:
            crumbs.append(Link(f"{year} 年度考核", f"/assessment/{year}"))
        title = f"我的 {year} 年度考核" if is_own else f"{person.name}的 {year} 年度考核"
        self.page(
            "assessment_person.html",
            title=title,
            crumbs=(*crumbs, Link("我的年度考核" if is_own else person.name, None)),
            result=result,
            assessed=person,
            is_own=is_own,
            chosen_day=as_of,
            pace=pace_percent(result),
            absences=await on_records(self.year.absences_of, person, year),
            absence_kinds=list(AbsenceKind),
            audiences=AUDIENCES,
            may_change=self.is_manager and person.id != self.person.id,
            here=self.request.path,
        )


class AssessmentStart(AssessmentHandler):
    """Leads to this year, or the latest that has a policy: managers to everybody's page."""

    async def get(self) -> None:
        """Redirect."""
        this_year, known = self.year.today().year, self.year.policies.years
        year = this_year if this_year in known else max(known, default=this_year)
        self.redirect(f"/assessment/{year}" + ("" if may_assess(self.person) else "/me"))


class YearPage(AssessmentHandler):
    """Everybody's assessment, with what has to be confirmed."""

    async def get(self, year: str) -> None:
        """Show those who were asked for."""
        self.check_role()
        as_of = self.asked_day()
        on_records = self.services.on_records
        result = await on_records(self.signed.of_all, int(year), as_of)
        chosen = Chosen(self.get_argument("department", ""), self.get_argument("standing", ""))
        self.page(
            "assessment.html",
            title=f"{year} 年度考核",
            crumbs=(Link("首页", "/"), Link(f"{year} 年度考核", None)),
            result=result,
            chosen=chosen,
            chosen_day=as_of,
            groups=[
                (AUDIENCES[policy.audience], policy, shown)
                for policy in result.policies
                if (
                    shown := [o for o in result.assessments if o.policy is policy and chosen.has(o)]
                )
            ],
            bars=department_bars(result.assessments),
            standings=list(Standing),
            pace=pace_percent(result),
            years=self.year.policies.years,
            department_of=department_of,
            is_manager=self.is_manager,
            to_remind=len(reminders(result)) if as_of is None else 0,
            history=await on_records(self.signed.history, int(year)),
            shown=await on_records(result_digest, result) if self._may_sign(result) else None,
            most=MOST_LISTED,
            may_reopen=Role.ADMINISTRATOR in self.person.roles,
        )

    def _may_sign(self, result: YearResult) -> bool:
        """Say whether the person may sign what is shown, which is that of today."""
        is_today = self.asked_day() is None and result.signed is None
        return self.is_manager and is_today and not result.flagged


class ConfirmFigure(AssessmentHandler):
    """Confirms a figure of a policy."""

    async def post(self, year: str) -> None:
        """Record it and lead back to the figures."""
        self.check_manager()
        await self.services.on_records(
            self.year.confirm,
            self.person,
            int(year),
            self.get_body_argument("audience", ""),
            self.get_body_argument("figure", ""),
            self.get_body_argument("value", ""),
        )
        self.redirect(f"/assessment/{year}#figures")


class SignYear(AssessmentHandler):
    """Freezes a year."""

    async def post(self, year: str) -> None:
        """Sign what was shown and lead back to it."""
        self.check_manager()
        shown = self.get_body_argument("shown", "")
        await self.services.on_records(self.signed.sign, self.person, int(year), shown)
        self.redirect(f"/assessment/{year}")


class ReopenYear(AssessmentHandler):
    """Opens a signed year again."""

    async def post(self, year: str) -> None:
        """Record it with its reason and lead back to the year."""
        if Role.ADMINISTRATOR not in self.person.roles:
            raise self.forbid("assessment")
        reason = self.get_body_argument("reason", "")
        await self.services.on_records(self.signed.reopen, self.person, int(year), reason)
        self.redirect(f"/assessment/{year}")


class OwnAssessment(AssessmentHandler):
    """One's own assessment."""

    async def get(self, year: str) -> None:
        """Show it."""
        await self.show_person(int(year), self.person, is_own=True)


class PersonAssessment(AssessmentHandler):
    """The assessment of one person down to the evidence."""

    async def get(self, year: str, learner_id: str) -> None:
        """Show it."""
        self.check_role()
        person = await self.person_of(learner_id)
        await self.show_person(int(year), person, is_own=False)


class RecordAbsence(AssessmentHandler):
    """Records an absence, or that one was wrong; nobody does so for oneself."""

    async def post(self, year: str, learner_id: str) -> None:
        """Record it and lead back to the person."""
        self.check_manager()
        person = await self.person_of(learner_id)
        if person.id == self.person.id:
            raise Refusal(403, "自己的缺勤要由别的管理人员登记。")
        withdrawn = self.get_body_argument("withdraw", "")
        if withdrawn.isascii() and withdrawn.isdigit():
            await self.services.on_records(
                self.year.withdraw_absence, self.person, person, int(withdrawn)
            )
        else:
            await self._add(person)
        self.redirect(f"/assessment/{year}/{learner_id}#absences")

    async def _add(self, person: Person) -> None:
        first, last = self.asked_day("first"), self.asked_day("last")
        kind = self.get_body_argument("kind", "")
        if first is None or last is None or kind not in set(AbsenceKind):
            raise WrongAbsenceError("要选缺勤的种类，并填好第一天和最后一天。")
        await self.services.on_records(
            self.year.add_absence, self.person, person, AbsenceKind(kind), first, last
        )


def department_of(one: Assessment) -> str:
    """Return the department as it is shown."""
    return one.person.department or NO_DEPARTMENT


def department_bars(assessments: Iterable[Assessment]) -> list[DepartmentBar]:
    """Count standings by department, in the order of names."""
    counts: dict[str, dict[Standing, int]] = {}
    for one in assessments:
        counts.setdefault(department_of(one), dict.fromkeys(Standing, 0))[one.standing] += 1
    return [DepartmentBar(name, tuple(found.values())) for name, found in sorted(counts.items())]


def pace_percent(result: YearResult) -> int:
    """Return how much of the year has gone by on the day of the assessment, 0 to 100."""
    policy = result.policies[0]
    days = (policy.due - policy.first_day).days + 1
    gone = (result.as_of - policy.first_day).days + 1
    return max(0, min(_HUNDRED, _HUNDRED * gone // days))
