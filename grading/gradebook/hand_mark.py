"""A mark given by hand, as the gradebook keeps it. Free of nbgrader, whose import takes seconds."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class HandMark:
    """What a marker gave for one answer, in points, and said of it."""

    points: Fraction
    comment: str
