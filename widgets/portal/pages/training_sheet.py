"""The sign-in sheet of a session on paper: to be signed in the room, or with who has signed in."""

from grading.training.overview import SessionOverview, read_overview
from widgets.portal.pages.training import TrainingHandler

_SPARE = 15
"""Empty lines for who comes without having been invited."""


class SheetPage(TrainingHandler):
    """The sheet, made for printing."""

    async def get(self, session_id: str) -> None:
        """Show who signed in, then a line for each enterprise that is missing, then empty ones."""
        self.check_role()
        services = self.services
        overview: SessionOverview = await services.on_records(
            read_overview, services.database, int(session_id)
        )
        self.page(
            "training_sheet.html",
            title="签到表",
            crumbs=self.trail(overview.session, "签到表"),
            session=overview.session,
            came=overview.came,
            missing=overview.missing,
            spare=_SPARE,
        )
