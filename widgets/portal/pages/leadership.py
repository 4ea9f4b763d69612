"""Leadership study: the year at a glance, with its plan, meetings, attendance and reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from grading.hours.external import may_review
from grading.hours.model import GroupStudy
from grading.leadership.in_office import Leader
from grading.leadership.model import Meeting, MeetingState
from grading.leadership.plan_progress import MONTHS, PlanLine
from grading.leadership.year import LeadershipYear, Presence
from widgets.portal.access import may_see_leadership
from widgets.portal.pages.base import Link, PageHandler

LEADERSHIP = "/leadership"
_YEARS_SHOWN = 5


class LeadershipHandler(PageHandler):
    """A page of leadership study, for leaders and whoever keeps the records."""

    def check_role(self) -> None:
        """Refuse everybody else."""
        if not may_see_leadership(self.person):
            raise self.forbid("leadership study")

    def check_keeper(self) -> None:
        """Refuse whoever does not keep the records."""
        if not self.is_keeper:
            raise self.forbid("keeping leadership study")

    @property
    def is_keeper(self) -> bool:
        """Whether the person makes plans, calls meetings and records for everybody."""
        return may_review(self.person)

    async def read_year(self, year: int) -> LeadershipYear:
        """Read a year."""
        found: LeadershipYear = await self.services.on_records(
            self.services.leadership().years.of, year
        )
        return found


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month of the picture, with what is planned for it."""

    month: int
    lines: tuple[PlanLine, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A leader with the presence at every group study, in their order."""

    leader: Leader
    cells: tuple[tuple[GroupStudy, Presence], ...]
    attended: int
    expected: int


class LeadershipStart(LeadershipHandler):
    """Leads to this year."""

    async def get(self) -> None:
        """Redirect."""
        self.check_role()
        self.redirect(f"{LEADERSHIP}/{self.services.leadership().years.today().year}")


class LeadershipYearPage(LeadershipHandler):
    """The plan against what was done, meetings to come, and who attended."""

    async def get(self, year: str) -> None:
        """Show a year."""
        self.check_role()
        found = await self.read_year(int(year))
        rows = matrix(found)
        own = found.leader(self.person.learner_id)
        self.page(
            "leadership.html",
            title=f"{year} 年领导学法",
            crumbs=(Link("首页", "/"), Link("领导学法", None)),
            found=found,
            years=years_around(found.as_of.year, found.year),
            months=months(found),
            rows=rows,
            attendance=attendance_percent(rows),
            at_each=[found.leaders_at(study) for study in found.studies],
            meetings=[one for one in found.meetings if one.state is MeetingState.CALLED],
            cancelled=[one for one in found.meetings if one.state is MeetingState.CANCELLED],
            own=own,
            recorded=self._just_recorded(found),
            is_keeper=self.is_keeper,
        )

    def _just_recorded(self, found: LeadershipYear) -> GroupStudy | None:
        """Return the study that was recorded just before, None where the page was opened else."""
        given = self.get_query_argument("recorded", "")
        return next((one for one in found.studies if str(one.id) == given), None)


def years_around(this_year: int, shown: int) -> list[int]:
    """Return the years to choose from, the latest first: next year's plan is made in December."""
    near = {*range(this_year - _YEARS_SHOWN + 1, this_year + 2), shown}
    return sorted(near, reverse=True)


def months(found: LeadershipYear) -> list[MonthCell]:
    """Return the twelve months of a plan."""
    now = found.as_of.month if found.as_of.year == found.year else 0
    return [MonthCell(month, found.plan.due_in(month), month == now) for month in MONTHS]


def matrix(found: LeadershipYear) -> list[MatrixRow]:
    """Return the leaders of a year with where they were."""
    return [
        MatrixRow(
            leader=leader,
            cells=tuple((study, found.presence(leader, study)) for study in found.studies),
            attended=len(found.attended(leader)),
            expected=found.expected(leader),
        )
        for leader in found.leaders
    ]


def attendance_percent(rows: list[MatrixRow]) -> int | None:
    """Return how much of what leaders could attend they did, rounded down; None for nothing."""
    expected = sum(row.expected for row in rows)
    return 100 * sum(row.attended for row in rows) // expected if expected else None


def meetings_by_item(found: LeadershipYear) -> Mapping[int, list[Meeting]]:
    """Return the meetings that are still to be held, by the item of the plan that they fulfil."""
    held: dict[int, list[Meeting]] = {}
    for meeting in found.meetings:
        if meeting.plan_item_id is not None and meeting.state is MeetingState.CALLED:
            held.setdefault(meeting.plan_item_id, []).append(meeting)
    return held
