import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from builders.gradebook import MemoryGradebook
from builders.records import fresh_database

import quizzes.content
from courses.catalogue import Catalogue
from courses.clock import HOME_ZONE
from grading.content import Content, read_content
from grading.demo.writing import DemoBureau
from grading.home import Home
from grading.records.engine import RecordsDatabase
from quizzes.content import read_quizzes
from quizzes.paper import PaperShelf

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


PLAYED = ("noise_law", "penalty_measures")
"""Two courses show what several do; a year of all of them takes seconds to write."""


@pytest.fixture(scope="session")
def content(tmp_path_factory) -> Content:
    """Two of the courses that come with the package."""
    whole = read_content(Home(tmp_path_factory.mktemp("content")))
    catalogue = Catalogue(map(whole.catalogue.course, PLAYED))
    found = read_quizzes(catalogue, [quizzes.content.PACKAGE_FOLDER])
    return replace(whole, catalogue=catalogue, quizzes=found)


@pytest.fixture(scope="session")
def short_content(content) -> Content:
    """One course with its chapter test, for what has to be written again and again."""
    catalogue = Catalogue([content.catalogue.course(PLAYED[0])])
    found = read_quizzes(catalogue, [quizzes.content.PACKAGE_FOLDER])
    tests = [paper for paper in found.shelf.all() if paper.mode == "chapter_test"]
    found = replace(found, shelf=PaperShelf(tests))
    return replace(content, catalogue=catalogue, quizzes=found)


@pytest.fixture(scope="module")
def cheap_passwords():
    """Argon2 that costs nothing; half a hundred accounts would take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grading.people.accounts.hash_password", CHEAP.hash)
        yield


@pytest.fixture(scope="module")
def make_bureau(content, cheap_passwords, tmp_path_factory) -> Callable[..., DemoBureau]:
    """Makes a demo bureau of lessons and exams on an empty database; nothing is written yet.

    The rest of its year is looked at in `test_fill`.
    """
    opened: list[RecordsDatabase] = []

    def make(**changes) -> DemoBureau:
        folder = tmp_path_factory.mktemp("home")
        database = fresh_database(folder)
        opened.append(database)
        usual = {
            "home": Home(folder),
            "database": database,
            "gradebook": MemoryGradebook(),
            "content": content,
            "zone": HOME_ZONE,
            "chapters": (),
        }
        return DemoBureau(**usual | changes)

    yield make
    for database in opened:
        database.close()


@pytest.fixture(scope="module")
def make_short(make_bureau, short_content) -> Callable[..., DemoBureau]:
    """Makes a demo bureau with one course, on an empty database."""
    return partial(make_bureau, content=short_content)


@pytest.fixture(scope="session")
def rows_of() -> Callable[..., list[tuple]]:
    """Asks a records database whatever a test wants to know of its tables."""

    def ask(database: RecordsDatabase, query: str) -> list[tuple]:
        file = Path(database.address.removeprefix("sqlite:///"))
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute(query).fetchall()

    return ask
