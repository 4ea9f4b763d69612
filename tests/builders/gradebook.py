"""A gradebook without nbgrader: marks with the kinds of questions and keeps what it was given."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from grading.gradebook.hand_mark import HandMark
from quizzes.draw import Variant
from quizzes.kinds import kind_of
from quizzes.model import Answer


@dataclass(frozen=True)
class Scored:
    points: dict[str, Fraction]
    notebook_hash: str


@dataclass(frozen=True)
class Held:
    attempt_id: str
    points: dict[str, Fraction]
    by_hand: dict[str, HandMark] = field(default_factory=dict)


class MemoryGradebook:
    """Keeps the last attempt per learner and assignment, as nbgrader does."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.published: list[str] = []
        self.held: dict[tuple[str, str], Held] = {}
        self.scorings = 0
        self._told: dict[tuple[str, str], Held] = {}

    def enrol(self, learner_id: str, name: str) -> None:
        self.names[learner_id] = name

    def publish(self, variant: Variant) -> None:
        if variant.assignment not in self.published:
            self.published.append(variant.assignment)

    def compose_hash(self, attempt_id: str, variant: Variant, answers: Mapping[str, Answer]) -> str:
        text = json.dumps([attempt_id, variant.assignment, sorted(answers.items())], default=list)
        return hashlib.sha256(text.encode()).hexdigest()

    def hand_in(
        self,
        attempt_id: str,
        learner_id: str,
        variant: Variant,
        answers: Mapping[str, Answer],
        handed_in_at: datetime,
    ) -> Scored:
        assert learner_id in self.names
        assert variant.assignment in self.published
        assert handed_in_at.tzinfo is not None
        marks = {
            e.question.id: kind_of(e.question).mark(
                e.question, answers.get(e.question.id), e.points
            )
            for e in variant.questions
        }
        points = {name: mark.earned for name, mark in marks.items() if not mark.waits}
        place = (learner_id, variant.assignment)
        if place not in self.held or self.held[place].attempt_id != attempt_id:
            self.held[place] = Held(attempt_id, points)
            self.scorings += 1
        return Scored(points, self.compose_hash(attempt_id, variant, answers))

    def mark(
        self, attempt_id: str, learner_id: str, assignment: str, marks: Mapping[str, HandMark]
    ) -> bool:
        held = self.held.get((learner_id, assignment))
        if held is None or held.attempt_id != attempt_id:
            return False
        points = held.points | {name: mark.points for name, mark in marks.items()}
        self.held[learner_id, assignment] = Held(attempt_id, points, held.by_hand | dict(marks))
        return True

    def changed_points(self) -> list[Held]:
        changed = [h for place, h in self.held.items() if self._told.get(place) != h]
        self._told = dict(self.held)
        return changed

    def change_points(
        self, attempt_id: str, question_id: str, points: Fraction, comment: str = ""
    ) -> None:
        """Change points by hand, as somebody at formgrader does."""
        place = next(p for p, held in self.held.items() if held.attempt_id == attempt_id)
        self.mark(attempt_id, *place, {question_id: HandMark(points, comment)})
