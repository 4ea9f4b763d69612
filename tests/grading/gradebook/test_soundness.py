"""The gradebook's file is looked at without being changed."""

import sqlite3
from contextlib import closing

import pytest

from grading.gradebook.errors import DamagedGradebookError
from grading.gradebook.soundness import file_of, version_of


def test_a_sound_gradebook_tells_its_version_and_stays_as_it_is(course_folder):
    file = course_folder / "gradebook.db"
    before = file.read_bytes()
    assert version_of(file).isalnum()
    assert file.read_bytes() == before


def test_a_gradebook_without_a_version_tells_none(tmp_path):
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as book:
        book.execute("CREATE TABLE student (id TEXT)")
    assert version_of(tmp_path / "gradebook.db") is None


@pytest.mark.parametrize(
    "content", [b"no database at all " * 500, b"SQLite format 3\0" + b"x" * 99]
)
def test_a_damaged_gradebook_is_told_and_stays_as_it_is(tmp_path, content):
    file = tmp_path / "gradebook.db"
    file.write_bytes(content)
    with pytest.raises(DamagedGradebookError):
        version_of(file)
    assert file.read_bytes() == content


def test_a_gradebook_that_is_not_there_is_not_created(tmp_path):
    with pytest.raises(DamagedGradebookError):
        version_of(tmp_path / "gradebook.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["book.db", "100%.db", "what?.db", "学法/成绩 册.db"])
def test_the_file_of_an_address_is_found_whatever_its_name(tmp_path, name):
    file = tmp_path / name
    address = file.as_posix().replace("%", "%25").replace("?", "%3F")
    assert file_of(f"sqlite:///{address}?timeout=30") == file


def test_a_database_on_a_server_has_no_file():
    assert file_of("postgresql+psycopg://sample@localhost/xuefa") is None
