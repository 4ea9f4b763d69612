"""How a round of practice stands, read from what was put and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from grading.records.study import PutQuestion, StoredRound

WAIT_AFTER_WRONG = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a round: the question that is shown, and the one that comes after a wrong one.

    `asked` are the ids of all questions chosen for the place so far, oldest first.
    """

    shown: PutQuestion
    coming: PutQuestion | None
    asked: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the place is done."""
        return self.shown.is_right is True

    @property
    def next_at(self) -> datetime | None:
        """When the next question is put, after a wrong answer."""
        return self.coming.put_at if self.coming else None


def places_at(practice: StoredRound, now: datetime) -> tuple[Place, ...]:
    """Return every place of a round as it stands at a moment."""
    groups = groupby(practice.questions, key=lambda question: question.place)
    return tuple(_place(tuple(turns), now) for _, turns in groups)


def is_finished(practice: StoredRound) -> bool:
    """Whether every place of a round was answered right."""
    places = {question.place for question in practice.questions}
    return bool(places) and right_places(practice) == len(places)


def right_places(practice: StoredRound) -> int:
    """Return how many places were answered right."""
    return len({question.place for question in practice.questions if question.is_right})


def _place(turns: Sequence[PutQuestion], now: datetime) -> Place:
    shown = [turn for turn in turns if turn.put_at <= now][-1]
    return Place(
        shown=shown,
        coming=next((turn for turn in turns if turn.turn > shown.turn), None),
        asked=tuple(turn.question_id for turn in turns),
    )
