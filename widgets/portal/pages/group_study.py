"""Group study: the sessions of a year, one with who attended, and the form for a new one."""

from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby

from courses.clock import local_date
from courses.statutes.registry import Registry
from grading.hours.checks import LONGEST_TEXT, citation_label
from grading.hours.errors import WrongEntryError
from grading.hours.external import may_review
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
            cites=shown_citations(study.cites, self.services.registry),
            lines=lines,
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


def by_department(people: tuple[Person, ...]) -> list[DepartmentList]:
    """Return people, in the order of their departments, in one list for each."""
    return [
        DepartmentList(name, tuple(members))
        for name, members in groupby(people, key=lambda person: person.department or "")
    ]


def shown_citations(cites: tuple[str, ...], registry: Registry) -> list[ShownCitation]:
    """Return what a session studied, with addresses of the reader of law."""
    return [
        ShownCitation(
            citation_label(one, registry),
            f"/statute/{one}" if ":" in one else f"/statutes/{one}",
        )
        for one in cites
    ]
