"""Case analysis: the text of a case, and several questions of other kinds about it.

It is a form of writing, not a kind of answer: each of its parts is a question of its own, with an
id, a key and points, that carries the case. Parts are drawn, shown and printed together.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from quizzes.model import Case, FigureText, Question, QuestionId, Slug, Text

NAME, LABEL = "case_analysis", "案例分析题"
_OF_THE_CASE = ("id", "case", "acts_on", "decided_on", "historical")
"""What a part takes from its case and may not say for itself."""


class CaseAnalysis(BaseModel):
    """A case as its author writes it; `stem` is its text.

    Topics, difficulty and citations are those of every part that does not name its own. A part is
    the table of a question without an id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: QuestionId
    kind: Literal["case_analysis"]
    stem: Text
    difficulty: Annotated[int, Field(ge=1, le=3)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    cites: Annotated[tuple[Text, ...], Field(min_length=1)]
    parts: Annotated[tuple[dict[str, Any], ...], Field(min_length=2, max_length=8)]
    acts_on: date | None = None
    decided_on: date | None = None
    historical: bool = False
    case_figures: tuple[FigureText, ...] = ()


def check(case: CaseAnalysis) -> list[str]:
    """Return what an author has to correct."""
    return [
        f"parts：第 {number} 问不能写 {'、'.join(extra)}，编号和日期随案例"
        for number, part in enumerate(case.parts, start=1)
        if (extra := [name for name in _OF_THE_CASE if name in part])
    ]


def part_entries(case: CaseAnalysis) -> list[dict[str, Any]]:
    """Return the parts as entries of a bank file, with the ids `<case>-1`, `<case>-2`."""
    shared = {
        "case": Case(id=case.id, text=case.stem),
        "difficulty": case.difficulty,
        "topics": case.topics,
        "cites": case.cites,
        "acts_on": case.acts_on,
        "decided_on": case.decided_on,
        "historical": case.historical,
    }
    return [
        shared
        | part
        | {"id": f"{case.id}-{number}"}
        | {"case_figures": [*case.case_figures, *part.get("case_figures", ())]}
        for number, part in enumerate(case.parts, start=1)
    ]


def cases_among(questions: Iterable[Question]) -> tuple[tuple[Question, ...], ...]:
    """Return the parts of each case among questions in the order of files."""
    parts = [question for question in questions if question.case is not None]
    return tuple(tuple(group) for _, group in groupby(parts, key=case_id))


def case_id(question: Question) -> str | None:
    """Return the id of the case that a question is part of."""
    return None if question.case is None else question.case.id


def reads_as_case(entry: Mapping[str, Any]) -> bool:
    """Say whether an entry of a bank file is a case."""
    return entry.get("kind") == NAME
