"""Playing planned sessions through the same services that serve real people."""

import logging
import random
from collections.abc import Callable, Sequence

from courses.catalogue import Catalogue
from grading.attempts.errors import AttemptRefusedError, UnpreparedPaperError
from grading.attempts.examinations import Examinations
from grading.attempts.model import OpenExam
from grading.demo.marking import essay_answer
from grading.demo.moving_clock import MovingClock
from grading.demo.plan import ExamSession, LessonSession, Session
from grading.people.model import Person
from grading.study.errors import NoPracticeError
from grading.study.model import PracticeQuestion, PracticeRound
from grading.study.study import Study
from quizzes.kinds import kind_of
from quizzes.model import Answer, Essay, Question

log = logging.getLogger("xuefa.demo")

READING = (0.4, 0.9)
"""How long a lesson is read, as a share of its minutes."""

PRACTISING = (20, 75)
LOOKING_AGAIN = (5, 90)
"""Seconds for one practice question, and from the moment a new one is put to looking at it."""

ANSWERING = (0.3, 0.85)
"""How long an exam question takes, as a share of the time that there is for each."""

LEFT_OPEN, CHANGED = 0.02, 0.08
"""Chance that an exam question is left open, and that a wrong answer is corrected."""

RIGHT_AFTER_EXPLANATION = 0.8
ENOUGH_WRONG = 3
"""After so many wrong answers at one place the next one is right."""


class Player:
    """Sits down for people. Whatever began in an interrupted run is left as it stands."""

    def __init__(
        self,
        study: Study,
        examinations: Examinations,
        catalogue: Catalogue,
        clock: MovingClock,
        seed: int,
    ) -> None:
        self._study = study
        self.examinations = examinations
        self._catalogue = catalogue
        self.clock = clock
        self._seed = seed

    def play(self, person: Person, session: Session) -> None:
        """Let a session take place; one that has begun before, or is not needed, is skipped."""
        self.clock.move_to(session.starts_at)
        chance = random.Random(  # noqa: S311 - repeatable on purpose
            f"{self._seed}:{session.login_name}:{session.starts_at.isoformat()}"
        )
        if isinstance(session, LessonSession):
            self._study_lesson(person, session, chance)
        else:
            self._take_exam(person, session, chance)

    def _study_lesson(self, person: Person, session: LessonSession, chance: random.Random) -> None:
        lesson = self._catalogue.lesson(session.lesson_id)
        if self._study.progress(person)[lesson.id].opened_at is not None:
            return
        self._study.open_lesson(person, lesson.id)
        self.clock.pass_seconds(60 * lesson.minutes * chance.uniform(*READING))
        try:
            practice = self._study.practice(person, lesson.id)
        except NoPracticeError as error:
            log.warning("%s", error)
            return
        wanted = round(session.share * len(practice.questions))
        for number in range(wanted):
            self._answer_until_right(person, practice.questions[number].place, session, chance)

    def _answer_until_right(
        self, person: Person, place: int, session: LessonSession, chance: random.Random
    ) -> None:
        wrong, likelihood = 0, session.skill
        while True:
            standing = _at(self._study.practice(person, session.lesson_id), place)
            self.clock.pass_seconds(chance.uniform(*PRACTISING))
            is_right = wrong >= ENOUGH_WRONG or chance.random() < likelihood
            answer = _answer(standing.question, is_right=is_right, chance=chance)
            given = (session.lesson_id, place, standing.question.id, answer)
            after = _at(self._study.answer(person, *given), place)
            if after.next_at is None:
                return
            self.clock.move_to(after.next_at)
            self.clock.pass_seconds(chance.uniform(*LOOKING_AGAIN))
            wrong, likelihood = wrong + 1, RIGHT_AFTER_EXPLANATION

    def _take_exam(self, person: Person, session: ExamSession, chance: random.Random) -> None:
        attempts = self.examinations.attempts_of(person)
        earlier = [attempt for attempt in attempts if attempt.paper_id == session.paper_id]
        is_enough = any((attempt.percent or 0) >= session.aim for attempt in earlier)
        if is_enough or len(earlier) >= session.number:
            return
        self._sit(
            person,
            lambda: self.examinations.begin(person, session.paper_id),
            session.skill,
            chance,
        )

    def take_quiz(self, person: Person, begin: Callable[[], str], skill: float) -> None:
        """Let somebody take the quick quiz of a training session; `begin` returns the attempt."""
        chance = random.Random(  # noqa: S311 - repeatable on purpose
            f"{self._seed}:{person.name}:{self.clock()}"
        )
        self._sit(person, begin, skill, chance)

    def _sit(
        self, person: Person, begin: Callable[[], str], skill: float, chance: random.Random
    ) -> None:
        """Begin an attempt, fill it in, and have it scored."""
        try:
            attempt_id = begin()
        except (AttemptRefusedError, UnpreparedPaperError) as error:
            log.warning("%s", error)
            return
        exam = self.examinations.open_exam(person, attempt_id)
        self._fill_in(person, exam, skill, chance)
        self.examinations.hand_in(person, attempt_id)
        self.clock.pass_seconds(1)
        self.examinations.score(attempt_id)

    def _fill_in(self, person: Person, exam: OpenExam, skill: float, chance: random.Random) -> None:
        for shown in exam.shown:
            entry = exam.variant.entry(shown.question_id)
            assert entry is not None  # noqa: S101 - what is shown is on the variant
            share = exam.seconds_left / len(exam.shown)
            self.clock.pass_seconds(share * chance.uniform(*ANSWERING))
            for answer in _exam_answers(entry.question, skill, chance):
                given = (exam.attempt_id, entry.question.id, answer)
                self.examinations.save_answer(person, *given)
                self.clock.pass_seconds(2)


def _exam_answers(question: Question, skill: float, chance: random.Random) -> Sequence[Answer]:
    """Return what is picked one after the other; the last counts."""
    is_right = chance.random() < skill
    if is_right and chance.random() < CHANGED:
        return [_answer(question, is_right=right, chance=chance) for right in (False, True)]
    if not is_right and chance.random() < LEFT_OPEN:
        return []
    return [_answer(question, is_right=is_right, chance=chance)]


def _answer(question: Question, *, is_right: bool, chance: random.Random) -> Answer:
    """Return the right answer, or a wrong one that is as near to it as a wrong one can be."""
    if isinstance(question, Essay):
        return essay_answer(question, chance, is_right=is_right)
    kind = kind_of(question)
    right = kind.right_answer(question)
    if is_right:
        return right
    wrong = list(kind.wrong_answers(question))
    nearest = min(_distance(answer, right) for answer in wrong)
    return chance.choice([answer for answer in wrong if _distance(answer, right) == nearest])


def _distance(answer: Answer, right: Answer) -> int:
    """Return by how many options two answers differ."""
    if isinstance(answer, tuple) and isinstance(right, tuple):
        return len(set(answer) ^ set(right))
    return int(answer != right)


def _at(practice: PracticeRound, place: int) -> PracticeQuestion:
    return next(question for question in practice.questions if question.place == place)
