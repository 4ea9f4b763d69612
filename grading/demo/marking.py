"""Reading the essays of the demo bureau, through the same service that serves real markers."""

import random
from datetime import datetime, timedelta
from fractions import Fraction

from grading.demo.moving_clock import MovingClock
from grading.marking.marking import Marking
from grading.marking.model import EssayPlace, EssayToMark, RubricShare
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from quizzes.model import Essay

READ_AFTER = timedelta(days=2)
STILL_UNREAD = timedelta(days=7)
"""What was handed in within the last week is left for whoever tries the demo."""

FLAWED = 0.35
"""Chance that a good answer is half a point short of one point of its rubric."""

_HALF = Fraction(1, 2)


class DemoMarker:
    """Reads what waits, a few days after it was handed in."""

    def __init__(
        self, database: RecordsDatabase, marking: Marking, clock: MovingClock, seed: int
    ) -> None:
        self._database = database
        self._marking = marking
        self._clock = clock
        self._seed = seed

    def read_all(self, marker: Person, now: datetime) -> None:
        """Mark every essay that was handed in long enough ago; again changes nothing."""
        with self._database.read() as records:
            waiting = records.marking.answers_to_read()
        for answer in waiting:
            if answer.handed_in_at < now - STILL_UNREAD:
                self._clock.move_to(answer.handed_in_at + READ_AFTER)
                self._read(marker, EssayPlace(answer.attempt_id, answer.question_id))

    def _read(self, marker: Person, place: EssayPlace) -> None:
        essay = self._marking.essay(marker, place)
        chance = random.Random(  # noqa: S311 - repeatable on purpose
            f"{self._seed}:{essay.question.id}:{essay.answer}:{self._clock()}"
        )
        share = len(essay.answer) / len(essay.question.reference)
        earned = [_earned(one, share, chance) for one in essay.rubric]
        if sum(earned) == essay.possible and chance.random() < FLAWED:
            earned[0] -= _HALF
        given = [str(points) for points in earned]
        self._marking.mark(marker, place, given, _comment(essay, sum(earned, Fraction(0))))


def essay_answer(question: Essay, chance: random.Random, *, is_right: bool) -> str:
    """Return an answer with all points of the rubric, or with the first of them only."""
    if is_right:
        return question.reference
    sentences = question.reference.split("。")
    return "。".join(sentences[: chance.randint(1, max(1, len(sentences) // 2))]) + "。"


def _earned(one: RubricShare, share: float, chance: random.Random) -> Fraction:
    """Return steps of half a point, near the share of the answer that is there."""
    if share >= 1 or chance.random() < share:
        return one.possible
    steps = int(one.possible / _HALF)
    return min(chance.randint(0, steps // 2) * _HALF, one.possible)


def _comment(essay: EssayToMark, earned: Fraction) -> str:
    if earned == essay.possible:
        return "要点齐全，层次清楚。"
    if earned >= essay.possible * Fraction(3, 5):
        return "主要的要点都有，依据的条文可以写得更准。"
    return "要点不全，请对照参考答案，把程序和依据补上。"
