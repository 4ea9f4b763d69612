"""Opening nbgrader's gradebook and writing to it in one transaction.

`Gradebook`'s own methods commit after every step, which leaves half a result when the process
dies in between. Everything here works on its session instead and commits once.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Base,
    Column,
    Gradebook,
    StatementError,
    String,
    get_alembic_version,
    inspect,
    text,
)

from grading.gradebook.errors import DamagedGradebookError
from grading.gradebook.names import COURSE_ID
from grading.gradebook.soundness import file_of, version_of

Session = Any
"""A session of the gradebook."""

_BUSY_SECONDS = 30


class HeldAttempt(Base):
    """Which attempt a submission in the gradebook belongs to; nbgrader has no place for it."""

    __tablename__ = "xuefa_attempt"

    submission_id = Column(String(32), primary_key=True)
    attempt_id = Column(String(128), nullable=False)


def open_gradebook(database_url: str) -> Gradebook:
    """Open a gradebook, creating it where there is none; raise DamagedGradebookError.

    Creating one takes some seconds and needs the `alembic` program.
    """
    file = file_of(database_url)
    if file is not None and file.exists():
        version_of(file)  # looks through the whole file before anything is changed
    try:
        with programs_on_path():
            gradebook = Gradebook(_patient(database_url), COURSE_ID)
            _finish_creation(gradebook)
        _prefer_many_readers(gradebook)
    except StatementError as error:
        raise DamagedGradebookError(database_url) from error
    return gradebook


@contextmanager
def one_transaction(gradebook: Gradebook) -> Iterator[Session]:
    """Give a session that is committed as a whole at the end, or not at all."""
    session = gradebook.db
    try:
        if _is_sqlite(gradebook):
            # take the write lock before reading, so that no other writer comes in between
            session.execute(text("BEGIN IMMEDIATE"))
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.remove()


@contextmanager
def reading(gradebook: Gradebook) -> Iterator[Session]:
    """Give a session for reading and return its connection afterwards."""
    try:
        yield gradebook.db
    finally:
        gradebook.db.remove()


def program_path(path: str) -> str:
    """Return a search path on which nbgrader finds the programs of this interpreter."""
    return os.pathsep.join(part for part in (str(Path(sys.executable).parent), path) if part)


@contextmanager
def programs_on_path() -> Iterator[None]:
    """Let nbgrader find `alembic`; changes the environment of the process for that time."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = program_path(before)
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _finish_creation(gradebook: Gradebook) -> None:
    """Add the version that is missing if an earlier creation was cut off."""
    if inspect(gradebook.engine).has_table("alembic_version"):
        return
    with one_transaction(gradebook) as session:
        session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        session.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:version)"),
            {"version": get_alembic_version()},
        )


def _prefer_many_readers(gradebook: Gradebook) -> None:
    if _is_sqlite(gradebook):
        with reading(gradebook) as session:
            session.execute(text("PRAGMA journal_mode=WAL"))


def _is_sqlite(gradebook: Gradebook) -> bool:
    return bool(gradebook.engine.url.get_backend_name() == "sqlite")


def _patient(database_url: str) -> str:
    """Make every SQLite connection wait for a lock instead of failing at once."""
    if not database_url.startswith("sqlite:") or "timeout=" in database_url:
        return database_url
    return f"{database_url}{'&' if '?' in database_url else '?'}timeout={_BUSY_SECONDS}"
