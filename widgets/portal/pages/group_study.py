"""Group study: the sessions of a year, one with who attended, and the form for a new one."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from itertools import groupby

from courses.clock import local_date
from courses.errors import StudyError
from courses.statutes.registry import Registry
from grading.hours.checks import LONGEST_REASON, LONGEST_TEXT, citation_label, repealed_note
from grading.hours.errors import (
    ChangedStudyError,
    OwnHoursError,
    WithdrawnStudyError,
    WrongEntryError,
)
from grading.hours.external import may_review
from grading.hours.group_corrections import version_of
from grading.hours.group_study import MOST_HOURS, TypedGroupStudy
from grading.hours.model import GroupStudy, StudyForm
from grading.people.model import Person, Role
from widgets.portal.pages.base import Link
from widgets.portal.pages.hours import HOURS, asked_year, send_file
from widgets.portal.pages.hours_review import ReviewHandler
from widgets.portal.shown import ShownCitation
from widgets.portal.uploading import UploadHandler

GROUP = f"{HOURS}/group"
_FIELDS = ("form", "on", "host", "topic", "cites", "hours")


@dataclass(frozen=True, slots=True)
class DepartmentList:
    """The people of a department, to be ticked; `""` are those of none."""

    name: str
    people: tuple[Person, ...]


class GroupStudiesPage(ReviewHandler):
    """The sessions of a year."""

    async def get(self) -> None:
        """Show them, newest first."""
        self.check_role()
        services = self.services
        this_year = local_date(services.clock(), services.zone).year
        year = asked_year(self, this_year)
        self.page(
            "group_studies.html",
            title="集体学习",
            crumbs=(Link("首页", "/"), Link("学时", HOURS), Link("集体学习", None)),
            year=year,
            this_year=this_year,
            studies=await services.on_records(services.hours().groups.in_year, year),
        )


class GroupStudyPage(ReviewHandler):
    """One session."""

    async def get(self, study_id: str) -> None:
        """Show it with everybody's hours."""
        self.check_role()
        study: GroupStudy
        study, lines = await self.services.on_records(
            self.services.hours().groups.study, int(study_id)
        )
        self.page(
            "group_study.html",
            title=study.topic,
            crumbs=(
                Link("首页", "/"),
                Link("学时", HOURS),
                Link("集体学习", GROUP),
                Link(study.topic, None),
            ),
            study=study,
            cites=shown_citations(study.cites, self.services.registry, study.on),
            lines=lines,
            may_correct=not study.is_withdrawn,
        )


class MinutesFile(ReviewHandler):
    """The minutes of a session, for managers."""

    async def get(self, study_id: str) -> None:
        """Send them as a download."""
        self.check_role()
        study: GroupStudy
        study, content = await self.services.on_records(
            self.services.hours().groups.minutes, int(study_id)
        )
        send_file(self, study.minutes, content, f"集体学习纪要-{study.id}")


class NewGroupStudyPage(UploadHandler):
    """The form for a session that took place."""

    def check_role(self) -> None:
        """Refuse everybody but managers and administrators."""
        if not may_review(self.person):
            raise self.forbid("group study")

    async def get(self) -> None:
        """Show the form."""
        await self._show(TypedGroupStudy())

    async def post(self) -> None:
        """Keep the session; what is wrong is said above what was typed."""
        file = self.read_form()
        typed = TypedGroupStudy(
            **{name: self.get_body_argument(name, "") for name in _FIELDS},
            attendees=tuple(self.get_body_arguments("attendees")),
        )
        try:
            study: GroupStudy = await self.services.on_records(
                self.services.hours().groups.record, self.person, typed, file.content, file.name
            )
        except WrongEntryError as error:
            await self._show(typed, error)
            return
        self.redirect(f"{GROUP}/{study.id}")

    async def _show(self, typed: TypedGroupStudy, fault: WrongEntryError | None = None) -> None:
        services = self.services
        people = await services.on_records(services.hours().groups.people)
        self.page(
            "group_study_new.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="登记集体学习",
            crumbs=(
                Link("首页", "/"),
                Link("学时", HOURS),
                Link("集体学习", GROUP),
                Link("登记", None),
            ),
            forms=tuple(StudyForm),
            departments=by_department(people),
            leaders={person.learner_id for person in people if Role.LEADER in person.roles},
            titles=[f"《{one.short_title}》" for one in services.registry],
            today=local_date(services.clock(), services.zone),
            typed=typed,
            fault=fault,
            most=MOST_HOURS,
            longest=LONGEST_TEXT,
        )


