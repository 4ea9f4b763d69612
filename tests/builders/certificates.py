"""A bureau with training sessions, and the certificates that come from them."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import count

from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database

from courses.clock import HOME_ZONE, local_date
from grading.certificates.check_codes import CheckKey
from grading.certificates.checking import CertificateCheck
from grading.certificates.issuing import Certificates
from grading.certificates.model import Certificate
from grading.certificates.numbers import CertificateNumber
from grading.people.model import Person, Role
from grading.records.records import Records
from grading.training.model import NewSignIn, SessionPlan, SignInWay, TrainingState

_numbers = count(1)
KEY = CheckKey(b"sample-key" * 4)


def make_certificate(serial: int = 3, **changes) -> Certificate:
    """A certificate; a test names only what matters to it."""
    usual = {
        "id": serial,
        "number": CertificateNumber(2026, 7, serial),
        "session_id": 7,
        "person_id": 1,
        "name": "示范甲",
        "enterprise": "示范水泥有限公司",
        "topic": "示范排污许可培训",
        "hours": Fraction(7, 2),
        "first": date(2026, 9, 1),
        "last": date(2026, 9, 1),
        "place": "示范会议室",
        "bureau": "示范市生态环境局",
        "has_quiz": True,
        "issued_on": date(2026, 9, 2),
        "issued_at": SetClock()(),
        "issued_by": None,
        "key_mark": KEY.mark,
        "revoked": None,
        "replaced_by": None,
    }
    return Certificate(**(usual | changes))


def hold_session(records: Records, planner: int, starts: datetime, **plan) -> int:
    """Plan a session of two hours, open its sign-in, and return its id."""
    usual = {
        "topic": "示范排污许可培训",
        "industry": None,
        "place": "示范会议室",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "capacity": 40,
        "hours": Fraction(2),
        "late_after": 15,
        "paper_id": None,
    }
    year = local_date(starts).year
    session = records.training.add(year, SessionPlan(**(usual | plan)), planner, starts)
    records.training.move(session, TrainingState.OPEN, "", planner, starts)
    return session


def sign_in(
    records: Records,
    session_id: int,
    person_id: int,
    at: datetime,
    enterprise_id: int | None = None,
) -> int:
    """Let somebody sign in at the desk, and return the number of the sign-in."""
    return records.sign_ins.add(
        NewSignIn(
            session_id=session_id,
            person_id=person_id,
            enterprise_id=enterprise_id,
            way=SignInWay.DESK,
            at=at,
            is_late=False,
            recorded_by=None,
            recorded_at=at,
        )
    )


class Training:
    """A database with certificates; tests share it and add sessions and people of their own."""

    def __init__(self, folder, database=None, key=KEY):
        self.clock = SetClock()
        self.database = database or fresh_database(folder)
        self.certificates = Certificates(
            self.database, key, self.clock, HOME_ZONE, public_url="https://xuefa.example.com"
        )
        self.manager = self.person(Role.MANAGER)
        with self.database.begin() as records:
            records.bureau.establish("示范市生态环境局", is_demo=False, now=self.clock())

    def check(self) -> CertificateCheck:
        """The check, with nothing counted against anybody."""
        return CertificateCheck(self.database, KEY, self.clock)

    def person(self, role=Role.TRAINEE, name="示范甲") -> Person:
        return make_person(
            self.database,
            f"shifan{next(_numbers)}",
            name=name,
            roles=[role],
            department=None if role is Role.TRAINEE else "示范执法一科",
        )

    def session(self, *, is_over=True, **plan) -> int:
        """Plan a session that is over, or is going on now, and open its sign-in."""
        with self.database.begin() as records:
            starts = self.clock() - timedelta(hours=3 if is_over else 1)
            return hold_session(records, self.manager.id, starts, **plan)

    def sign_in(self, session_id, person, enterprise_id=None) -> int:
        with self.database.begin() as records:
            return sign_in(records, session_id, person.id, self.clock(), enterprise_id)

    def attend(self, session_id, **who) -> Person:
        person = self.person(**who)
        self.sign_in(session_id, person)
        return person
