"""Exams as they are recorded: variants, attempts, answers, hand-ins; rows are only ever added."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

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
    exists,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow
from quizzes.draw import Variant
from quizzes.model import Answer

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
    """One attempt of a person at a paper; `number` counts from 1 per person and paper."""

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("person_id", "paper_id", "number"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    paper_id: Mapped[str] = mapped_column(String(64), index=True)
    assignment: Mapped[str] = mapped_column(ForeignKey(VariantRow.assignment), index=True)
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
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


class AttemptRecords:
    """Reading and adding attempts within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
