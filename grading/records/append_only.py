"""Tables whose rows are only ever added: the database itself refuses to change or delete them."""

from typing import TypeVar

from sqlalchemy import DDL, Table, event

from grading.records.base import Base

Row = TypeVar("Row", bound=Base)

_SQLITE = """\
CREATE TRIGGER {table}_no_{word} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"""

_POSTGRESQL_FUNCTION = """\
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': rows are only ever added'; END $$"""

_POSTGRESQL = """\
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


def append_only(row: type[Row]) -> type[Row]:
    """Mark a mapped class: its table refuses UPDATE and DELETE wherever it is created."""
    table = row.__table__
    assert isinstance(table, Table)  # noqa: S101 - a mapped class of ours is one table
    table.info["append_only"] = True
    for dialect in ("sqlite", "postgresql"):
        for statement in refusals(table.name, dialect):
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
    return row


def append_only_tables() -> list[str]:
    """Return the names of all tables marked append-only, in order."""
    tables = Base.metadata.tables.values()
    return sorted(table.name for table in tables if table.info.get("append_only"))


def refusals(table: str, dialect: str) -> list[str]:
    """Return the statements that make a database of this dialect refuse changes to a table."""
    if dialect == "postgresql":
        return [_POSTGRESQL_FUNCTION, _POSTGRESQL.format(table=table)]
    words = {"update": "UPDATE", "delete": "DELETE"}
    return [_SQLITE.format(table=table, word=word, verb=verb) for word, verb in words.items()]
