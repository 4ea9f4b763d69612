"""Attempts as lists show them."""

from collections.abc import Iterable
from fractions import Fraction

from grading.attempts.model import AttemptState, AttemptSummary
from grading.records.attempts import StoredAttempt
from grading.records.records import Records

_HUNDRED = 100


def summaries_of(
    records: Records, person_id: int, attempts: Iterable[StoredAttempt]
) -> tuple[AttemptSummary, ...]:
    """Return a person's attempts as summaries, in the order given.

    Attempts whose time is up are expected with their hand-in.
    """
    results = {result.attempt_id: result for result in records.results.current(person_id)}
    marking = set(records.marking.waiting(person_id))
    return tuple(
        summary_of(attempt, result.earned, result.possible)
        if (result := results.get(attempt.id))
        else summary_of(
            attempt, None, Fraction(attempt.paper.points), is_marking=attempt.id in marking
        )
        for attempt in attempts
    )


def summary_of(
    attempt: StoredAttempt,
    earned: Fraction | None,
    possible: Fraction,
    *,
    is_marking: bool = False,
) -> AttemptSummary:
    """Return one attempt with what it earned, None while it is not scored."""
    percent = None if earned is None else percent_of(earned, possible)
    return AttemptSummary(
        attempt_id=attempt.id,
        paper_id=attempt.paper.id,
        paper_title=attempt.paper.title,
        number=attempt.number,
        state=_state(attempt, is_scored=earned is not None, is_marking=is_marking),
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        handed_in_at=attempt.handed_in_at,
        earned=earned,
        possible=possible,
        percent=percent,
        band=None if percent is None else attempt.paper.band(percent),
    )


def percent_of(earned: Fraction, possible: Fraction) -> float:
    """Return the share of points, 0 to 100; 0 where nothing could be earned."""
    return float(_HUNDRED * earned / possible) if possible else 0.0


def _state(attempt: StoredAttempt, *, is_scored: bool, is_marking: bool) -> AttemptState:
    if attempt.handed_in_at is None:
        return AttemptState.OPEN
    if is_scored:
        return AttemptState.SCORED
    return AttemptState.MARKING if is_marking else AttemptState.HANDED_IN
