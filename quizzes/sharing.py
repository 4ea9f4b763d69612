"""Sharing whole points among the parts of something, as their author weighed them."""

from collections.abc import Sequence
from fractions import Fraction


def shared_points(points: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share points in proportion to weights, whole and at least 1 each.

    As near to the exact shares as whole numbers come; `points` has to be the number of weights or
    more. Where the weights add up to `points`, they are the shares.
    """
    exact = [Fraction(points * weight, sum(weights)) for weight in weights]
    shares = [1] * len(weights)
    for _ in range(points - len(weights)):
        neediest = max(range(len(weights)), key=lambda n: (exact[n] - shares[n], -n))
        shares[neediest] += 1
    return tuple(shares)
