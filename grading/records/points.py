"""Points in the database: exact, never floating."""

from fractions import Fraction
from functools import lru_cache

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

_LENGTH = 32


class ExactPoints(TypeDecorator[Fraction]):
    """Points as an exact fraction, kept as text such as `7` or `5/2`."""

    impl = String(_LENGTH)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, _dialect: Dialect) -> str | None:
        """Write the fraction in lowest terms."""
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Fraction | None:
        """Read the fraction."""
        return None if value is None else _read(value)


@lru_cache(maxsize=4096)
def _read(value: str) -> Fraction:
    """Read a fraction; reports read thousands, among which few differ."""
    return Fraction(value)
