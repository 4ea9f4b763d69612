"""A records database for one test."""

from pathlib import Path

from grading.records.base import Base
from grading.records.engine import RecordsDatabase


def fresh_database(folder: Path) -> RecordsDatabase:
    """Return an empty database with all tables and triggers in a file of its own."""
    database = RecordsDatabase(f"sqlite:///{folder / 'records.db'}")
    Base.metadata.create_all(database.engine)
    return database
