"""The desk of a session: staff sign people in who have no phone at hand."""

from http import HTTPStatus

from courses.errors import StudyError
from grading.training.model import SignIn
from grading.training.overview import SessionOverview, read_overview
from grading.training.taking import OUR_BUREAU
from widgets.portal.pages.hours import is_number
from widgets.portal.pages.training import TRAINING, TrainingHandler

OTHER = "other"
"""The choice of an enterprise that is not in the list."""

UNDONE = "签到台撤销"
_LATEST = 8


class DeskHandler(TrainingHandler):
    """What shows the desk."""

    async def show(
        self, session_id: int, typed: dict[str, str] | None = None, fault: StudyError | None = None
    ) -> None:
        """Show the desk as it was filled in, with who signed in last."""
        services = self.services
        overview: SessionOverview = await services.on_records(
            read_overview, services.database, session_id
        )
        sign_ins = overview.sign_ins
        given = self.get_query_argument("done", "")
        done = [one for one in sign_ins if is_number(given) and one.id == int(given)]
        self.page(
            "training_desk.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title="签到台",
            crumbs=self.trail(overview.session, "签到台"),
            session=overview.session,
            takes=overview.session.takes_sign_ins(services.clock()),
            units=_units(overview),
            signed_in=len(sign_ins),
            latest=sorted(sign_ins, key=lambda one: -one.id)[:_LATEST],
            done=done[0] if done else None,
            typed=typed or {"name": "", "enterprise": "", "other": ""},
            fault=fault,
            our_bureau=OUR_BUREAU,
            other_choice=OTHER,
        )


def _units(overview: SessionOverview) -> list[tuple[str, int]]:
    """Return the enterprises to choose from: invited, and those of which somebody came."""
    came = {unit.name: len(unit.people) for unit in overview.came if unit.id is not None}
    invited = [one.name for one in overview.invited]
    return [(name, came.get(name, 0)) for name in dict.fromkeys([*invited, *came])]


class DeskPage(DeskHandler):
    """The desk."""

    async def get(self, session_id: str) -> None:
        """Show it."""
        self.check_role()
        await self.show(int(session_id))

    async def post(self, session_id: str) -> None:
        """Sign somebody in."""
        self.check_role()
        typed = {name: self.get_body_argument(name, "") for name in ("name", "enterprise", "other")}
        chosen = typed["other"] if typed["enterprise"] in {"", OTHER} else typed["enterprise"]
        try:
            sign_in: SignIn = await self.services.on_records(
                self.training.sign_ins.sign_in_at_desk,
                self.person,
                int(session_id),
                typed["name"],
                chosen,
            )
        except StudyError as error:
            await self.show(int(session_id), typed, error)
            return
        self.redirect(f"{TRAINING}/{session_id}/desk?done={sign_in.id}")


class DeskUndo(DeskHandler):
    """Takes the sign-in back that was just made."""

    async def get(self, session_id: str, _sign_in_id: str) -> None:
        """Lead to the desk, as after a reload."""
        self.check_role()
        self.redirect(f"{TRAINING}/{session_id}/desk")

    async def post(self, session_id: str, sign_in_id: str) -> None:
        """Do it."""
        self.check_role()
        try:
            await self.withdraw(session_id, sign_in_id, UNDONE)
        except StudyError as error:
            await self.show(int(session_id), fault=error)
            return
        self.redirect(f"{TRAINING}/{session_id}/desk")
