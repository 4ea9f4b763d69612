"""Papers: how an exam is drawn from the bank, and its rules."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from courses.content import read_toml, sorted_problems, validation_problems
from courses.problem import Problem
from quizzes.errors import UnknownPaperError
from quizzes.kinds import KINDS, case_analysis
from quizzes.model import Slug, Text

Percent = Annotated[int, Field(ge=0, le=100)]
DrawnKind = Literal[
    "single_choice",
    "multiple_choice",
    "true_false",
    "fill_in",
    "ordering",
    "matching",
    "essay",
    "case_analysis",
]
FAILED = "不合格"
"""The band of a result below the pass mark."""

FORMAL = "formal_exam"
"""The mode whose papers are drawn from questions that nobody has seen."""
SESSION_QUIZ = "session_quiz"
"""The mode of papers that are taken only by people who signed in to a training session."""
MODES = {
    "chapter_test": "章节测验",
    "mock_exam": "模拟考试",
    FORMAL: "正式考试",
    SESSION_QUIZ: "随堂测验",
}
_PICKED = {"single_choice": "单选题", "multiple_choice": "多选题", "true_false": "判断题"}
"""The kinds that are answered on a phone in passing, and by letters on a printed sheet."""


class Draw(BaseModel):
    """One rule of a paper: so many questions of a kind, each worth so many points.

    Of case analysis, `count` and `points` are those of whole cases.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: DrawnKind
    count: Annotated[int, Field(ge=1, le=100)]
    points: Annotated[int, Field(ge=1, le=100)]
    topics: tuple[Slug, ...] = ()
    difficulty: tuple[Annotated[int, Field(ge=1, le=3)], ...] = ()

    @property
    def label(self) -> str:
        """The Chinese name of the kind."""
        return case_analysis.LABEL if self.kind == case_analysis.NAME else KINDS[self.kind].label


class Paper(BaseModel):
    """An exam as its author describes it. Marks are in percent of all points.

    `answers_shown` says when learners may see right answers and explanations: as soon as an attempt
    is scored, after the paper has closed, or never.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[Slug, Field(max_length=40)]
    title: Text
    course: Text
    mode: Literal["chapter_test", "mock_exam", "formal_exam", "session_quiz"]
    minutes: Annotated[int, Field(ge=1, le=600)]
    pass_mark: Percent = 60
    good_mark: Percent = 80
    excellent_mark: Percent = 90
    attempts: Annotated[int, Field(ge=1, le=100)] = 3
    wait_minutes: Annotated[int, Field(ge=0)] = 0
    variants: Annotated[int, Field(ge=1, le=8)] = 1
    seed: int
    opens: AwareDatetime | None = None
    closes: AwareDatetime | None = None
    answers_shown: Literal["scored", "closed", "never"] = "scored"
    draw: Annotated[tuple[Draw, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if not self.pass_mark <= self.good_mark <= self.excellent_mark:
            raise ValueError("pass_mark、good_mark、excellent_mark 应当由低到高")
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValueError("opens 应当早于 closes")
        if self.answers_shown == "closed" and self.closes is None:
            raise ValueError('写了 answers_shown = "closed" 就要写 closes（考试结束的时间）')
        if self.is_session_quiz and any(rule.kind not in _PICKED for rule in self.draw):
            raise ValueError(f"随堂测验（session_quiz）只能有{'、'.join(_PICKED.values())}")
        return self

    @property
    def points(self) -> int:
        """All points of the paper."""
        return sum(rule.count * rule.points for rule in self.draw)

    @property
    def duration(self) -> timedelta:
        """How long an attempt may take."""
        return timedelta(minutes=self.minutes)

    @property
    def is_formal(self) -> bool:
        """Whether it is a formal exam, drawn from questions that are for exams only."""
        return self.mode == FORMAL

    @property
    def is_session_quiz(self) -> bool:
        """Whether it is the quick quiz of training sessions; a try belongs to one session."""
        return self.mode == SESSION_QUIZ

    def shows_answers_at(self, now: datetime) -> bool:
        """Say whether right answers may be seen of an attempt that is scored by then."""
        if self.answers_shown == "closed":
            return self.closes is not None and now >= self.closes
        return self.answers_shown == "scored"

    def band(self, percent: float) -> str:
        """Return the band of a result: 优秀, 良好, 合格 or 不合格."""
        if percent >= self.excellent_mark:
            return "优秀"
        if percent >= self.good_mark:
            return "良好"
        return "合格" if percent >= self.pass_mark else FAILED


class PaperShelf:
    """Every paper, by id."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._by_id = {paper.id: paper for paper in papers}

    def paper(self, paper_id: str) -> Paper:
        """Return the paper with this id, or raise UnknownPaperError."""
        try:
            return self._by_id[paper_id]
        except KeyError:
            raise UnknownPaperError(paper_id) from None

    def as_it_stands(self, paper: Paper) -> Paper:
        """Return a paper under its rules of today; where it is gone, as it is given."""
        return self._by_id.get(paper.id, paper)

    def all(self) -> tuple[Paper, ...]:
        """Return every paper in the order of files."""
        return tuple(self._by_id.values())


def read_papers(files: Iterable[Path]) -> tuple[PaperShelf, list[Problem]]:
    """Read paper files; a file with a problem is left out and every problem is reported."""
    problems: list[Problem] = []
    papers: dict[str, Paper] = {}
    for file in files:
        paper, faults = _read_paper(file)
        if paper is not None and paper.id in papers:
            faults.append(Problem(file, "id", f"试卷编号 {paper.id} 与另一份试卷重复"))
        elif paper is not None:
            papers[paper.id] = paper
        problems += faults
    return PaperShelf(papers.values()), sorted_problems(problems)


def _read_paper(file: Path) -> tuple[Paper | None, list[Problem]]:
    table, problems = read_toml(file)
    if problems:
        return None, problems
    try:
        paper = Paper.model_validate(table)
    except ValidationError as error:
        return None, validation_problems(file, "试卷", error)
    if paper.id != file.stem:
        return None, [Problem(file, "id", f"试卷编号应与文件名相同：{file.stem}")]
    return paper, []
