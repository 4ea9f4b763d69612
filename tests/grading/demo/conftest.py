import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from builders.gradebook import MemoryGradebook
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from grading.content import Content, read_content
from grading.demo.writing import DemoBureau
from grading.home import Home
from grading.records.engine import RecordsDatabase

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def content(tmp_path_factory) -> Content:
    """The content that comes with the package."""
    return read_content(Home(tmp_path_factory.mktemp("content")))


@pytest.fixture(scope="module")
def cheap_passwords():
    """Argon2 that costs nothing; half a hundred accounts would take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grading.people.accounts.hash_password", CHEAP.hash)
        yield


@pytest.fixture(scope="module")
def make_bureau(content, cheap_passwords, tmp_path_factory) -> Callable[..., DemoBureau]:
    """Makes a demo bureau on an empty database; nothing is written yet."""
    opened: list[RecordsDatabase] = []

    def make(**changes) -> DemoBureau:
        database = fresh_database(tmp_path_factory.mktemp("home"))
        opened.append(database)
        usual = {
            "database": database,
            "gradebook": MemoryGradebook(),
            "content": content,
            "zone": HOME_ZONE,
        }
        return DemoBureau(**usual | changes)

    yield make
    for database in opened:
        database.close()


@pytest.fixture(scope="session")
def rows_of() -> Callable[..., list[tuple]]:
    """Asks a records database whatever a test wants to know of its tables."""

    def ask(database: RecordsDatabase, query: str) -> list[tuple]:
        file = Path(database.address.removeprefix("sqlite:///"))
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute(query).fetchall()

    return ask
