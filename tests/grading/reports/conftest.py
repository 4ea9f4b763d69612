import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from builders.content import make_catalogue, make_course, make_lesson_table, make_paper
from builders.people import make_person
from builders.questions import make_variant
from builders.records import fresh_database

from courses.catalogue import Catalogue
from grading.people.model import Role
from grading.records.attempts import BY_LEARNER, StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.records.results import FORMGRADER, SCORED, StoredCell, StoredResult
from quizzes.draw import Variant
from quizzes.paper import Paper

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@dataclass
class Office:
    """A records database with a small catalogue, and short ways to write into it."""

    database: RecordsDatabase
    catalogue: Catalogue
    paper: Paper = field(default_factory=make_paper)
    variant: Variant = field(default_factory=make_variant)

    def person(self, login_name: str, **changes) -> int:
        return make_person(self.database, login_name, **changes).id

    def opened(self, person_id: int, lesson_id: str, at: datetime = NOW) -> None:
        with self.database.begin() as records:
            records.study.opened(person_id, lesson_id, at)

    def studied(self, person_id: int, lesson_id: str, at: datetime = NOW) -> None:
        with self.database.begin() as records:
            records.study.studied(person_id, lesson_id, at)

    def attempt(
        self, person_id: int, earned: object, at: datetime = NOW, *, possible: int = 100, **rules
    ) -> str:
        """Add a handed-in attempt with its result; None leaves it without one."""
        paper = self.paper.model_copy(update=rules)
        with self.database.begin() as records:
            number = len(records.attempts.of_person(person_id, paper.id)) + 1
            attempt = StoredAttempt(
                id=f"attempt-{person_id}-{paper.id}-{number}"[-32:],
                person_id=person_id,
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


def leaders_course():
    return make_course(
        id="leaders_course",
        title="示范领导课程",
        audience=["leader"],
        papers=[],
        lesson=[make_lesson_table("leaders-1")],
    )


@pytest.fixture
def office(tmp_path):
    database = fresh_database(tmp_path)
    yield Office(database, make_catalogue(make_course(), leaders_course()))
    database.close()


@pytest.fixture
def busy_office(office, request):
    """An office whose people studied and took exams at random."""
    chance = random.Random(request.param)
    departments = ["示范甲科", "示范乙科", None]
    for number in range(15):
        roles = chance.choice([[Role.OFFICER], [Role.OFFICER, Role.LEADER], [Role.TRAINEE]])
        person = office.person(
            f"someone{number:02d}",
            name=f"示范{number:02d}",
            roles=roles,
            department=chance.choice(departments),
        )
        for lesson in ("sample-1", "sample-2", "leaders-1", "withdrawn-1"):
            days = chance.randrange(200)
            at = NOW - timedelta(days=days, minutes=chance.randrange(1440))
            if chance.random() < 0.7:
                office.opened(person, lesson, at)
                if chance.random() < 0.6:
                    office.studied(person, lesson, at + timedelta(minutes=45))
        for _ in range(chance.randrange(4)):
            at = NOW - timedelta(days=chance.randrange(200), minutes=chance.randrange(1440))
            earned = chance.choice([None, *range(40, 101)])
            rules = chance.choice([{}, {"pass_mark": 50}, {"id": "other-paper"}])
            attempt = office.attempt(person, earned, at, **rules)
            if earned is not None and chance.random() < 0.2:
                office.result(attempt, chance.randrange(101), changed_by="示范教员")
    return office
