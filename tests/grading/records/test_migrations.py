from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from builders.records import fresh_database
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from grading.records.append_only import append_only_tables
from grading.records.base import Base
from grading.records.engine import RecordsDatabase

SAVED_FOR_EVER = {
    "answers",
    "attempts",
    "hand_ins",
    "lesson_events",
    "mistake_answers",
    "practice_answers",
    "result_cells",
    "results",
}


def migrated(folder: Path) -> RecordsDatabase:
    database = RecordsDatabase(f"sqlite:///{folder / 'records.db'}")
    database.upgrade()
    return database


def definitions(database: RecordsDatabase) -> dict[str, list[str]]:
    """Return the lines that define every table, index and trigger; their order says nothing."""
    query = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    with database.engine.connect() as connection:
        rows = connection.execute(query).all()
    return {
        name: sorted(line.strip().rstrip(",") for line in sql.splitlines())
        for name, sql in rows
        if name != "alembic_version"
    }


def test_migrations_give_the_tables_that_the_code_describes(tmp_path):
    database = migrated(tmp_path)
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []
    database.close()


def test_migrations_and_metadata_define_the_same_down_to_triggers(tmp_path):
    (tmp_path / "created").mkdir()
    upgraded, created = migrated(tmp_path), fresh_database(tmp_path / "created")
    assert definitions(upgraded) == definitions(created)
    upgraded.close()
    created.close()


def test_upgrading_again_keeps_what_is_there(tmp_path):
    database = migrated(tmp_path)
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO departments (name) VALUES ('示范一科')"))
    database.upgrade()
    with database.read() as records:
        assert records.people.departments() == ("示范一科",)
    database.close()


def test_study_records_are_among_the_append_only_tables():
    assert set(append_only_tables()) >= SAVED_FOR_EVER


@pytest.mark.parametrize("make", [migrated, fresh_database], ids=["migrated", "created"])
@pytest.mark.parametrize("table", append_only_tables())
def test_append_only_table_refuses_every_change(tmp_path, make, table):
    database = make(tmp_path)
    columns = [column.name for column in Base.metadata.tables[table].columns]
    fill = f"INSERT INTO {table} VALUES ({', '.join(['1'] * len(columns))})"
    changes = [
        f"UPDATE {table} SET {columns[0]} = {columns[0]}",
        f"DELETE FROM {table}",
        fill.replace("INSERT", "INSERT OR REPLACE"),
    ]
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql(fill)
        for change in changes:
            with pytest.raises(IntegrityError, match="only ever added"):
                connection.exec_driver_sql(change)
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1
    database.close()
