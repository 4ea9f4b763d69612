"""Taking an exam: the lobby, beginning, the open page, and saving answers."""

import random
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from courses.clock import HOME_ZONE, Clock
from grading.attempts import rules
from grading.attempts.closing import Closing, as_seen_at, is_over, owned
from grading.attempts.errors import AttemptClosedError, AttemptRefusedError
from grading.attempts.model import AttemptState, ExamLobby, OpenExam
from grading.attempts.summaries import summaries_of
from grading.attempts.variants import VariantStore
from grading.people.model import Person
from grading.records.attempts import StoredAnswer, StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.records.quick_quizzes import QuizAttempt
from grading.records.records import Records
from quizzes.draw import Variant, shuffle
from quizzes.errors import UnknownQuestionError
from quizzes.kinds import kind_of
from quizzes.model import Answer
from quizzes.paper import Paper, PaperShelf

_SEEDS = 2**31
_LARGEST_SEQUENCE = 2**53 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """When the answer that now counts for a question was saved, and the whole seconds left."""

    saved_at: datetime
    seconds_left: int


class Taking:
    """What a learner does with an exam; works on the records database only."""

    def __init__(
        self,
        database: RecordsDatabase,
        shelf: PaperShelf,
        variants: VariantStore,
        closing: Closing,
        *,
        clock: Clock,
        zone: ZoneInfo = HOME_ZONE,
        chance: random.Random | None = None,
    ) -> None:
        self._chance = chance or random.SystemRandom()
        self._database = database
        self._shelf = shelf
        self._variants = variants
        self._closing = closing
        self._clock = clock
        self._zone = zone

    def lobby(self, person: Person, paper_id: str, session: int | None = None) -> ExamLobby:
        """Return the rules of a paper, earlier attempts, and whether one may begin.

        A quick quiz is taken in a training session, named by its number: attempts of other
        sessions are none of this one.
        """
        paper, now = self._shelf.paper(paper_id), self._clock()
        with self._database.read() as records:
            every = records.attempts.of_person(person.id, paper_id)
            stored = of_session(records, person.id, every, session)
            attempts = [as_seen_at(attempt, now) for attempt in stored]
            summaries = summaries_of(records, person.id, attempts)
            unread = self._unread(records, attempts)
        going_on = next((s.attempt_id for s in summaries if s.state is AttemptState.OPEN), None)
        refused = _misplaced(paper, session)
        if going_on is None and refused is None:
            refused = self._refusal(paper, attempts, now, unread)
        return ExamLobby(paper=paper, attempts=summaries, open_attempt=going_on, refusal=refused)

    def begin(self, person: Person, paper_id: str, session: int | None = None) -> str:
        """Begin an attempt and return its id; while one is open, return that one's.

        Raises UnknownPaperError, AttemptRefusedError and UnpreparedPaperError.
        """
        paper = self._shelf.paper(paper_id)
        with self._database.begin() as records:
            every = [
                self._closing.settle(records, attempt)
                for attempt in records.attempts.of_person(person.id, paper_id)
            ]
            attempts = of_session(records, person.id, every, session)
            for attempt in attempts:
                if attempt.handed_in_at is None:
                    return attempt.id
            unread = self._unread(records, attempts)
            reason = _misplaced(paper, session)
            if reason := reason or self._refusal(paper, attempts, self._clock(), unread):
                raise AttemptRefusedError(paper_id, reason)
            attempt = self._new_attempt(records, person, paper, every, unread)
            records.attempts.begin(attempt)
            if session is not None:
                records.quick_quizzes.add(QuizAttempt(attempt.id, session))
            return attempt.id

    def state(self, person: Person, attempt_id: str) -> AttemptState:
        """Return how far one's attempt has come; one whose time is up is handed in first."""
        with self._database.read() as records:
            attempt = owned(records, person, attempt_id)
            is_scored = records.results.is_scored(attempt_id)
            is_marking = bool(records.marking.machine_scores(attempt_id))
        if is_scored:
            return AttemptState.SCORED
        if is_marking:
            return AttemptState.MARKING
        attempt = self._settled(attempt)
        return AttemptState.OPEN if attempt.handed_in_at is None else AttemptState.HANDED_IN

    def open_exam(self, person: Person, attempt_id: str) -> OpenExam:
        """Return everything the page of one's open attempt draws.

        Raises UnknownAttemptError, and AttemptClosedError after the hand-in or the deadline.
        """
        with self._database.read() as records:
            attempt = owned(records, person, attempt_id)
            variant = self._variants.get(records, attempt.assignment)
            answers = records.attempts.answers(attempt_id)
        if self._settled(attempt).handed_in_at is not None:
            raise AttemptClosedError(attempt_id)
        return OpenExam(
            attempt_id=attempt_id,
            paper=attempt.paper,
            variant=variant,
            shown=shuffle(variant, attempt.seed),
            answers=answers,
            deadline_at=attempt.deadline_at,
            seconds_left=self._seconds_left(attempt),
        )

    def save_answer(
        self,
        person: Person,
        attempt_id: str,
        question_id: str,
        given: object,
        sequence: int | None = None,
    ) -> SavedAnswer:
        """Save one answer at once; None clears it.

        `sequence` orders what the learner did over all tabs, as milliseconds since 1970 do; what
        is older than the last saving changes nothing, and without a sequence an answer is the
        newest. A learner may go on at another machine, so pages should count by the server's
        clock. Raises UnknownAttemptError, AttemptClosedError, UnknownQuestionError and
        MalformedAnswerError; then nothing was saved.
        """
        with self._database.begin() as records:
            attempt = self._closing.settle(records, owned(records, person, attempt_id))
            if attempt.handed_in_at is None:
                value = self._parse(records, attempt, question_id, given)
                saved = _save(
                    records, attempt_id, question_id, value, sequence=sequence, now=self._clock()
                )
                return SavedAnswer(saved_at=saved, seconds_left=self._seconds_left(attempt))
        raise AttemptClosedError(attempt_id)

    def _parse(
        self, records: Records, attempt: StoredAttempt, question_id: str, given: object
    ) -> Answer | None:
        entry = self._variants.get(records, attempt.assignment).entry(question_id)
        if entry is None:
            raise UnknownQuestionError(question_id)
        if given is None:
            return None
        return kind_of(entry.question).parse_answer(entry.question, given)

    def _settled(self, attempt: StoredAttempt) -> StoredAttempt:
        if attempt.handed_in_at is not None or not is_over(attempt, self._clock()):
            return attempt
        with self._database.begin() as records:
            return self._closing.settle(records, records.attempts.find(attempt.id) or attempt)

    def _new_attempt(
        self,
        records: Records,
        person: Person,
        paper: Paper,
        earlier: Sequence[StoredAttempt],
        unread: Collection[str],
    ) -> StoredAttempt:
        variant = self._next_variant(records, paper, earlier, unread)
        now = self._clock()
        return StoredAttempt(
            id=uuid.uuid4().hex,
            person_id=person.id,
            assignment=variant.assignment,
            number=len(earlier) + 1,
            seed=self._chance.randrange(_SEEDS),
            paper=paper,
            started_at=now,
            deadline_at=rules.deadline(paper, now),
        )

    def _next_variant(
        self,
        records: Records,
        paper: Paper,
        earlier: Sequence[StoredAttempt],
        unread: Collection[str],
    ) -> Variant:
        had = [self._variants.get(records, attempt.assignment).letter for attempt in earlier]
        return self._variants.choose(paper.id, had, unread)

    def _unread(self, records: Records, attempts: Sequence[StoredAttempt]) -> frozenset[str]:
        """Return the assignments with an essay of the person's that nobody has read to the end.

        The gradebook holds one submission a learner and assignment: another one would take the
        essay from its marker.
        """
        return frozenset(
            attempt.assignment
            for attempt in attempts
            if attempt.handed_in_at is not None
            and self._variants.get(records, attempt.assignment).has_essays
            and not records.results.is_scored(attempt.id)
        )

    def _refusal(
        self,
        paper: Paper,
        attempts: Sequence[StoredAttempt],
        now: datetime,
        unread: Collection[str],
    ) -> str | None:
        if reason := rules.refusal(paper, attempts, now, self._zone):
            return reason
        if not unread or self._variants.has_other(paper.id, unread):
            return None
        return rules.ALL_UNREAD

    def _seconds_left(self, attempt: StoredAttempt) -> int:
        return max(0, int((attempt.deadline_at - self._clock()).total_seconds()))


