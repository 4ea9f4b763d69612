"""The search index: a file beside the texts, made from them whenever they changed.

It holds every article as pairs of characters (噪声污染 is 噪声 声污 污染 染): a phrase is then
found by its pairs in their order, a word of two characters by one pair, a single character by the
beginning of a pair. A finished index is never written to. It is replaced by another as a whole, so
a reader needs no lock, and what is damaged is only made again.
"""

import hashlib
import os
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from filelock import FileLock, Timeout

from courses.statutes.library.folder import Stamp, new_part, stamp_of, sweep
from courses.statutes.library.folding import fold
from courses.statutes.library.narrowing import article_lines
from courses.statutes.library.text import ArticleText, InstrumentText

FILE_NAME = "search.db"
_LOCK = ".search.lock"
_WAIT_SECONDS = 60
_FORMAT = "1"
"""To be changed whenever an index made by earlier code would answer otherwise."""

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE made_from (fingerprint TEXT NOT NULL);
CREATE TABLE version (
    id INTEGER PRIMARY KEY, instrument TEXT NOT NULL, effective TEXT, title TEXT NOT NULL);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, is_section INTEGER NOT NULL,
    number INTEGER NOT NULL, put_in INTEGER, trail TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (pairs, marks, content='', tokenize='ascii');
"""

_NEW_ARTICLE = (
    "INSERT INTO article (version, is_section, number, put_in, trail, text)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)

_Texts: TypeAlias = Callable[[], Iterable[InstrumentText]]


class SearchIndex:
    """The index of a folder of texts; any number of threads and processes may use it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        self._lock = Lock()
        self._checked: Stamp | None = None
        self._damaged: Stamp | None = None
        self._spare: _Spare | None = None

    def opened(
        self, stamps: Mapping[str, Stamp], texts: _Texts
    ) -> AbstractContextManager[sqlite3.Connection]:
        """Open the index of the texts with these stamps, making it where it is not at hand.

        Where the folder cannot be written the index is kept in memory.
        """
        wanted = _fingerprint(stamps)
        spare = self._spare
        if spare is not None and spare.fingerprint == wanted:
            return spare.borrowed()
        connection = self._open(wanted)
        return self._made(wanted, texts) if connection is None else closing(connection)

    def distrust(self) -> None:
        """Take the file as it is now for damaged: another is made at the next opening."""
        with suppress(OSError):
            self._damaged = stamp_of(self._file)

    def _made(self, wanted: str, texts: _Texts) -> AbstractContextManager[sqlite3.Connection]:
        with self._lock:  # another thread may have made it meanwhile
            connection = self._open(wanted) or self._make(wanted, texts)
            if connection is not None:
                return closing(connection)
            if self._spare is None or self._spare.fingerprint != wanted:
                self._spare = _Spare(wanted, texts)
            return self._spare.borrowed()

    def _open(self, wanted: str) -> sqlite3.Connection | None:
        """Open the file if it is sound and made from the texts wanted."""
        try:
            stamp = stamp_of(self._file)
            if stamp == self._damaged:
                return None
            connection = sqlite3.connect(
                f"{self._file.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
        except (OSError, sqlite3.Error):
            return None
        try:
            if self._is_good(connection, wanted, stamp):
                return connection
        except sqlite3.Error:  # damaged, or no database at all
            pass
        connection.close()
        return None

    def _is_good(self, connection: sqlite3.Connection, wanted: str, stamp: Stamp) -> bool:
        row = connection.execute("SELECT fingerprint FROM made_from").fetchone()
        if row != (wanted,):
            return False
        if self._checked != stamp:  # looking through all of it is for the first opening only
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return False
            self._checked = stamp
        return True

    def _make(self, wanted: str, texts: _Texts) -> sqlite3.Connection | None:
        """Make the file and open it; None where the folder cannot be written."""
        try:
            with FileLock(self._file.with_name(_LOCK), timeout=_WAIT_SECONDS):
                made = self._open(wanted)  # by another process, while this one waited
                if made is None:
                    _replace(self._file, wanted, texts)
                    made = self._open(wanted)
                return made
        except (OSError, Timeout, sqlite3.Error):
            return None


class _Spare:
    """An index in memory, for a folder that cannot be written; one search at a time."""

    def __init__(self, fingerprint: str, texts: _Texts) -> None:
        self.fingerprint = fingerprint
        self._lock = Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        _fill(self._connection, fingerprint, texts())

    @contextmanager
    def borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection


def pairs(folded: str) -> str:
    """Return a folded text as the index keeps it; its last character stands alone."""
    return " ".join(map(str.__add__, folded, [*folded[1:], ""]))


def instrument_mark(instrument: str) -> str:
    """Return how the index marks the articles of an instrument."""
    return "i" + instrument.encode().hex()


def article_mark(article: ArticleText, *, is_section: bool) -> str:
    """Return how the index marks articles of this number: a120x1 is 第一百二十条之一."""
    insert = "" if article.insert is None else f"x{article.insert}"
    return f"{'s' if is_section else 'a'}{article.number}{insert}"


def _trail(article: ArticleText) -> str:
    """Write down the headings over an article, one a line."""
    return "\n".join(" ".join(heading.label().split()) for heading in article.headings)


def _fingerprint(stamps: Mapping[str, Stamp]) -> str:
    lines = [_FORMAT, *(f"{name} {stamp}" for name, stamp in stamps.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _replace(file: Path, fingerprint: str, texts: _Texts) -> None:
    sweep(file.parent, file.name)
    handle, part = new_part(file.parent, file.name)
    os.close(handle)
    try:
        with closing(sqlite3.connect(part)) as connection:
            _fill(connection, fingerprint, texts())
        os.replace(part, file)  # noqa: PTH105 - replaces on every platform
    finally:
        part.unlink(missing_ok=True)


def _fill(
    connection: sqlite3.Connection, fingerprint: str, texts: Iterable[InstrumentText]
) -> None:
    connection.executescript(_TABLES)
    with connection:
        for version, text in enumerate(texts, 1):
            _add(connection, version, text)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.execute("INSERT INTO made_from VALUES (?)", (fingerprint,))


def _add(connection: sqlite3.Connection, version: int, text: InstrumentText) -> None:
    day = None if text.effective is None else text.effective.isoformat()
    connection.execute(
        "INSERT INTO version VALUES (?, ?, ?, ?)", (version, text.instrument, day, text.title)
    )
    mark = instrument_mark(text.instrument)
    is_section = bool(text.sections)
    for article in text.sections or text.articles:
        lines = article_lines(article)
        added = connection.execute(
            _NEW_ARTICLE,
            (version, is_section, article.number, article.insert, _trail(article), lines),
        )
        connection.execute(
            "INSERT INTO words (rowid, pairs, marks) VALUES (?, ?, ?)",
            (
                added.lastrowid,
                pairs(fold(lines)),
                f"{mark} {article_mark(article, is_section=is_section)}",
            ),
        )
