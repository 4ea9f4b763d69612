"""When the marks for an essay settle its points."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from grading.records.marking import StoredMark

_HUNDRED = 100
_TWO = 2


@dataclass(frozen=True, slots=True)
class MarkingPolicy:
    """How many markers read each essay, and how far two may differ, in percent of its points."""

    markers: int = 1
    difference: int = 20


@dataclass(frozen=True, slots=True)
class Decision:
    """The points that marks settle, None while more markers are needed; `by` gave the last mark.

    `needs` is how many more markers have to read it; `is_disputed` that two differ too much.
    """

    points: Fraction | None
    needs: int
    is_disputed: bool
    marks: tuple[StoredMark, ...]


def latest_by_marker(marks: Iterable[StoredMark]) -> tuple[StoredMark, ...]:
    """Return the mark of each marker that counts, in the order in which the markers came."""
    latest: dict[object, StoredMark] = {}
    for mark in marks:
        latest[mark.marker_id or mark.marker_name] = mark
    return tuple(latest.values())


def decide(marks: Iterable[StoredMark], possible: Fraction, policy: MarkingPolicy) -> Decision:
    """Say what the marks for one essay, in the order in which they were given, settle.

    With one marker the last mark counts. Of two the mean counts while they differ by no more than
    the limit; beyond it a third decides alone.
    """
    given = tuple(marks)
    by_marker = latest_by_marker(given)
    if len(by_marker) < policy.markers:
        return Decision(None, policy.markers - len(by_marker), False, by_marker)
    if policy.markers < _TWO:
        return Decision(given[-1].points, 0, False, (given[-1],))
    if len(by_marker) > _TWO:
        return Decision(by_marker[_TWO].points, 0, False, (by_marker[_TWO],))
    one, other = (mark.points for mark in by_marker)
    if abs(one - other) * _HUNDRED > possible * policy.difference:
        return Decision(None, 1, True, by_marker)
    return Decision((one + other) / _TWO, 0, False, by_marker)
