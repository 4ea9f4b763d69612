"""The yearly plan of leadership study: its items, the form for a new one, and one item."""

from datetime import date
from http import HTTPStatus

from courses.clock import local_date
from courses.errors import StudyError
from grading.hours.checks import LONGEST_REASON, LONGEST_TEXT
from grading.hours.errors import WrongEntryError
from grading.hours.model import StudyForm
from grading.leadership.errors import UnknownPlanItemError
from grading.leadership.plan_progress import MONTHS, PlanLine
from grading.leadership.plans import LONGEST_WHO, TypedPlanItem
from grading.leadership.year import LeadershipYear
from widgets.portal.pages.base import Link
from widgets.portal.pages.group_study import shown_citations
from widgets.portal.pages.hours import is_number
from widgets.portal.pages.leadership import LEADERSHIP, LeadershipHandler, meetings_by_item

USUAL_CIRCLES = ("领导班子成员", "领导班子成员和科室负责人", "全体干部职工")
_FIELDS = ("law", "topic", "cites", "form", "month", "who", "reason")


class PlanHandler(LeadershipHandler):
    """A page about a plan."""

    def crumbs(self, year: int, *more: Link) -> tuple[Link, ...]:
        """Return the way to a page below the plan of a year."""
        return (
            Link("首页", "/"),
            Link("领导学法", f"{LEADERSHIP}/{year}"),
            *(more or (Link("学法计划", None),)),
        )


class PlanPage(PlanHandler):
    """The plan of a year; managers add to it and record that it was adopted."""

    async def get(self, year: str) -> None:
        """Show it."""
        self.check_role()
        await self.show(int(year), TypedPlanItem(who=USUAL_CIRCLES[0]))

    async def post(self, year: str) -> None:
        """Add an item; what is wrong is said above what was typed."""
        self.check_keeper()
        typed = TypedPlanItem(**{name: self.get_body_argument(name, "") for name in _FIELDS})
        try:
            item = await self.services.on_records(
                self.services.leadership().plans.add, self.person, int(year), typed
            )
        except WrongEntryError as error:
            await self.show(int(year), typed, error)
            return
        self.redirect(f"{LEADERSHIP}/{year}/plan?added={item.id}#items")

    async def show(
        self,
        year: int,
        typed: TypedPlanItem,
        fault: WrongEntryError | None = None,
        adopting: StudyError | None = None,
    ) -> None:
        """Draw the plan with what was wrong with a new item, or with adopting."""
        found = await self.read_year(year)
        added = self.get_query_argument("added", "")
        choices = self.services.leadership().plans.choices(year)
        wrong = fault or adopting
        self.page(
            "leadership_plan.html",
            status=HTTPStatus.OK if wrong is None else HTTPStatus.BAD_REQUEST,
            title=f"{year} 年学法计划",
            crumbs=self.crumbs(year),
            found=found,
            called=meetings_by_item(found),
            added=int(added) if is_number(added) else 0,
            is_keeper=self.is_keeper,
            choices=choices,
            forms=tuple(StudyForm),
            months=MONTHS,
            circles=USUAL_CIRCLES,
            typed=typed,
            fault=fault,
            adopting=adopting,
            on=self.get_body_argument("on", ""),
            where=self.get_body_argument("where", ""),
            longest=LONGEST_TEXT,
            longest_who=LONGEST_WHO,
            longest_reason=LONGEST_REASON,
        )


class PlanAdoption(PlanPage):
    """Records that a plan was adopted."""

    async def get(self, year: str) -> None:
        """Lead to the plan, as after a reload of a page with a fault."""
        self.check_role()
        self.redirect(f"{LEADERSHIP}/{year}/plan")

    async def post(self, year: str) -> None:
        """Record it; what is wrong is said at the form."""
        self.check_keeper()
        on, where = (self.get_body_argument(name, "") for name in ("on", "where"))
        try:
            await self.services.on_records(
                self.services.leadership().plans.adopt, self.person, int(year), on, where
            )
        except StudyError as error:
            await self.show(int(year), TypedPlanItem(who=USUAL_CIRCLES[0]), adopting=error)
            return
        self.redirect(f"{LEADERSHIP}/{year}/plan")


class PlanItemPage(PlanHandler):
    """One item: what fulfils it, its history, and the forms to change it."""

    async def get(self, item_id: str) -> None:
        """Show it."""
        self.check_role()
        await self._show(int(item_id))

    async def post(self, item_id: str) -> None:
        """Change it as the button says; what is wrong is said above the forms."""
        self.check_keeper()
        try:
            await self._change(int(item_id))
        except UnknownPlanItemError:
            raise
        except StudyError as error:
            await self._show(int(item_id), error)
            return
        self.redirect(f"{LEADERSHIP}/plan/{item_id}")

    async def _change(self, item_id: int) -> None:
        plans, on_records = self.services.leadership().plans, self.services.on_records
        action, month, reason, study = (
            self.get_body_argument(name, "") for name in ("action", "month", "reason", "study")
        )
        study_id = int(study) if is_number(study) else 0
        if action == "move":
            await on_records(plans.move, self.person, item_id, month, reason)
        elif action == "withdraw":
            await on_records(plans.withdraw, self.person, item_id, reason)
        elif action == "link":
            await on_records(plans.link, self.person, item_id, study_id)
        elif action == "unlink":
            await on_records(plans.unlink, self.person, item_id, study_id)

    async def _show(self, item_id: int, fault: StudyError | None = None) -> None:
        found, line = await self._line(item_id)
        fulfilling = {study.id for study in line.studies}
        year = found.year
        self.page(
            "leadership_item.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title=line.item.topic,
            crumbs=self.crumbs(
                year, Link("学法计划", f"{LEADERSHIP}/{year}/plan"), Link(line.item.topic, None)
            ),
            found=found,
            line=line,
            item=line.item,
            added_on=local_date(line.item.at, self.services.zone),
            cites=shown_citations(
                line.item.cites, self.services.registry, date(year, line.item.month, 1)
            ),
            called=meetings_by_item(found).get(item_id, ()),
            others=[one for one in found.studies if one.id not in fulfilling],
            topics={one.id: one.topic for one in found.studies},
            months=MONTHS,
            is_keeper=self.is_keeper,
            fault=fault,
            typed_month=self.get_body_argument("month", ""),
            reason=self.get_body_argument("reason", ""),
            action=self.get_body_argument("action", ""),
            longest_reason=LONGEST_REASON,
        )

    async def _line(self, item_id: int) -> tuple[LeadershipYear, PlanLine]:
        item = await self.services.on_records(self.services.leadership().plans.item, item_id)
        found = await self.read_year(item.year)
        return found, next(line for line in found.plan.lines if line.item.id == item_id)
