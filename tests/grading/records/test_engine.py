import hashlib
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database
from sqlalchemy.exc import OperationalError

from courses.errors import StudyError
from grading.records import engine
from grading.records.engine import RecordsDatabase
from grading.records.errors import (
    BusyDatabaseError,
    DamagedDatabaseError,
    ForeignDatabaseError,
    NewerDatabaseError,
    UnreachableDatabaseError,
    WrongDatabaseAddressError,
)

NOW = SetClock().now
ROUNDS = 40

COUNT_UP = """
import sys
from grading.records.engine import RecordsDatabase
database = RecordsDatabase(sys.argv[1])
for _ in range(int(sys.argv[2])):
    with database.begin() as records:
        counted = int(records.people.password_hash(1))
        records.people.set_password_hash(1, str(counted + 1))
"""

DIE_AFTER_COMMIT = """
import datetime, os, sys
from grading.records.engine import RecordsDatabase
with RecordsDatabase(sys.argv[1]).begin() as records:
    records.bureau.establish("示范局", is_demo=True, now=datetime.datetime.now(datetime.UTC))
os._exit(9)
"""


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def start(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-W", "error", "-c", script, *arguments])


def test_who_may_write_waits_for_a_turn_before_anything_is_read(tmp_path, monkeypatch):
    database, asked = fresh_database(tmp_path), []
    monkeypatch.setattr(engine, "queue_up", lambda session: asked.append(session.get_bind().name))
    with database.read():
        assert asked == []
    with database.begin():
        assert asked == ["sqlite"]
    database.close()


def closed_file(folder: Path) -> Path:
    """Make a database with some rows, all in its main file."""
    database = fresh_database(folder)
    for number in range(30):
        make_person(database, f"shifan{number}", department=f"示范{number}科" * 20)
    database.close()
    return folder / "records.db"


def test_transaction_is_kept_when_it_ends(tmp_path):
    database = fresh_database(tmp_path)
    with database.begin() as records:
        records.bureau.establish("示范市生态环境局", is_demo=True, now=NOW)
    with database.read() as records:
        assert records.bureau.find().name == "示范市生态环境局"
    database.close()


def test_transaction_is_undone_when_an_error_leaves_it(tmp_path):
    database = fresh_database(tmp_path)
    with pytest.raises(ZeroDivisionError), database.begin() as records:
        records.bureau.establish("示范市生态环境局", is_demo=True, now=NOW)
        _ = 1 // 0
    with database.read() as records:
        assert records.bureau.find() is None
    database.close()


def test_reading_transaction_refuses_to_write(tmp_path):
    database = fresh_database(tmp_path)
    with pytest.raises(OperationalError, match="readonly"), database.read() as records:
        records.bureau.establish("示范局", is_demo=True, now=NOW)
    with database.begin() as records:
        records.bureau.establish("示范局", is_demo=True, now=NOW)
    database.close()


def test_reading_transaction_keeps_seeing_one_moment(tmp_path):
    database = fresh_database(tmp_path)
    with database.read() as reader:
        assert reader.bureau.find() is None
        with database.begin() as writer:
            writer.bureau.establish("示范局", is_demo=True, now=NOW)
        assert reader.people.departments() == ()
        assert reader.bureau.find() is None
    database.close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("busy_timeout", 30_000),
        ("foreign_keys", 1),
        ("synchronous", 1),
        ("recursive_triggers", 1),
    ],
)
def test_every_connection_has_the_setting(tmp_path, setting, value):
    database = fresh_database(tmp_path)
    with database.engine.connect() as first, database.engine.connect() as second:
        found = [first.exec_driver_sql(f"PRAGMA {setting}").scalar()]
        first.rollback()
        found.append(second.exec_driver_sql(f"PRAGMA {setting}").scalar())
    assert found == [value, value]
    database.close()


def test_threads_that_write_at_once_lose_nothing(tmp_path):
    database = fresh_database(tmp_path)
    person = make_person(database)
    with database.begin() as records:
        records.people.set_password_hash(person.id, "0")

    def count_up(_: int) -> None:
        with database.begin() as records:
            counted = int(records.people.password_hash(person.id))
            records.people.set_password_hash(person.id, str(counted + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(ROUNDS)))
    with database.read() as records:
        assert records.people.password_hash(person.id) == str(ROUNDS)
    database.close()


