"""The gradebook as the rest of `grading` uses it: publish, hand in, read points."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Self

from nbgrader.api import Gradebook

from grading.gradebook import assignment as assignments
from grading.gradebook.cells import Key
from grading.gradebook.configuration import write_configuration
from grading.gradebook.course import CourseFolder
from grading.gradebook.database import one_transaction, open_gradebook, reading
from grading.gradebook.errors import UnknownLearnerError
from grading.gradebook.hand_mark import HandMark
from grading.gradebook.learners import Students
from grading.gradebook.marks import write_marks
from grading.gradebook.names import safe_name
from grading.gradebook.points import HeldPoints, all_points, current_points
from grading.gradebook.prepared import PreparedVariant
from grading.gradebook.scored import (
    ScoredAnswer,
    read_essay,
    score_answer,
    scored_notebook,
)
from grading.gradebook.scoring import AttemptScores, find_place, find_submission, write_scores
from grading.gradebook.source import as_bytes
from grading.gradebook.submission import (
    Submission,
    answer_cells,
    compose,
    read_notebook,
    write_scored,
    write_submission,
)
from quizzes.draw import Variant
from quizzes.model import Answer

Checkpoint = Callable[[str], None]
"""Told the name of each point at which a death of the process would leave the work half done."""


@dataclass(frozen=True, slots=True)
class ScoredCells:
    """Points by question id, and the SHA-256 (hex) of the notebook that was handed in.

    Questions that wait for a marker have no points yet.
    """

    points: dict[str, Fraction]
    notebook_hash: str


class ScoringDesk:
    """The one place where exams meet nbgrader.

    Every method is synchronous and blocks for some milliseconds (`open` and the first `publish`
    for seconds). nbgrader changes the working directory and shares state within the process: use
    a desk from one worker thread only, off the event loop.
    """

    def __init__(
        self, course: CourseFolder, gradebook: Gradebook, checkpoint: Checkpoint | None = None
    ) -> None:
        self._course = course
        self._gradebook = gradebook
        self._checkpoint = checkpoint or _go_on
        self._students = Students(gradebook)
        self._prepared: dict[str, PreparedVariant] = {}
        self._reported: dict[tuple[str, str], HeldPoints] = {}

    @classmethod
    def open(
        cls,
        course_folder: Path,
        *,
        database_url: str | None = None,
        checkpoint: Checkpoint | None = None,
    ) -> Self:
        """Open the course in a folder, creating what is missing.

        The gradebook lies in the folder unless `database_url` names another. The safe grading
        configuration is written anew. Raises DamagedGradebookError.
        """
        course = CourseFolder(course_folder.absolute())
        course.create()
        url = database_url or course.database_url
        write_configuration(course, url)
        return cls(course, open_gradebook(url), checkpoint)

    def close(self) -> None:
        """Close the gradebook."""
        self._gradebook.close()

    def enrol(self, learner_id: str, name: str) -> None:
        """Enter a learner, or correct the name; raise UnsafeNameError."""
        self._students.enrol(learner_id, name)

    def publish(self, variant: Variant) -> None:
        """Publish a variant as an assignment unless it is; raise KeyInReleaseError."""
        if not self.is_published(variant):
            assignments.publish(self._course, self._gradebook, self._prepare(variant))

    def is_published(self, variant: Variant) -> bool:
        """Say whether a variant has been published."""
        return assignments.is_published(self._course, self._gradebook, variant.assignment)

    def compose_hash(self, attempt_id: str, variant: Variant, answers: Mapping[str, Answer]) -> str:
        """Return the hash of the notebook that `hand_in` is going to write.

        May be called from any thread.
        """
        return compose(attempt_id, self._prepare(variant), answers).notebook_hash

    def hand_in(
        self,
        attempt_id: str,
        learner_id: str,
        variant: Variant,
        answers: Mapping[str, Answer],
        handed_in_at: datetime,
    ) -> ScoredCells:
        """Write an attempt as an nbgrader submission and score it.

        May be called again for the same attempt, also after the process died within it: the
        result is the same and what was marked by hand stays. Another attempt at the same
        variant replaces the earlier one, unless it is older than what the gradebook holds; then
        it is scored and nothing is written. `handed_in_at` is aware. Raises
        RefusedSubmissionError, UnknownLearnerError, UnpublishedVariantError, UnsafeNameError.
        """
        prepared = self._prepare(variant)
        submission = compose(attempt_id, prepared, answers)
        scores = _score_texts(prepared, submission.texts)
        attempt = AttemptScores(
            attempt_id=attempt_id,
            learner_id=safe_name("学员编号", learner_id),
            assignment=prepared.assignment,
            handed_in_at=handed_in_at,
            scores=scores,
        )
        if self._keep(submission, attempt):
            self._checkpoint("gradebook-committed")
            self._write_scored(prepared, attempt)
        points = {one: score.points for one, score in scores.items() if score.points is not None}
        return ScoredCells(points, submission.notebook_hash)

    def mark(
        self, attempt_id: str, learner_id: str, assignment: str, marks: Mapping[str, HandMark]
    ) -> bool:
        """Write the points that markers gave, by question id, where formgrader writes its own.

        Returns False, with nothing written, where the gradebook holds another attempt.
        """
        with one_transaction(self._gradebook) as session:
            held = find_submission(session, learner_id, assignment)
            if held is None or held.attempt_id != attempt_id:
                return False
            write_marks(session, held.notebook_id, marks)
        return True

    def points_of(self, learner_id: str, assignment: str) -> dict[str, Fraction] | None:
        """Return the points that count now by question id, None without a submission."""
        with reading(self._gradebook) as session:
            held = current_points(session, learner_id, assignment)
        return None if held is None else held.points

    def changed_points(self) -> list[HeldPoints]:
        """Return every submission whose points are not those of the last call.

        nbgrader does not note when a mark was changed. The first call of a desk returns every
        submission; the caller compares with what it has recorded.
        """
        with reading(self._gradebook) as session:
            now = {(held.learner_id, held.assignment): held for held in all_points(session)}
        changed = [held for place, held in now.items() if self._reported.get(place) != held]
        self._reported = now
        return changed

    def attempt_in_gradebook(self, learner_id: str, assignment: str) -> str | None:
        """Return the attempt whose scores the gradebook holds, None if there is none."""
        with reading(self._gradebook) as session:
            held = find_submission(session, learner_id, assignment)
        return None if held is None else held.attempt_id

    def _prepare(self, variant: Variant) -> PreparedVariant:
        name = variant.assignment
        if name not in self._prepared:
            self._prepared[name] = PreparedVariant.of(variant)
        return self._prepared[name]

    def _keep(self, submission: Submission, attempt: AttemptScores) -> bool:
        """Write submission and scores unless a later attempt is held; say whether."""
        with one_transaction(self._gradebook) as session:
            try:
                place = find_place(session, attempt)
            except UnknownLearnerError:
                self._students.forget()  # somebody took the learner out
                raise
            if place.holds_later_than(attempt):
                return False
            write_submission(
                self._course,
                attempt.learner_id,
                attempt.assignment,
                submission,
                attempt.handed_in_at,
            )
            self._checkpoint("submission-written")
            write_scores(session, attempt, place)
        return True

    def _write_scored(self, prepared: PreparedVariant, attempt: AttemptScores) -> None:
        notebook = as_bytes(scored_notebook(prepared.master, attempt.scores))
        write_scored(self._course, attempt.learner_id, attempt.assignment, notebook)


def score_submission(prepared: PreparedVariant, content: bytes) -> dict[str, ScoredAnswer]:
    """Score a notebook that was handed in, by question id; raise RefusedSubmissionError."""
    wanted = set(prepared.answer_cells.values())
    return _score_texts(prepared, answer_cells(read_notebook(content), wanted))


def _score_texts(prepared: PreparedVariant, texts: Mapping[str, str]) -> dict[str, ScoredAnswer]:
    """Score the texts of answer cells, by question id."""
    return {
        question_id: _score(prepared.keys[question_id], cell, texts.get(cell, ""))
        for question_id, cell in prepared.answer_cells.items()
    }


def _score(key: Key, cell: str, text: str) -> ScoredAnswer:
    return read_essay(cell, text) if cell == key["id"] else score_answer(key, text)


def _go_on(_name: str) -> None:
    """Do nothing at a checkpoint."""
