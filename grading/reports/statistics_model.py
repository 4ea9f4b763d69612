"""What the statistics of a paper say, per variant and per question."""

from dataclasses import dataclass
from enum import StrEnum

from courses.errors import StudyError
from grading.reports.picked_options import OptionCount
from grading.reports.question_faults import QuestionFault
from quizzes.kinds import kind_of
from quizzes.model import Question


class NothingScoredError(StudyError):
    """Nobody has a result on this paper, or there is no such paper."""

    def __init__(self, paper_id: str) -> None:
        super().__init__(f"还没有人考过这份试卷，或者试卷编号写错了：{paper_id}")
        self.paper_id = paper_id


class UnknownCountError(StudyError):
    """No word for which attempts are counted."""

    def __init__(self, text: str) -> None:
        super().__init__(f"统计范围只能是 first（每人第一次）或者 all（全部作答）：{text}")
        self.text = text


class Counted(StrEnum):
    """Which attempts are counted.

    A second attempt has seen the explanations of the first, so statistics usually take the first.
    """

    FIRST = "first"
    ALL = "all"

    @classmethod
    def read(cls, text: str) -> "Counted":
        """Return what a word stands for; raises UnknownCountError."""
        try:
            return cls(text)
        except ValueError:
            raise UnknownCountError(text) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStatistics:
    """One question on one variant; `place` counts from 1. Measures are NaN where undefined.

    `right`, `partly`, `wrong` and `left_open` count people. It holds the key: it stays on the
    server. See `keyless_rows.variant_row` for what may leave it.
    """

    place: int
    question: Question
    points: int
    facility: float
    discrimination: float
    rest_correlation: float
    alpha_without: float
    right: int
    partly: int
    wrong: int
    left_open: int
    options: tuple[OptionCount, ...]
    common_wrong: tuple[tuple[str, int], ...]
    faults: tuple[QuestionFault, ...]

    @property
    def kind_label(self) -> str:
        """The Chinese name of its kind."""
        return kind_of(self.question).label


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantStatistics:
    """One variant as a test; mean, spread and standard error are in percent of all points.

    Questions that look broken come first. Measures are NaN where undefined; `doubt` says in
    Chinese why they are unsure.
    """

    paper_id: str
    title: str
    letter: str
    assignment: str
    people: int
    group_size: int
    mean: float
    spread: float
    alpha: float
    kr20: float
    standard_error: float
    percents: tuple[float, ...]
    doubt: str | None
    questions: tuple[QuestionStatistics, ...]
