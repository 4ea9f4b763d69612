"""Everything about training sessions: one object in front of planning, sign-ins and material."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from courses.clock import Clock
from grading.home import Home
from grading.hours.evidence_store import EvidenceStore
from grading.records.engine import RecordsDatabase
from grading.training.material import Materials
from grading.training.paper_list import PaperLists
from grading.training.planning import TrainingSessions
from grading.training.sign_in import SignIns
from grading.training.slowing import WrongCodes
from quizzes.paper import Paper

SECRET = "sign-in"  # noqa: S105 - the name of one
"""The secret of the home from which codes and tickets are made."""


@dataclass(frozen=True, slots=True)
class TrainingDesk:
    """What staff and phones do about training sessions."""

    sessions: TrainingSessions
    sign_ins: SignIns
    materials: Materials
    paper_lists: PaperLists

    @classmethod
    def of(
        cls,
        home: Home,
        database: RecordsDatabase,
        papers: Sequence[Paper],
        *,
        wrong_codes: WrongCodes,
        clock: Clock,
        zone: ZoneInfo,
    ) -> "TrainingDesk":
        """Return the desk of a home; `papers` are all its papers, files lie with the evidence."""
        store = EvidenceStore(home.evidence)
        quizzes = [paper for paper in papers if paper.is_session_quiz]
        return cls(
            sessions=TrainingSessions(database, quizzes, clock, zone),
            sign_ins=SignIns(database, home.secret(SECRET), wrong_codes, clock, zone),
            materials=Materials(database, store, clock),
            paper_lists=PaperLists(database, store, clock, zone),
        )
