"""Essays as markers see them: without a name."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizzes.model import Essay


@dataclass(frozen=True, slots=True)
class Marker:
    """Who marks; `id` is None where only a name is known."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class EssayPlace:
    """Which answer: an attempt and a question in it."""

    attempt_id: str
    question_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayGroup:
    """The answers to one essay question of a variant that are not settled, as a marker finds them.

    `waiting` counts those for this marker, `first` is the next of them, None where there is none;
    `still_open` counts all, `disputed` those on which two markers differ too much.
    """

    paper_title: str
    letter: str
    question: Essay
    waiting: int
    still_open: int
    disputed: int
    first: EssayPlace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricShare:
    """A point of the rubric, what it is worth on this paper, and what a marker gave for it."""

    text: str
    possible: Fraction
    earned: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayToMark:
    """One answer on a marker's desk.

    `code` tells answers apart and says nothing of who wrote them. `others` are the points that two
    others gave where a third has to decide, else nothing. `points` is what this marker gave before,
    `left` how many answers to this question wait for the marker, this one included.
    """

    place: EssayPlace
    code: str
    paper_title: str
    letter: str
    question: Essay
    possible: Fraction
    answer: str
    rubric: tuple[RubricShare, ...]
    comment: str
    points: Fraction | None
    others: tuple[Fraction, ...]
    left: int
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedEssay:
    """An answer that a marker has read, for a second look."""

    place: EssayPlace
    code: str
    paper_title: str
    question: Essay
    points: Fraction
    possible: Fraction
    at: datetime
