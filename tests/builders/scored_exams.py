"""Exams that were sat and scored, straight in the records: who answered what and earned what."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from builders.content import make_paper

from grading.records.attempts import BY_LEARNER, StoredAnswer, StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.records.results import FORMGRADER, SCORED, StoredCell, StoredResult
from quizzes.draw import Variant
from quizzes.kinds import kind_of
from quizzes.model import Answer

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)


def add_scored(
    database: RecordsDatabase,
    variant: Variant,
    person_id: int,
    answers: Mapping[str, Answer],
    *,
    number: int = 1,
    at: datetime = NOW,
) -> str:
    """Add a person's attempt with these answers, marked as their kinds mark them."""
    with database.begin() as records:
        attempt_id = add_handed_in(records, variant, person_id, answers, number=number, at=at)
        records.results.add(_result(variant, attempt_id, answers, at))
    return attempt_id


def add_handed_in(
    records: Records,
    variant: Variant,
    person_id: int,
    answers: Mapping[str, Answer],
    *,
    number: int = 1,
    at: datetime = NOW,
) -> str:
    """Add an attempt that waits for its result."""
    attempt_id = f"{variant.paper_id}-{person_id}-{number}"
    records.attempts.keep_variant(variant, NOW)
    records.attempts.begin(
        StoredAttempt(
            id=attempt_id,
            person_id=person_id,
            assignment=variant.assignment,
            number=number,
            seed=1,
            paper=make_paper(id=variant.paper_id),
            started_at=at - timedelta(minutes=20),
            deadline_at=at + timedelta(minutes=10),
        )
    )
    for question_id, value in answers.items():
        saved = StoredAnswer(question_id=question_id, value=value, sequence=1, saved_at=at)
        records.attempts.save_answer(attempt_id, saved)
    records.attempts.hand_in(attempt_id, at=at, by=BY_LEARNER, notebook_hash="0" * 64)
    return attempt_id


def change_points(
    database: RecordsDatabase, variant: Variant, attempt_id: str, **changes: int
) -> None:
    """Add a result in which somebody changed the points of questions, by place: `q1=0`."""
    with database.begin() as records:
        cells = list(records.results.latest(attempt_id).cells)
        for place, points in changes.items():
            name = variant.questions[int(place[1:]) - 1].question.id
            at = next(n for n, cell in enumerate(cells) if cell.question_id == name)
            cells[at] = replace(cells[at], earned=Fraction(points))
        records.results.add(
            StoredResult(
                attempt_id=attempt_id,
                scored_at=NOW,
                origin=FORMGRADER,
                changed_by="示范教员",
                cells=tuple(cells),
            )
        )


def _result(
    variant: Variant, attempt_id: str, answers: Mapping[str, Answer], at: datetime
) -> StoredResult:
    cells = []
    for entry in variant.questions:
        answer = answers.get(entry.question.id)
        mark = kind_of(entry.question).mark(entry.question, answer, entry.points)
        cells.append(
            StoredCell(question_id=entry.question.id, earned=mark.earned, possible=mark.possible)
        )
    return StoredResult(
        attempt_id=attempt_id, scored_at=at, origin=SCORED, changed_by=None, cells=tuple(cells)
    )
