"""Entering what was written on paper: an attempt that somebody else types in and hands in."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.clock import Clock
from grading.attempts import rules
from grading.attempts.closing import Closing
from grading.attempts.errors import (
    AttemptRunningError,
    AttemptsUsedUpError,
    EntryTakenError,
    NotCorrectableError,
    UnpreparedPaperError,
)
from grading.attempts.variants import VariantStore
from grading.people.model import Person
from grading.records.attempts import StoredAnswer, StoredAttempt
from grading.records.quick_quizzes import CountedAttempt, PaperEntry, QuizAttempt
from grading.records.records import Records
from quizzes.draw import Variant
from quizzes.model import Answer
from quizzes.paper import Paper
from quizzes.printing.sheet import printed_seed


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredSheet:
    """A sheet of paper: whose, of which variant, and the answers by question id.

    `last_known` is the newest counted attempt of the person that whoever typed this saw, None where
    there was none: a sheet that is sent twice is not entered twice.
    """

    person: Person
    session: int
    letter: str
    answers: Mapping[str, Answer]
    entry: PaperEntry
    last_known: str | None


class Entering:
    """Adds attempts from paper within a transaction of the caller; scoring is another step."""

    def __init__(self, variants: VariantStore, closing: Closing, clock: Clock) -> None:
        self._variants = variants
        self._closing = closing
        self._clock = clock

    def enter(self, records: Records, paper: Paper, sheet: EnteredSheet) -> str:
        """Add the attempt with its answers, hand it in, and return its id.

        Raises AttemptRunningError, EntryTakenError, AttemptsUsedUpError, NotCorrectableError and
        UnpreparedPaperError.
        """
        every = [
            self._closing.settle(records, attempt)
            for attempt in records.attempts.of_person(sheet.person.id, paper.id)
        ]
        counted = records.quick_quizzes.counted(sheet.session, sheet.person.id)
        _check(paper, sheet, counted)
        attempt = self._begin(records, paper, sheet, every)
        now = self._clock()
        for sequence, (question_id, value) in enumerate(sheet.answers.items(), start=1):
            records.attempts.save_answer(
                attempt.id,
                StoredAnswer(question_id=question_id, value=value, sequence=sequence, saved_at=now),
            )
        self._closing.hand_in(records, attempt)
        return attempt.id

    def variants(self, paper_id: str) -> tuple[Variant, ...]:
        """Return the variants of a paper that are given out now; raise UnpreparedPaperError."""
        variants = self._variants.current(paper_id)
        if not variants:
            raise UnpreparedPaperError(paper_id)
        return variants

    def _begin(
        self, records: Records, paper: Paper, sheet: EnteredSheet, every: Sequence[StoredAttempt]
    ) -> StoredAttempt:
        variant = self._variants.current_one(paper.id, sheet.letter)
        now = self._clock()
        attempt = StoredAttempt(
            id=uuid.uuid4().hex,
            person_id=sheet.person.id,
            assignment=variant.assignment,
            number=len(every) + 1,
            seed=printed_seed(variant),  # the result shows the letters of the sheet
            paper=paper,
            started_at=now,
            deadline_at=now + paper.duration,
        )
        records.attempts.begin(attempt)
        records.quick_quizzes.add(QuizAttempt(attempt.id, sheet.session, sheet.entry))
        return attempt


def _check(paper: Paper, sheet: EnteredSheet, counted: Sequence[CountedAttempt]) -> None:
    """Refuse a sheet that may not be entered as things stand."""
    if any(attempt.handed_in_at is None for attempt in counted):
        raise AttemptRunningError(sheet.person.name)
    newest = counted[-1].attempt_id if counted else None
    if newest != sheet.last_known:
        raise EntryTakenError(sheet.person.name)
    corrected = sheet.entry.corrects
    if corrected is not None:
        if not any(one.attempt_id == corrected and one.is_entered for one in counted):
            raise NotCorrectableError(sheet.person.name)
    elif len(counted) >= paper.attempts:
        raise AttemptsUsedUpError(sheet.person.name, rules.used_up(paper))
