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
    """The hash of all rows of a subject, and what tells them apart where there are several."""

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
    written = json.dumps(
        [name, kept], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written
    )
    return hashlib.sha256(written.encode(errors="surrogatepass")).hexdigest()


def hash_rows(hashes: Mapping[str, str]) -> HashedRows | None:
    """Join the hashes of rows by their names; None where there are no rows."""
    if not hashes:
        return None
    ordered = sorted(hashes.items())
    if len(ordered) == 1:
        return HashedRows(ordered[0][1], None)
    whole = hashlib.sha256("\n".join(f"{name} {one}" for name, one in ordered).encode())
    parts = {name: one[:_SHORT] for name, one in ordered}
    return HashedRows(whole.hexdigest(), json.dumps(parts, separators=(",", ":")))


def differing_rows(parts: str | None, hashes: Mapping[str, str]) -> list[str]:
    """Return the names of rows that are other than they were, missing or new."""
    kept: dict[str, str] = json.loads(parts) if parts else {}
    now = {name: one[:_SHORT] for name, one in hashes.items()}
    return sorted(name for name in kept | now if kept.get(name) != now.get(name))


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
