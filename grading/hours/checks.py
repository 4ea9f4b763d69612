"""Reading the fields of a form about hours; each fault names its field."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation
from courses.statutes.registry import Registry
from courses.statutes.wording.mentions import find_mentions
from grading.hours.errors import WrongEntryError

LONGEST_TEXT = 120
"""Characters of a topic, an organiser or a host."""

LONGEST_REASON = 500
"""Characters of a reason."""

_EARLIEST_YEAR = 2000
_HALVES = 2
_MOST_CITATIONS = 30
_DIGITS = 8
_RECORD_DIGITS = 9
_NAME = re.compile("《[^《》]+》")
_LONGEST_LINE = 400
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphens, zero-width spaces and joiners: they come along with text from elsewhere."""


def read_hours(given: str, most: int, *, may_be_none: bool = False) -> Fraction:
    """Return hours in steps of one half, up to `most`; none only for taking hours back."""
    text = unicodedata.normalize("NFKC", given).strip()
    plain = text.replace(".", "", 1)
    is_number = plain.isascii() and plain.isdigit() and len(text) <= _DIGITS
    hours = Fraction(text) if is_number and not text.endswith(".") else None
    least = Fraction(0) if may_be_none else Fraction(1, 2)
    if hours is None or not least <= hours <= most or (hours * _HALVES).denominator != 1:
        lowest = "0" if may_be_none else "0.5"
        raise WrongEntryError("hours", f"学时应是 {lowest} 到 {most} 之间的数，以 0.5 为一档。")
    return hours


def read_day(given: str, today: date) -> date:
    """Return a day that is not still to come."""
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        raise WrongEntryError("on", "日期没有填好，请写成 2026-03-15 这样。") from None
    if day > today:
        raise WrongEntryError("on", "日期还没有到。学完以后再来登记。")
    if day.year < _EARLIEST_YEAR:
        raise WrongEntryError("on", f"日期太早，请填 {_EARLIEST_YEAR} 年以后的日期。")
    return day


def read_number(given: str) -> int | None:
    """Return the number of a record, None for what cannot be one."""
    is_number = given.isascii() and given.isdigit() and len(given) <= _RECORD_DIGITS
    return int(given) if is_number else None


def read_text(field: str, label: str, given: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text without needless spaces."""
    text = " ".join(without_unseen(given).split())
    if not text:
        raise WrongEntryError(field, f"请填写{label}。")
    refuse_unfit(field, label, text, longest)
    return text


def read_lines(field: str, label: str, given: str, longest: int) -> str:
    """Return a text in lines without needless spaces; it may be left out."""
    lines = [" ".join(line.split()) for line in without_unseen(given).splitlines()]
    text = "\n".join(lines).strip()
    refuse_unfit(field, label, text, longest)
    return text


def without_unseen(text: str) -> str:
    """Return a text without what has no width: nobody sees it, and so could not take it out."""
    return text.translate(_UNSEEN)


def refuse_unfit(field: str, label: str, text: str, longest: int) -> None:
    """Refuse a text that is too long, or that shows in another order than it is written."""
    if len(text) > longest:
        raise WrongEntryError(field, f"{label}至多 {longest} 字，现在有 {len(text)} 字，请改短。")
    if not text.replace("\n", "").isprintable():
        raise WrongEntryError(field, f"{label}里有看不见的控制字符，请清空以后重新输入。")


def read_citations(given: str, registry: Registry) -> tuple[str, ...]:
    """Return what each line names: a citation, or the id of a whole instrument.

    A line is a title (《噪声污染防治法》), a title with articles, or a citation by id.
    """
    lines = [line.strip() for line in without_unseen(given).splitlines() if line.strip()]
    if not lines:
        raise WrongEntryError("cites", "请至少写一部学习的法律，例如：《噪声污染防治法》第十条。")
    for line in lines:
        if len(line) > _LONGEST_LINE:
            raise WrongEntryError(
                "cites",
                f"“{_short(line)}”太长，一行至多 {_LONGEST_LINE} 字。请分成几行，一行一部。",
            )
    found = [one for line in lines for one in _cited(line, registry)]
    if len(found) > _MOST_CITATIONS:
        raise WrongEntryError("cites", f"至多写 {_MOST_CITATIONS} 条。整部学习的，只写法律名称。")
    return tuple(dict.fromkeys(found))


def _cited(line: str, registry: Registry) -> Iterable[str]:
    instrument = registry.find_by_title(line)
    if instrument is not None:
        return [instrument.id]
    try:
        citations = _citations(line, registry)
        for citation in citations:
            registry.resolve(citation)
    except StudyError as error:
        raise WrongEntryError("cites", f"“{_short(line)}”：{error}") from error
    if not citations or any(not registry.find_by_title(name) for name in _NAME.findall(line)):
        raise WrongEntryError(
            "cites", f"“{_short(line)}”不在法规库里。请照“法规”页上的名称写，一行一部。"
        )
    return [str(citation) for citation in citations]


def _citations(line: str, registry: Registry) -> list[Citation]:
    if line.isascii():
        return [parse_citation(line)]
    return [one for mention in find_mentions(line, registry) for one in mention.citations]


def _short(line: str) -> str:
    return line if len(line) <= LONGEST_TEXT else line[:LONGEST_TEXT] + "……"


def citation_label(cited: str, registry: Registry) -> str:
    """Return what a stored citation is called on screen, also where nobody knows it any more."""
    try:
        if cited in registry:
            return f"《{registry.short_title(cited)}》"
        return parse_citation(cited).label(registry)
    except StudyError:
        return cited


def repealed_note(cited: str, registry: Registry, on: date) -> str:
    """Return what to say where the law of a stored citation was no longer in force on a day."""
    instrument_id = cited.partition(":")[0]
    end = registry.get_instrument(instrument_id).repealed if instrument_id in registry else None
    if end is None or end > on:
        return ""
    return f"{end.year}年{end.month}月{end.day}日已经废止"
