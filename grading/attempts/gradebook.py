"""What exams need of the gradebook."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Protocol

from grading.gradebook.hand_mark import HandMark
from quizzes.draw import Variant
from quizzes.model import Answer


class ScoredSubmission(Protocol):
    """What the gradebook says of a submission: points by question id, SHA-256 of its notebook."""

    @property
    def points(self) -> Mapping[str, Fraction]:
        """Points earned by question id; those that wait for a marker are missing."""
        ...

    @property
    def notebook_hash(self) -> str:
        """The hash of the submitted notebook."""
        ...


class HeldPoints(Protocol):
    """The points that now count for a submission, and the attempt that it came from."""

    @property
    def attempt_id(self) -> str | None:
        """The attempt, None where the submission came another way."""
        ...

    @property
    def points(self) -> Mapping[str, Fraction]:
        """Points by question id."""
        ...

    @property
    def by_hand(self) -> Mapping[str, HandMark]:
        """Those that a person gave, by question id."""
        ...


class ExamGradebook(Protocol):
    """The gradebook as exams use it; all methods but `compose_hash` in one thread."""

    def enrol(self, learner_id: str, name: str) -> None:
        """Make a learner known; known ones may be enrolled again."""
        ...

    def publish(self, variant: Variant) -> None:
        """Make a variant an assignment; published ones may be published again."""
        ...

    def hand_in(
        self,
        attempt_id: str,
        learner_id: str,
        variant: Variant,
        answers: Mapping[str, Answer],
        handed_in_at: datetime,
    ) -> ScoredSubmission:
        """Write and score a submission; the same attempt again changes nothing."""
        ...

    def compose_hash(self, attempt_id: str, variant: Variant, answers: Mapping[str, Answer]) -> str:
        """Return the hash of the notebook that `hand_in` writes, without touching the gradebook."""
        ...

    def mark(
        self, attempt_id: str, learner_id: str, assignment: str, marks: Mapping[str, HandMark]
    ) -> bool:
        """Write points given by hand; False, with nothing written, if it holds another attempt."""
        ...

    def changed_points(self) -> Sequence[HeldPoints]:
        """Return every submission whose points are not those of the last call.

        The first call returns every submission.
        """
        ...
