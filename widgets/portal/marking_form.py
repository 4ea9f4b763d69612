"""The fields for the points of an essay, and what a marker has typed into them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from courses.errors import StudyError
from grading.marking.errors import MarkOutOfRangeError
from grading.marking.model import RubricShare

_HALVES = 2


@dataclass(frozen=True, slots=True)
class RubricField:
    """A point of the rubric with its field; `most` is what the field takes as full points.

    Points that are not in halves cannot be stepped through, so `is_stepped` says which are.
    """

    text: Markup
    possible: Fraction
    most: str
    is_stepped: bool
    given: str
    is_faulty: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What a marker has typed so far, with what is wrong with it and in which fields."""

    given: tuple[str, ...]
    comment: str
    fault: str | None = None
    faulty: tuple[int, ...] = ()


def rubric_fields(
    rubric: Sequence[RubricShare], typed: Typed, linked: Callable[[str], Markup]
) -> list[RubricField]:
    """Return the fields; `linked` turns citations in the rubric into links."""
    return [
        RubricField(
            text=linked(share.text),
            possible=share.possible,
            most=written(share.possible),
            is_stepped=_is_in_halves(share.possible),
            given=given,
            is_faulty=place in typed.faulty,
        )
        for place, (share, given) in enumerate(_pairs(rubric, typed))
    ]


def with_fault(typed: Typed, rubric: Sequence[RubricShare], error: StudyError) -> Typed:
    """Return what was typed with a sentence on what is wrong."""
    if not isinstance(error, MarkOutOfRangeError):
        return Typed(typed.given, typed.comment, str(error))
    faulty = tuple(
        place
        for place, (share, given) in enumerate(_pairs(rubric, typed))
        if (given, share.possible) == (error.given, error.possible)
    )
    is_open = not error.given.strip()
    sentence = "还有要点没有给分。每个要点都要填，没有答到的填 0。" if is_open else str(error)
    return Typed(typed.given, typed.comment, sentence, faulty)


def written(points: Fraction | None) -> str:
    """Write points as a marker types them: 2, 2.5, and 4/3 where halves do not do."""
    if points is None:
        return ""
    return f"{float(points):g}" if _is_in_halves(points) else str(points)


def _is_in_halves(points: Fraction) -> bool:
    return (points * _HALVES).denominator == 1


def _pairs(rubric: Sequence[RubricShare], typed: Typed) -> list[tuple[RubricShare, str]]:
    """Pair each point of the rubric with what was typed for it, which may be less."""
    given = [*typed.given, *[""] * len(rubric)]
    return list(zip(rubric, given, strict=False))
