"""A question as Moodle knows it, between the two ways of writing it down (GIFT and XML)."""

from dataclasses import dataclass, field
from fractions import Fraction

FULL = Fraction(100)
NOTHING = Fraction(0)
EVERYTHING_ELSE = "*"
"""The answer of a short answer or numerical question that stands for every other one."""


@dataclass(frozen=True, slots=True)
class MoodleAnswer:
    """An answer, what share of the grade it earns (−100 to 100) and what is said to it."""

    text: str
    fraction: Fraction
    feedback: str = ""
    tolerance: str = ""


@dataclass(frozen=True, slots=True)
class MoodleQuestion:
    """A question with all its texts plain; `kind` is Moodle's word (multichoice, match, …).

    The answers of a true or false question are "true" and "false"; those of an ordering stand in
    the right order, and `policy` says in the bank's word how it is marked. In `pairs` an empty
    left side marks a right one that belongs to nothing. `grader` is what Moodle shows to those who
    mark an essay.
    """

    kind: str
    name: str
    stem: str
    explanation: str = ""
    single: bool = True
    answers: tuple[MoodleAnswer, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()
    id_number: str = ""
    grade: str = ""
    unit: str = ""
    policy: str = ""
    grader: str = ""


@dataclass(slots=True)
class Notes:
    """What was found to be left out of one question, in the order of its text."""

    place: str
    what: list[str] = field(default_factory=list)

    def add(self, *found: str) -> None:
        """Note something once."""
        self.what = list(dict.fromkeys([*self.what, *found]))
