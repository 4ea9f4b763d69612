"""Handing in: by the learner, or by the clock when the time is up. Touches the records only."""

from dataclasses import replace
from datetime import datetime

from courses.clock import Clock
from grading.attempts.errors import UnknownAttemptError
from grading.attempts.gradebook import ExamGradebook
from grading.attempts.variants import VariantStore
from grading.people.model import Person
from grading.records.attempts import BY_LEARNER, BY_TIME, StoredAttempt
from grading.records.records import Records


def owned(records: Records, person: Person, attempt_id: str) -> StoredAttempt:
    """Return a person's own attempt; raise UnknownAttemptError for any other id."""
    attempt = records.attempts.find(attempt_id)
    if attempt is None or attempt.person_id != person.id:
        raise UnknownAttemptError(attempt_id)
    return attempt


def is_over(attempt: StoredAttempt, now: datetime) -> bool:
    """Whether nothing can be saved any more: handed in, or the time is up."""
    return attempt.handed_in_at is not None or now >= attempt.deadline_at


def as_seen_at(attempt: StoredAttempt, now: datetime) -> StoredAttempt:
    """Return an attempt whose time is up as handed in at its deadline, swept yet or not."""
    if attempt.handed_in_at is None and is_over(attempt, now):
        return replace(attempt, handed_in_at=attempt.deadline_at)
    return attempt


class Closing:
    """Ends attempts within a transaction of the caller."""

    def __init__(self, gradebook: ExamGradebook, variants: VariantStore, clock: Clock) -> None:
        self._gradebook = gradebook
        self._variants = variants
        self._clock = clock

    def settle(self, records: Records, attempt: StoredAttempt) -> StoredAttempt:
        """Hand the attempt in if its time is up, with what was saved by then."""
        if attempt.handed_in_at is None and is_over(attempt, self._clock()):
            return self._hand_in(records, attempt, at=attempt.deadline_at, by=BY_TIME)
        return attempt

    def hand_in(self, records: Records, attempt: StoredAttempt) -> StoredAttempt:
        """Hand the attempt in for its learner; one that is handed in stays as it is."""
        settled = self.settle(records, attempt)
        if settled.handed_in_at is not None:
            return settled
        return self._hand_in(records, attempt, at=self._clock(), by=BY_LEARNER)

    def _hand_in(
        self, records: Records, attempt: StoredAttempt, *, at: datetime, by: str
    ) -> StoredAttempt:
        variant = self._variants.get(records, attempt.assignment)
        answers = records.attempts.answers(attempt.id)
        notebook_hash = self._gradebook.compose_hash(attempt.id, variant, answers)
        records.attempts.hand_in(attempt.id, at=at, by=by, notebook_hash=notebook_hash)
        return replace(attempt, handed_in_at=at, notebook_hash=notebook_hash)
