"""People and enterprises: the list, rosters, and new login codes."""

from base64 import b64encode
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any

from courses.clock import local_date
from courses.errors import StudyError
from grading.audit.exports import note_export
from grading.people.codes import LIFE, hash_code, make_code
from grading.people.commands import run_command
from grading.people.errors import UnknownPersonError
from grading.people.listing import Listing, Shown, list_people
from grading.people.model import Role
from grading.people.roster.applying import summary
from grading.people.roster.plan import Action, RosterPlan, known_to, login_keys_of, plan_roster
from grading.people.roster.reading import read_roster
from grading.people.roster.slips import login_slips, slips_for
from grading.people.roster.told import describe, expiring
from grading.people.roster.writing import roster_template, roster_with_faults
from grading.people.states import masked
from widgets.portal.access import may_see_people
from widgets.portal.pages.base import Link, PageHandler, Refusal
from widgets.portal.pages.download import XLSX
from widgets.portal.rosters import UploadedRoster, UploadedRosters
from widgets.portal.uploading import UploadHandler

PEOPLE, ROSTER = "/people", "/people/roster"
MOST = 300
"""So many lines are shown; a word narrows the list."""

_SHOWN_CHANGES = 50


class PeopleHandler(PageHandler):
    """A page for managers and administrators; only the latter change anything."""

    def check_reader(self) -> None:
        """Refuse whoever may not look."""
        if not may_see_people(self.person):
            raise self.forbid("people")

    def check_role(self) -> None:
        """Refuse everybody but administrators."""
        if not self.may_change:
            raise self.forbid("changing people")

    @property
    def may_change(self) -> bool:
        """Whether the person may import rosters and give out codes."""
        return Role.ADMINISTRATOR in self.person.roles

    @property
    def rosters(self) -> UploadedRosters:
        """What administrators have uploaded."""
        held: UploadedRosters = self.settings.setdefault("uploaded_rosters", UploadedRosters())
        return held

    @property
    def today(self) -> date:
        """The day in the home's zone."""
        return local_date(self.services.clock(), self.services.zone)

    def uploaded(self) -> UploadedRoster:
        """Return what the administrator uploaded last. Raises Refusal."""
        found = self.rosters.find(self.person.id, self.services.clock())
        if found is None:
            raise Refusal(
                HTTPStatus.GONE,
                "没有等着导入的名册：上传以后只留半小时，平台重新启动也会清掉。还没有导入的，"
                "请从“人员”页重新上传；已经导入、登录单没来得及下载的，请在“人员”页另发登录码。",
            )
        return found

    async def show_list(self, *, fault: str = "", issued: dict[str, Any] | None = None) -> None:
        """Show the list, with what was wrong with an upload or a code just made."""
        wanted = self.get_query_argument("show", Shown.STAFF)
        shown = Shown(wanted) if wanted in list(Shown) else Shown.STAFF
        word = self.get_query_argument("q", "")[:40]
        listing = await self.services.on_records(self._list, shown, word)
        self.page(
            "people.html",
            status=HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK,
            title="人员",
            crumbs=(Link("首页", "/"), Link("人员", None)),
            listing=listing,
            parts=list(Shown),
            shown=shown,
            word=word,
            most=MOST,
            masked=masked,
            today=self.today,
            may_change=self.may_change,
            fault=fault,
            issued=issued,
        )

    def _list(self, shown: Shown, word: str) -> Listing:
        with self.services.database.read() as records:
            return list_people(records, shown, word)

    def send(self, name: str, content: bytes) -> None:
        """Finish with a workbook to be saved."""
        self.set_header("Content-Type", XLSX)
        self.set_attachment_header(name)
        self.finish(content)


class PeoplePage(PeopleHandler):
    """The list."""

    async def get(self) -> None:
        """Show a part of it."""
        self.check_reader()
        await self.show_list()


class CodeIssue(PeopleHandler):
    """Gives somebody another login code and shows it once."""

    async def get(self) -> None:
        """Lead to the list, as after a reload."""
        self.check_reader()
        self.redirect(PEOPLE)

    async def post(self) -> None:
        """Make the code."""
        self.check_role()
        code, login_name = make_code(), self.get_body_argument("login_name", "")
        wanted = {"login_name": login_name, "code_hash": hash_code(code)}
        try:
            await self._run("issue-code", wanted)
        except UnknownPersonError:
            raise
        except StudyError as error:
            await self.show_list(fault=str(error))
            return
        expires = self.today + LIFE
        await self.show_list(issued={"login_name": login_name, "code": code, "expires": expires})

    async def _run(self, name: str, wanted: dict[str, Any]) -> str:
        services = self.services
        told: str = await services.on_records(
            run_command, services.database, services.clock, name, wanted
        )
        return told


