"""Reading what everybody earned and answered on one paper, for the statistics of its questions."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import Select, Subquery, Text, cast, func, select
from sqlalchemy.orm import Session

from grading.records.attempts import AnswerRow, AttemptRow, VariantRow
from grading.records.results import ResultCellRow, ResultRow
from quizzes.draw import Variant
from quizzes.model import Answer


@dataclass(frozen=True, slots=True)
class ScoredPaper:
    """A paper with the title of its newest variant, and how many of its attempts are scored."""

    paper_id: str
    title: str
    attempts: int


@dataclass(frozen=True, slots=True)
class ScoredAttempt:
    """An attempt that has a result; `number` counts from 1 per person and paper."""

    attempt_id: str
    person_id: int
    assignment: str
    number: int


@dataclass(frozen=True, slots=True)
class EarnedCell:
    """What one question of an attempt earned, by the result that counts."""

    attempt_id: str
    question_id: str
    earned: Fraction
    possible: Fraction


class ScoredAnswerRecords:
    """Reading across the attempts at a paper within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def papers(self) -> list[ScoredPaper]:
        """Return every paper that somebody was scored on, by id."""
        attempt_ids = select(ResultRow.attempt_id).distinct()
        query = (
            select(AttemptRow.paper_id, func.count())
            .where(AttemptRow.id.in_(attempt_ids))
            .group_by(AttemptRow.paper_id)
            .order_by(AttemptRow.paper_id)
        )
        return [
            ScoredPaper(paper_id, self._title(paper_id), attempts)
            for paper_id, attempts in self._session.execute(query)
        ]

    def attempts(self, paper_id: str) -> list[ScoredAttempt]:
        """Return the scored attempts at a paper, of each person in their order."""
        scored = select(ResultRow.attempt_id).distinct()
        query = (
            select(AttemptRow.id, AttemptRow.person_id, AttemptRow.assignment, AttemptRow.number)
            .where(AttemptRow.paper_id == paper_id, AttemptRow.id.in_(scored))
            .order_by(AttemptRow.person_id, AttemptRow.number)
        )
        return [ScoredAttempt(*row) for row in self._session.execute(query)]

    def cells(self, paper_id: str) -> list[EarnedCell]:
        """Return what every question of every scored attempt at a paper earned."""
        last = _last_results(paper_id)
        query = (
            select(
                last.c.attempt_id,
                ResultCellRow.question_id,
                ResultCellRow.earned,
                ResultCellRow.possible,
            )
            .join(last, last.c.id == ResultCellRow.result_id)
            .order_by(ResultCellRow.result_id)
        )
        return [EarnedCell(*row) for row in self._session.execute(query)]

    def answers(self, paper_id: str) -> dict[str, dict[str, Answer]]:
        """Return the answers that count, by question and attempt; those left open are missing."""
        query = (
            select(AnswerRow.question_id, AnswerRow.attempt_id, cast(AnswerRow.value, Text))
            .join(AttemptRow, AttemptRow.id == AnswerRow.attempt_id)
            .where(AttemptRow.paper_id == paper_id)
            .order_by(AnswerRow.id)
        )
        latest: dict[str, dict[str, Answer]] = defaultdict(dict)
        for question_id, attempt_id, written in self._session.execute(query):
            answer = _read_answer(written)
            if answer is None:
                latest[question_id].pop(attempt_id, None)
            else:
                latest[question_id][attempt_id] = answer
        return dict(latest)

    def variants(self, assignments: Iterable[str]) -> list[Variant]:
        """Return frozen variants, in the order in which they were drawn."""
        query = (
            select(VariantRow.content)
            .where(VariantRow.assignment.in_(list(assignments)))
            .order_by(VariantRow.drawn_at, VariantRow.letter)
        )
        return [Variant.model_validate_json(content) for content in self._session.scalars(query)]

    def _title(self, paper_id: str) -> str:
        newest = select(VariantRow.content).where(VariantRow.paper_id == paper_id)
        content = self._session.scalars(newest.order_by(VariantRow.drawn_at.desc()).limit(1)).one()
        return Variant.model_validate_json(content).title


def _last_results(paper_id: str) -> Subquery:
    """Select the result that counts of every attempt at a paper."""
    query: Select[str, int] = (
        select(ResultRow.attempt_id, func.max(ResultRow.id).label("id"))
        .join(AttemptRow, AttemptRow.id == ResultRow.attempt_id)
        .where(AttemptRow.paper_id == paper_id)
        .group_by(ResultRow.attempt_id)
    )
    return query.subquery()


@lru_cache(maxsize=4096)
def _read_answer(written: str) -> Answer | None:
    """Read an answer as it is kept; many people give the same."""
    value: str | bool | list[str] | None = json.loads(written)
    return tuple(value) if isinstance(value, list) else value
