"""Training sessions of a year, and what all pages about them share."""

from courses.clock import local_date
from grading.training.desk import TrainingDesk
from grading.training.model import TrainingSession
from widgets.portal.access import may_train
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.hours import asked_year

TRAINING = "/training"


class TrainingHandler(PageHandler):
    """A page about training for instructors, managers and administrators."""

    def check_role(self) -> None:
        """Refuse whoever holds no trainings."""
        if not may_train(self.person):
            raise self.forbid("training")

    @property
    def training(self) -> TrainingDesk:
        """The services of training."""
        return self.services.training()

    async def withdraw(self, session_id: str, sign_in_id: str, reason: str) -> None:
        """Take a sign-in back. Raises what `SignIns.withdraw` raises."""
        await self.services.on_records(
            self.training.sign_ins.withdraw,
            self.person,
            int(session_id),
            int(sign_in_id),
            reason,
        )

    def trail(self, session: TrainingSession, last: str = "") -> tuple[Link, ...]:
        """Return the breadcrumbs of a page of a session."""
        first = (Link("首页", "/"), Link("培训", TRAINING))
        if not last:
            return (*first, Link(session.label, None))
        return (*first, Link(session.label, f"{TRAINING}/{session.id}"), Link(last, None))


class TrainingPage(TrainingHandler):
    """The sessions of a year."""

    async def get(self) -> None:
        """Show what goes on, what is next and what is past."""
        self.check_role()
        services = self.services
        this_year = local_date(services.clock(), services.zone).year
        year = asked_year(self, this_year)
        self.page(
            "training.html",
            title="培训",
            crumbs=(Link("首页", "/"), Link("培训", None)),
            year=year,
            this_year=this_year,
            listed=await services.on_records(self.training.sessions.in_year, year),
        )
