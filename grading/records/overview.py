"""Reading results of many people at once, for reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grading.records.attempts import AttemptRow, HandInRow, read_rules
from grading.records.results import ResultRow
from quizzes.paper import Paper


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """The result that counts of an attempt, with the paper as it was when the attempt began."""

    person_id: int
    paper: Paper
    handed_in_at: datetime
    earned: Fraction
    possible: Fraction


class OverviewRecords:
    """Reading across people within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def results(self, people: Iterable[int]) -> list[ResultEntry]:
        """Return the latest result of every scored attempt of these people, newest first."""
        latest = (
            select(func.max(ResultRow.id).label("id")).group_by(ResultRow.attempt_id).subquery()
        )
        query = (
            select(
                AttemptRow.person_id,
                AttemptRow.rules,
                HandInRow.handed_in_at,
                ResultRow.earned,
                ResultRow.possible,
            )
            .join(ResultRow, ResultRow.attempt_id == AttemptRow.id)
            .join(latest, latest.c.id == ResultRow.id)
            .join(HandInRow, HandInRow.attempt_id == AttemptRow.id)
            .where(AttemptRow.person_id.in_(list(people)))
            .order_by(HandInRow.handed_in_at.desc(), ResultRow.id.desc())
        )
        return [
            ResultEntry(person_id, read_rules(rules), handed_in_at, earned, possible)
            for person_id, rules, handed_in_at, earned, possible in self._session.execute(query)
        ]
