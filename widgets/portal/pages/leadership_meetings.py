"""Meetings of leadership study: calling one, taking attendance on a phone, recording minutes."""

from dataclasses import replace
from http import HTTPStatus

from courses.errors import StudyError
from courses.statutes.registry import Registry
from grading.hours.checks import LONGEST_REASON, LONGEST_TEXT, citation_label
from grading.hours.errors import WrongEntryError
from grading.hours.group_study import MOST_HOURS
from grading.hours.model import GroupStudy, StudyForm
from grading.leadership.errors import (
    EndedMeetingError,
    UnknownMeetingError,
    UnknownPlanItemError,
)
from grading.leadership.meetings import TypedMeeting
from grading.leadership.model import Meeting, NewMeeting, PlanItem
from grading.leadership.plan_progress import PlanState
from grading.people.model import Person, Role
from widgets.portal.pages.base import Link
from widgets.portal.pages.group_study import (
    GROUP,
    DepartmentList,
    by_department,
    shown_citations,
)
from widgets.portal.pages.hours import is_number
from widgets.portal.pages.leadership import LEADERSHIP, LeadershipHandler
from widgets.portal.uploading import UploadHandler

MEETING = f"{LEADERSHIP}/meeting"
LEADERS = "领导干部"
_FIELDS = ("form", "on", "host", "topic", "cites", "hours", "plan_item", "replaces", "reason")


class NewMeetingPage(LeadershipHandler):
    """The form to call a meeting."""

    async def get(self, year: str) -> None:
        """Show the form; `item` fills it in from the plan, `again` from another meeting.

        With `instead` it is for holding that other meeting in another way.
        """
        self.check_keeper()
        await self._show(int(year), await self._begin_with())

    async def post(self, year: str) -> None:
        """Call it; what is wrong is said above what was typed."""
        self.check_keeper()
        typed = TypedMeeting(**{name: self.get_body_argument(name, "") for name in _FIELDS})
        try:
            meeting: Meeting = await self.services.on_records(
                self.services.leadership().meetings.call, self.person, typed
            )
        except (WrongEntryError, UnknownPlanItemError, EndedMeetingError) as error:
            await self._show(int(year), typed, error)
            return
        self.redirect(f"{MEETING}/{meeting.id}")

    async def _begin_with(self) -> TypedMeeting:
        desk, on_records = self.services.leadership(), self.services.on_records
        item, again, instead = (
            self.get_query_argument(name, "") for name in ("item", "again", "instead")
        )
        if is_number(item):
            planned: PlanItem = await on_records(desk.plans.item, int(item))
            return TypedMeeting(
                form=planned.form.value,
                topic=planned.topic,
                cites=_lines(planned.cites, self.services.registry),
                hours="2",
                plan_item=item,
            )
        if is_number(again):
            meeting = await on_records(desk.meetings.meeting, int(again))
            return _typed(meeting, self.services.registry)
        if is_number(instead):
            meeting = await on_records(desk.meetings.meeting, int(instead))
            typed = _typed(meeting, self.services.registry)
            return replace(typed, on=meeting.on.isoformat(), replaces=instead)
        return TypedMeeting(hours="2")

    async def _show(self, year: int, typed: TypedMeeting, fault: StudyError | None = None) -> None:
        found = await self.read_year(year)
        self.page(
            "leadership_meeting_new.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="改期或者改内容" if typed.replaces else "召集学习会议",
            crumbs=(
                Link("首页", "/"),
                Link("领导学法", f"{LEADERSHIP}/{year}"),
                Link("改期或者改内容" if typed.replaces else "召集学习会议", None),
            ),
            year=year,
            today=found.as_of,
            forms=tuple(StudyForm),
            items=[one.item for one in found.plan.lines if one.state is not PlanState.WITHDRAWN],
            titles=[
                f"《{choice.title}》" for choice in self.services.leadership().plans.choices(year)
            ],
            typed=typed,
            fault=fault,
            most=MOST_HOURS,
            longest=LONGEST_TEXT,
            longest_reason=LONGEST_REASON,
        )


