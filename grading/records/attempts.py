"""Exams as they are recorded: variants, attempts, answers, hand-ins; rows are only ever added."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow
from quizzes.draw import Variant
from quizzes.model import Answer
from quizzes.paper import Paper

BY_LEARNER, BY_TIME = "learner", "time-up"
"""Who handed an attempt in: the learner, or the clock at the deadline."""


@append_only
class VariantRow(Base):
    """A variant as it was when it was first published; `content` is the JSON of a Variant."""

    __tablename__ = "variants"

    assignment: Mapped[str] = mapped_column(String(96), primary_key=True)
    paper_id: Mapped[str] = mapped_column(String(64), index=True)
    letter: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)
    drawn_at: Mapped[datetime]


@append_only
class AttemptRow(Base):
    """One attempt of a person at a paper; `number` counts from 1 per person and paper.

    `rules` is the JSON of the Paper as it was when the attempt began, so that a paper that is
    edited or withdrawn changes no earlier result.
    """

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("person_id", "paper_id", "number"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    paper_id: Mapped[str] = mapped_column(String(64), index=True)
    assignment: Mapped[str] = mapped_column(ForeignKey(VariantRow.assignment), index=True)
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    rules: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime] = mapped_column(index=True)


@append_only
class AnswerRow(Base):
    """One saving of an answer; JSON null stands for an answer that was cleared."""

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_attempt_id_question_id", "attempt_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey(AttemptRow.id))
    question_id: Mapped[str] = mapped_column(String(64))
    value: Mapped[str | bool | list[str] | None] = mapped_column(JSON, nullable=False)
    sequence: Mapped[int] = mapped_column(BigInteger)
    saved_at: Mapped[datetime]


@append_only
class HandInRow(Base):
    """That an attempt was handed in; the primary key keeps it from happening twice."""

    __tablename__ = "hand_ins"
    __table_args__ = (
        CheckConstraint(f"handed_in_by IN ('{BY_LEARNER}', '{BY_TIME}')", name="handed_in_by"),
    )

    attempt_id: Mapped[str] = mapped_column(ForeignKey(AttemptRow.id), primary_key=True)
    handed_in_at: Mapped[datetime]
    handed_in_by: Mapped[str] = mapped_column(String(16))
    notebook_hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAttempt:
    """An attempt with the rules it began under and its hand-in, if there is one.

    Times are aware.
    """

    id: str
    person_id: int
    assignment: str
    number: int
    seed: int
    paper: Paper
    started_at: datetime
    deadline_at: datetime
    handed_in_at: datetime | None = None
    notebook_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """One saving of an answer; `value` is None when the answer was cleared."""

    question_id: str
    value: Answer | None
    sequence: int
    saved_at: datetime


class AttemptRecords:
    """Reading and adding attempts within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep_variant(self, variant: Variant, drawn_at: datetime) -> None:
        """Freeze a variant under the name of its assignment; once is enough."""
        if self._session.get(VariantRow, variant.assignment) is not None:
            return
        row = VariantRow(
            assignment=variant.assignment,
            paper_id=variant.paper_id,
            letter=variant.letter,
            digest=variant.digest,
            content=variant.model_dump_json(),
            drawn_at=drawn_at,
        )
        self._session.add(row)
        self._session.flush()

    def variant(self, assignment: str) -> Variant:
        """Return the variant that was frozen under this name; it has to be there."""
        return Variant.model_validate_json(self._session.get_one(VariantRow, assignment).content)

    def begin(self, attempt: StoredAttempt) -> None:
        """Add an attempt."""
        row = AttemptRow(
            id=attempt.id,
            person_id=attempt.person_id,
            paper_id=attempt.paper.id,
            assignment=attempt.assignment,
            number=attempt.number,
            seed=attempt.seed,
            rules=attempt.paper.model_dump_json(),
            started_at=attempt.started_at,
            deadline_at=attempt.deadline_at,
        )
        self._session.add(row)
        self._session.flush()

    def find(self, attempt_id: str) -> StoredAttempt | None:
        """Return the attempt with this id."""
        return next(self._stored(_attempts().where(AttemptRow.id == attempt_id)), None)

    def of_person(self, person_id: int, paper_id: str | None = None) -> list[StoredAttempt]:
        """Return a person's attempts, at one paper or at all, newest first."""
        query = _attempts().where(AttemptRow.person_id == person_id)
        if paper_id is not None:
            query = query.where(AttemptRow.paper_id == paper_id)
        newest = (AttemptRow.started_at.desc(), AttemptRow.paper_id, AttemptRow.number.desc())
        return list(self._stored(query.order_by(*newest)))

    def overdue(self, now: datetime) -> list[StoredAttempt]:
        """Return attempts whose time is up and that nobody handed in."""
        query = _attempts().where(AttemptRow.deadline_at <= now, HandInRow.attempt_id.is_(None))
        return list(self._stored(query.order_by(AttemptRow.deadline_at)))

    def learner(self, attempt_id: str) -> tuple[str, str]:
        """Return learner id and name of whoever made an attempt; it has to be there."""
        query = (
            select(PersonRow.learner_id, PersonRow.name)
            .join(AttemptRow, AttemptRow.person_id == PersonRow.id)
            .where(AttemptRow.id == attempt_id)
        )
        learner_id, name = self._session.execute(query).one()
        return learner_id, name

    def save_answer(self, attempt_id: str, answer: StoredAnswer) -> None:
        """Add a saving; whether it may overwrite the last one is for the caller to decide."""
        value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
        row = AnswerRow(
            attempt_id=attempt_id,
            question_id=answer.question_id,
            value=value,
            sequence=answer.sequence,
            saved_at=answer.saved_at,
        )
        self._session.add(row)
        self._session.flush()

    def last_saved(self, attempt_id: str, question_id: str) -> StoredAnswer | None:
        """Return the saving that counts for a question."""
        query = select(AnswerRow).where(
            AnswerRow.attempt_id == attempt_id, AnswerRow.question_id == question_id
        )
        row = self._session.scalars(query.order_by(AnswerRow.id.desc()).limit(1)).first()
        return None if row is None else _stored_answer(row)

    def answers(self, attempt_id: str) -> dict[str, Answer]:
        """Return the answers that count, without those that were cleared."""
        query = select(AnswerRow.question_id, AnswerRow.value)
        saved = query.where(AnswerRow.attempt_id == attempt_id).order_by(AnswerRow.id)
        latest = {row.question_id: row.value for row in self._session.execute(saved)}
        return {q: _answer(value) for q, value in latest.items() if value is not None}

    def hand_in(self, attempt_id: str, *, at: datetime, by: str, notebook_hash: str) -> None:
        """Add the hand-in of an attempt; the database refuses a second one."""
        row = HandInRow(
            attempt_id=attempt_id, handed_in_at=at, handed_in_by=by, notebook_hash=notebook_hash
        )
        self._session.add(row)
        self._session.flush()

    def _stored(self, query: Select[AttemptRow, HandInRow]) -> Iterator[StoredAttempt]:
        for attempt, hand_in in self._session.execute(query):
            yield _stored(attempt, hand_in)


@lru_cache(maxsize=256)
def read_rules(rules: str) -> Paper:
    """Read the rules of an attempt; most attempts share them."""
    return Paper.model_validate_json(rules)


def _attempts() -> Select[AttemptRow, HandInRow]:
    return select(AttemptRow, HandInRow).outerjoin(HandInRow, HandInRow.attempt_id == AttemptRow.id)


def _stored(row: AttemptRow, hand_in: HandInRow | None) -> StoredAttempt:
    return StoredAttempt(
        id=row.id,
        person_id=row.person_id,
        assignment=row.assignment,
        number=row.number,
        seed=row.seed,
        paper=read_rules(row.rules),
        started_at=row.started_at,
        deadline_at=row.deadline_at,
        handed_in_at=hand_in.handed_in_at if hand_in else None,
        notebook_hash=hand_in.notebook_hash if hand_in else None,
    )


def _answer(value: str | bool | list[str]) -> Answer:
    return tuple(value) if isinstance(value, list) else value


def _stored_answer(row: AnswerRow) -> StoredAnswer:
    return StoredAnswer(
        question_id=row.question_id,
        value=None if row.value is None else _answer(row.value),
        sequence=row.sequence,
        saved_at=row.saved_at,
    )
