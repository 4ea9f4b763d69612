"""Everything that one transaction on the records database can do, by subject."""

from sqlalchemy.orm import Session

from grading.records.attempts import AttemptRecords
from grading.records.bureau import BureauRecords
from grading.records.marking import MarkingRecords
from grading.records.mistakes import MistakeRecords
from grading.records.overview import OverviewRecords
from grading.records.paper_counts import PaperCountRecords
from grading.records.people import PeopleRecords
from grading.records.results import ResultRecords
from grading.records.scored_answers import ScoredAnswerRecords
from grading.records.sessions import SessionRecords
from grading.records.study import StudyRecords


class Records:
    """One transaction on the records database, with one attribute per subject."""

    def __init__(self, session: Session) -> None:
        self.attempts = AttemptRecords(session)
        self.bureau = BureauRecords(session)
        self.marking = MarkingRecords(session)
        self.mistakes = MistakeRecords(session)
        self.overview = OverviewRecords(session)
        self.paper_counts = PaperCountRecords(session)
        self.people = PeopleRecords(session)
        self.results = ResultRecords(session)
        self.scored_answers = ScoredAnswerRecords(session)
        self.sessions = SessionRecords(session)
        self.study = StudyRecords(session)
