"""Exams as the portal shows them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from grading.marking.model import RubricShare
from quizzes.draw import ShownQuestion, Variant
from quizzes.model import Answer
from quizzes.paper import FAILED, Paper


class AttemptState(StrEnum):
    """How far an attempt has come; MARKING: essays in it wait for a marker."""

    OPEN = "open"
    HANDED_IN = "handed_in"
    MARKING = "marking"
    SCORED = "scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSummary:
    """One attempt in a list. Times are aware; percent is 0 to 100, None until scored."""

    attempt_id: str
    paper_id: str
    paper_title: str
    number: int
    state: AttemptState
    started_at: datetime
    deadline_at: datetime
    handed_in_at: datetime | None
    earned: Fraction | None
    possible: Fraction
    percent: float | None
    band: str | None

    @property
    def is_passed(self) -> bool:
        """Whether it reached the pass mark of the rules it began under."""
        return self.band is not None and self.band != FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamLobby:
    """What a learner sees before an exam: its rules, earlier attempts, and whether it may begin.

    `refusal` is a Chinese sentence why no attempt may begin now, else None. `open_attempt` is the
    id of an attempt that goes on.
    """

    paper: Paper
    attempts: tuple[AttemptSummary, ...]
    open_attempt: str | None
    refusal: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenExam:
    """An attempt that goes on: everything the exam page draws. Answers are by question id."""

    attempt_id: str
    paper: Paper
    variant: Variant
    shown: tuple[ShownQuestion, ...]
    answers: dict[str, Answer]
    deadline_at: datetime
    seconds_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellResult:
    """One question of a result. `comment` is the marker's word, Chinese.

    `rubric` says of an essay what each point of its rubric earned.
    """

    question_id: str
    option_order: tuple[str, ...]
    answer: Answer | None
    earned: Fraction
    possible: Fraction
    comment: str
    rubric: tuple[RubricShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """A scored attempt with every question in the order in which it was shown.

    `changed_by` names who last changed points by hand, None if nobody did. `answers_hidden` says in
    Chinese why right answers may not be seen yet and when they may; there are then no cells, and no
    questions in the variant.
    """

    summary: AttemptSummary
    paper: Paper
    variant: Variant
    cells: tuple[CellResult, ...]
    scored_at: datetime
    changed_by: str | None
    answers_hidden: str | None = None
