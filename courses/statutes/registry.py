"""The instruments that courses may cite: titles, dates, number of articles."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation


class UnknownInstrumentError(StudyError):
    """No instrument with this id in the registry."""

    def __init__(self, instrument_id: str) -> None:
        super().__init__(f"没有登记这个法律文件：{instrument_id}。请核对文件标识。")
        self.instrument_id = instrument_id


class UnknownArticleError(StudyError):
    """The instrument has no such article, or is not cited by articles."""

    def __init__(self, citation: Citation, instrument: "Instrument") -> None:
        super().__init__(_why_unknown(citation, instrument))
        self.citation = citation
        self.article_count = instrument.article_count


class Standing(StrEnum):
    """Where an instrument stands on a day."""

    IN_FORCE = "现行有效"
    NOT_YET = "尚未施行"
    REPEALED = "已废止"
    UNKNOWN = "施行日期待核对"


@dataclass(frozen=True, slots=True)
class Status:
    """Standing on a day; a repealed instrument names the one whose article repealed it."""

    standing: Standing
    successor: str | None = None

    def __str__(self) -> str:
        if self.successor is None:
            return self.standing.value
        return f"{self.standing.value}（由《{self.successor}》废止）"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a law, regulation, rule or document.

    `short_title` is the title without 中华人民共和国, as citations print it; `abbreviation` is a
    name in common use, only for finding it. `effective` is the first day and `repealed` the first
    day no longer in force; both are taken from the official text and None where it does not say.
    `article_count` is 0 for documents that are cited by section.
    """

    id: str
    title: str
    short_title: str
    abbreviation: str
    kind: str
    issuer: str
    number: str
    adopted: date | None
    effective: date | None
    repealed: date | None
    repealed_by: Citation | None
    article_count: int

    def in_force(self, on: date) -> bool:
        """Say whether this version was in force on a day; False where the first day is unknown."""
        return self.standing(on) is Standing.IN_FORCE

    def standing(self, on: date) -> Standing:
        """Say where this version stood on a day."""
        if self.repealed is not None and self.repealed <= on:
            return Standing.REPEALED
        if self.effective is None:
            return Standing.UNKNOWN
        return Standing.IN_FORCE if self.effective <= on else Standing.NOT_YET


class Registry:
    """The known instruments by id."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._by_id = {instrument.id: instrument for instrument in instruments}

    @staticmethod
    def embedded() -> "Registry":
        """Return the registry that comes with the package; always the same object."""
        return _embedded()

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self._by_id.values())

    def __contains__(self, instrument_id: object) -> bool:
        return instrument_id in self._by_id

    def get_instrument(self, instrument_id: str) -> Instrument:
        """Return the instrument with this id, or raise UnknownInstrumentError."""
        try:
            return self._by_id[instrument_id]
        except KeyError:
            raise UnknownInstrumentError(instrument_id) from None

    def short_title(self, instrument_id: str) -> str:
        """Return the title that citations print, or raise UnknownInstrumentError."""
        return self.get_instrument(instrument_id).short_title

    def resolve(self, citation: Citation) -> Instrument:
        """Return the instrument that a citation points into.

        Raises UnknownInstrumentError, and UnknownArticleError when the article is beyond the last
        one or the instrument is cited the other way (by section instead of article).
        """
        instrument = self.get_instrument(citation.instrument)
        if citation.article is None:
            fits = instrument.article_count == 0
        else:
            fits = citation.article <= instrument.article_count
        if not fits:
            raise UnknownArticleError(citation, instrument)
        return instrument

    def status(self, instrument_id: str, on: date) -> Status:
        """Return the standing on a day, with the successor's title once it is repealed."""
        instrument = self.get_instrument(instrument_id)
        standing = instrument.standing(on)
        if standing is not Standing.REPEALED or instrument.repealed_by is None:
            return Status(standing)
        return Status(standing, self.short_title(instrument.repealed_by.instrument))


def read_instruments(text: str) -> Iterator[Instrument]:
    """Read the rows of an instruments.csv."""
    for row in csv.DictReader(io.StringIO(text)):
        yield Instrument(
            id=row["id"],
            title=row["title"],
            short_title=row["short_title"],
            abbreviation=row["abbreviation"],
            kind=row["kind"],
            issuer=row["issuer"],
            number=row["number"],
            adopted=_day(row["adopted"]),
            effective=_day(row["effective"]),
            repealed=_day(row["repealed"]),
            repealed_by=parse_citation(row["repealed_by"]) if row["repealed_by"] else None,
            article_count=int(row["article_count"]),
        )


@cache
def _embedded() -> Registry:
    file = resources.files("courses.statutes") / "instruments.csv"
    return Registry(read_instruments(file.read_text(encoding="utf-8")))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _why_unknown(citation: Citation, instrument: Instrument) -> str:
    title = f"《{instrument.short_title}》"
    if instrument.article_count == 0:
        return f"{title}没有条，{citation} 请改成“文件标识:s项号”的写法。"
    if citation.article is None:
        return f"{title}有条，{citation} 请改成“文件标识:条”的写法。"
    return f"{title}只有{instrument.article_count}条，没有 {citation}。请核对条号。"
