"""From the hand-in to the result: the only part of exams that touches the gradebook.

Records and gradebook share no transaction. The hand-in is committed in the records first; scoring
is idempotent by attempt id; the result is added to the records after the gradebook's commit. What
a crash leaves unfinished is scored again.
"""

import logging
from collections.abc import Callable, Mapping
from fractions import Fraction

from courses.clock import Clock
from courses.errors import StudyError
from grading.attempts.errors import AttemptStillOpenError, UnknownAttemptError
from grading.attempts.gradebook import ExamGradebook
from grading.attempts.variants import VariantStore
from grading.records.attempts import StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.records.results import FORMGRADER, SCORED, StoredCell, StoredResult
from quizzes.draw import Variant

log = logging.getLogger("xuefa.scoring")

Checkpoint = Callable[[str], None]
"""Called after each commit with its name: handed-in, gradebook-committed, result-recorded."""


class Scoring:
    """Scores what was handed in; every method has to run in the gradebook's one thread."""

    def __init__(
        self,
        database: RecordsDatabase,
        gradebook: ExamGradebook,
        variants: VariantStore,
        clock: Clock,
        checkpoint: Checkpoint,
    ) -> None:
        self._database = database
        self._gradebook = gradebook
        self._variants = variants
        self._clock = clock
        self._checkpoint = checkpoint
        # the gradebook tells a change once; it is kept until its result is there to be changed
        self._to_carry: dict[str, Mapping[str, Fraction]] = {}

    def score(self, attempt_id: str) -> None:
        """Score a handed-in attempt and record its result; a scored one stays as it is.

        Earlier attempts at the same assignment that wait for their result come first, because the
        gradebook keeps only the last. Raises UnknownAttemptError and AttemptStillOpenError.
        """
        with self._database.read() as records:
            attempt = records.attempts.find(attempt_id)
            if attempt is None:
                raise UnknownAttemptError(attempt_id)
            if attempt.handed_in_at is None:
                raise AttemptStillOpenError(attempt_id)
            waiting = [
                attempt if one == attempt_id else records.attempts.find(one)
                for one in records.results.unscored_until(attempt_id)
            ]
        for due in waiting:
            if due is not None:
                self._score(due)

    def score_pending(self) -> None:
        """Score everything that was handed in and has no result.

        An attempt that cannot be scored does not keep the others from it; the first error is
        raised when all were tried.
        """
        with self._database.read() as records:
            waiting = records.results.unscored()
        errors = []
        for attempt_id in waiting:
            try:
                self.score(attempt_id)
            except StudyError as error:
                log.exception("attempt %s could not be scored", attempt_id)
                errors.append(error)
        if errors:
            raise errors[0]

    def publish_waiting(self) -> None:
        """Publish the variants of attempts without a result, which may be no longer drawn."""
        with self._database.read() as records:
            names = records.results.waiting_assignments()
            variants = [self._variants.get(records, name) for name in names]
        for variant in variants:
            self._gradebook.publish(variant)

    def carry_changes(self, changed_by: Callable[[], str]) -> int:
        """Add a result for every attempt whose points were changed in the gradebook.

        `changed_by` names who works there; it is asked only when something changed. Returns how
        many results were added.
        """
        for held in self._gradebook.changed_points():
            if held.attempt_id is not None:
                self._to_carry[held.attempt_id] = held.points
        with self._database.read() as records:
            results = records.results.latest_of(self._to_carry)
        changed = 0
        for attempt_id, result in results.items():
            cells = _with_points(result.cells, self._to_carry[attempt_id])
            if cells != result.cells:
                self._add(attempt_id, FORMGRADER, changed_by(), cells)
                changed += 1
            del self._to_carry[attempt_id]
        return changed

    def _score(self, attempt: StoredAttempt) -> None:
        assert attempt.handed_in_at is not None  # noqa: S101 - only such attempts are waiting
        with self._database.read() as records:
            variant = self._variants.get(records, attempt.assignment)
            answers = records.attempts.answers(attempt.id)
            learner_id, name = records.attempts.learner(attempt.id)
        self._gradebook.enrol(learner_id, name)
        scored = self._gradebook.hand_in(
            attempt.id, learner_id, variant, answers, attempt.handed_in_at
        )
        self._checkpoint("gradebook-committed")
        if scored.notebook_hash != attempt.notebook_hash:
            log.warning("attempt %s: the submission differs from what was handed in", attempt.id)
        self._add(attempt.id, SCORED, None, _cells(variant, scored.points))
        self._checkpoint("result-recorded")

    def _add(
        self, attempt_id: str, origin: str, changed_by: str | None, cells: tuple[StoredCell, ...]
    ) -> None:
        with self._database.begin() as records:
            if origin == SCORED and records.results.is_scored(attempt_id):
                return
            result = StoredResult(
                attempt_id=attempt_id,
                scored_at=self._clock(),
                origin=origin,
                changed_by=changed_by,
                cells=cells,
            )
            records.results.add(result)


def _cells(variant: Variant, points: Mapping[str, Fraction]) -> tuple[StoredCell, ...]:
    return tuple(
        StoredCell(
            question_id=entry.question.id,
            earned=points[entry.question.id],
            possible=Fraction(entry.points),
        )
        for entry in variant.questions
    )


def _with_points(
    cells: tuple[StoredCell, ...], points: Mapping[str, Fraction]
) -> tuple[StoredCell, ...]:
    return tuple(
        StoredCell(
            question_id=cell.question_id,
            earned=points.get(cell.question_id, cell.earned),
            possible=cell.possible,
        )
        for cell in cells
    )
