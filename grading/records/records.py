"""Everything that one transaction on the records database can do, by subject."""

from sqlalchemy.orm import Session

from grading.records.absences import AbsenceRecords
from grading.records.attempts import AttemptRecords
from grading.records.audit import AuditRecords
from grading.records.bureau import BureauRecords
from grading.records.certificates import CertificateRecords
from grading.records.codes import CodeRecords
from grading.records.confirmations import ConfirmationRecords
from grading.records.duties import DutyRecords
from grading.records.earned import EarnedRecords
from grading.records.enterprises import EnterpriseRecords
from grading.records.group_study import GroupStudyRecords
from grading.records.hours import HoursRecords
from grading.records.legal_reports import LegalReportRecords
from grading.records.marking import MarkingRecords
from grading.records.meetings import MeetingRecords
from grading.records.mistakes import MistakeRecords
from grading.records.outreach import OutreachRecords
from grading.records.overview import OverviewRecords
from grading.records.paper_counts import PaperCountRecords
from grading.records.people import PeopleRecords
from grading.records.posts import PostRecords
from grading.records.proofs import ProofRecords
from grading.records.quick_quizzes import QuickQuizRecords
from grading.records.results import ResultRecords
from grading.records.scored_answers import ScoredAnswerRecords
from grading.records.session_passes import SessionPassRecords
from grading.records.sessions import SessionRecords
from grading.records.sign_ins import SignInRecords
from grading.records.sign_offs import SignOffRecords
from grading.records.study import StudyRecords
from grading.records.study_plans import StudyPlanRecords
from grading.records.terms import TermRecords
from grading.records.training_sessions import TrainingRecords


class Records:
    """One transaction on the records database, with one attribute per subject."""

    def __init__(self, session: Session) -> None:
        self.absences = AbsenceRecords(session)
        self.attempts = AttemptRecords(session)
        self.audit = AuditRecords(session)
        self.bureau = BureauRecords(session)
        self.certificates = CertificateRecords(session)
        self.codes = CodeRecords(session)
        self.confirmations = ConfirmationRecords(session)
        self.duties = DutyRecords(session)
        self.earned = EarnedRecords(session)
        self.enterprises = EnterpriseRecords(session)
        self.group_study = GroupStudyRecords(session)
        self.hours = HoursRecords(session)
        self.legal_reports = LegalReportRecords(session)
        self.marking = MarkingRecords(session)
        self.meetings = MeetingRecords(session)
        self.mistakes = MistakeRecords(session)
        self.outreach = OutreachRecords(session)
        self.overview = OverviewRecords(session)
        self.paper_counts = PaperCountRecords(session)
        self.people = PeopleRecords(session)
        self.posts = PostRecords(session)
        self.proofs = ProofRecords(session)
        self.quick_quizzes = QuickQuizRecords(session)
        self.results = ResultRecords(session)
        self.scored_answers = ScoredAnswerRecords(session)
        self.session_passes = SessionPassRecords(session)
        self.sessions = SessionRecords(session)
        self.sign_ins = SignInRecords(session)
        self.sign_offs = SignOffRecords(session)
        self.study = StudyRecords(session)
        self.terms = TermRecords(session)
        self.study_plans = StudyPlanRecords(session)
        self.training = TrainingRecords(session)
