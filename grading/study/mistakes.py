"""The book of mistakes: what a learner answered wrong, until it was right twice there."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from courses.clock import Clock
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.mistakes import AnswerEvent, MistakeAnswer
from grading.records.records import Records
from grading.study.errors import AlreadyAnsweredHereError, UnknownMistakeError
from grading.study.places import WAIT_AFTER_WRONG
from quizzes.content import Quizzes
from quizzes.draw import ShownQuestion, shown_alone
from quizzes.kinds import kind_of
from quizzes.model import Answer, Question
from quizzes.paper import Paper

RIGHTS_NEEDED = 2
"""Right answers in the book, after the last wrong one anywhere, that settle a mistake."""

SHEET = 5
"""Questions put at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A question that somebody once answered wrong. Times are aware.

    `rights` counts right answers in the book since `wrong_at`, the last wrong one anywhere; `turn`
    is the number of the next answer in the book; `seen_at` is when it was last answered.
    """

    question_id: str
    wrong_at: datetime
    seen_at: datetime
    rights: int
    turn: int

    @property
    def is_open(self) -> bool:
        """Whether it still has to be practised."""
        return self.rights < RIGHTS_NEEDED

    def rests_at(self, now: datetime) -> bool:
        """Whether it was answered wrong just now, so that its explanation is read first."""
        return self.rights == 0 and now < self.wrong_at + WAIT_AFTER_WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeQuestion:
    """A question of the book as it is put, or as it was just answered."""

    question: Question
    shown: ShownQuestion
    turn: int
    rights: int
    answer: Answer | None = None
    is_right: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeSheet:
    """Some questions of a book, and how the whole of it stands.

    `resting` counts those that are still to be done but were answered wrong within a minute.
    """

    questions: tuple[MistakeQuestion, ...]
    still_open: int
    settled: int
    resting: int


def mistakes_in(events: Iterable[AnswerEvent]) -> tuple[Mistake, ...]:
    """Return every question that was once answered wrong, the one seen longest ago first."""
    by_question: dict[str, list[AnswerEvent]] = {}
    for event in events:
        by_question.setdefault(event.question_id, []).append(event)
    found = [
        _mistake(question_id, answers)
        for question_id, answers in by_question.items()
        if not all(answer.is_right for answer in answers)
    ]
    return tuple(sorted(found, key=lambda mistake: (mistake.seen_at, mistake.question_id)))


def _mistake(question_id: str, answers: list[AnswerEvent]) -> Mistake:
    wrong_at = max(answer.at for answer in answers if not answer.is_right)
    in_book = [answer for answer in answers if answer.in_book]
    return Mistake(
        question_id=question_id,
        wrong_at=wrong_at,
        seen_at=max(answer.at for answer in answers),
        rights=sum(answer.is_right and answer.at > wrong_at for answer in in_book),
        turn=len(in_book) + 1,
    )


class MistakeBook:
    """Everybody's book of mistakes; works on the records database, in any thread.

    `courses` are the ids of those whose questions a person may see; questions that have left the
    bank are left out, as are parts of cases and what somebody has to read. What was wrong in an
    exam comes in when its paper shows right answers: the book gives away which were wrong.
    """

    def __init__(self, database: RecordsDatabase, quizzes: Quizzes, clock: Clock) -> None:
        self._database = database
        self._bank = quizzes.bank
        self._shelf = quizzes.shelf
        self._clock = clock

    def sheet(self, person: Person, courses: Iterable[str]) -> MistakeSheet:
        """Return the next few questions to practise, the one seen longest ago first."""
        now = self._clock()
        with self._database.read() as records:
            mistakes = self._mistakes(records, person, courses)
        ready = [one for one in mistakes if one.is_open and not one.rests_at(now)]
        put = tuple(self._put(person, mistake) for mistake in ready[:SHEET])
        return _sheet(mistakes, put, now)

    def answer(
        self, person: Person, courses: Iterable[str], question_id: str, turn: int, given: object
    ) -> MistakeSheet:
        """Mark and record an answer; the sheet returned holds that question alone.

        Raises UnknownMistakeError, AlreadyAnsweredHereError (from an old tab, or too soon after a
        wrong answer), and MalformedAnswerError, with nothing recorded.
        """
        now, courses = self._clock(), tuple(courses)
        with self._database.begin() as records:
            mistakes = self._mistakes(records, person, courses)
            mistake = next((one for one in mistakes if one.question_id == question_id), None)
            if mistake is None:
                raise UnknownMistakeError(question_id)
            if mistake.turn != turn or not mistake.is_open or mistake.rests_at(now):
                raise AlreadyAnsweredHereError(question_id)
            question = self._bank.question(question_id)
            kind = kind_of(question)
            answer = kind.parse_answer(question, given)
            is_right = kind.mark(question, answer, question.points).is_full
            records.mistakes.add(
                MistakeAnswer(
                    person_id=person.id,
                    question_id=question_id,
                    turn=turn,
                    seed=_seed(person, mistake),
                    answer=answer,
                    is_right=is_right,
                    at=now,
                )
            )
            after = self._mistakes(records, person, courses)
        rights = next(one.rights for one in after if one.question_id == question_id)
        put = self._put(person, mistake, rights=rights, answer=answer, is_right=is_right)
        return _sheet(after, (put,), now)

    def _mistakes(
        self, records: Records, person: Person, courses: Iterable[str]
    ) -> tuple[Mistake, ...]:
        now = self._clock()

        def shows(paper: Paper) -> bool:
            return self._shelf.as_it_stands(paper).shows_answers_at(now)

        known = {question.id for course in courses for question in self._bank.for_practice(course)}
        found = mistakes_in(records.mistakes.events(person.id, shows))
        return tuple(mistake for mistake in found if mistake.question_id in known)

    def _put(
        self,
        person: Person,
        mistake: Mistake,
        *,
        rights: int | None = None,
        answer: Answer | None = None,
        is_right: bool | None = None,
    ) -> MistakeQuestion:
        question = self._bank.question(mistake.question_id)
        return MistakeQuestion(
            question=question,
            shown=shown_alone(question, _seed(person, mistake)),
            turn=mistake.turn,
            rights=mistake.rights if rights is None else rights,
            answer=answer,
            is_right=is_right,
        )


def _sheet(
    mistakes: tuple[Mistake, ...], put: tuple[MistakeQuestion, ...], now: datetime
) -> MistakeSheet:
    still_open = [mistake for mistake in mistakes if mistake.is_open]
    return MistakeSheet(
        questions=put,
        still_open=len(still_open),
        settled=len(mistakes) - len(still_open),
        resting=sum(mistake.rests_at(now) for mistake in still_open),
    )


def _seed(person: Person, mistake: Mistake) -> int:
    """Return what orders the options: the same however often a turn is shown, then another."""
    named = f"{person.id}/{mistake.question_id}/{mistake.turn}"
    return random.Random(named).randrange(2**31)  # noqa: S311 - order on the screen, no secret
