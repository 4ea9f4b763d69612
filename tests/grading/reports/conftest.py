from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from builders.content import make_paper
from builders.people import make_person
from builders.questions import make_variant
from builders.records import fresh_database

from grading.people.model import Person
from grading.records.attempts import BY_LEARNER, StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.records.results import FORMGRADER, SCORED, StoredCell, StoredResult
from quizzes.draw import Variant
from quizzes.paper import Paper

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@dataclass
class Office:
    """A records database, and short ways to write exams into it."""

    database: RecordsDatabase
    paper: Paper = field(default_factory=make_paper)
    variant: Variant = field(default_factory=make_variant)

    def person(self, login_name: str, **changes) -> Person:
        return make_person(self.database, login_name, **changes)

    def attempt(
        self, person: Person, earned: object, at: datetime = NOW, *, possible: int = 100, **rules
    ) -> str:
        """Add a handed-in attempt with its result; None leaves it without one."""
        paper = self.paper.model_copy(update=rules)
        with self.database.begin() as records:
            number = len(records.attempts.of_person(person.id, paper.id)) + 1
            attempt = StoredAttempt(
                id=f"attempt-{person.id}-{paper.id}-{number}"[-32:],
                person_id=person.id,
                assignment=self.variant.assignment,
                number=number,
                seed=1,
                paper=paper,
                started_at=at - timedelta(minutes=20),
                deadline_at=at + timedelta(minutes=10),
            )
            records.attempts.keep_variant(self.variant, at)
            records.attempts.begin(attempt)
            records.attempts.hand_in(attempt.id, at=at, by=BY_LEARNER, notebook_hash="0" * 64)
        if earned is not None:
            self.result(attempt.id, earned, at, possible=possible)
        return attempt.id

    def result(
        self,
        attempt_id: str,
        earned: object,
        at: datetime = NOW,
        *,
        possible: int = 100,
        changed_by: str | None = None,
    ) -> None:
        cell = StoredCell(
            question_id="sample", earned=Fraction(earned), possible=Fraction(possible)
        )
        with self.database.begin() as records:
            records.results.add(
                StoredResult(
                    attempt_id=attempt_id,
                    scored_at=at,
                    origin=FORMGRADER if changed_by else SCORED,
                    changed_by=changed_by,
                    cells=(cell,),
                )
            )


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    database = fresh_database(tmp_path_factory.mktemp("office"))
    yield Office(database)
    database.close()
