"""Numbers as people read them, the same as on the pages of the assessment."""

from collections.abc import Iterable
from fractions import Fraction


def said(number: Fraction) -> str:
    """Say a number without needless decimals, two at most."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def mean(numbers: Iterable[Fraction]) -> Fraction:
    """Return the mean of some numbers, 0 where there are none."""
    every = list(numbers)
    return sum(every, Fraction(0)) / len(every) if every else Fraction(0)