def test_processes_that_write_at_once_lose_nothing(tmp_path):
    database = fresh_database(tmp_path)
    person = make_person(database)
    assert person.id == 1
    with database.begin() as records:
        records.people.set_password_hash(person.id, "0")
    writers = [start(COUNT_UP, url_of(tmp_path / "records.db"), str(ROUNDS)) for _ in range(2)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with database.read() as records:
        assert records.people.password_hash(person.id) == str(2 * ROUNDS)
    database.close()


def test_committed_rows_are_there_when_the_process_died(tmp_path):
    file = tmp_path / "records.db"
    fresh_database(tmp_path).close()
    assert start(DIE_AFTER_COMMIT, url_of(file)).wait(timeout=60) == 9
    database = RecordsDatabase(url_of(file))
    with database.read() as records:
        assert records.bureau.find().name == "示范局"
    database.close()


def test_waiting_too_long_for_another_writer_is_told(tmp_path):
    database = fresh_database(tmp_path)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "records.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyDatabaseError, match="占用"), database.begin() as records:
        records.bureau.establish("示范局", is_demo=True, now=NOW)
    other.execute("ROLLBACK")
    other.close()
    database.close()


@pytest.mark.parametrize(
    "content", [b"no database\n" * 1000, b"x", bytes(4096)], ids=["text", "short", "zeros"]
)
def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    file = tmp_path / "records.db"
    file.write_bytes(content)
    with pytest.raises(DamagedDatabaseError, match="损坏") as caught:
        RecordsDatabase(url_of(file))
    assert caught.value.file == file
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("cut", ["page", "tail"])
def test_damaged_database_is_refused_and_left_alone(tmp_path, cut):
    file = closed_file(tmp_path)
    content = bytearray(file.read_bytes())
    if cut == "page":
        content[4096 * 5 : 4096 * 8] = b"\xff" * 4096 * 3
    else:
        del content[len(content) // 2 :]
    file.write_bytes(content)
    before = digest(file)
    with pytest.raises(DamagedDatabaseError, match=r"records\.db"):
        RecordsDatabase(url_of(file))
    assert digest(file) == before


def test_opening_a_sound_database_changes_nothing(tmp_path):
    file = closed_file(tmp_path)
    before = digest(file)
    RecordsDatabase(url_of(file)).close()
    assert digest(file) == before


def test_database_in_a_missing_folder_is_told(tmp_path):
    database = RecordsDatabase(url_of(tmp_path / "missing" / "records.db"))
    with pytest.raises(UnreachableDatabaseError, match="missing"):
        database.upgrade()
    database.close()


def test_database_that_takes_nothing_is_told(tmp_path):
    """Rights alone would not stop the superuser, so the file is opened for reading only."""
    file = tmp_path / "records.db"
    migrated = RecordsDatabase(url_of(file))
    migrated.upgrade()
    migrated.close()
    before = digest(file)
    database = RecordsDatabase(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(UnreachableDatabaseError, match="只能读，不能写"):
        database.upgrade()
    with pytest.raises(UnreachableDatabaseError, match="只能读"), database.begin() as records:
        records.bureau.establish("示范局", is_demo=True, now=NOW)
    with database.read() as records:
        assert records.bureau.find() is None
    database.close()
    assert digest(file) == before


def test_folder_in_place_of_the_database_is_told(tmp_path):
    with pytest.raises(UnreachableDatabaseError):
        RecordsDatabase(url_of(tmp_path))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "records.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://host/x",
        "postgresql+nothing://h/x",
    ],
)
def test_wrong_address_is_told(address):
    with pytest.raises(WrongDatabaseAddressError, match="请写成"):
        RecordsDatabase(address)


def test_password_of_an_address_is_never_told():
    with pytest.raises(StudyError) as caught:
        RecordsDatabase("oracle://xuefa:very-secret@host/x")
    assert "very-secret" not in str(caught.value)


def test_newer_database_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "records.db"
    database = RecordsDatabase(url_of(file))
    database.upgrade()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = digest(file)
    database = RecordsDatabase(url_of(file))
    with pytest.raises(NewerDatabaseError, match="9999"):
        database.upgrade()
    database.close()
    assert digest(file) == before


def test_database_of_another_program_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE people (x)")
    other.close()
    database = RecordsDatabase(url_of(file))
    with pytest.raises(ForeignDatabaseError, match="其他程序"):
        database.upgrade()
    with database.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert tables == ["people"]
    database.close()
