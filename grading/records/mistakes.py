"""What people answer in their book of mistakes, and what they answered wrong elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.attempts import AttemptRow, HandInRow, read_rules
from grading.records.base import Base
from grading.records.people import PersonRow
from grading.records.results import ResultCellRow, ResultRow
from grading.records.study import PracticeAnswerRow, PracticeQuestionRow, PracticeRoundRow
from quizzes.model import Answer
from quizzes.paper import Paper


@append_only
class MistakeAnswerRow(Base):
    """An answer in the book of mistakes.

    `turn` counts a person's answers to a question there from 1; one form is answered once.
    """

    __tablename__ = "mistake_answers"
    __table_args__ = (UniqueConstraint("person_id", "question_id", "turn"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    question_id: Mapped[str] = mapped_column(String(64))
    turn: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    value: Mapped[str | bool | list[str]] = mapped_column(JSON, nullable=False)
    is_right: Mapped[bool]
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeAnswer:
    """An answer to be added to somebody's book of mistakes. `at` is aware."""

    person_id: int
    question_id: str
    turn: int
    seed: int
    answer: Answer
    is_right: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """That somebody answered a question, right or wrong; `in_book`: in the book of mistakes."""

    question_id: str
    at: datetime
    is_right: bool
    in_book: bool


class MistakeRecords:
    """Reading and adding mistakes within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, answer: MistakeAnswer) -> None:
        """Add an answer; the database refuses a second one for the same turn."""
        value = answer.answer
        row = MistakeAnswerRow(
            person_id=answer.person_id,
            question_id=answer.question_id,
            turn=answer.turn,
            seed=answer.seed,
            value=list(value) if isinstance(value, tuple) else value,
            is_right=answer.is_right,
            at=answer.at,
        )
        self._session.add(row)
        self._session.flush()

    def events(self, person_id: int, shows: Callable[[Paper], bool]) -> list[AnswerEvent]:
        """Return wrong answers in exams and practice, and all of the book, in no set order.

        `shows` says of the paper of an attempt, as it was when that began, whether what was wrong
        in it may be known; other attempts are left out.
        """
        return [
            *self._wrong_in_exams(person_id, shows),
            *self._wrong_in_practice(person_id),
            *self._in_book(person_id),
        ]

    def _wrong_in_exams(
        self, person_id: int, shows: Callable[[Paper], bool]
    ) -> Iterator[AnswerEvent]:
        """Read what lost points by the results that count; what was left open is wrong too."""
        last = (
            select(func.max(ResultRow.id))
            .join(AttemptRow, AttemptRow.id == ResultRow.attempt_id)
            .where(AttemptRow.person_id == person_id)
            .group_by(ResultRow.attempt_id)
        )
        query = (
            select(
                ResultRow.attempt_id,
                ResultCellRow.question_id,
                HandInRow.handed_in_at,
                ResultCellRow.earned,
                ResultCellRow.possible,
            )
            .join(ResultRow, ResultRow.id == ResultCellRow.result_id)
            .join(HandInRow, HandInRow.attempt_id == ResultRow.attempt_id)
            .where(ResultRow.id.in_(last))
        )
        shown = self._shown_attempts(person_id, shows)
        for attempt_id, question_id, at, earned, possible in self._session.execute(query):
            if earned < possible and attempt_id in shown:
                yield AnswerEvent(question_id, at, is_right=False, in_book=False)

    def _shown_attempts(self, person_id: int, shows: Callable[[Paper], bool]) -> set[str]:
        query = select(AttemptRow.id, AttemptRow.rules).where(AttemptRow.person_id == person_id)
        return {
            attempt_id
            for attempt_id, rules in self._session.execute(query)
            if shows(read_rules(rules))
        }

    def _wrong_in_practice(self, person_id: int) -> Iterator[AnswerEvent]:
        query = (
            select(PracticeQuestionRow.question_id, PracticeAnswerRow.at)
            .join(
                PracticeAnswerRow,
                (PracticeAnswerRow.round_id == PracticeQuestionRow.round_id)
                & (PracticeAnswerRow.place == PracticeQuestionRow.place)
                & (PracticeAnswerRow.turn == PracticeQuestionRow.turn),
            )
            .join(PracticeRoundRow, PracticeRoundRow.id == PracticeQuestionRow.round_id)
            .where(PracticeRoundRow.person_id == person_id, PracticeAnswerRow.is_right.is_(False))
        )
        for question_id, at in self._session.execute(query):
            yield AnswerEvent(question_id, at, is_right=False, in_book=False)

    def _in_book(self, person_id: int) -> Iterator[AnswerEvent]:
        query = select(
            MistakeAnswerRow.question_id, MistakeAnswerRow.at, MistakeAnswerRow.is_right
        ).where(MistakeAnswerRow.person_id == person_id)
        for question_id, at, is_right in self._session.execute(query):
            yield AnswerEvent(question_id, at, is_right=is_right, in_book=True)
