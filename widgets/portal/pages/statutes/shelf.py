"""The registered instruments by kind, as the list of the reader shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.statutes.instrument import Instrument
from courses.statutes.law import Law
from courses.statutes.library.store import HeldVersion
from courses.statutes.status import Standing, instrument_status
from widgets.portal.pages.statutes.asked import Asked
from widgets.portal.pages.statutes.standing import Chip, chip
from widgets.portal.templates_environment import day as in_words

KINDS = (
    "法律",
    "行政法规",
    "地方性法规",
    "部门规章",
    "地方政府规章",
    "司法解释",
    "标准",
    "规范性文件",
    "党内法规",
)
"""Kinds in the order of rank; others come after them."""


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """An instrument in the list."""

    title: str
    href: str
    details: tuple[str, ...]
    chip: Chip
    is_held: bool


@dataclass(frozen=True, slots=True)
class ShelfGroup:
    """The instruments of a kind."""

    kind: str
    rows: tuple[ShelfRow, ...]


@dataclass(frozen=True, slots=True)
class ShelfCounts:
    """How many instruments there are, with a text, and in the list."""

    registered: int
    held: int
    shown: int


def kinds_of(law: Law) -> tuple[str, ...]:
    """Return the kinds of the registered instruments in the order of rank."""
    return tuple(sorted({one.kind for one in law.registry}, key=_rank))


def groups(
    law: Law, held: Iterable[HeldVersion], asked: Asked
) -> tuple[tuple[ShelfGroup, ...], ShelfCounts]:
    """Return the instruments that the filters leave, by kind, and how many there are."""
    with_text = {one.instrument for one in held}
    kept = [one for one in law.registry if _is_wanted(law, one, asked)]
    found = tuple(
        ShelfGroup(
            kind,
            tuple(
                _row(law, one, asked, is_held=one.id in with_text)
                for one in sorted(kept, key=lambda one: (one.short_title, one.id))
                if one.kind == kind
            ),
        )
        for kind in kinds_of(law)
        if any(one.kind == kind for one in kept)
    )
    registered = tuple(law.registry)
    counts = ShelfCounts(
        registered=len(registered),
        held=sum(one.id in with_text for one in registered),
        shown=len(kept),
    )
    return found, counts


def size_of(instrument: Instrument) -> str:
    """Say how long an instrument is."""
    if instrument.article_count:
        return f"{instrument.article_count} 条"
    if instrument.section_count:
        return f"{instrument.section_count} 项（不分条）"
    return ""


def _is_wanted(law: Law, instrument: Instrument, asked: Asked) -> bool:
    if asked.kind not in {"", instrument.kind} or asked.instrument not in {"", instrument.id}:
        return False
    if not asked.on.given:
        return True
    found = instrument_status(instrument.id, asked.on.day, law)
    return found.standing is Standing.IN_FORCE


def _row(law: Law, instrument: Instrument, asked: Asked, *, is_held: bool) -> ShelfRow:
    effective = instrument.effective
    details = (
        size_of(instrument),
        f"{in_words(effective)}起施行" if effective else "施行日期待核对",
        instrument.number,
    )
    return ShelfRow(
        title=f"《{instrument.short_title}》",
        href=asked.on.add_to(f"/statutes/{instrument.id}"),
        details=tuple(one for one in details if one),
        chip=chip(instrument_status(instrument.id, asked.on.day, law)),
        is_held=is_held,
    )


def _rank(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), kind)
