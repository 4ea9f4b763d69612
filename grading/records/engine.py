"""Opening the records database: connections, transactions, migrations."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from grading.audit.chain import Seal
from grading.records import migrate
from grading.records.audit import AuditEntryRow, begin_trail, queue_up, write_trail
from grading.records.errors import (
    BusyDatabaseError,
    DamagedDatabaseError,
    ForeignDatabaseError,
    NewerDatabaseError,
    UnreachableDatabaseError,
    WrongDatabaseAddressError,
)
from grading.records.records import Records
from grading.records.touched import RecordsSession, listen_to

_BUSY_SECONDS = 30
_SMALLEST_PAGE = 512
_FOR_READING = "xuefa_for_reading"
_SETTINGS = (
    f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    # without it, INSERT OR REPLACE would delete rows past the triggers of append-only tables
    "PRAGMA recursive_triggers = ON",
)


class RecordsDatabase:
    """The records database at an address (`sqlite:///file` or `postgresql+psycopg://…`).

    Opening it checks that a database file is sound and changes nothing. It may be shared by
    threads; every transaction belongs to the thread that began it. With a seal, everything that is
    changed is told of in the audit trail; only what never writes, or tests, may go without. It is
    made when it is first needed, so that what fails to start leaves no new key behind. Raises
    WrongDatabaseAddressError, UnreachableDatabaseError and DamagedDatabaseError.
    """

    def __init__(self, url: str, make_seal: Callable[[], Seal] | None = None) -> None:
        parsed = _parse(url)
        self._make_seal = make_seal
        self._has_trail = False
        self.address = parsed.render_as_string(hide_password=True)
        if parsed.get_backend_name() == "sqlite":
            _check_file(Path(parsed.database or ""))
        self.engine = _make_engine(parsed)
        self._reading = self.engine.execution_options(
            **{_FOR_READING: True}, postgresql_readonly=True
        )

    def upgrade(self) -> None:
        """Create the tables or bring them to this version of the program, in one transaction.

        Raises NewerDatabaseError and ForeignDatabaseError before anything is changed, and
        UnreachableDatabaseError where nothing can be.
        """
        with self._told_plainly():
            self._look_first()
            with self.engine.begin() as connection:
                self._refuse_unknown(connection)
                migrate.to_newest(connection)
                migrate.try_writing(connection)

    def begin_trail(self) -> None:
        """Begin the audit trail with every row that is there, where there is none.

        Otherwise the first transaction that may write does so before anything else.
        """
        if self._seal is not None and not self._has_trail:
            with self._told_plainly(), self._session(self.engine) as session, session.begin():
                begin_trail(session, self._seal)
            self._has_trail = True

    def trail_length(self) -> int:
        """Return how many entries the audit trail has, 0 where it was not begun."""
        with self._told_plainly(), self._reading.connect() as connection:
            if not inspect(connection).has_table(AuditEntryRow.__tablename__):
                return 0
        with self.read() as records:
            return records.audit.head().id

    def fits_its_key(self) -> bool:
        """Say whether the trail was begun and ends with the key that is in use."""
        with self.read() as records:
            return self._seal is None or records.audit.fits(self._seal)

    def revision(self) -> str | None:
        """Return the migration that the database is at, None where none has run."""
        with self._told_plainly(), self._reading.connect() as connection:
            return migrate.revision_of(connection)

    def is_set_up(self) -> bool:
        """Say whether there is a database with our tables; looking makes none."""
        file = Path(self.engine.url.database or "")
        if self.engine.dialect.name == "sqlite" and not file.exists():
            return False
        return self.revision() is not None

    @contextmanager
    def begin(self) -> Iterator[Records]:
        """Open a transaction that may write; commit it at the end, undo it after an exception.

        Writers queue: SQLite takes the write lock at the first statement (BEGIN IMMEDIATE), for
        PostgreSQL the first statement waits for a lock of ours, so that what was read in the
        transaction still holds when it writes. Raises BusyDatabaseError and
        UnreachableDatabaseError.
        """
        self.begin_trail()
        with self._told_plainly(), self._session(self.engine) as session, session.begin():
            queue_up(session)
            yield Records(session)
            if self._seal is not None:
                session.flush()
                write_trail(session, self._seal)

    @contextmanager
    def read(self) -> Iterator[Records]:
        """Open a transaction that sees one moment of the database and can change nothing."""
        told = self._told_plainly(may_write=False)
        with told, self._session(self._reading) as session, session.begin():
            yield Records(session)

    def close(self) -> None:
        """Close all connections; the last one to a SQLite file tidies its log away."""
        self.engine.dispose()

    @staticmethod
    def _session(engine: Engine) -> RecordsSession:
        return RecordsSession(engine)

    @contextmanager
    def _told_plainly(self, *, may_write: bool = True) -> Iterator[None]:
        """Give the failures that an administrator can do something about their own errors."""
        try:
            yield
        except OperationalError as error:
            reason = str(error.orig).partition("\n")[0]
            if "database is locked" in reason:
                raise BusyDatabaseError(self.address) from error
            if may_write and "readonly database" in reason:
                raise UnreachableDatabaseError(self.address, "只能读，不能写") from error
            if error.statement is None or error.connection_invalidated:
                raise UnreachableDatabaseError(self.address, reason) from error
            raise

    @cached_property
    def _seal(self) -> Seal | None:
        return None if self._make_seal is None else self._make_seal()

    def _look_first(self) -> None:
        """Refuse a file that is not ours before a connection of ours changes its journal mode."""
        file = Path(self.engine.url.database or "")
        if self.engine.dialect.name != "sqlite" or not file.exists():
            return
        readable = f"{file.resolve().as_uri()}?mode=ro"
        looking = create_engine(f"sqlite:///{readable}&uri=true")
        try:
            with looking.connect() as connection:
                self._refuse_unknown(connection)
        finally:
            looking.dispose()

    def _refuse_unknown(self, connection: Connection) -> None:
        revision = migrate.revision_of(connection)
        if revision is None and inspect(connection).get_table_names():
            raise ForeignDatabaseError(self.address)
        if revision is not None and not migrate.knows(revision):
            raise NewerDatabaseError(self.address, revision)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        parsed.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError) as error:
        raise WrongDatabaseAddressError(url, "看不懂这个地址") from error
    except ImportError as error:
        hidden = parsed.render_as_string(hide_password=True)
        raise WrongDatabaseAddressError(hidden, f"没有安装所需的驱动 {error.name}") from error
    if backend not in ("sqlite", "postgresql"):
        raise WrongDatabaseAddressError(parsed.render_as_string(), "不支持这种数据库")
    if backend == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise WrongDatabaseAddressError(url, "没有写明数据库文件")
    return parsed


def _make_engine(url: URL) -> Engine:
    engine = create_engine(url)
    listen_to(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_connection)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - listens on SQLite only
    # the driver's own BEGIN comes too late and only before writes; _begin sends ours
    connection.isolation_level = None
    for statement in _SETTINGS:
        connection.execute(statement)


def _begin(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get(_FOR_READING))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _check_file(file: Path) -> None:
    """Refuse a damaged file, looking at it through a connection that cannot write."""
    if not file.exists():
        return
    if file.is_file() and 0 < file.stat().st_size < _SMALLEST_PAGE:
        # SQLite would take it for an empty database and write over it
        raise DamagedDatabaseError(file, "文件太短")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute(_SETTINGS[0])
            (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        raise UnreachableDatabaseError(str(file), str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedDatabaseError(file, str(error)) from error
    if finding != "ok":
        raise DamagedDatabaseError(file, str(finding))
