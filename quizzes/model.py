"""Questions as their authors write them, and the mark that one answer earns."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from courses.checking.computed import read_computation
from courses.errors import StudyError
from courses.statutes.figures import read_figure

QUESTION_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
"""Letters, digits and single hyphens, as in `penalty-hearing-001`."""

Answer = str | bool | tuple[str, ...]
"""A parsed answer: an option letter or a text as typed, true or false, or several letters.

Letters are sorted in multiple choice and in the chosen order in an ordering; in a matching they are
sorted pairs of a letter and a number, as `A2`.
"""

Policy = Literal["all_or_nothing", "part_marks"]
"""Whether an answer that is right in part earns a part of the points."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
QuestionId = Annotated[str, StringConstraints(pattern=rf"^{QUESTION_ID.pattern}$", max_length=64)]


def _figure(text: str) -> str:
    try:
        read_figure(text)
    except StudyError as error:
        raise ValueError(str(error)) from error
    return text


def _computation(text: str) -> str:
    try:
        read_computation(text)
    except StudyError as error:
        raise ValueError(str(error)) from error
    return text


FigureText = Annotated[Text, AfterValidator(_figure)]
"""One figure with its unit: 8万元."""
ComputationText = Annotated[Text, AfterValidator(_computation)]
"""A computed figure: 30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%."""


class Case(BaseModel):
    """The case that several questions are about; they are drawn, shown and printed together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: QuestionId
    text: Text


class Question(BaseModel):
    """What every kind of question has; `case` is set where it is one of several about a case.

    The last five fields are for `xuefa check` alone: figures of the case, figures wrong on purpose,
    figures computed, whether law no longer in force is cited on purpose, and the day of decision
    where its law is meant beside that of the act. They are never written out again, so that marking
    a question changes neither what learners see nor the digest of a variant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: QuestionId
    kind: str
    # not written out where there is none: published papers keep their digests
    case: Case | None = Field(default=None, exclude_if=lambda it: it is None)
    stem: Text
    points: Annotated[int, Field(ge=1, le=10)]
    difficulty: Annotated[int, Field(ge=1, le=3)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    cites: Annotated[tuple[Text, ...], Field(min_length=1)]
    explanation: Text
    acts_on: date | None = None
    case_figures: tuple[FigureText, ...] = Field(default=(), exclude=True)
    wrong_figures: tuple[FigureText, ...] = Field(default=(), exclude=True)
    computed: tuple[ComputationText, ...] = Field(default=(), exclude=True)
    historical: bool = Field(default=False, exclude=True)
    decided_on: date | None = Field(default=None, exclude=True)

    @model_validator(mode="after")
    def _is_decided_after_the_act(self) -> Self:
        if self.decided_on and (self.acts_on is None or self.decided_on < self.acts_on):
            raise ValueError("写了 decided_on（决定日）就要写 acts_on（行为日），而且不能早于它")
        return self

    @property
    def point(self) -> str:
        """The point of law that is practised: the first topic."""
        return self.topics[0]


class ChoiceQuestion(Question):
    """A question with lettered options."""

    options: dict[str, Text]
    key: tuple[str, ...]
    mistakes: dict[str, Text]


class SingleChoice(ChoiceQuestion):
    """Exactly one option is right."""

    kind: Literal["single_choice"]


class MultipleChoice(ChoiceQuestion):
    """Two or more options are right.

    With part marks each of them that is picked earns its share, and a wrong one loses everything.
    """

    kind: Literal["multiple_choice"]
    # not written out unless it is set: published papers keep their digests
    policy: Policy = Field(default="all_or_nothing", exclude_if=lambda it: it == "all_or_nothing")


class TrueFalse(Question):
    """A statement that is right or wrong."""

    kind: Literal["true_false"]
    key: bool
    mistakes: dict[Literal["true", "false"], Text]


class ExpectedFigure(BaseModel):
    """The figure that a blank asks for, and how far an answer may be from it either way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: FigureText
    tolerance: FigureText | None = None


class FillIn(Question):
    """One blank, filled with a figure or with a term.

    `unit` is the unit that stands behind the blank: with it a bare number is an answer. `mistakes`
    are wrong answers that somebody gives, and what is wrong with them.
    """

    kind: Literal["fill_in"]
    answer: ExpectedFigure | None = None
    accepted: tuple[Text, ...] = ()
    unit: Text | None = None
    mistakes: dict[Text, Text]


class Ordering(Question):
    """Steps that have to be put in order.

    `mistakes` are by two letters: `BA` is for whoever puts B anywhere before A.
    """

    kind: Literal["ordering"]
    steps: dict[str, Text]
    key: tuple[str, ...]
    policy: Policy = "all_or_nothing"
    mistakes: dict[str, Text]


class Matching(Question):
    """Items on the left, each of which belongs to one on the right.

    Several may belong to the same one, and some on the right to none. Pairs are written `A2`, in
    the key and in `mistakes` alike.
    """

    kind: Literal["matching"]
    left: dict[str, Text]
    right: dict[str, Text]
    key: tuple[str, ...]
    policy: Policy = "all_or_nothing"
    mistakes: dict[str, Text]


class RubricPoint(BaseModel):
    """One thing that an essay has to say, and the points for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text
    points: Annotated[int, Field(ge=1, le=20)]


class Essay(Question):
    """Something explained in one's own words, marked by hand against a rubric.

    `reference` is an answer that has all the points; learners see it with their result at most.
    """

    kind: Literal["essay"]
    points: Annotated[int, Field(ge=1, le=20)]
    rubric: Annotated[tuple[RubricPoint, ...], Field(min_length=1, max_length=8)]
    reference: Text


@dataclass(frozen=True, slots=True)
class StatedText:
    """A text of a question that states something, and the field it stands in.

    `allows_wrong` says that figures that are wrong on purpose may stand in it, those of `beside`
    (the wrong option that it explains) and those that the question marks.
    """

    field: str
    text: str
    allows_wrong: bool = True
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer earned out of what was possible, in points.

    `waits` says that the points are for a marker to give; until then nothing is earned.
    """

    earned: Fraction
    possible: Fraction
    comment: str
    waits: bool = False

    @property
    def is_full(self) -> bool:
        """Whether nothing is missing."""
        return self.earned == self.possible
