"""What people were by date, as the assessment of a year reads it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What holds for somebody from `first` on, until the next term begins.

    `recorded_on` is the day on which that was written down, in the home's zone. Once `is_ended`,
    the person no longer belongs to the bureau.
    """

    first: date
    roles: frozenset[str]
    department: str | None
    is_ended: bool
    recorded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A person with all terms, in the order in which they begin; of one day the last counts."""

    person_id: int
    learner_id: str
    name: str
    terms: tuple[Term, ...]
