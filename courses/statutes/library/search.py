"""Searching the index: which articles hold all the words, in the order a lawyer expects."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from courses.statutes.citation import Citation
from courses.statutes.library.folding import fold
from courses.statutes.library.hits import Hit, Results, passage_of
from courses.statutes.library.index import instrument_mark, pairs
from courses.statutes.library.query import Place, Term, TitleFinder, read_query

_SHORTEST_NAME = 2
_MOST_HITS = 1_000_000

_MATCHING = """
WITH found AS MATERIALIZED (
    SELECT article.id AS id, article.version IN ({first}) AS is_first, {exact} AS is_exact,
        bm25(words, 1.0, 0.0) AS fit
    FROM words JOIN article ON article.id = words.rowid
    WHERE words MATCH ? AND article.version IN ({versions}))
SELECT id, is_exact, count(*) OVER () FROM found
ORDER BY is_exact DESC, is_first DESC, iif(is_exact, 0, fit), id
LIMIT ? OFFSET ?
"""
_VERSIONS = "SELECT id, instrument, effective, title FROM version ORDER BY effective"
_ARTICLE = "SELECT version, is_section, number, put_in, trail, text FROM article WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look, and what comes first.

    `on` takes of each instrument the version of that day, else the latest. `instruments` are the
    only ones to look in. `in_force` are the instruments that come first; the only ones when
    `only_in_force`. `titles` knows the usual names of instruments.
    """

    on: date | None = None
    instruments: Collection[str] | None = None
    in_force: Collection[str] | None = None
    only_in_force: bool = False
    titles: TitleFinder | None = None

    def takes(self, instrument: str) -> bool:
        """Say whether an instrument is to be looked in."""
        if self.instruments is not None and instrument not in self.instruments:
            return False
        return not self.only_in_force or instrument in (self.in_force or ())


EVERYWHERE = Scope()
"""The latest version of every instrument."""


