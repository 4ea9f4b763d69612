"""The form of a training session: what it is, and which enterprises are invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from zoneinfo import ZoneInfo

from courses.errors import StudyError
from grading.hours.checks import LONGEST_TEXT
from grading.people.states import KnownEnterprise, PermitCategory
from grading.training.checks import MOST_HOURS, MOST_LATE, MOST_PEOPLE, TypedSession
from grading.training.model import Invited, TrainingSession
from widgets.portal.pages.base import Link
from widgets.portal.pages.training import TRAINING, TrainingHandler

_FIELDS = (
    "topic",
    "industry",
    "place",
    "on",
    "starts",
    "ends",
    "capacity",
    "hours",
    "late_after",
    "paper_id",
)
_NO_INDUSTRY = "没有登记行业"


@dataclass(frozen=True, slots=True)
class IndustryList:
    """The enterprises of an industry, to be ticked."""

    name: str
    enterprises: tuple[KnownEnterprise, ...]


class SessionForm(TrainingHandler):
    """What the forms for a new session and for a change share."""

    def typed(self) -> TypedSession:
        """Return what the form says."""
        return TypedSession(
            **{name: self.get_body_argument(name, "") for name in _FIELDS},
            invited=tuple(self.get_body_arguments("invited")),
        )

    async def show(
        self,
        typed: TypedSession,
        fault: StudyError | None = None,
        session: TrainingSession | None = None,
    ) -> None:
        """Show the form as it was typed."""
        services = self.services
        enterprises = await services.on_records(self.training.sessions.enterprises)
        title = "修改安排" if session else "新建一期培训"
        crumbs = (Link("首页", "/"), Link("培训", TRAINING), Link("新建", None))
        groups = by_industry(enterprises)
        self.page(
            "training_form.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title=title,
            crumbs=self.trail(session, title) if session else crumbs,
            session=session,
            groups=groups,
            industries=[one.name for one in groups if one.name != _NO_INDUSTRY],
            categories=tuple(PermitCategory),
            papers=self.training.sessions.papers,
            typed=typed,
            fault=fault,
            longest=LONGEST_TEXT,
            most_hours=MOST_HOURS,
            most_people=MOST_PEOPLE,
            most_late=MOST_LATE,
        )


class NewSession(SessionForm):
    """The form for a new session."""

    async def get(self) -> None:
        """Show it."""
        self.check_role()
        await self.show(TypedSession())

    async def post(self) -> None:
        """Plan the session; what is wrong is said above what was typed."""
        self.check_role()
        typed = self.typed()
        try:
            session: TrainingSession = await self.services.on_records(
                self.training.sessions.plan, self.person, typed
            )
        except StudyError as error:
            await self.show(typed, error)
            return
        self.redirect(f"{TRAINING}/{session.id}")


class ChangeSession(SessionForm):
    """The form for a change."""

    async def get(self, session_id: str) -> None:
        """Show what holds now."""
        self.check_role()
        sessions = self.training.sessions
        session = await self.services.on_records(sessions.session, int(session_id))
        invited = await self.services.on_records(sessions.invited, int(session_id))
        await self.show(as_typed(session, invited, self.services.zone), session=session)

    async def post(self, session_id: str) -> None:
        """Let it hold."""
        self.check_role()
        typed, sessions = self.typed(), self.training.sessions
        session = await self.services.on_records(sessions.session, int(session_id))
        try:
            await self.services.on_records(sessions.change, self.person, session.id, typed)
        except StudyError as error:
            await self.show(typed, error, session)
            return
        self.redirect(f"{TRAINING}/{session.id}")


def as_typed(session: TrainingSession, invited: Iterable[Invited], zone: ZoneInfo) -> TypedSession:
    """Return a session as its form would say it."""
    plan = session.plan
    starts, ends = plan.starts_at.astimezone(zone), plan.ends_at.astimezone(zone)
    return TypedSession(
        topic=plan.topic,
        industry=plan.industry or "",
        place=plan.place,
        on=starts.date().isoformat(),
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
        capacity=str(plan.capacity),
        hours=f"{float(plan.hours):g}",
        late_after=str(plan.late_after),
        paper_id=plan.paper_id or "",
        invited=tuple(str(one.enterprise_id) for one in invited),
    )


def by_industry(enterprises: Iterable[KnownEnterprise]) -> list[IndustryList]:
    """Return enterprises by name in one list for each industry, those without one last."""

    def place(one: KnownEnterprise) -> tuple[bool, str, str]:
        return one.state.industry is None, one.state.industry or "", one.state.name

    ordered = sorted(enterprises, key=place)
    return [
        IndustryList(name or _NO_INDUSTRY, tuple(held))
        for name, held in groupby(ordered, key=lambda one: one.state.industry)
    ]
