"""Training sessions for tests: services around one database, and office files."""

import io
import zipfile
from datetime import datetime
from itertools import count
from pathlib import Path

from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from grading.hours.evidence_store import EvidenceStore
from grading.people.model import Role
from grading.people.states import EnterpriseState, PermitCategory
from grading.training.checks import TypedSession
from grading.training.desk import TrainingDesk
from grading.training.material import Materials
from grading.training.model import TrainingSession
from grading.training.paper_list import PaperLists
from grading.training.planning import TrainingSessions
from grading.training.sign_in import SignIns
from grading.training.slowing import WrongCodes

SECRET = b"training tests, thirty-two bytes"
INDUSTRY = "棉花加工"


class TrainingRoom:
    """A database with the services of training; tests share it and plan sessions of their own.

    It is 09:00 on 1 September 2026 in the home's zone; sessions begin then and last two hours.
    """

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock()
        self.database = fresh_database(folder)
        store = EvidenceStore(folder / "evidence")
        self.wrong_codes = WrongCodes()
        self.desk = TrainingDesk(
            sessions=TrainingSessions(self.database, (), self.clock, HOME_ZONE),
            sign_ins=SignIns(self.database, SECRET, self.wrong_codes, self.clock, HOME_ZONE),
            materials=Materials(self.database, store, self.clock),
            paper_lists=PaperLists(self.database, store, self.clock, HOME_ZONE),
        )
        self.instructor = make_person(
            self.database, "jiaoyuan", name="示范教员", roles=[Role.INSTRUCTOR]
        )
        self._numbers = count(1)

    def enterprises(self, *names: str) -> list[int]:
        """Add enterprises with a permit and return their numbers."""
        states = [
            EnterpriseState(
                name=name,
                industry=INDUSTRY,
                permit_category=PermitCategory.SIMPLIFIED,
                valid_from=self.clock().date(),
            )
            for name in names
        ]
        with self.database.begin() as records:
            ids = records.enterprises.add_many(states)
            records.enterprises.hold(zip(ids, states, strict=True), self.clock())
        return ids

    def typed(self, **fields: object) -> TypedSession:
        """Return a form as staff fill it in, with a topic of its own."""
        usual = {
            "topic": f"示范培训 {next(self._numbers)}",
            "industry": INDUSTRY,
            "place": "示范会议室",
            "on": "2026-09-01",
            "starts": "09:00",
            "ends": "11:00",
            "capacity": "50",
            "hours": "2",
            "late_after": "10",
        }
        return TypedSession(**usual | fields)

    def plan(self, **fields: object) -> TrainingSession:
        """Plan a session."""
        return self.desk.sessions.plan(self.instructor, self.typed(**fields))

    def open(self, **fields: object) -> TrainingSession:
        """Plan a session and open its sign-in."""
        return self.desk.sessions.open(self.instructor, self.plan(**fields).id)

    def scan(self, session: TrainingSession) -> str:
        """Scan the QR code of a session and return the text of the form ticket."""
        code = self.desk.sign_ins.screen(session.id).code
        assert code is not None
        return self.desk.sign_ins.ticket_by_token(session.id, code.token).text

    def at(self, moment: str) -> None:
        """Set the clock to a time of the home's zone such as 2026-09-01 09:20."""
        self.clock.now = datetime.fromisoformat(moment).replace(tzinfo=HOME_ZONE)


def office_file(main_part: str = "ppt/presentation.xml", *more: str) -> bytes:
    """Return the smallest file that passes for one of an office program."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("[Content_Types].xml", main_part, *more):
            file.writestr(zipfile.ZipInfo(name), "<示范/>")  # of no date, so always the same
    return packed.getvalue()
