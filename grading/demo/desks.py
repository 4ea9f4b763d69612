"""The services of a home, working by the clock of the demo."""

from zoneinfo import ZoneInfo

from grading.assessment.reading import read_policies
from grading.assessment.year import YearAssessment
from grading.attempts.examinations import Examinations
from grading.certificates.check_codes import check_key
from grading.certificates.issuing import Certificates
from grading.content import Content
from grading.demo.acts import Desks
from grading.demo.moving_clock import MovingClock
from grading.home import Home
from grading.hours.desk import HoursDesk
from grading.hours.evidence_store import EvidenceStore
from grading.leadership.desk import LeadershipDesk
from grading.outreach.outreach import OutreachLog
from grading.records.engine import RecordsDatabase
from grading.training.desk import TrainingDesk
from grading.training.quick_quiz import QuickQuizzes
from grading.training.slowing import WrongCodes


def open_desks(
    home: Home,
    database: RecordsDatabase,
    content: Content,
    examinations: Examinations,
    *,
    clock: MovingClock,
    zone: ZoneInfo,
) -> Desks:
    """Return the services with which people of the demo work."""
    registry, shelf = content.law.registry, content.quizzes.shelf
    store = EvidenceStore(home.evidence)
    return Desks(
        hours=HoursDesk.of(home, database, registry, clock, zone),
        leadership=LeadershipDesk.of(home, database, registry, clock, zone),
        training=TrainingDesk.of(
            home, database, shelf.all(), wrong_codes=WrongCodes(), clock=clock, zone=zone
        ),
        quizzes=QuickQuizzes(database, examinations, shelf, clock, zone),
        certificates=Certificates(database, check_key(home), clock, zone, public_url=None),
        outreach=OutreachLog(database, store, registry, clock, zone),
        assessment=YearAssessment(
            database,
            policies=read_policies(home.root, content.catalogue, shelf),
            catalogue=content.catalogue,
            shelf=shelf,
            clock=clock,
            zone=zone,
        ),
    )
