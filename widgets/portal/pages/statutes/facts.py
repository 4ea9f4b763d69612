"""The facts of an instrument, and what to do where its words are not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from courses.statutes.instrument import Instrument
from courses.statutes.law import Law
from courses.statutes.library.store import HeldVersion
from courses.statutes.library.text import InstrumentText
from widgets.portal.pages.base import Link
from widgets.portal.templates_environment import day as in_words

IMPORT_COMMAND = "xuefa statutes import 文件或者文件夹"
"""What an administrator types at the server."""


@dataclass(frozen=True, slots=True)
class MissingText:
    """Why there are no words to read, the title to look for, and the command that imports them."""

    reason: str
    title: str
    command: str


def missing_text(instrument: Instrument, text: InstrumentText | None) -> MissingText:
    """Say that an instrument has no text, or that the text which is there lacks the article."""
    if text is not None:
        reason = "已导入的文本里没有这一条，可能导入的是别的版本，或者不完整。"
    elif instrument.has_text:
        reason = "这份文件的条文没有导入，下面是平台自己整理的资料。"
    else:
        reason = "这份文件没有收集到原文，平台只登记了名称；引用它要另行核对。"
    return MissingText(reason, instrument.title, IMPORT_COMMAND)


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """Which version the words are from; `is_other` says that it is not that of the day asked for.

    `others` lead to the other versions that are held.
    """

    words: str
    is_other: bool
    others: tuple[Link, ...]


def shown_version(
    text: InstrumentText, held: Iterable[HeldVersion], address: str, on: date
) -> ShownVersion:
    """Describe the version that a text is, and find the others of its instrument."""
    others = (
        one
        for one in held
        if one.instrument == text.instrument and one.effective not in {text.effective, None}
    )
    is_other = text.effective is not None and text.effective > on
    words = "施行日期不明的文本" if text.effective is None else _version(text.effective)
    return ShownVersion(
        words=f"{in_words(on)}的版本没有导入，下面是{words}。" if is_other else f"{words}。",
        is_other=is_other,
        others=tuple(
            Link(_version(one.effective), f"{address}?on={one.effective.isoformat()}")
            for one in others
            if one.effective is not None
        ),
    )


def _version(effective: date) -> str:
    return f"{in_words(effective)}起施行的文本"


def facts_of(law: Law, instrument: Instrument) -> tuple[tuple[str, str], ...]:
    """Return what the registry knows about an instrument, without what it does not know."""
    by = instrument.repealed_by
    first = instrument.first_effective
    return _known(
        ("全称", instrument.title),
        ("种类", instrument.kind),
        ("制定机关", instrument.issuer),
        ("文号", instrument.number),
        ("最初施行", None if first == instrument.effective else first),
        ("通过或者公布", instrument.adopted),
        ("施行", instrument.effective),
        ("废止", instrument.repealed),
        ("废止依据", by.label(law.registry) if by else ""),
        ("常用名", "、".join(instrument.aliases)),
        ("存疑", instrument.doubt),
    )


def short_facts_of(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    """Return the few facts that stand beside an article."""
    return _known(
        ("种类", instrument.kind),
        ("制定机关", instrument.issuer),
        ("施行", instrument.effective),
        ("废止", instrument.repealed),
    )


def _known(*facts: tuple[str, str | date | None]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, in_words(value) if isinstance(value, date) else value)
        for name, value in facts
        if value
    )