class MeetingPage(LeadershipHandler, UploadHandler):
    """One meeting: what comes next, and the form to record it with its minutes."""

    async def get(self, meeting_id: str) -> None:
        """Show it."""
        self.check_role()
        await self.show(int(meeting_id))

    async def post(self, meeting_id: str) -> None:
        """Record it; what is wrong is said at the form."""
        self.check_keeper()
        file = self.read_form()
        try:
            study: GroupStudy = await self.services.on_records(
                self.services.leadership().meetings.record,
                self.person,
                int(meeting_id),
                file.content,
                file.name,
            )
        except UnknownMeetingError:
            raise
        except StudyError as error:
            await self.show(int(meeting_id), error)
            return
        self.redirect(f"{LEADERSHIP}/{study.on.year}?recorded={study.id}")

    async def show(
        self,
        meeting_id: int,
        fault: StudyError | None = None,
        cancelling: StudyError | None = None,
    ) -> None:
        """Draw it with what was wrong with recording or with cancelling."""
        meetings, on_records = self.services.leadership().meetings, self.services.on_records
        meeting: Meeting
        meeting, people = await on_records(meetings.roll, meeting_id)
        year = meeting.on.year
        self.page(
            "leadership_meeting.html",
            status=HTTPStatus.OK
            if fault is None and cancelling is None
            else HTTPStatus.BAD_REQUEST,
            title=meeting.topic,
            crumbs=(
                Link("首页", "/"),
                Link("领导学法", f"{LEADERSHIP}/{year}"),
                Link(meeting.topic, None),
            ),
            meeting=meeting,
            cites=shown_citations(meeting.cites, self.services.registry, meeting.on),
            present=[person for person in people if person.id in meeting.present],
            is_open=meetings.is_open(meeting),
            is_keeper=self.is_keeper,
            study_address=GROUP,
            fault=fault,
            cancelling=cancelling,
            reason=self.get_body_argument("reason", ""),
            longest_reason=LONGEST_REASON,
        )


class MeetingCancellation(MeetingPage):
    """Cancels a meeting."""

    async def get(self, meeting_id: str) -> None:
        """Lead to the meeting, as after a reload of a page with a fault."""
        self.check_role()
        self.redirect(f"{MEETING}/{meeting_id}")

    async def post(self, meeting_id: str) -> None:
        """Cancel it; what is wrong is said at the form."""
        self.check_keeper()
        self.read_form()
        reason = self.get_body_argument("reason", "")
        try:
            await self.services.on_records(
                self.services.leadership().meetings.cancel, self.person, int(meeting_id), reason
            )
        except UnknownMeetingError:
            raise
        except StudyError as error:
            await self.show(int(meeting_id), cancelling=error)
            return
        self.redirect(f"{MEETING}/{meeting_id}")


class RollPage(LeadershipHandler):
    """Attendance on a phone: everybody of the bureau, each tick saved at once."""

    async def get(self, meeting_id: str) -> None:
        """Show who is there."""
        self.check_keeper()
        meetings = self.services.leadership().meetings
        meeting: Meeting
        meeting, people = await self.services.on_records(meetings.roll, int(meeting_id))
        if not meetings.is_open(meeting):
            self.redirect(f"{MEETING}/{meeting_id}")
            return
        year = meeting.on.year
        self.page(
            "leadership_roll.html",
            title="点名",
            crumbs=(
                Link("首页", "/"),
                Link("领导学法", f"{LEADERSHIP}/{year}"),
                Link(meeting.topic, f"{MEETING}/{meeting_id}"),
                Link("点名", None),
            ),
            meeting=meeting,
            groups=roll_groups(people),
            everybody=len(people),
        )

    async def post(self, meeting_id: str) -> None:
        """Save one tick; a script gets the count, a browser without one the page again."""
        self.check_keeper()
        present, absent = (self.get_body_argument(name, "") for name in ("present", "absent"))
        learner_id = present or absent
        wants_json = self.request.headers.get("Accept", "") == "application/json"
        try:
            meeting: Meeting = await self.services.on_records(
                self.services.leadership().meetings.tick,
                self.person,
                int(meeting_id),
                learner_id,
                is_present=bool(present),
            )
        except StudyError as error:
            if not wants_json:
                raise
            self.set_status(HTTPStatus.CONFLICT)
            self.finish({"message": str(error)})
            return
        if wants_json:
            self.finish({"count": len(meeting.present)})
        else:
            self.redirect(f"{MEETING}/{meeting_id}/roll#p{learner_id}")


def roll_groups(people: tuple[Person, ...]) -> list[DepartmentList]:
    """Return whom to tick: leaders first, then by department, at last those of none."""
    leaders = tuple(person for person in people if Role.LEADER in person.roles)
    others = tuple(person for person in people if Role.LEADER not in person.roles)
    departments = sorted(by_department(others), key=lambda one: not one.name)
    return [*([DepartmentList(LEADERS, leaders)] if leaders else []), *departments]


def _typed(meeting: NewMeeting, registry: Registry) -> TypedMeeting:
    return TypedMeeting(
        form=meeting.form.value,
        host=meeting.host,
        topic=meeting.topic,
        cites=_lines(meeting.cites, registry),
        hours=f"{float(meeting.hours):g}",
        plan_item="" if meeting.plan_item_id is None else str(meeting.plan_item_id),
    )


def _lines(cites: tuple[str, ...], registry: Registry) -> str:
    """Return citations as somebody types them."""
    return "\n".join(citation_label(one, registry) for one in cites)
