"""What the content check finds, with the place in the file that an author has to look at."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Rule(StrEnum):
    """The rule of the content check that a finding comes from; the values are in its JSON."""

    FILE = "file"
    """A file, course, question or paper cannot be read or does not fit the others."""
    CITATION = "citation"
    """A citation points nowhere, or at an instrument whose text nobody has seen."""
    STANDING = "standing"
    """A cited article is not in force on the day that counts."""
    FIGURE = "figure"
    """A figure stands in no cited article and is not marked as one of the case or computed."""
    UNCITED = "uncited"
    """A statement asserts a rule without a citation."""
    MARKING = "marking"
    """A marking cannot be read, is wrong, or marks nothing."""


class Severity(StrEnum):
    """Whether a finding has to be dealt with."""

    PROBLEM = "problem"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; `place` names the spot inside the file, `message` says what to do (Chinese)."""

    file: Path
    place: str
    rule: Rule
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was looked at; a lesson's statements are its sentences."""

    lessons: int = 0
    statements: int = 0
    questions: int = 0
    citations: int = 0
    figures: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.lessons + other.lessons,
            self.statements + other.statements,
            self.questions + other.questions,
            self.citations + other.citations,
            self.figures + other.figures,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a piece of content and how much of it there is."""

    findings: tuple[Finding, ...] = ()
    counts: Counts = Counts()

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(self.findings + other.findings, self.counts + other.counts)