def of_session(
    records: Records, person_id: int, attempts: Sequence[StoredAttempt], session: int | None
) -> list[StoredAttempt]:
    """Return those attempts of a person that were made in a training session and count there.

    Outside of sessions every attempt counts.
    """
    if session is None:
        return list(attempts)
    counted = {one.attempt_id for one in records.quick_quizzes.counted(session, person_id)}
    return [attempt for attempt in attempts if attempt.id in counted]


def _misplaced(paper: Paper, session: int | None) -> str | None:
    """Say why a paper cannot be taken here: a quick quiz needs a session, nothing else has one."""
    if paper.is_session_quiz == (session is not None):
        return None
    if paper.is_session_quiz:
        return "随堂测验只在培训现场作答：扫现场的二维码签到以后，从手机上开始。"
    return "这份试卷不是随堂测验，不能在培训里作答。请培训人员改选一份随堂测验。"


def _save(
    records: Records,
    attempt_id: str,
    question_id: str,
    value: Answer | None,
    *,
    sequence: int | None,
    now: datetime,
) -> datetime:
    """Add a saving unless a newer one is there; return when the one that counts was saved."""
    last = records.attempts.last_saved(attempt_id, question_id)
    newest = last.sequence if last else 0
    if sequence is None:
        sequence = max(int(now.timestamp() * 1000), newest + 1)
    sequence = min(max(sequence, 0), _LARGEST_SEQUENCE)
    if last is not None and (sequence < newest or (sequence, value) == (newest, last.value)):
        return last.saved_at
    answer = StoredAnswer(question_id=question_id, value=value, sequence=sequence, saved_at=now)
    records.attempts.save_answer(attempt_id, answer)
    return now
