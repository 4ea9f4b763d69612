"""Which points count when a person and the scorer both gave some."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.gradebook.points import final_points

scores = st.none() | st.floats(-100, 100)


@pytest.mark.parametrize(
    "auto, manual, extra, expected",
    [
        (None, None, None, None),
        (None, None, 1.0, None),
        (4.0, None, None, 4),
        (4.0, 1.0, None, 1),
        (4.0, 0.0, None, 0),
        (None, 3.0, None, 3),
        (2.0, None, 1.5, Fraction(7, 2)),
        (0.0, 2.5, 0.25, Fraction(11, 4)),
        (5.0, None, 3.0, 5),
        (4.0, 9.0, None, 5),
        (4.0, -2.0, None, 0),
        (4.0, None, -9.0, 0),
        (0.1, None, None, Fraction(1, 10)),
        (5 / 3, None, None, Fraction(5, 3)),
    ],
)
def test_hand_counts_before_scorer_and_extra_is_added(auto, manual, extra, expected):
    assert final_points(auto, manual, extra, 5.0) == expected


@given(scores, scores, scores)
def test_points_stay_between_nothing_and_all(auto, manual, extra):
    points = final_points(auto, manual, extra, 5.0)
    assert points is None or 0 <= points <= 5
