"""Which elements of one sequence answer to which of another, as far as they are alike."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

_ALIKE = 0.4
"""Clauses that share fewer of their pairs of characters are different ones."""

Aligned = tuple[str | None, str | None]


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Aligned]:
    """Pair the clauses of two texts in their order; what has no counterpart stands with None.

    Of all ways to pair them the one is taken that keeps most characters.
    """
    gains = _gains(old, new)
    return list(_walk(old, new, gains))


def likeness(old: str, new: str) -> float:
    """Return how much of two clauses is the same, from 0 to 1: shared pairs of characters."""
    if old == new:
        return 1.0
    first, second = _pairs(old), _pairs(new)
    return 2 * len(first & second) / (len(first) + len(second))


def _gain(old: str, new: str) -> float:
    alike = likeness(old, new)
    return 0.0 if alike < _ALIKE else alike * (len(old) + len(new))


def _gains(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """Return the best gain of pairing the rest from each place on."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            gain = _gain(old[i], new[j])
            together = gain + best[i + 1][j + 1] if gain else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return best


def _walk(old: Sequence[str], new: Sequence[str], best: list[list[float]]) -> Iterator[Aligned]:
    i = j = 0
    while i < len(old) and j < len(new):
        gain = _gain(old[i], new[j])
        if gain and best[i][j] == gain + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((clause, None) for clause in old[i:])
    yield from ((None, clause) for clause in new[j:])


@lru_cache(maxsize=4096)
def _pairs(clause: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(clause))) or frozenset({clause})
