"""The library: every imported version of every instrument, kept in a folder of the home."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock

from courses.errors import StudyError
from courses.problem import Problem
from courses.statutes.citation import Citation
from courses.statutes.library.folder import Stamp, replace_files, stamps
from courses.statutes.library.hits import Results
from courses.statutes.library.index import SearchIndex
from courses.statutes.library.narrowing import narrowed
from courses.statutes.library.search import EVERYWHERE, Scope, find
from courses.statutes.library.stored_text import (
    DamagedTextError,
    VersionName,
    decode,
    encode,
    version_of,
)
from courses.statutes.library.text import ArticleText, InstrumentText

_TEXTS_KEPT = 64
"""How many texts stay in memory; most take less than 100 kB, the longest less than 1 MB."""


class SameVersionTwiceError(StudyError):
    """Two different texts were to be kept as the same version of an instrument."""

    def __init__(self, version: VersionName) -> None:
        day = "施行日期不明" if version.effective is None else f"{version.effective}起施行"
        super().__init__(
            f"有两份不同的文本都是 {version.instrument}（{day}）。请留下正确的一份，再导入一次。"
        )
        self.version = version


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """A version in the library; the counts are those of its text."""

    instrument: str
    effective: date | None
    article_count: int
    section_count: int
    title: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What lay in the folder when it was last looked at."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    held: Mapping[str, HeldVersion] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)


class Library:
    """The imported texts of a folder; any number of threads and processes may read and add.

    Every question looks at the folder first, so what another process imported is there at once. A
    damaged file counts as not there, and `problems` names it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = SearchIndex(folder)
        self._lock = Lock()
        self._shelf = _Shelf()
        self._texts: OrderedDict[tuple[str, Stamp], InstrumentText] = OrderedDict()

    @classmethod
    def open(cls, folder: Path) -> "Library":
        """Open the library of a folder, which need not exist yet."""
        return cls(folder)

    def add(self, text: InstrumentText) -> bool:
        """Keep a version; False when it is there already, word for word.

        Another text of the same version is replaced. Raises LibraryNotWritableError.
        """
        return self.add_all([text])[0]

    def add_all(self, texts: Iterable[InstrumentText]) -> tuple[bool, ...]:
        """Keep versions, all of them or none; say for each whether the library changed.

        Raises SameVersionTwiceError and LibraryNotWritableError.
        """
        names: list[str] = []
        contents: dict[str, bytes] = {}
        for text in texts:
            version, content = version_of(text), encode(text)
            if contents.setdefault(version.file_name, content) != content:
                raise SameVersionTwiceError(version)
            names.append(version.file_name)
        changed = replace_files(self.folder, contents) if contents else frozenset[str]()
        return tuple(
            name in changed and name not in names[:place] for place, name in enumerate(names)
        )

    def held(self) -> tuple[HeldVersion, ...]:
        """Return the versions that can be read, by instrument, the oldest first."""
        return tuple(sorted(self._look().held.values(), key=_age))

    def days(self, instrument_id: str) -> tuple[date, ...]:
        """Return the first days of the versions held of an instrument, as far as they are known."""
        mine = (one for one in self._look().held.values() if one.instrument == instrument_id)
        return tuple(sorted(one.effective for one in mine if one.effective is not None))

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with files in the folder, for the administrator."""
        return tuple(sorted(self._look().problems.values()))

    def find_text(self, instrument_id: str, on: date | None = None) -> InstrumentText | None:
        """Return the version that was in force on a day, the latest without a day, or None.

        Whether the instrument was repealed is not asked. A version whose first day is not known is
        returned only when no version with a known day is held; `effective` then is None.
        """
        shelf = self._look()
        versions = [one for one in shelf.held.values() if one.instrument == instrument_id]
        dated = [one for one in versions if one.effective is not None] or versions
        for version in sorted(dated, key=_age, reverse=True):
            if on is None or version.effective is None or version.effective <= on:
                return self._text(_name(version), shelf)
        return None

    def find_version(self, instrument_id: str, effective: date | None) -> InstrumentText | None:
        """Return the version with exactly this first day, or None."""
        return self._text(VersionName(instrument_id, effective).file_name, self._look())

    def find_article(self, citation: Citation, on: date | None = None) -> ArticleText | None:
        """Return the article or section a citation points into, in the version of `find_text`."""
        text = self.find_text(citation.instrument, on)
        return None if text is None else text.find(citation)

    def text_of(self, citation: Citation, on: date | None = None) -> str | None:
        """Return the words a citation points to: the article, or only its paragraph or item.

        None where the library does not hold them.
        """
        article = self.find_article(citation, on)
        return None if article is None else narrowed(article, citation)

    def search(
        self, query: str, scope: Scope = EVERYWHERE, start: int = 0, count: int = 20
    ) -> Results:
        """Return the articles that hold all words of a query, or have the number it names.

        Blanks part the words; each is looked for as a phrase. Articles named by number come first,
        then those of `scope.in_force`, then the fitting ones. `start` counts hits from 0. Whatever
        is typed is harmless; an index that is missing, old or damaged is made again.
        """
        shelf = self._look()
        if not shelf.held:
            return Results()
        texts = partial(self._all_texts, shelf)
        try:
            with self._index.opened(shelf.stamps, texts) as connection:
                return find(connection, query, scope, start, count)
        except sqlite3.DatabaseError:
            self._index.distrust()
        with self._index.opened(shelf.stamps, texts) as connection:
            return find(connection, query, scope, start, count)

    def index(self) -> None:
        """Make the search index now if the texts changed, so that nobody waits for it later."""
        self.search("")

    def _all_texts(self, shelf: _Shelf) -> Iterator[InstrumentText]:
        for name in shelf.held:
            try:
                yield decode(name, (self.folder / name).read_bytes())
            except (OSError, DamagedTextError):  # changed since the look; the next one tells
                continue

    def _look(self) -> _Shelf:
        """Return what is in the folder now, reading the files that changed since last time."""
        found = stamps(self.folder)
        if found == self._shelf.stamps:
            return self._shelf
        with self._lock:
            self._shelf = self._read_changes(self._shelf, found)
            return self._shelf

    def _read_changes(self, before: _Shelf, found: Mapping[str, Stamp]) -> _Shelf:
        held: dict[str, HeldVersion] = {}
        problems: dict[str, Problem] = {}
        for name, stamp in found.items():
            if before.stamps.get(name) != stamp:
                self._read_file(name, held, problems)
            elif name in before.held:
                held[name] = before.held[name]
            elif name in before.problems:
                problems[name] = before.problems[name]
        return _Shelf(found, held, problems)

    def _read_file(
        self, name: str, held: dict[str, HeldVersion], problems: dict[str, Problem]
    ) -> None:
        file = self.folder / name
        try:
            held[name] = _held(decode(name, file.read_bytes()))
        except FileNotFoundError:  # taken away since the folder was listed
            return
        except DamagedTextError as error:
            problems[name] = Problem(file, "整个文件", error.fault)
        except OSError as error:
            problems[name] = Problem(file, "整个文件", f"读不出来：{error.strerror or error}")

    def _text(self, name: str, shelf: _Shelf) -> InstrumentText | None:
        if name not in shelf.held:
            return None
        key = (name, shelf.stamps[name])
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
                return self._texts[key]
        try:
            text = decode(name, (self.folder / name).read_bytes())
        except (OSError, DamagedTextError):  # changed since the look; the next one tells
            return None
        with self._lock:
            self._texts[key] = text
            while len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        return text


def _held(text: InstrumentText) -> HeldVersion:
    return HeldVersion(
        text.instrument, text.effective, len(text.articles), len(text.sections), text.title
    )


def _name(version: HeldVersion) -> str:
    return VersionName(version.instrument, version.effective).file_name


def _age(version: HeldVersion) -> tuple[str, date]:
    return version.instrument, version.effective or date.min
