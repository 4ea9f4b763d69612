"""Which files rows rest on: every table that names one has a column that ends in `_sha256`."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from grading.records.base import Base

ENDING = "_sha256"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file by the SHA-256 of its content, with the table and the key of the row that names it."""

    table: str
    key: str
    sha256: str


def evidence_files(connection: Connection) -> Iterator[EvidenceFile]:
    """Return the files that rows of any table name, in the order of tables and keys."""
    for table in Base.metadata.sorted_tables:
        primary = list(table.primary_key.columns)
        for column in table.columns:
            if column.name.endswith(ENDING):
                query = select(*primary, column).where(column.is_not(None)).order_by(*primary)
                for *key, sha256 in connection.execute(query):
                    yield EvidenceFile(table.name, "/".join(map(str, key)), str(sha256))
