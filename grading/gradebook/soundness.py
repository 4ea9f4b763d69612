"""Whether the gradebook's file is sound, looked at without opening it for writing.

Free of nbgrader, whose import takes seconds.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

from grading.gradebook.errors import DamagedGradebookError

_SQLITE = "sqlite:///"
_SMALLEST_PAGE = 512
_BUSY = "PRAGMA busy_timeout = 30000"


def file_of(database_url: str) -> Path | None:
    """Return the file of a SQLite address, None where the database is on a server."""
    if not database_url.startswith(_SQLITE):
        return None
    return Path(unquote(database_url.removeprefix(_SQLITE).partition("?")[0]))


def version_of(file: Path) -> str | None:
    """Return the version of nbgrader's tables in a gradebook file, None where none is noted.

    Raises DamagedGradebookError.
    """
    if file.is_file() and 0 < file.stat().st_size < _SMALLEST_PAGE:
        # SQLite would take it for an empty database and write over it
        raise DamagedGradebookError(str(file))
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as book:
            book.execute(_BUSY)
            (found,) = book.execute("PRAGMA quick_check(1)").fetchone()
            tables = book.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            noted = ("alembic_version",) in tables
            rows = book.execute("SELECT version_num FROM alembic_version") if noted else []
            versions = [str(row[0]) for row in rows]
    except sqlite3.Error as error:
        raise DamagedGradebookError(str(file)) from error
    if found != "ok":
        raise DamagedGradebookError(str(file))
    return versions[0] if versions else None