@dataclass(frozen=True, slots=True)
class _Version:
    id: int
    instrument: str
    effective: date | None
    title: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A term with the instruments that it names, alone or before a number."""

    term: Term
    place: Place | None
    named: tuple[str, ...]

    def expression(self) -> str:
        """Write the term for the index: its spellings, its parts, or the articles that it names."""
        ways = [_any_of(self.term.spellings)]
        if self.term.parts:
            ways.append(f"({' AND '.join(map(_any_of, self.term.parts))})")
        instruments = " OR ".join(f'"{instrument_mark(one)}"' for one in self.named)
        if self.place is not None:
            numbers = " OR ".join(f'"{mark}"' for mark in self.place.marks)
            both = f"({numbers}) AND ({instruments})" if instruments else numbers
            ways.append(f"marks : ({both})")
        elif instruments:
            ways.append(f"marks : ({instruments})")
        return f"({' OR '.join(ways)})"


def find(
    connection: sqlite3.Connection, query: str, scope: Scope, start: int, count: int
) -> Results:
    """Look for a query in an open index; return `count` hits from the one numbered `start`, from 0.

    Raises sqlite3.Error when the index is damaged.
    """
    terms = read_query(query)
    versions = _versions(connection, scope)
    if not terms or not versions:
        return Results(terms=tuple(term.given for term in terms))
    asked = _asked(terms, versions, scope.titles)
    statement = _MATCHING.format(
        exact=_exact(asked, versions),
        versions=_numbers(one.id for one in versions.values()),
        first=_numbers(
            one.id for one in versions.values() if one.instrument in (scope.in_force or ())
        ),
    )
    match = " AND ".join(one.expression() for one in asked)
    page = (match, _within(count), _within(start))
    rows = connection.execute(statement, page).fetchall()
    total = rows[0][2] if rows else _total(connection, statement, match)
    hits = tuple(_hit(connection, versions, terms, row[0], is_exact=bool(row[1])) for row in rows)
    return Results(total, hits, tuple(term.given for term in terms))


def _within(number: int) -> int:
    """Return a number that the index takes; what is asked for may come from an address."""
    return min(max(number, 0), _MOST_HITS)


def _total(connection: sqlite3.Connection, statement: str, match: str) -> int:
    """Count the hits where the page asked for lies beyond the last."""
    row = connection.execute(statement, (match, 1, 0)).fetchone()
    return 0 if row is None else int(row[2])


def _versions(connection: sqlite3.Connection, scope: Scope) -> dict[int, _Version]:
    """Return the versions to look in by their number in the index, of each instrument one."""
    best: dict[str, _Version] = {}
    undated: dict[str, _Version] = {}
    for number, instrument, day, title in connection.execute(_VERSIONS):
        if not scope.takes(instrument):
            continue
        if day is None:
            undated[instrument] = _Version(number, instrument, None, title)
            continue
        undated.pop(instrument, None)
        effective = date.fromisoformat(day)
        if scope.on is None or effective <= scope.on:
            best[instrument] = _Version(number, instrument, effective, title)
    return {one.id: one for one in (*best.values(), *undated.values())}


def _asked(
    terms: tuple[Term, ...], versions: dict[int, _Version], titles: TitleFinder | None
) -> list[_Asked]:
    """Find out which terms name articles or instruments.

    A name is read generously only beside a number (噪声法 82): alone it may be meant as words.
    """
    has_number = any(term.place is not None for term in terms)
    asked = []
    for term in terms:
        name = term.given if term.place is None else term.place.name
        named = _named(name, versions.values(), titles, generously=has_number)
        unknown = term.place is not None and bool(name) and not named
        asked.append(_Asked(term, None if unknown else term.place, named))
    return asked


def _named(
    name: str, versions: Collection[_Version], titles: TitleFinder | None, *, generously: bool
) -> tuple[str, ...]:
    folded = fold(name)
    if len(folded) < _SHORTEST_NAME:
        return ()
    if any(one.instrument == name for one in versions):
        return (name,)
    known = () if titles is None else titles.find_all_by_title(name)
    if known:
        return tuple(one.id for one in known)
    exact = [one.instrument for one in versions if folded in _titles(one.title)]
    if exact or not generously:
        return tuple(exact)
    return tuple(one.instrument for one in versions if _may_mean(folded, fold(one.title)))


def _titles(title: str) -> tuple[str, str]:
    folded = fold(title)
    return folded, folded.removeprefix("中华人民共和国")


def _may_mean(name: str, title: str) -> bool:
    """Say whether a name is a title with words left out: 噪声法 for 噪声污染防治法."""
    rest = iter(title)
    return title.endswith(name[-1]) and all(character in rest for character in name)


def _any_of(spellings: Iterable[str]) -> str:
    return f"pairs : ({' OR '.join(map(_phrase, spellings))})"


def _phrase(spelling: str) -> str:
    if len(spelling) == 1:
        return f'"{spelling}" *'
    return '"' + pairs(spelling).rpartition(" ")[0] + '"'


def _exact(asked: list[_Asked], versions: dict[int, _Version]) -> str:
    """Write the condition that an article was looked for by its number."""
    place = next((one.place for one in asked if one.place is not None), None)
    if place is None:
        return "0"
    named = {instrument for one in asked for instrument in one.named}
    meant = [one.id for one in versions.values() if not named or one.instrument in named]
    kinds = _numbers("as".index(kind) for kind in place.kinds)
    insert = "NULL" if place.insert is None else str(place.insert)
    return (
        f"(article.number = {place.number} AND article.put_in IS {insert} "
        f"AND article.is_section IN ({kinds}) AND article.version IN ({_numbers(meant)}))"
    )


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _hit(
    connection: sqlite3.Connection,
    versions: dict[int, _Version],
    terms: tuple[Term, ...],
    article: int,
    *,
    is_exact: bool,
) -> Hit:
    number_of_version, is_section, number, insert, trail, text = connection.execute(
        _ARTICLE, (article,)
    ).fetchone()
    version = versions[number_of_version]
    if is_section:
        citation = Citation(version.instrument, section=number)
    else:
        citation = Citation(version.instrument, number, insert=insert)
    passage = passage_of(text, terms)
    return Hit(
        citation, version.effective, version.title, tuple(trail.splitlines()), passage, is_exact
    )
