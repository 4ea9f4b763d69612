"""Study as it is recorded: lessons opened and studied, practice; rows are only ever added."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow

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


class StudyRecords:
    """Reading and adding study within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
