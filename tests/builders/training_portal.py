"""A training session that goes on in a running portal, and phones that come to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from builders.server import RunningPortal, Visitor

from courses.clock import HOME_ZONE, system_clock
from grading.home import Home
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.training.checks import TypedSession
from grading.training.codes import ShownCode
from grading.training.desk import TrainingDesk
from grading.training.slowing import WrongCodes
from quizzes.paper import Paper

FIRM = "示范轧花厂"


@dataclass
class OpenSession:
    """A session that takes sign-ins; `shown` is what its screen shows now."""

    portal: RunningPortal
    desk: TrainingDesk
    id: int

    @property
    def shown(self) -> ShownCode:
        code = self.desk.sign_ins.screen(self.id).code
        assert code is not None
        return code

    @property
    def scanned(self) -> str:
        """The address in the QR code."""
        return f"/t/{self.id}?k={self.shown.token}"

    def phone(self) -> Visitor:
        """Return a phone that nobody has used."""
        visitor = Visitor(self.portal.address)
        visitor.ask("/t")
        return visitor

    def scan(self, phone: Visitor) -> str:
        """Scan the QR code; return the address of the form."""
        answer = phone.ask(self.scanned)
        assert answer.status == 302, answer.text
        return str(answer.headers["Location"])

    def sign_in(self, name: str, enterprise: str = FIRM, phone: Visitor | None = None) -> Visitor:
        """Sign somebody in by the QR code; return the phone."""
        phone = phone or self.phone()
        ticket = ticket_of(phone.ask(self.scan(phone)).text)
        answer = phone.ask(
            f"/t/{self.id}",
            "POST",
            form={"ticket": ticket, "name": name, "enterprise": enterprise},
        )
        assert (answer.status, answer.headers["Location"]) == (303, f"/pass/{self.id}")
        return phone

    def person_of(self, name: str) -> int:
        """Return the number of the person who signed in under this name."""
        found = self.desk.sign_ins.of_session(self.id)
        return next(one.person_id for one in found if one.name == name)


def ticket_of(page: str) -> str:
    """Return the ticket in a sign-in form."""
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found, page
    return found[1]


def open_session(
    portal: RunningPortal, staff: str, papers: Sequence[Paper], **changes: Any
) -> OpenSession:
    """Plan a session of today as this person of the portal, and open its sign-in."""
    home = Home(portal.home)
    database = RecordsDatabase(f"sqlite:///{home.records_file}")
    desk = TrainingDesk.of(
        home, database, papers, wrong_codes=WrongCodes(), clock=system_clock, zone=HOME_ZONE
    )
    person = _person(database, staff)
    session = desk.sessions.plan(person, _typed(system_clock().astimezone(HOME_ZONE), changes))
    desk.sessions.open(person, session.id)
    return OpenSession(portal, desk, session.id)


def _person(database: RecordsDatabase, login_name: str) -> Person:
    with database.read() as records:
        person = records.people.find_by_login(login_name)
    assert person is not None
    return person


def _typed(now: datetime, changes: dict[str, Any]) -> TypedSession:
    """Describe a session that has begun, on the day of the home whatever the hour."""
    begin = max(now - timedelta(hours=1), now.replace(hour=0, minute=0))
    end = min(begin + timedelta(hours=11), now.replace(hour=23, minute=59))
    usual = {
        "topic": "示范培训",
        "place": "示范会议室",
        "on": f"{now:%Y-%m-%d}",
        "starts": f"{begin:%H:%M}",
        "ends": f"{end:%H:%M}",
        "hours": "2",
    }
    return TypedSession(**usual | changes)
