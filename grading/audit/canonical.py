"""Rows written in one way only, so that equal rows have equal hashes on every database."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

_SHORT = 8
"""Digits of a row's own hash: enough to find the row that differs, not to prove anything."""


@dataclass(frozen=True, slots=True)
class HashedRows:
    """The hash of all rows of a subject, and the names that find the one that differs.

    `parts` is None where there is one row only, with the name of the subject itself.
    """

    row_hash: str
    parts: str | None


def row_name(table: str, key: Iterable[Any]) -> str:
    """Return how a row is named: `results:5`, `result_cells:5/question-1`."""
    return f"{table}:{'/'.join(str(part) for part in key)}"


def hash_row(name: str, row: Mapping[str, Any]) -> str:
    """Return the SHA-256 of one row.

    Columns without a value are left out: a column that a later version adds to old rows leaves
    their hashes as they are.
    """
    kept = {column: value for column, value in row.items() if value is not None}
    return hashlib.sha256(_ENCODER.encode([name, kept]).encode(errors="surrogatepass")).hexdigest()


def hash_rows(own: str, hashes: Mapping[str, str]) -> HashedRows | None:
    """Join the hashes of rows by their names; None where there are no rows.

    `own` is the name of the row that usually stands alone.
    """
    if not hashes:
        return None
    if list(hashes) == [own]:
        return HashedRows(hashes[own], None)
    ordered = sorted(hashes.items())
    whole = hashlib.sha256("\n".join(f"{name} {one}" for name, one in ordered).encode())
    parts = {name: one[:_SHORT] for name, one in ordered}
    return HashedRows(whole.hexdigest(), json.dumps(parts, separators=(",", ":")))


def told_rows(own: str, told: HashedRows) -> dict[str, str]:
    """Return which rows were told of, each with the beginning of its hash."""
    if told.parts is None:
        return {own: told.row_hash[:_SHORT]}
    try:
        parts = json.loads(told.parts)
    except ValueError:  # the entry was changed by hand
        return {}
    return parts if isinstance(parts, dict) else {}


def differing_rows(told: Mapping[str, str], hashes: Mapping[str, str]) -> list[str]:
    """Return the names of rows that are other than they were told of, missing or new."""
    now = {name: one[:_SHORT] for name, one in hashes.items()}
    return sorted(name for name in told.keys() | now.keys() if told.get(name) != now.get(name))


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no canonical form: {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written
)
