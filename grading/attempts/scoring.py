"""From the hand-in to the result: the only part of exams that touches the gradebook.

Records and gradebook share no transaction. The hand-in is committed in the records first; scoring
is idempotent by attempt id; the result is added to the records after the gradebook's commit. What
a crash leaves unfinished is scored again.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from courses.clock import Clock
from courses.errors import StudyError
from grading.attempts.errors import AttemptStillOpenError, UnknownAttemptError
from grading.attempts.gradebook import ExamGradebook, ScoredSubmission
from grading.attempts.variants import VariantStore
from grading.gradebook.errors import UnknownLearnerError
from grading.marking.completing import Completing
from grading.marking.model import Marker
from grading.records.attempts import StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.records.marking import MachineScore
from grading.records.records import Records
from grading.records.results import FORMGRADER, SCORED, StoredCell, StoredResult
from quizzes.draw import Variant
from quizzes.model import Answer

log = logging.getLogger("xuefa.scoring")

Checkpoint = Callable[[str], None]
"""Called after each commit with its name: handed-in, gradebook-committed, result-recorded."""


@dataclass(frozen=True, slots=True)
class _Due:
    """An attempt that waits for its result, with everything that scoring it takes."""

    attempt: StoredAttempt
    variant: Variant
    answers: dict[str, Answer]
    learner_id: str
    name: str

    @property
    def learner(self) -> tuple[str, str]:
        return self.learner_id, self.name


class Scoring:
    """Scores what was handed in; every method has to run in the gradebook's one thread."""

    def __init__(
        self,
        database: RecordsDatabase,
        gradebook: ExamGradebook,
        variants: VariantStore,
        completing: Completing,
        *,
        clock: Clock,
        checkpoint: Checkpoint,
    ) -> None:
        self._database = database
        self._gradebook = gradebook
        self._completing = completing
        self._variants = variants
        self._clock = clock
        self._checkpoint = checkpoint
        # the gradebook tells a change once; it is kept until its result is there to be changed
        self._to_carry: dict[str, Mapping[str, Fraction]] = {}
        self._enrolled: set[tuple[str, str]] = set()

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
            due = self._due(records, attempt)
        for one in due:
            self._score(one)

    def score_pending(self) -> None:
        """Score everything that was handed in and has no result.

        An attempt that cannot be scored does not keep the others from it; the first error is
        raised when all were tried.
        """
        with self._database.read() as records:
            waiting = records.results.waiting()
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

    def carry_changes(self, changed_by: Callable[[], Marker]) -> int:
        """Add a result for every attempt whose points were changed in the gradebook.

        Essays marked there become marks like those of the portal. `changed_by` says who works
        there; it is asked only when something changed. Returns how many results were added.
        """
        changed = 0
        for held in self._gradebook.changed_points():
            if held.attempt_id is not None:
                self._to_carry[held.attempt_id] = held.points
            changed += self._completing.take(held, changed_by)
        with self._database.read() as records:
            results = records.results.latest_of(self._to_carry)
        for attempt_id, result in results.items():
            cells = _with_points(result.cells, self._to_carry[attempt_id])
            if cells != result.cells:
                self._add(attempt_id, FORMGRADER, changed_by().name, cells)
                changed += 1
            del self._to_carry[attempt_id]
        return changed

    def _due(self, records: Records, last: StoredAttempt) -> list[_Due]:
        """Read what waits for its result at the assignment of an attempt, up to this attempt."""
        waiting = records.results.unscored(last.person_id, last.assignment, last.number)
        learner_id, name = records.attempts.learner(last.id)
        variant = self._variants.get(records, last.assignment)
        due = []
        for attempt_id in waiting:
            attempt = last if attempt_id == last.id else records.attempts.find(attempt_id)
            if attempt is not None:
                answers = records.attempts.answers(attempt_id)
                due.append(_Due(attempt, variant, answers, learner_id, name))
        return due

    def _score(self, due: _Due) -> None:
        scored = self._hand_in(due)
        self._checkpoint("gradebook-committed")
        if scored.notebook_hash != due.attempt.notebook_hash:
            log.warning("attempt %s: submission and hand-in differ", due.attempt.id)
        if len(scored.points) < len(due.variant.questions):
            self._await_markers(due, scored.points)
        else:
            self._add(due.attempt.id, SCORED, None, _cells(due.variant, scored.points))
        self._checkpoint("result-recorded")

    def _await_markers(self, due: _Due, points: Mapping[str, Fraction]) -> None:
        """Record what the attempt earned by itself; the result comes with the last mark."""
        scores = [
            MachineScore(
                question_id=entry.question.id,
                earned=points.get(entry.question.id),
                possible=Fraction(entry.points),
            )
            for entry in due.variant.questions
        ]
        with self._database.begin() as records:
            if not records.marking.machine_scores(due.attempt.id):
                records.marking.await_markers(due.attempt.id, scores, self._clock())

    def _hand_in(self, due: _Due) -> ScoredSubmission:
        """Hand in to the gradebook; enter the learner first, again if somebody took it out."""
        if due.learner not in self._enrolled:
            self._enrol(due)
        try:
            return self._to_gradebook(due)
        except UnknownLearnerError:
            self._enrol(due)
            return self._to_gradebook(due)

    def _enrol(self, due: _Due) -> None:
        self._gradebook.enrol(due.learner_id, due.name)
        self._enrolled.add(due.learner)

    def _to_gradebook(self, due: _Due) -> ScoredSubmission:
        assert due.attempt.handed_in_at is not None  # noqa: S101 - only such attempts are waiting
        return self._gradebook.hand_in(
            due.attempt.id, due.learner_id, due.variant, due.answers, due.attempt.handed_in_at
        )

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
