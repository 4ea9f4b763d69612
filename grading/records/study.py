"""Study as it is recorded: lessons opened and studied, practice; rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    UniqueConstraint,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import AwareTime, Base
from grading.records.people import PersonRow
from quizzes.model import Answer

OPENED, STUDIED = "opened", "studied"
"""What happened to a lesson: somebody looked at it, or passed its practice."""

_IS_STUDIED = text(f"kind = '{STUDIED}'")


@append_only
class LessonEventRow(Base):
    """Something that happened to a lesson; a person studies a lesson once."""

    __tablename__ = "lesson_events"
    __table_args__ = (
        CheckConstraint(f"kind IN ('{OPENED}', '{STUDIED}')", name="kind"),
        Index("ix_lesson_events_person_id_lesson_id", "person_id", "lesson_id"),
        Index(
            "uq_lesson_events_studied",
            "person_id",
            "lesson_id",
            unique=True,
            sqlite_where=_IS_STUDIED,
            postgresql_where=_IS_STUDIED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    lesson_id: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


@append_only
class PracticeRoundRow(Base):
    """One round of practice of a person in a lesson; `number` counts from 1."""

    __tablename__ = "practice_rounds"
    __table_args__ = (UniqueConstraint("person_id", "lesson_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    lesson_id: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    begun_at: Mapped[datetime]


@append_only
class PracticeQuestionRow(Base):
    """A question put at a place of a round.

    `turn` counts the questions put at the place from 1. `put_at` may lie ahead: the question that
    follows a wrong answer is chosen at once and put a minute later.
    """

    __tablename__ = "practice_questions"

    round_id: Mapped[int] = mapped_column(ForeignKey(PracticeRoundRow.id), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64))
    point: Mapped[str] = mapped_column(String(64))
    seed: Mapped[int] = mapped_column(BigInteger)
    put_at: Mapped[datetime]


@append_only
class PracticeAnswerRow(Base):
    """The answer to a question put in practice; the primary key allows one."""

    __tablename__ = "practice_answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "place", "turn"],
            [
                "practice_questions.round_id",
                "practice_questions.place",
                "practice_questions.turn",
            ],
        ),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str | bool | list[str]] = mapped_column(JSON, nullable=False)
    is_right: Mapped[bool]
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTimes:
    """When a person first opened a lesson and when it was studied; None: not yet."""

    person_id: int
    lesson_id: str
    opened_at: datetime | None
    studied_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutQuestion:
    """A question put at a place of a round, with its answer, if there is one."""

    round_id: int
    place: int
    turn: int
    question_id: str
    point: str
    seed: int
    put_at: datetime
    answer: Answer | None = None
    is_right: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRound:
    """A round with every question put in it, in the order of places and turns."""

    id: int
    lesson_id: str
    number: int
    questions: tuple[PutQuestion, ...]


class StudyRecords:
    """Reading and adding study within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def opened(self, person_id: int, lesson_id: str, at: datetime) -> None:
        """Record that a lesson was opened."""
        self._add_event(person_id, lesson_id, OPENED, at)

    def studied(self, person_id: int, lesson_id: str, at: datetime) -> None:
        """Record that a lesson was studied; only the first time counts and is recorded."""
        if self._times_of(person_id).get(lesson_id, {}).get(STUDIED) is None:
            self._add_event(person_id, lesson_id, STUDIED, at)

    def lessons_of(self, person_id: int) -> dict[str, LessonTimes]:
        """Return the lessons that a person opened or studied, by lesson id."""
        return {
            lesson_id: _lesson_times(person_id, lesson_id, times)
            for lesson_id, times in self._times_of(person_id).items()
        }

    def begin_round(self, person_id: int, lesson_id: str, number: int, at: datetime) -> int:
        """Add a round and return its id."""
        row = PracticeRoundRow(person_id=person_id, lesson_id=lesson_id, number=number, begun_at=at)
        self._session.add(row)
        self._session.flush()
        return row.id

    def put(self, question: PutQuestion) -> None:
        """Add a question put at a place; the database refuses a second one for the same turn."""
        row = PracticeQuestionRow(
            round_id=question.round_id,
            place=question.place,
            turn=question.turn,
            question_id=question.question_id,
            point=question.point,
            seed=question.seed,
            put_at=question.put_at,
        )
        self._session.add(row)
        self._session.flush()

    def answer(self, put: PutQuestion, answer: Answer, *, is_right: bool, at: datetime) -> None:
        """Add the answer to a question put; the database refuses a second one."""
        row = PracticeAnswerRow(
            round_id=put.round_id,
            place=put.place,
            turn=put.turn,
            value=list(answer) if isinstance(answer, tuple) else answer,
            is_right=is_right,
            at=at,
        )
        self._session.add(row)
        self._session.flush()

    def last_round(self, person_id: int, lesson_id: str) -> StoredRound | None:
        """Return the newest round of a person in a lesson."""
        query = (
            select(PracticeRoundRow)
            .where(PracticeRoundRow.person_id == person_id, PracticeRoundRow.lesson_id == lesson_id)
            .order_by(PracticeRoundRow.number.desc())
            .limit(1)
        )
        row = self._session.scalars(query).first()
        return None if row is None else self._stored(row)

    def last_rounds(self, person_id: int) -> dict[str, StoredRound]:
        """Return the newest round of a person in every lesson that was practised."""
        rows = self._session.scalars(
            select(PracticeRoundRow)
            .where(PracticeRoundRow.person_id == person_id)
            .order_by(PracticeRoundRow.number)
        )
        newest = {row.lesson_id: row for row in rows}
        return {lesson_id: self._stored(row) for lesson_id, row in newest.items()}

    def times_put(self, person_id: int, lesson_id: str) -> dict[str, int]:
        """Return how often each question was put to a person in a lesson."""
        query = (
            select(PracticeQuestionRow.question_id, func.count())
            .join(PracticeRoundRow, PracticeRoundRow.id == PracticeQuestionRow.round_id)
            .where(PracticeRoundRow.person_id == person_id, PracticeRoundRow.lesson_id == lesson_id)
            .group_by(PracticeQuestionRow.question_id)
        )
        return dict(self._session.execute(query).all())

    def _add_event(self, person_id: int, lesson_id: str, kind: str, at: datetime) -> None:
        self._session.add(
            LessonEventRow(person_id=person_id, lesson_id=lesson_id, kind=kind, at=at)
        )
        self._session.flush()

    def _times_of(self, person_id: int) -> dict[str, dict[str, datetime]]:
        times: dict[str, dict[str, datetime]] = {}
        query = _first_events().where(LessonEventRow.person_id == person_id)
        for lesson_id, kind, at in self._session.execute(query):
            times.setdefault(lesson_id, {})[kind] = at
        return times

    def _stored(self, row: PracticeRoundRow) -> StoredRound:
        query = (
            select(PracticeQuestionRow, PracticeAnswerRow)
            .outerjoin(
                PracticeAnswerRow,
                (PracticeAnswerRow.round_id == PracticeQuestionRow.round_id)
                & (PracticeAnswerRow.place == PracticeQuestionRow.place)
                & (PracticeAnswerRow.turn == PracticeQuestionRow.turn),
            )
            .where(PracticeQuestionRow.round_id == row.id)
            .order_by(PracticeQuestionRow.place, PracticeQuestionRow.turn)
        )
        questions = tuple(_put(*found) for found in self._session.execute(query))
        return StoredRound(
            id=row.id, lesson_id=row.lesson_id, number=row.number, questions=questions
        )


def _first_events() -> Select[str, str, datetime]:
    return select(
        LessonEventRow.lesson_id,
        LessonEventRow.kind,
        func.min(LessonEventRow.at, type_=AwareTime()),
    ).group_by(LessonEventRow.lesson_id, LessonEventRow.kind)


def _lesson_times(person_id: int, lesson_id: str, times: dict[str, datetime]) -> LessonTimes:
    return LessonTimes(
        person_id=person_id,
        lesson_id=lesson_id,
        opened_at=times.get(OPENED),
        studied_at=times.get(STUDIED),
    )


def _put(row: PracticeQuestionRow, answer: PracticeAnswerRow | None) -> PutQuestion:
    value = answer.value if answer else None
    return PutQuestion(
        round_id=row.round_id,
        place=row.place,
        turn=row.turn,
        question_id=row.question_id,
        point=row.point,
        seed=row.seed,
        put_at=row.put_at,
        answer=tuple(value) if isinstance(value, list) else value,
        is_right=answer.is_right if answer else None,
    )
