"""A bureau with training sessions, and the certificates that come from them."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import count

from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from grading.certificates.check_codes import CheckKey
from grading.certificates.checking import CertificateCheck
from grading.certificates.issuing import Certificates
from grading.certificates.model import Certificate
from grading.certificates.numbers import CertificateNumber
from grading.people.model import Person, Role
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


class Training:
    """A database with certificates; tests share it and add sessions and people of their own."""

    def __init__(self, folder):
        self.clock = SetClock()
        self.database = fresh_database(folder)
        self.certificates = Certificates(
            self.database, KEY, self.clock, HOME_ZONE, public_url="https://xuefa.example.com"
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
        """Plan a session that is over, or is going on now."""
        now = self.clock()
        starts = now - timedelta(hours=3 if is_over else 1)
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
        with self.database.begin() as records:
            made = records.training.add(2026, SessionPlan(**(usual | plan)), self.manager.id, now)
            records.training.move(made, TrainingState.OPEN, "", self.manager.id, now)
        return made

    def sign_in(self, session_id, person) -> int:
        new = NewSignIn(
            session_id=session_id,
            person_id=person.id,
            enterprise_id=None,
            way=SignInWay.DESK,
            at=self.clock(),
            is_late=False,
            recorded_by=self.manager.id,
            recorded_at=self.clock(),
        )
        with self.database.begin() as records:
            return records.sign_ins.add(new)

    def attend(self, session_id, **who) -> Person:
        person = self.person(**who)
        self.sign_in(session_id, person)
        return person
