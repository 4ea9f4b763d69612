"""What credit hours are derived from, of many people at once: lessons studied, exams scored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from grading.records.attempts import AttemptRow, HandInRow, read_rules
from grading.records.results import ResultRow
from grading.records.study import STUDIED, LessonEventRow

_HUNDRED = 100
_AT_ONCE = 10_000
"""How many ids go into one question; databases have a limit."""


@dataclass(frozen=True, slots=True)
class StudiedLesson:
    """That a person passed the practice of a lesson; `at` is aware."""

    person_id: int
    lesson_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ScoredAttempt:
    """The result that counts of an attempt; `percent` is 0 to 100, times are aware.

    `is_passed` goes by the pass mark under which the attempt began.
    """

    person_id: int
    attempt_id: str
    paper_id: str
    title: str
    number: int
    handed_in_at: datetime
    scored_at: datetime
    percent: Fraction
    is_passed: bool


class EarnedRecords:
    """Reading within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def studied(self, people: Iterable[int]) -> list[StudiedLesson]:
        """Return every lesson that these people have studied."""
        query = select(LessonEventRow.person_id, LessonEventRow.lesson_id, LessonEventRow.at)
        return [
            StudiedLesson(*row)
            for ids in _parts(people)
            for row in self._session.execute(
                query.where(LessonEventRow.kind == STUDIED, LessonEventRow.person_id.in_(ids))
            )
        ]

    def scored(self, people: Iterable[int]) -> list[ScoredAttempt]:
        """Return the latest result of every scored attempt of these people."""
        newer = aliased(ResultRow)
        latest = (
            select(func.max(newer.id)).where(newer.attempt_id == AttemptRow.id).scalar_subquery()
        )
        query = (
            select(
                AttemptRow.person_id,
                AttemptRow.id,
                AttemptRow.rules,
                AttemptRow.number,
                HandInRow.handed_in_at,
                ResultRow.scored_at,
                ResultRow.earned,
                ResultRow.possible,
            )
            .join(ResultRow, ResultRow.attempt_id == AttemptRow.id)
            .where(ResultRow.id == latest)
            .join(HandInRow, HandInRow.attempt_id == AttemptRow.id)
        )
        return [
            _scored(row)
            for ids in _parts(people)
            for row in self._session.execute(query.where(AttemptRow.person_id.in_(ids)))
        ]


def _scored(row: Any) -> ScoredAttempt:
    person_id, attempt_id, rules, number, handed_in_at, scored_at, earned, possible = row
    paper = read_rules(rules)
    percent = _HUNDRED * earned / possible if possible else Fraction(0)
    return ScoredAttempt(
        person_id=person_id,
        attempt_id=attempt_id,
        paper_id=paper.id,
        title=paper.title,
        number=number,
        handed_in_at=handed_in_at,
        scored_at=scored_at,
        percent=percent,
        is_passed=percent >= paper.pass_mark,
    )


def _parts(people: Iterable[int]) -> Iterator[list[int]]:
    ids = sorted(people)
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
