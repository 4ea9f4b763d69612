"""Reading study and results of many people at once, for reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from grading.records.attempts import AttemptRow, HandInRow, read_rules
from grading.records.base import AwareTime
from grading.records.people import DepartmentRow, PersonRow, RoleRow
from grading.records.results import ResultRow
from grading.records.study import STUDIED, LessonEventRow
from quizzes.paper import Paper


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person of a report."""

    person_id: int
    name: str
    department: str | None


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """A lesson that a person has opened or studied; `latest_at` is when that last happened."""

    person_id: int
    lesson_id: str
    is_studied: bool
    latest_at: datetime


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

    def people_with_role(self, role: str) -> list[PersonEntry]:
        """Return everybody with an open account and this role, by department and name."""
        query = (
            select(PersonRow.id, PersonRow.name, DepartmentRow.name)
            .join(RoleRow, RoleRow.person_id == PersonRow.id)
            .outerjoin(DepartmentRow, DepartmentRow.id == PersonRow.department_id)
            .where(RoleRow.role == role, PersonRow.ended_at.is_(None))
            .order_by(DepartmentRow.name, PersonRow.name)
        )
        return [PersonEntry(*row) for row in self._session.execute(query)]

    def lessons(self, people: Iterable[int]) -> list[LessonEntry]:
        """Return every lesson that these people have opened or studied."""
        query = (
            select(
                LessonEventRow.person_id,
                LessonEventRow.lesson_id,
                func.max(case((LessonEventRow.kind == STUDIED, 1), else_=0)),
                func.max(LessonEventRow.at, type_=AwareTime()),
            )
            .where(LessonEventRow.person_id.in_(list(people)))
            .group_by(LessonEventRow.person_id, LessonEventRow.lesson_id)
        )
        return [
            LessonEntry(person_id, lesson_id, bool(studied), latest_at)
            for person_id, lesson_id, studied, latest_at in self._session.execute(query)
        ]

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
