"""The kinds of question: the whole list, in one place."""

from typing import Annotated

from pydantic import Field

from quizzes.kinds import (
    essay,
    fill_in,
    matching,
    multiple_choice,
    ordering,
    single_choice,
    true_false,
)
from quizzes.kinds.kind import QuestionKind
from quizzes.model import (
    Essay,
    FillIn,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
)

KINDS: dict[str, QuestionKind] = {
    "single_choice": single_choice.KIND,
    "multiple_choice": multiple_choice.KIND,
    "true_false": true_false.KIND,
    "fill_in": fill_in.KIND,
    "ordering": ordering.KIND,
    "matching": matching.KIND,
    "essay": essay.KIND,
}

AnyQuestion = Annotated[
    SingleChoice | MultipleChoice | TrueFalse | FillIn | Ordering | Matching | Essay,
    Field(discriminator="kind"),
]
"""A question of any kind, told apart by `kind` when it is read."""


def kind_of(question: Question) -> QuestionKind:
    """Return the functions for a question."""
    return KINDS[question.kind]


def is_read_by_marker(question: Question) -> bool:
    """Say whether somebody has to read the answers to a question."""
    return KINDS[question.kind].by_hand


__all__ = ["KINDS", "AnyQuestion", "QuestionKind", "is_read_by_marker", "kind_of"]
