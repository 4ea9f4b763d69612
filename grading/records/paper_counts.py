"""How often each paper was taken, and how many attempts at it are not finished."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from grading.records.attempts import AttemptRow, HandInRow
from grading.records.results import MachineScoreRow, ResultRow


@dataclass(frozen=True, slots=True)
class PaperCount:
    """The attempts at a paper: all, those still open, and those that wait for a marker."""

    paper_id: str
    people: int
    attempts: int
    going_on: int
    waiting: int


class PaperCountRecords:
    """Counting across people within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[PaperCount]:
        """Return the counts of every paper that was ever begun, by id."""
        is_scored = AttemptRow.id.in_(select(ResultRow.attempt_id))
        is_read = AttemptRow.id.in_(select(MachineScoreRow.attempt_id))
        is_open = HandInRow.attempt_id.is_(None)
        query = (
            select(
                AttemptRow.paper_id,
                func.count(AttemptRow.person_id.distinct()),
                func.count(),
                func.sum(case((is_open, 1), else_=0)),
                func.sum(case((is_read & ~is_scored, 1), else_=0)),
            )
            .outerjoin(HandInRow, HandInRow.attempt_id == AttemptRow.id)
            .group_by(AttemptRow.paper_id)
            .order_by(AttemptRow.paper_id)
        )
        return [PaperCount(*row) for row in self._session.execute(query)]
