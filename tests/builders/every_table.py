"""Rows in every table that the audit trail tells of, and a hand that changes them past it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, Table, insert

from grading.records.base import AwareTime, Base
from grading.records.engine import RecordsDatabase
from grading.records.points import ExactPoints
from grading.records.subjects import all_subjects

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)


def told_tables() -> list[Table]:
    """Return every table that the trail tells of, those that others refer to first."""
    names = {table.name for subject in all_subjects() for table, _ in subject.tables}
    return [table for table in Base.metadata.sorted_tables if table.name in names]


def fill_every_table(database: RecordsDatabase, *, spare: int = 1) -> None:
    """Add a row per column to every table, and `spare` ones; those of one number belong together.

    The bureau is one row only.
    """
    tables = told_tables()
    most = max(len(table.columns) for table in tables) + spare
    with database.begin() as records:
        connection = records.audit._session.connection()
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        for number in range(1, most + 1):
            for table in tables:
                row = {column.name: sample(column, number) for column in table.columns}
                connection.execute(insert(table).values(**row))
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def sample(column: Column[Any], number: int) -> Any:
    """Return a value for a column; of one number, keys and what refers to them are equal."""
    values: dict[type[Any], Any] = {
        Boolean: number % 2 == 0,
        Integer: number,
        AwareTime: BEGIN + timedelta(hours=number),
        Date: date(2026, 1, 1) + timedelta(days=number),
        ExactPoints: Fraction(number, 2),
        JSON: [str(number)],
        LargeBinary: str(number).encode(),
    }
    found = (value for kind, value in values.items() if isinstance(column.type, kind))
    return next(found, str(number))


def other_value(column: Column[Any], number: int) -> Any:
    """Return another value than `sample`, as SQLite keeps it."""
    kind = column.type
    if isinstance(kind, Boolean):
        return number % 2
    if isinstance(kind, Integer):
        return number + 500
    if isinstance(kind, AwareTime):
        return "2026-12-31 00:00:00.000000"
    if isinstance(kind, Date):
        return "2026-12-31"
    if isinstance(kind, ExactPoints):
        return f"{1000 + number}/7"
    return '["other"]' if isinstance(kind, JSON) else f"other-{number}"


@contextmanager
def forger(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a database file past the program, without what refuses changes to it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
