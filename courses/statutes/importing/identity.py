"""Which instrument, and which version of it, a file holds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from courses.statutes.importing.document import Line, SourceDocument
from courses.statutes.importing.errors import UnidentifiedFileError
from courses.statutes.importing.head import title_candidates
from courses.statutes.importing.marks import is_article
from courses.statutes.importing.outline import Outline
from courses.statutes.importing.versions import (
    first_day_of,
    matching_versions,
    read_history,
    registered,
)
from courses.statutes.instrument import Instrument, Version
from courses.statutes.registry import Registry, UnknownInstrumentError

_HEAD_LINES = 40
_NAMED = re.compile(r"(?P<id>[a-z0-9-]+)(?:@(?P<day>\d{4}-\d\d-\d\d))?")
_STAMP = re.compile(
    r"[ _-]*[（(]?\d{4}[-年.]?\d{1,2}[-月.]?\d{1,2}日?[）)]?$|[（(]\d{4}年?[^（(）)]{0,4}[）)]$"
)
_YEAR = re.compile(r"[（(](?P<year>\d{4})年?(?:修正|修订|修改)[^（(）)]{0,2}[）)]$")
_COPY = re.compile(r" ?[（(]\d{1,2}[）)]$")
_LONG_ENOUGH = 6
"""A shorter line that is only another name (法典, 条例) is no title."""
_HOW = "请用 --as 标识 指明，标识见 xuefa statutes list"


@dataclass(frozen=True, slots=True)
class Named:
    """What the user or the file says it is: an instrument, and perhaps the first day."""

    instrument_id: str
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """The instruments that have the title of a file, and the lines behind that title.

    `year` is one that stands behind the title: （2018修正）. `is_named` says that the user or the
    front matter named the instrument.
    """

    instruments: tuple[Instrument, ...]
    body: tuple[Line, ...]
    effective: date | None = None
    year: int | None = None
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """The instrument of a file, the first day of its version, and the version if registered.

    `doubts` say how sure that is.
    """

    instrument: Instrument
    effective: date | None
    version: Version | None
    doubts: tuple[str, ...] = ()

    @property
    def is_registered(self) -> bool:
        """Whether this is the version whose numbers of articles the registry gives."""
        return self.version is not None and _is_registered(self.instrument, self.version)


def read_named(text: str) -> Named:
    """Read `ID` or `ID@2018-10-26`. Raises ValueError."""
    match = _NAMED.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return Named(match["id"], date.fromisoformat(match["day"]) if match["day"] else None)


def find_candidates(
    file: Path, document: SourceDocument, registry: Registry, named: Named | None
) -> Candidates:
    """Return the instruments a file may hold: the one named, the one declared, those of its title.

    None of them where the title is not known. Raises UnidentifiedFileError for a name that the
    registry does not have, and where the title in the file is that of another instrument.
    """
    named = named or _declared(document.declared)
    found = _find_title(file, document, registry)
    if named is None:
        return found
    try:
        instrument = registry.get_instrument(named.instrument_id)
    except UnknownInstrumentError:
        reason = f"没有登记 {named.instrument_id} 这个标识。请核对，标识见 xuefa statutes list。"
        raise UnidentifiedFileError(file, reason) from None
    if found.instruments and instrument not in found.instruments:
        title, other = instrument.short_title, found.instruments[0].short_title
        reason = f"指明或者声明的是《{title}》，文件的标题却是《{other}》。请核对标识和文件。"
        raise UnidentifiedFileError(file, reason)
    return replace(found, instruments=(instrument,), effective=named.effective, is_named=True)


def find_edition(
    file: Path, candidates: Candidates, outline: Outline, history_text: str
) -> Edition:
    """Decide which version the file holds. Raises UnidentifiedFileError."""
    edition = _edition(file, candidates, outline, history_text)
    days = (edition.effective, edition.version and edition.version.adopted)
    if candidates.year is None or candidates.year in {day.year for day in days if day}:
        return edition
    doubt = f"标题后面写着 {candidates.year} 年，所认的版本却不是那一年的，请核对"
    return replace(edition, doubts=(*edition.doubts, doubt))


def _edition(file: Path, candidates: Candidates, outline: Outline, history_text: str) -> Edition:
    if candidates.effective is not None:
        return _edition_of_day(candidates.instruments[0], candidates.effective)
    history = read_history(history_text)
    own_day = None if history.is_amendment else first_day_of(_last_lines(outline))
    found = matching_versions(candidates.instruments, history, own_day)
    if len(found) > 1:
        raise UnidentifiedFileError(file, f"有几个版本与它相符（{_names(found)}），{_HOW}。")
    if found and (found[0][1].effective or _is_registered(*found[0])):
        return _known(*found[0])
    if history.days or history.effective:
        return _unregistered(file, candidates, history.effective or own_day)
    return _by_count(file, candidates, outline)


def _declared(declared: Mapping[str, str]) -> Named | None:
    slug = declared.get("slug") or declared.get("instrument")
    if not slug:
        return None
    try:
        return Named(slug, date.fromisoformat(declared.get("effective", "")))
    except ValueError:
        return Named(slug)


def _find_title(file: Path, document: SourceDocument, registry: Registry) -> Candidates:
    """Find the title: the last line before the text that is one, as pages name it above too."""
    found: Candidates | None = None
    for text, end in title_candidates(_head_lines(document)):
        titled = _titled(text, registry)
        if titled and (found is None or titled == found.instruments):
            found = Candidates(titled, document.lines[end:], year=_year_behind(text))
    if found is not None:
        return found
    declared = document.declared.get("title", "")
    for name in filter(None, (declared, _COPY.sub("", file.stem))):
        if titled := _titled(name, registry):
            return Candidates(titled, document.lines, year=_year_behind(name))
    return Candidates((), document.lines)


def _head_lines(document: SourceDocument) -> list[Line]:
    head = takewhile(lambda line: not is_article(line.text), document.lines[:_HEAD_LINES])
    return list(head)


def _titled(text: str, registry: Registry) -> tuple[Instrument, ...]:
    """Return the instruments with this title; a day or a year behind it does not matter."""
    found = registry.find_all_by_title(text) or registry.find_all_by_title(_STAMP.sub("", text))
    return tuple(one for one in found if len(text) >= _LONG_ENOUGH or text in _titles(one))


def _titles(instrument: Instrument) -> tuple[str, str]:
    return instrument.title, instrument.short_title


def _year_behind(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match["year"]) if match else None


def _edition_of_day(instrument: Instrument, day: date) -> Edition:
    for version in instrument.versions:
        if version.effective == day:
            return _known(instrument, version)
    return Edition(instrument, day, None, (f"{day}起施行的版本没有登记，条数无从核对",))


def _known(instrument: Instrument, version: Version, *doubts: str) -> Edition:
    is_counted = version.article_count or _is_registered(instrument, version)
    uncounted = () if is_counted else (f"{version.effective}起施行的版本没有登记条数，无从核对",)
    return Edition(instrument, version.effective, version, (*doubts, *uncounted))


def _unregistered(file: Path, candidates: Candidates, day: date | None) -> Edition:
    """Return a version of which the registry has no first day, when the file says it."""
    if len(candidates.instruments) != 1 or day is None:
        known = _names(registered(candidates.instruments))
        reason = (
            f"题注与登记的版本（{known}）都不相符，也看不出自何日起施行。"
            f"请用 --as 标识@施行日 指明，如 --as {candidates.instruments[0].id}@2020-01-01。"
        )
        raise UnidentifiedFileError(file, reason)
    return _edition_of_day(candidates.instruments[0], day)


def _is_registered(instrument: Instrument, version: Version) -> bool:
    return (version.adopted, version.effective) == (instrument.adopted, instrument.effective)


def _by_count(file: Path, candidates: Candidates, outline: Outline) -> Edition:
    """Without any day in the file, its number of articles or sections has to tell."""
    known = list(registered(candidates.instruments))
    if len(known) == 1:
        doubts = ["文件没有写明版本，按登记的唯一版本处理"] if not outline.sections else []
        return _known(*known[0], *doubts)
    count = len({article.number for article in outline.articles})
    fitting = [one for one in known if one[1].article_count == count]
    if len(fitting) == 1:
        return _known(*fitting[0], "文件没有写明版本，按条数认定")
    raise UnidentifiedFileError(file, f"看不出是哪个版本（{_names(known)}），{_HOW}@施行日。")


def _last_lines(outline: Outline) -> list[str]:
    last = outline.articles[-1:] or outline.sections[-1:]
    return [*(line for article in last for line in article.lines()), *outline.closing]


def _names(found: Iterable[tuple[Instrument, Version]]) -> str:
    return "、".join(
        one.id if version.effective is None else f"{one.id}@{version.effective}"
        for one, version in found
    )
