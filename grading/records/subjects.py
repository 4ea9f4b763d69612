"""What the audit trail tells of: rows of every table, with what belongs to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, select

from grading.audit.canonical import hash_row, row_name
from grading.records.base import Base

_LEFT_OUT = frozenset({"audit_entries", "login_sessions", "login_failures", "session_passes"})
"""The trail itself, and logins and passes, which come and go."""

_PARTS = {
    "answers": ("hand_ins", "attempt_id"),
    "practice_answers": ("practice_rounds", "round_id"),
    "practice_questions": ("practice_rounds", "round_id"),
    "result_cells": ("results", "result_id"),
    "roles": ("people", "person_id"),
    "signed_people": ("sign_offs", "sign_off_id"),
}
"""Tables whose rows are told of with a row of another: its table, and the column that names it."""

_QUIET = frozenset({"answers"})
"""Parts that are saved many times a minute; they are told of once, with what they belong to."""

_AT_ONCE, _KEYS_AT_ONCE = 500, 5000
UNREADABLE = "unreadable"
"""Stands for the hash of a row with a value that is none of its column's type."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A table and those with its parts; each with the column that holds the key of the subject."""

    name: str
    tables: tuple[tuple[Table, Column[Any]], ...]


def subject_of(table: Table) -> tuple[Subject, Column[Any]] | None:
    """Return whom a table's rows are told of with and which column says so; None: not told of."""
    if table.name in _LEFT_OUT or table.name not in Base.metadata.tables:
        return None
    root, _ = _PARTS.get(table.name, (table.name, ""))
    subject = _subject(root)
    return subject, next(column for one, column in subject.tables if one.name == table.name)


def is_told_at_once(table: Table) -> bool:
    """Say whether a change of this table's rows is told of by itself."""
    return table.name not in _QUIET


def all_subjects() -> list[Subject]:
    """Return every subject, in the order of names."""
    names = set(Base.metadata.tables) - _LEFT_OUT - set(_PARTS)
    return [_subject(name) for name in sorted(names)]


def hashes(
    connection: Connection, subject: Subject, keys: Iterable[Any]
) -> dict[str, dict[str, str]]:
    """Return the hash of every row of a subject's keys, by key and name of the row."""
    found: dict[str, dict[str, str]] = {}
    wanted = list(keys)
    for table, column in subject.tables:
        primary = [one.name for one in table.primary_key.columns]
        for query in _queries(table, column, wanted):
            for row in _rows(connection, table, query):
                name = row_name(table.name, (row[one] for one in primary))
                hashed = UNREADABLE if row.get(UNREADABLE) else hash_row(name, row)
                found.setdefault(str(row[column.name]), {})[name] = hashed
    return found


def hashes_of_all(connection: Connection, subject: Subject) -> Iterator[dict[str, dict[str, str]]]:
    """Return what `hashes` does of every row of a subject, some thousand keys at a time.

    A million rows would not fit into the memory of a small machine.
    """
    keys = dict.fromkeys(
        key for _, column in subject.tables for key in connection.scalars(select(column).distinct())
    )
    rest = iter(keys)
    while some := list(islice(rest, _KEYS_AT_ONCE)):
        yield hashes(connection, subject, some)


@lru_cache(maxsize=256)
def _subject(name: str) -> Subject:
    table = Base.metadata.tables[name]
    parts = [
        (Base.metadata.tables[part], column)
        for part, (root, column) in sorted(_PARTS.items())
        if root == name
    ]
    own = next(iter(table.primary_key.columns))
    return Subject(name, ((table, own), *((part, part.c[column]) for part, column in parts)))


def _queries(table: Table, column: Column[Any], keys: Sequence[Any]) -> Iterator[Select[Any]]:
    rest = iter(keys)
    while at_once := list(islice(rest, _AT_ONCE)):
        yield select(table).where(column.in_(at_once))


def _rows(connection: Connection, table: Table, query: Select[Any]) -> list[dict[str, Any]]:
    """Read rows; where a value cannot be read, one by one, to say which row has it."""
    try:
        return [dict(row) for row in connection.execute(query).mappings()]
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        primary = list(table.primary_key.columns)
        keys = connection.execute(query.with_only_columns(*primary)).all()
        return [_row(connection, table, query, primary, key) for key in keys]


def _row(
    connection: Connection, table: Table, query: Select[Any], primary: list[Any], key: Any
) -> dict[str, Any]:
    here = [column == value for column, value in zip(primary, key, strict=True)]
    try:
        return dict(connection.execute(query.where(*here)).mappings().one())
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        pass
    subject = subject_of(table)
    assert subject is not None  # noqa: S101 - only told tables are read
    names = {column.name for column in (*primary, subject[1])}
    columns = [table.c[name] for name in sorted(names)]
    row = connection.execute(query.with_only_columns(*columns).where(*here)).mappings().one()
    return {**row, UNREADABLE: True}