class CorrectStudyPage(ReviewHandler):
    """What is wrong about a recorded session is put right: the same form, filled in."""

    async def get(self, study_id: str) -> None:
        """Show the form."""
        self.check_role()
        study, version = await self._study(int(study_id))
        self._check_open(study)
        people = await self._people(study)
        ticked = [one.learner_id for one in people if one.id in study.attendee_ids]
        await self._show(study, version, _typed(study, ticked, self.services.registry))

    async def post(self, study_id: str) -> None:
        """Add the correction, or take the session back; a fault is said above what was typed."""
        self.check_role()
        study, version = await self._study(int(study_id))
        corrections, seen = self.services.hours().corrections, self.get_body_argument("seen", "")
        reason = self.get_body_argument("reason", "")
        typed = TypedGroupStudy(
            **{name: self.get_body_argument(name, "") for name in _FIELDS},
            attendees=tuple(self.get_body_arguments("attendees")),
        )
        try:
            if self.get_body_argument("action", "") == "withdraw":
                await self.services.on_records(corrections.withdraw, self.person, study.id, reason)
            else:
                await self.services.on_records(
                    corrections.correct, self.person, study.id, typed, reason, seen
                )
        except (WrongEntryError, OwnHoursError, ChangedStudyError) as error:
            is_changed = isinstance(error, ChangedStudyError)
            await self._show(study, version if is_changed else seen, typed, error, reason)
            return
        self.redirect(f"{GROUP}/{study.id}")

    async def _study(self, study_id: int) -> tuple[GroupStudy, str]:
        """Return a session, and what tells its state from every other."""
        study: GroupStudy
        study, lines = await self.services.on_records(self.services.hours().groups.study, study_id)
        return study, version_of(study, lines)

    @staticmethod
    def _check_open(study: GroupStudy) -> None:
        if study.is_withdrawn:
            raise WithdrawnStudyError(study.id)

    async def _people(self, study: GroupStudy) -> tuple[Person, ...]:
        """Return who can be ticked: everybody, and whoever was there and has left since."""
        groups = self.services.hours().groups
        people: tuple[Person, ...] = await self.services.on_records(groups.people_for, study)
        return people

    async def _show(
        self,
        study: GroupStudy,
        version: str,
        typed: TypedGroupStudy,
        fault: StudyError | None = None,
        reason: str = "",
    ) -> None:
        services = self.services
        people = await self._people(study)
        self.page(
            "group_study_correct.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="更正集体学习",
            crumbs=(
                Link("首页", "/"),
                Link("学时", HOURS),
                Link("集体学习", GROUP),
                Link(study.topic, f"{GROUP}/{study.id}"),
                Link("更正", None),
            ),
            study=study,
            version=version,
            forms=tuple(StudyForm),
            departments=by_department(people),
            leaders={person.learner_id for person in people if Role.LEADER in person.roles},
            titles=[f"《{one.short_title}》" for one in services.registry],
            typed=typed,
            fault=fault,
            reason=reason,
            most=MOST_HOURS,
            longest=LONGEST_TEXT,
            longest_reason=LONGEST_REASON,
        )


def by_department(people: tuple[Person, ...]) -> list[DepartmentList]:
    """Return people, in the order of their departments, in one list for each."""
    return [
        DepartmentList(name, tuple(members))
        for name, members in groupby(people, key=lambda person: person.department or "")
    ]


def shown_citations(
    cites: tuple[str, ...], registry: Registry, on: date | None = None
) -> list[ShownCitation]:
    """Return what was studied, with addresses of the reader of law.

    With the day on which it was, law that was repealed by then says so.
    """
    return [
        ShownCitation(
            citation_label(one, registry),
            f"/statute/{one}" if ":" in one else f"/statutes/{one}",
            "" if on is None else repealed_note(one, registry, on),
        )
        for one in cites
    ]


def _typed(study: GroupStudy, ticked: list[str], registry: Registry) -> TypedGroupStudy:
    """Return the form as it would be typed for a session as it stands."""
    return TypedGroupStudy(
        form=study.form.value,
        on=study.on.isoformat(),
        host=study.host,
        topic=study.topic,
        cites="\n".join(citation_label(one, registry) for one in study.cites),
        hours=f"{float(study.hours):g}",
        attendees=ticked,
    )
