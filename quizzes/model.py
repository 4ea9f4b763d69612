"""Questions as their authors write them, and the mark that one answer earns."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

QUESTION_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
"""Letters, digits and single hyphens, as in `penalty-hearing-001`."""

Answer = str | bool | tuple[str, ...]
"""A parsed answer: an option letter, true or false, or sorted option letters."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Question(BaseModel):
    """What every kind of question has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=rf"^{QUESTION_ID.pattern}$", max_length=64)]
    kind: str
    stem: Text
    points: Annotated[int, Field(ge=1, le=10)]
    difficulty: Annotated[int, Field(ge=1, le=3)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    cites: Annotated[tuple[Text, ...], Field(min_length=1)]
    explanation: Text
    acts_on: date | None = None

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
    """Two or more options are right."""

    kind: Literal["multiple_choice"]


class TrueFalse(Question):
    """A statement that is right or wrong."""

    kind: Literal["true_false"]
    key: bool
    mistakes: dict[Literal["true", "false"], Text]


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer earned out of what was possible, in points."""

    earned: Fraction
    possible: Fraction
    comment: str

    @property
    def is_full(self) -> bool:
        """Whether nothing is missing."""
        return self.earned == self.possible
