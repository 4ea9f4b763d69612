"""Citations of the law, in the form in which content files write them."""

import re
from dataclasses import dataclass
from typing import Protocol

from courses.errors import StudyError
from courses.statutes.numerals import chinese_numeral

_NUMBER = r"[1-9][0-9]{0,3}"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_CITATION = re.compile(
    rf"(?P<instrument>{_SLUG}):"
    rf"(?:s(?P<section>{_NUMBER})"
    rf"|(?P<article>{_NUMBER})(?:-(?P<insert>{_NUMBER}))?"
    rf"(?:\.(?P<paragraph>{_NUMBER})(?:\.(?P<item>{_NUMBER}))?)?)"
)


class MalformedCitationError(StudyError):
    """A text does not have the form of a citation."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"引用的写法不对：{given}。请写成“文件标识:条”“文件标识:条.款”“文件标识:条.款.项”，"
            "例如 ecological-environment-code:1102.1.2；第X条之一写成“文件标识:120-1”，"
            "没有条的文件写成“文件标识:s34”。"
        )
        self.given = given


class Titles(Protocol):
    """What a label needs to know about instruments."""

    def short_title(self, instrument_id: str) -> str:
        """Return the title to print, or raise UnknownInstrumentError."""
        ...


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument: an article with its paragraph and item, or a numbered section.

    `insert` is 1 in 第一百二十条之一, an article put in later without new numbers for the rest.
    `section` is for instruments without articles and excludes the others; an item needs its
    paragraph, a paragraph and an insert their article. Raises MalformedCitationError when that does
    not hold.
    """

    instrument: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    section: int | None = None
    insert: int | None = None

    def __post_init__(self) -> None:
        if _CITATION.fullmatch(str(self)) is None or not self._is_nested():
            raise MalformedCitationError(str(self))

    def __str__(self) -> str:
        """Return the form that `parse_citation` reads."""
        if self.section is not None:
            return f"{self.instrument}:s{self.section}"
        insert = "" if self.insert is None else f"-{self.insert}"
        places = "".join(f".{part}" for part in (self.paragraph, self.item) if part is not None)
        return f"{self.instrument}:{self.article}{insert}{places}"

    @property
    def whole_article(self) -> "Citation":
        """The article without paragraph and item; a section stays what it is."""
        return Citation(self.instrument, self.article, section=self.section, insert=self.insert)

    def covers(self, other: "Citation") -> bool:
        """Say whether another citation points at the same place or at one inside it."""
        mine = (self.instrument, self.article, self.insert, self.section)
        if mine != (other.instrument, other.article, other.insert, other.section):
            return False
        inside = self.paragraph is None or self.paragraph == other.paragraph
        return inside and (self.item is None or self.item == other.item)

    def place(self) -> str:
        """Return the place alone: 第一千一百零二条第一款第（二）项."""
        if self.section is not None:
            return f"第（{chinese_numeral(self.section)}）项"
        article, insert, paragraph, item = (
            None if part is None else chinese_numeral(part)
            for part in (self.article, self.insert, self.paragraph, self.item)
        )
        return (
            f"第{article}条"
            + ("" if insert is None else f"之{insert}")
            + ("" if paragraph is None else f"第{paragraph}款")
            + ("" if item is None else f"第（{item}）项")
        )

    def label(self, titles: Titles) -> str:
        """Return what a reader sees: 《生态环境法典》第一千一百零二条第一款第（二）项.

        Raises UnknownInstrumentError when the registry does not know the instrument.
        """
        return f"《{titles.short_title(self.instrument)}》{self.place()}"

    def _is_nested(self) -> bool:
        below = (self.paragraph, self.item, self.insert)
        if self.section is not None:
            return self.article is None and below == (None, None, None)
        return self.article is not None and (self.item is None or self.paragraph is not None)


def parse_citation(text: str) -> Citation:
    """Read `instrument:article[-insert][.paragraph[.item]]` or `instrument:s34`.

    Nothing else is accepted: no spaces, no leading zeros. Raises MalformedCitationError.
    """
    match = _CITATION.fullmatch(text)
    if match is None:
        raise MalformedCitationError(text)
    article, paragraph, item, section, insert = (
        None if match[name] is None else int(match[name])
        for name in ("article", "paragraph", "item", "section", "insert")
    )
    return Citation(match["instrument"], article, paragraph, item, section, insert)
