"""When marks settle the points of an essay."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marking.deciding import MarkingPolicy, decide
from grading.records.marking import PORTAL, StoredMark

TEN = Fraction(10)
ONE, TWO = MarkingPolicy(1), MarkingPolicy(2, 20)


def marks(*given_: tuple[int, str | int]) -> list[StoredMark]:
    return [
        StoredMark(
            attempt_id="a",
            question_id="q",
            marker_id=marker,
            marker_name=str(marker),
            points=Fraction(points),
            shares=None,
            comment="",
            origin=PORTAL,
            at=datetime(2026, 11, 2, tzinfo=UTC),
        )
        for marker, points in given_
    ]


@pytest.mark.parametrize(
    ("policy", "given_", "points", "needs", "is_disputed"),
    [
        (ONE, [], None, 1, False),
        (ONE, [(1, 4)], 4, 0, False),
        (ONE, [(1, 4), (1, 7)], 7, 0, False),
        (TWO, [], None, 2, False),
        (TWO, [(1, 4)], None, 1, False),
        (TWO, [(1, 4), (1, 6)], None, 1, False),
        (TWO, [(1, 4), (2, 6)], 5, 0, False),
        (TWO, [(1, 4), (2, "5.5")], "19/4", 0, False),
        (TWO, [(1, 4), (2, "6.5")], None, 1, True),
        (TWO, [(1, 4), (2, 9), (3, 7)], 7, 0, False),
        (TWO, [(1, 4), (2, 9), (2, 5)], "9/2", 0, False),
        (TWO, [(1, 4), (2, 9), (3, 7), (1, 0)], 7, 0, False),
    ],
)
def test_marks_settle_points_by_the_policy(policy, given_, points, needs, is_disputed):
    decision = decide(marks(*given_), TEN, policy)
    expected = None if points is None else Fraction(points)
    assert (decision.points, decision.needs, decision.is_disputed) == (expected, needs, is_disputed)


@given(
    given_=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 10)), max_size=6),
    policy=st.builds(MarkingPolicy, st.integers(1, 2), st.integers(0, 100)),
)
def test_points_stay_within_what_was_given_and_are_settled_when_nobody_is_needed(given_, policy):
    decision = decide(marks(*given_), TEN, policy)
    assert (decision.points is None) == (decision.needs > 0)
    if decision.points is not None:
        assert min(p for _, p in given_) <= decision.points <= max(p for _, p in given_)
