"""Exams as the portal uses them: one object in front of taking, handing in, scoring and reading."""

import logging
import random
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from courses.clock import HOME_ZONE, Clock
from courses.errors import StudyError
from grading.attempts.closing import Closing, owned
from grading.attempts.entering import Entering
from grading.attempts.gradebook import ExamGradebook
from grading.attempts.model import (
    AttemptState,
    AttemptSummary,
    ExamLobby,
    ExamResult,
    OpenExam,
)
from grading.attempts.results import Results
from grading.attempts.scoring import Checkpoint, Scoring
from grading.attempts.taking import SavedAnswer, Taking
from grading.attempts.variants import VariantStore
from grading.marking.completing import Completing
from grading.marking.deciding import MarkingPolicy
from grading.marking.marking import Marking
from grading.marking.model import Marker
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from quizzes.content import Quizzes
from quizzes.draw import Variant, draw_variants
from quizzes.paper import Paper

ONE_MARKER = MarkingPolicy()

log = logging.getLogger("xuefa.exams")


def no_checkpoint(_name: str) -> None:
    """Do nothing at a commit."""


class Examinations:
    """Exams from the lobby to the result.

    Everything is synchronous. `prepare`, `build`, `pending`, `score`, `score_pending` and
    `carry_changes` use the gradebook and have to run in its one thread; the others work on the
    records database only and may run in any thread. `marking` is for those who read essays, under
    `policy`; `entering` for those who type in what was written on paper. `chance` decides which
    variant is given out and how it is shuffled; without one nobody can foretell it.
    """

    def __init__(
        self,
        database: RecordsDatabase,
        gradebook: ExamGradebook,
        quizzes: Quizzes,
        clock: Clock,
        *,
        zone: ZoneInfo = HOME_ZONE,
        checkpoint: Checkpoint = no_checkpoint,
        chance: random.Random | None = None,
        policy: MarkingPolicy = ONE_MARKER,
    ) -> None:
        self._database = database
        self._gradebook = gradebook
        self._quizzes = quizzes
        self._clock = clock
        self._checkpoint = checkpoint
        self._variants = VariantStore(chance)
        self._closing = Closing(gradebook, self._variants, clock)
        self._taking = Taking(
            database,
            quizzes.shelf,
            self._variants,
            self._closing,
            clock=clock,
            zone=zone,
            chance=chance,
        )
        self.entering = Entering(self._variants, self._closing, clock)
        self._completing = Completing(database, gradebook, clock, policy)
        self._scoring = Scoring(
            database,
            gradebook,
            self._variants,
            self._completing,
            clock=clock,
            checkpoint=checkpoint,
        )
        self.marking = Marking(database, self._variants, self._completing, clock, policy)
        self._results = Results(database, quizzes.shelf, self._variants, clock, zone)

    def prepare(self) -> tuple[StudyError, ...]:
        """Draw, freeze and publish the variants of every paper; finish what was left unfinished.

        Run once at start, in the gradebook's thread. What fails keeps nothing else from being
        prepared: a paper that cannot be published cannot be begun, an attempt that cannot be
        scored is tried again by `score_pending`. Returns what failed.
        """
        steps: list[Callable[[], object]] = [
            *(partial(self._prepare_paper, paper) for paper in self._quizzes.shelf.all()),
            self.sweep,
            self._scoring.publish_waiting,
            self._scoring.score_pending,
            self._completing.settle_all,
        ]
        return tuple(failure for step in steps if (failure := _failure(step)) is not None)

    def build(self, paper_id: str) -> tuple[Variant, ...]:
        """Draw, freeze and publish the variants of one paper; again changes nothing.

        Raises UnknownPaperError, EmptyDrawError and KeyInReleaseError.
        """
        return self._prepare_paper(self._quizzes.shelf.paper(paper_id))

    def pending(self) -> tuple[str, ...]:
        """Make ready what waits for its result, also what nobody handed in in time; return it.

        Each can be given to `score` then, in this order.
        """
        self.sweep()
        self._scoring.publish_waiting()
        with self._database.read() as records:
            return tuple(records.results.waiting())

    def unread(self) -> tuple[str, ...]:
        """Return the attempts in which essays wait for a marker."""
        with self._database.read() as records:
            return tuple(records.marking.waiting())

    def lobby(self, person: Person, paper_id: str, session: int | None = None) -> ExamLobby:
        """See `Taking.lobby`."""
        return self._taking.lobby(person, paper_id, session)

    def begin(self, person: Person, paper_id: str, session: int | None = None) -> str:
        """See `Taking.begin`."""
        return self._taking.begin(person, paper_id, session)

    def state(self, person: Person, attempt_id: str) -> AttemptState:
        """See `Taking.state`."""
        return self._taking.state(person, attempt_id)

    def open_exam(self, person: Person, attempt_id: str) -> OpenExam:
        """See `Taking.open_exam`."""
        return self._taking.open_exam(person, attempt_id)

    def save_answer(
        self,
        person: Person,
        attempt_id: str,
        question_id: str,
        given: object,
        sequence: int | None = None,
    ) -> SavedAnswer:
        """See `Taking.save_answer`."""
        return self._taking.save_answer(person, attempt_id, question_id, given, sequence)

    def hand_in(self, person: Person, attempt_id: str) -> None:
        """Hand in one's attempt in the records; a second time changes nothing.

        After the deadline it is handed in with what was saved by then. Scoring is another step.
        Raises UnknownAttemptError.
        """
        with self._database.begin() as records:
            self._closing.hand_in(records, owned(records, person, attempt_id))
        self._checkpoint("handed-in")

    def sweep(self) -> int:
        """Hand in the attempts whose time is up; return how many there were."""
        with self._database.read() as records:
            overdue = records.attempts.overdue(self._clock())
        for attempt in overdue:
            with self._database.begin() as records:
                self._closing.settle(records, records.attempts.find(attempt.id) or attempt)
            self._checkpoint("handed-in")
        return len(overdue)

    def score(self, attempt_id: str) -> None:
        """See `Scoring.score`."""
        self._scoring.score(attempt_id)

    def score_pending(self) -> None:
        """See `Scoring.score_pending`."""
        self._scoring.score_pending()

    def carry_changes(self, changed_by: Callable[[], Marker]) -> int:
        """See `Scoring.carry_changes`."""
        return self._scoring.carry_changes(changed_by)

    def result(self, person: Person, attempt_id: str) -> ExamResult:
        """See `Results.result`."""
        return self._results.result(person, attempt_id)

    def attempts_of(self, person: Person) -> tuple[AttemptSummary, ...]:
        """See `Results.attempts_of`."""
        return self._results.attempts_of(person)

    def best_of(self, person: Person) -> dict[str, AttemptSummary]:
        """See `Results.best_of`."""
        return self._results.best_of(person)

    def _prepare_paper(self, paper: Paper) -> tuple[Variant, ...]:
        variants = draw_variants(paper, self._quizzes.bank_for(paper))
        with self._database.begin() as records:
            for variant in variants:
                records.attempts.keep_variant(variant, self._clock())
        for variant in variants:
            self._gradebook.publish(variant)
        self._variants.set_current(paper.id, variants)
        return variants


def _failure(step: Callable[[], object]) -> StudyError | None:
    try:
        step()
    except StudyError as error:
        log.exception("preparing exams")
        return error
    return None
