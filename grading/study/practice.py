"""Practice in a lesson: begin a round, put questions, mark answers; on the records of one person.

A question that follows a wrong answer is chosen and recorded with that answer, to be put a minute
later. So how a round stands is read from the records alone, whoever asks and whenever.
"""

import random
from dataclasses import dataclass
from datetime import datetime

from courses.catalogue import Course, Lesson
from grading.records.records import Records
from grading.records.study import PutQuestion, StoredRound
from grading.study.draw import draw_other, draw_round
from grading.study.errors import (
    AlreadyAnsweredError,
    AlreadyReplacedError,
    AlreadyRightError,
    NoPracticeError,
    UnknownPlaceError,
)
from grading.study.places import WAIT_AFTER_WRONG, Place, is_finished, places_at
from quizzes.bank import QuestionBank
from quizzes.errors import UnknownQuestionError
from quizzes.kinds import kind_of
from quizzes.model import Question

_SEEDS = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The practice of one person in one lesson, within one transaction at one moment."""

    records: Records
    bank: QuestionBank
    person_id: int
    course: Course
    lesson: Lesson
    now: datetime
    chance: random.Random

    def current(self) -> StoredRound:
        """Return the newest round, beginning the first; raises NoPracticeError."""
        found = self._last()
        if found is None:
            return self.begin(1)
        return self._last_or_raise() if self._replace_vanished(found) else found

    def begin(self, number: int) -> StoredRound:
        """Begin a round; raises NoPracticeError."""
        questions = draw_round(
            self.course,
            self.lesson,
            self.bank,
            times_put=self._times_put(),
            chance=self.chance,
        )
        if not questions:
            raise NoPracticeError(self.lesson.id)
        round_id = self.records.study.begin_round(self.person_id, self.lesson.id, number, self.now)
        for place, question in enumerate(questions, start=1):
            self._put(round_id, place, 1, question, self.now)
        return self._last_or_raise()

    def answer(self, place: int, question_id: str, given: object) -> StoredRound:
        """Mark and record an answer; a wrong one has another question put a minute later.

        Raises UnknownPlaceError, AlreadyRightError, AlreadyAnsweredError, AlreadyReplacedError,
        and MalformedAnswerError, with nothing recorded.
        """
        practice = self.current()
        standing = self._standing(practice, place, question_id)
        put = standing.shown
        question = self.bank.question(put.question_id)
        answer = kind_of(question).parse_answer(question, given)
        is_right = kind_of(question).mark(question, answer, question.points).is_full
        self.records.study.answer(put, answer, is_right=is_right, at=self.now)
        if not is_right:
            self._put_other(standing, self.now + WAIT_AFTER_WRONG)
        practice = self._last_or_raise()
        if is_finished(practice):
            self.records.study.studied(self.person_id, self.lesson.id, self.now)
        return practice

    def _standing(self, practice: StoredRound, place: int, question_id: str) -> Place:
        """Return the place if the question is open there."""
        found = next((p for p in places_at(practice, self.now) if p.shown.place == place), None)
        if found is None:
            raise UnknownPlaceError(place)
        if found.shown.question_id != question_id:
            raise AlreadyReplacedError(place, question_id)
        if found.is_right:
            raise AlreadyRightError(place)
        if found.shown.answer is not None:
            raise AlreadyAnsweredError(place, found.next_at or self.now)
        return found

    def _replace_vanished(self, practice: StoredRound) -> bool:
        """Put another question where the bank no longer holds the one that is shown."""
        gone = [place for place in places_at(practice, self.now) if not self._is_known(place.shown)]
        for place in gone:
            self._put_other(place, self.now)
        return bool(gone)

    def _put_other(self, place: Place, at: datetime) -> None:
        shown = place.shown
        on_point = self.bank.on_points(self.course.id, [shown.point])
        times_put = self._times_put()
        other = draw_other(on_point, place.asked, times_put=times_put, chance=self.chance)
        if other is None:
            raise NoPracticeError(self.lesson.id)
        self._put(shown.round_id, shown.place, len(place.asked) + 1, other, at)

    def _put(self, round_id: int, place: int, turn: int, question: Question, at: datetime) -> None:
        put = PutQuestion(
            round_id=round_id,
            place=place,
            turn=turn,
            question_id=question.id,
            point=question.point,
            seed=self.chance.randrange(_SEEDS),
            put_at=at,
        )
        self.records.study.put(put)

    def _is_known(self, put: PutQuestion) -> bool:
        try:
            self.bank.question(put.question_id)
        except UnknownQuestionError:
            return False
        return True

    def _times_put(self) -> dict[str, int]:
        return self.records.study.times_put(self.person_id, self.lesson.id)

    def _last(self) -> StoredRound | None:
        return self.records.study.last_round(self.person_id, self.lesson.id)

    def _last_or_raise(self) -> StoredRound:
        found = self._last()
        assert found is not None  # noqa: S101 - it has just been added
        return found