class TemplateFile(PeopleHandler):
    """The empty roster."""

    def get(self) -> None:
        """Send it."""
        self.check_role()
        self.send("空白名册.xlsx", roster_template())


class RosterUpload(PeopleHandler, UploadHandler):
    """Takes a roster and compares it; what it would change is on the next page."""

    async def get(self) -> None:
        """Show what the roster that was uploaded last would change, or has changed."""
        uploaded = self.uploaded()
        changes = {
            action: [describe(one) for one in uploaded.plan.changes if one.action is action]
            for action in Action
        }
        faults = [
            (kind.value, number, told.split("\n"))
            for (kind, number), told in uploaded.plan.faults.items()
        ]
        self.page(
            "people_roster.html",
            title="导入名册",
            crumbs=(Link("首页", "/"), Link("人员", PEOPLE), Link("导入名册", None)),
            uploaded=uploaded,
            told=uploaded.done or summary(uploaded.plan, done=False),
            changes=changes,
            faults=faults,
            most=_SHOWN_CHANGES,
            expiring=expiring(uploaded.plan, self.today),
            codes=len(login_keys_of(uploaded.plan.changes)),
        )

    async def post(self) -> None:
        """Read the file and compare it."""
        sent = self.read_form()
        try:
            uploaded = await self.services.on_records(self._compare, sent.name, sent.content)
        except StudyError as error:
            await self.show_list(fault=str(error))
            return
        self.rosters.keep(self.person.id, uploaded)
        self.redirect(ROSTER)

    def _compare(self, name: str, content: bytes) -> UploadedRoster:
        roster = read_roster(name, content)
        with self.services.database.read() as records:
            known = known_to(records)
        plan = plan_roster(roster.lines, known, self.today)
        return UploadedRoster(name, content, roster, plan, self.services.clock())


class RosterApply(PeopleHandler):
    """Applies the roster that was looked at."""

    async def get(self) -> None:
        """Lead back, as after a reload."""
        self.check_role()
        self.redirect(ROSTER)

    async def post(self) -> None:
        """Apply it, and keep the login slips for the next page."""
        self.check_role()
        uploaded = self.uploaded()
        if not uploaded.done:
            try:
                uploaded = await self.services.on_records(self._apply, uploaded)
            except StudyError as error:
                await self.show_list(fault=str(error))
                return
            self.rosters.keep(self.person.id, uploaded)
        self.redirect(ROSTER)

    def _apply(self, uploaded: UploadedRoster) -> UploadedRoster:
        codes = _codes_for(uploaded.plan)
        wanted = {
            "name": uploaded.name,
            "content": b64encode(uploaded.content).decode(),
            "today": self.today.isoformat(),
            "code_hashes": {key: hash_code(code) for key, code in codes.items()},
        }
        services = self.services
        done = run_command(services.database, services.clock, "import-roster", wanted)
        slips = slips_for(uploaded.plan, codes, self.today + LIFE)
        return replace(
            uploaded,
            done=done,
            slips=login_slips(slips, services.settings.public_url) if codes else b"",
        )


class RosterFile(PeopleHandler):
    """The login slips, or the roster with what is wrong with it."""

    async def get(self, what: str) -> None:
        """Send it to the administrator whose roster it is."""
        self.check_role()
        uploaded = self.uploaded()
        stem = uploaded.name.rpartition(".")[0]
        if what == "faults":
            lines, faults = uploaded.roster.lines, uploaded.plan.faults
            self.send(f"{stem}-标错.xlsx", roster_with_faults(lines, faults))
        elif uploaded.slips:
            name, services = f"{stem}-登录单.xlsx", self.services
            await services.on_records(note_export, services.database, name, uploaded.slips)
            self.send(name, uploaded.slips)
        else:
            raise Refusal(HTTPStatus.NOT_FOUND, "这次导入没有新增或者返岗、需要登录码的人员。")


def _codes_for(plan: RosterPlan) -> dict[str, str]:
    """Return a new code for every new person of the bureau, by login name as compared."""
    return {key: make_code() for key in sorted(login_keys_of(plan.changes))}
