"""Sharing whole points as they were weighed."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.sharing import shared_points

weights = st.lists(st.integers(1, 20), min_size=1, max_size=8)


@given(weights=weights, spare=st.integers(0, 92))
def test_shares_are_whole_add_up_and_leave_nobody_out(weights, spare):
    shares = shared_points(len(weights) + spare, weights)
    assert sum(shares) == len(weights) + spare
    assert min(shares) >= 1


@given(weights=weights)
def test_weights_that_add_up_are_the_shares(weights):
    assert shared_points(sum(weights), weights) == tuple(weights)


@given(weights=weights, spare=st.integers(0, 92))
def test_a_heavier_part_never_gets_less(weights, spare):
    shares = shared_points(len(weights) + spare, weights)
    for one, its in zip(weights, shares, strict=True):
        for other, others in zip(weights, shares, strict=True):
            assert its >= others or one <= other
