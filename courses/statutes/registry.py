"""The instruments that may be cited: finding them by id or by name, and checking citations."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from courses.errors import StudyError
from courses.problem import Problem
from courses.statutes.citation import Citation
from courses.statutes.instrument import Instrument, normalized_title
from courses.statutes.numerals import chinese_numeral
from courses.statutes.own_instruments import read_own_instruments
from courses.statutes.tables.instruments import read_instruments, read_versions
from courses.statutes.tables.reading import embedded_text
from courses.statutes.tables.structure import Structure, embedded_structure

_YEAR = re.compile(r"\((?P<year>[12][0-9]{3})(?:年)?(?:修正|修订|版|文本|修正版|修订版)?\)$")


class UnknownInstrumentError(StudyError):
    """No instrument with this id in the registry."""

    def __init__(self, instrument_id: str) -> None:
        super().__init__(f"没有登记这个法律文件：{instrument_id}。请核对文件标识。")
        self.instrument_id = instrument_id


class UnknownArticleError(StudyError):
    """The instrument has no such article, or is not cited by articles."""

    def __init__(self, citation: Citation, instrument: Instrument) -> None:
        super().__init__(_why_unknown(citation, instrument))
        self.citation = citation
        self.article_count = instrument.article_count


class UnknownPlaceError(UnknownArticleError):
    """The article is there, but it has no such paragraph or item."""

    def __init__(self, citation: Citation, instrument: Instrument, items: tuple[int, ...]) -> None:
        super().__init__(citation, instrument)
        self.args = (_why_no_place(citation, instrument, items),)
        self.items = items


class Registry:
    """The known instruments, by id and by name.

    `structure` is asked for the table of paragraphs and items when it is first needed.
    """

    def __init__(
        self,
        instruments: Iterable[Instrument],
        structure: Callable[[], Structure] = embedded_structure,
    ) -> None:
        self._structure = structure
        self._by_id = {instrument.id: instrument for instrument in instruments}
        self._by_name: defaultdict[str, list[Instrument]] = defaultdict(list)
        for instrument in self._by_id.values():
            for name in dict.fromkeys(map(normalized_title, instrument.names)):
                self._by_name[name].append(instrument)

    @staticmethod
    def embedded() -> "Registry":
        """Return the registry that comes with the package; always the same object."""
        return _embedded()

    @staticmethod
    def with_own(folder: Path) -> tuple["Registry", list[Problem]]:
        """Return the embedded registry with a bureau's own `<folder>/instruments.toml`.

        The file need not exist. An instrument with a fault is left out and the fault told.
        """
        own, problems = read_own_instruments(folder / "instruments.toml", _embedded())
        return Registry([*_embedded(), *own]), problems

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

    def find_by_title(self, name: str) -> Instrument | None:
        """Return the instrument with this title, short title or alias, None if there is none.

        Width, brackets, dashes and 中华人民共和国 do not matter; a year behind the title,
        大气污染防治法（2018修正）, must be that of the registered version.
        """
        return next(iter(self.find_all_by_title(name)), None)

    def find_all_by_title(self, name: str) -> tuple[Instrument, ...]:
        """Return every instrument of this name, the embedded ones first."""
        plain = normalized_title(name)
        if plain in self._by_name:
            return tuple(self._by_name[plain])
        year = _YEAR.search(plain)
        if year is None:
            return ()
        named = self._by_name.get(plain[: year.start()], ())
        return tuple(one for one in named if int(year["year"]) in _years(one))

    def resolve(self, citation: Citation) -> Instrument:
        """Return the instrument that a citation points into.

        Raises UnknownInstrumentError, UnknownArticleError when there is no such article or section,
        and UnknownPlaceError when the article has no such paragraph or item. Places of which
        nothing is known are accepted, so for an instrument without text ask `has_text`.
        """
        instrument = self.get_instrument(citation.instrument)
        if not instrument.has_place(citation):
            raise UnknownArticleError(citation, instrument)
        if citation.paragraph is not None:
            built = self._structure().article(citation, instrument.effective)
            if built is not None and not built.has_place(citation):
                raise UnknownPlaceError(citation, instrument, built.items)
        return instrument


@cache
def _embedded() -> Registry:
    versions = read_versions(embedded_text("versions"))
    return Registry(read_instruments(embedded_text("instruments"), versions))


def _years(instrument: Instrument) -> set[int]:
    days = (instrument.adopted, instrument.effective)
    return {day.year for day in days if day is not None}


def _why_unknown(citation: Citation, instrument: Instrument) -> str:
    title, one = f"《{instrument.short_title}》", instrument
    if citation.article is None and one.article_count:
        return f"{title}有条，{citation} 请改成“文件标识:条”的写法。"
    if citation.article is None:
        return f"{title}只有{one.section_count}项，没有 {citation}。请核对项号。"
    if not one.article_count:
        return f"{title}没有条，{citation} 请改成“文件标识:s项号”的写法。"
    if citation.insert is not None:
        return f"{title}没有{citation.whole_article.place()}，请核对 {citation}。"
    return f"{title}只有{one.article_count}条，没有 {citation}。请核对条号。"


def _why_no_place(citation: Citation, instrument: Instrument, items: tuple[int, ...]) -> str:
    place = f"《{instrument.short_title}》{citation.whole_article.place()}"
    if citation.paragraph is None or citation.paragraph > len(items):
        return f"{place}只有{len(items)}款，没有 {citation}。请核对款号。"
    count = items[citation.paragraph - 1]
    has = f"只有{count}项" if count else "没有分项"
    return f"{place}第{chinese_numeral(citation.paragraph)}款{has}，没有 {citation}。请核对项号。"
