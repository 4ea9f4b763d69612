"""One training session: who came, who is missing, material, and where it stands."""

from http import HTTPStatus

from courses.errors import StudyError
from grading.training.material import LARGEST_MATERIAL, MOST_FILES
from grading.training.model import Material
from grading.training.overview import SessionOverview, read_overview
from grading.training.planning import OPENS_BEFORE
from widgets.portal.pages.hours import send_file
from widgets.portal.pages.training import TRAINING, TrainingHandler
from widgets.portal.uploading import UploadHandler


class SessionHandler(TrainingHandler):
    """What shows the page of a session."""

    async def show(self, session_id: int, fault: StudyError | None = None) -> None:
        """Show the page, with what was wrong with what was asked for."""
        services = self.services
        overview: SessionOverview = await services.on_records(
            read_overview, services.database, session_id
        )
        session = overview.session
        papers = {paper.id: paper for paper in self.training.sessions.papers}
        self.page(
            "training_session.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title=session.plan.topic,
            crumbs=self.trail(session),
            overview=overview,
            session=session,
            sign_ins=overview.sign_ins,
            paper=papers.get(session.plan.paper_id or ""),
            now=services.clock(),
            opens=session.plan.starts_at - OPENS_BEFORE,
            most_files=MOST_FILES,
            fault=fault,
        )


class SessionPage(SessionHandler):
    """The page of a session."""

    async def get(self, session_id: str) -> None:
        """Show it."""
        self.check_role()
        await self.show(int(session_id))


class SessionMove(SessionHandler):
    """Opens and closes the sign-in, and cancels a session."""

    async def get(self, session_id: str, _move: str) -> None:
        """Lead to the session, as after a reload."""
        self.check_role()
        self.redirect(f"{TRAINING}/{session_id}")

    async def post(self, session_id: str, move: str) -> None:
        """Do it."""
        self.check_role()
        sessions, on_records = self.training.sessions, self.services.on_records
        try:
            if move == "cancel":
                reason = self.get_body_argument("reason", "")
                await on_records(sessions.cancel, self.person, int(session_id), reason)
            else:
                moves = {"open": sessions.open, "close": sessions.close}
                await on_records(moves[move], self.person, int(session_id))
        except StudyError as error:
            await self.show(int(session_id), error)
            return
        self.redirect(f"{TRAINING}/{session_id}")


class SignInWithdrawal(SessionHandler):
    """Takes a sign-in back."""

    async def get(self, session_id: str, _sign_in_id: str) -> None:
        """Lead to the session, as after a reload."""
        self.check_role()
        self.redirect(f"{TRAINING}/{session_id}")

    async def post(self, session_id: str, sign_in_id: str) -> None:
        """Do it, for a reason."""
        self.check_role()
        try:
            await self.withdraw(session_id, sign_in_id, self.get_body_argument("reason", ""))
        except StudyError as error:
            await self.show(int(session_id), error)
            return
        self.redirect(f"{TRAINING}/{session_id}#came")


class MaterialUpload(SessionHandler, UploadHandler):
    """Takes a file to be given out."""

    most_bytes = LARGEST_MATERIAL
    told_too_large = "文件超过 20 MB，没有上传。请压缩图片后另存，或者分成几个文件再上传。"

    async def get(self, session_id: str) -> None:
        """Lead to the session, as after a reload."""
        self.redirect(f"{TRAINING}/{session_id}")

    async def post(self, session_id: str) -> None:
        """Give it out."""
        file = self.read_form()
        try:
            await self.services.on_records(
                self.training.materials.add,
                self.person,
                int(session_id),
                file.content,
                file.name,
            )
        except StudyError as error:
            await self.show(int(session_id), error)
            return
        self.redirect(f"{TRAINING}/{session_id}#material")


class MaterialFile(TrainingHandler):
    """A file that is given out, for staff."""

    async def get(self, session_id: str, material_id: str) -> None:
        """Send it as a download."""
        self.check_role()
        material: Material
        material, content = await self.services.on_records(
            self.training.materials.content, int(session_id), int(material_id)
        )
        send_file(self, material.file, content, material_name(material))


class MaterialRemoval(SessionHandler):
    """Takes a file off."""

    async def get(self, session_id: str, _material_id: str) -> None:
        """Lead to the session, as after a reload."""
        self.check_role()
        self.redirect(f"{TRAINING}/{session_id}")

    async def post(self, session_id: str, material_id: str) -> None:
        """Do it."""
        self.check_role()
        await self.services.on_records(
            self.training.materials.remove, self.person, int(session_id), int(material_id)
        )
        self.redirect(f"{TRAINING}/{session_id}#material")


class ListScan(TrainingHandler):
    """The scan of a paper list."""

    async def get(self, session_id: str, sign_in_id: str) -> None:
        """Send it as a download."""
        self.check_role()
        _, file, content = await self.services.on_records(
            self.training.paper_lists.scan, int(session_id), int(sign_in_id)
        )
        send_file(self, file, content, f"签到名单-{session_id}")


def material_name(material: Material) -> str:
    """Return what a download is called: as it was sent, without the ending of its kind."""
    name = material.file.name
    ending = material.file.kind.ending
    return name[: -len(ending)] if name.casefold().endswith(ending) else name
