"""The tables of instruments and of their earlier versions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from courses.statutes.instrument import Instrument, Version
from courses.statutes.tables.reading import Cells, read_table

_COLUMNS = (
    "title",
    "short_title",
    "aliases",
    "kind",
    "issuer",
    "number",
    "adopted",
    "effective",
    "first_effective",
    "repealed",
    "repealed_by",
    "article_count",
    "section_count",
    "has_text",
    "source",
    "doubt",
)
_VERSION_COLUMNS = ("instrument", "adopted", "effective", "article_count", "source")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An earlier version of an instrument: not registered itself, but known to have existed."""

    id: str
    instrument: str
    version: Version
    source: str


def read_instruments(text: str, versions: Iterable[VersionRow] = ()) -> tuple[Instrument, ...]:
    """Read an instruments.csv, with the earlier versions. Raises FaultyTableError."""
    earlier: defaultdict[str, list[Version]] = defaultdict(list)
    for row in versions:
        earlier[row.instrument].append(row.version)
    rows = read_table("instruments", text, _COLUMNS, _instrument)
    return tuple(with_versions(row, earlier) for row in rows)


def read_versions(text: str) -> tuple[VersionRow, ...]:
    """Read a versions.csv. Raises FaultyTableError."""
    return read_table("versions", text, _VERSION_COLUMNS, _version)


def with_versions(instrument: Instrument, earlier: Mapping[str, list[Version]]) -> Instrument:
    """Return an instrument with its versions by the day of their adoption, its own one last."""
    own = Version(instrument.effective, instrument.adopted, instrument.article_count or None)
    before = sorted(earlier.get(instrument.id, ()), key=lambda one: one.adopted or date.min)
    return replace(instrument, versions=(*before, own))


def _instrument(cells: Cells) -> Instrument:
    instrument = Instrument(
        id=cells.text("id"),
        title=cells.text("title"),
        short_title=cells.text("short_title"),
        aliases=cells.parts("aliases"),
        kind=cells.text("kind"),
        issuer=cells.optional("issuer"),
        number=cells.optional("number"),
        adopted=cells.find_day("adopted"),
        effective=cells.find_day("effective"),
        first_effective=cells.find_day("first_effective"),
        repealed=cells.find_day("repealed"),
        repealed_by=cells.find_citation("repealed_by"),
        article_count=cells.whole("article_count"),
        section_count=cells.whole("section_count"),
        has_text=cells.yes("has_text"),
        source=cells.text("source"),
        doubt=cells.optional("doubt"),
    )
    for fault in instrument_faults(instrument):
        cells.fault("*", fault)
    return instrument


def instrument_faults(instrument: Instrument) -> list[str]:
    """Say, in Chinese, what in an instrument does not fit together."""
    one, faults = instrument, []
    if not _in_order(one.adopted, one.effective, one.repealed):
        faults.append("通过、施行、废止的日期次序不对")
    if not _in_order(one.first_effective, one.effective):
        faults.append("最初施行日不能晚于本版本施行日")
    if (one.repealed is None) != (one.repealed_by is None):
        faults.append("废止日期和废止它的条文要同时写明")
    if one.article_count and one.section_count:
        faults.append("条数和项数只能写一个")
    if one.has_text and not one.article_count and not one.section_count:
        faults.append("要写明条数（article_count）；没有条的，写明项数（section_count）")
    if not one.has_text and not one.doubt:
        faults.append("没有文本的文件要写明存疑之处（doubt）")
    return faults


def _in_order(*days: date | None) -> bool:
    known = [day for day in days if day is not None]
    return known == sorted(known)


def _version(cells: Cells) -> VersionRow:
    version = Version(
        effective=cells.find_day("effective"),
        adopted=cells.day("adopted"),
        article_count=cells.find_whole("article_count"),
    )
    return VersionRow(cells.text("id"), cells.text("instrument"), version, cells.text("source"))
