"""Where a cited provision stands on a day: in force, not yet, repealed, overridden, or unsure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from courses.statutes.citation import Citation
from courses.statutes.instrument import Instrument, Version
from courses.statutes.law import Law
from courses.statutes.successors import later_articles
from courses.statutes.tables.overrides import Effect, Override


class Standing(StrEnum):
    """Where a provision stands on a day; only the first may pass without a word."""

    IN_FORCE = "现行有效"
    NOT_YET = "尚未施行"
    OVERRIDDEN = "被上位法取代"
    REPEALED = "已废止"
    NOT_HELD = "未收此版本"
    UNSURE = "存疑"


@dataclass(frozen=True, slots=True)
class Status:
    """Where a provision stands, and why.

    `since` is the day from which it stands so, None where that is not known. `by` are the articles
    that repealed or override it; `successors` those that say now what it said. `reason` is a
    Chinese sentence for readers, and `remark` what they should know besides: doubts about the
    source, a rule beside it. It is empty or ends with 。.
    """

    standing: Standing
    since: date | None
    by: tuple[Citation, ...]
    reason: str
    successors: tuple[Citation, ...] = ()
    remark: str = ""

    def __str__(self) -> str:
        return self.standing.value


def status(citation: Citation, on: date, law: Law) -> Status:
    """Say where a cited provision stands on a day.

    What is not known of a paragraph or an item is that of its article. Raises the errors of
    `Registry.resolve`.
    """
    instrument = law.registry.resolve(citation)
    if _is_repealed(instrument, on):
        found = _repealed(citation, instrument, law)
    else:
        found = _not_begun(instrument, on, law) or _begun(citation, instrument, on, law)
    return replace(found, remark=_joined([found.remark, instrument.doubt]))


def instrument_status(instrument_id: str, on: date, law: Law) -> Status:
    """Say where an instrument stands on a day as a whole, what overrides single articles aside.

    Raises UnknownInstrumentError.
    """
    instrument = law.registry.get_instrument(instrument_id)
    if _is_repealed(instrument, on):
        by = () if instrument.repealed_by is None else (instrument.repealed_by,)
        reason = f"{_repeal_in_words(instrument, law)}。"
        found = Status(Standing.REPEALED, instrument.repealed, by, reason)
    else:
        found = _not_begun(instrument, on, law) or _in_force(instrument, law)
    return replace(found, remark=_joined([found.remark, instrument.doubt]))


def _is_repealed(instrument: Instrument, on: date) -> bool:
    return instrument.repealed is not None and instrument.repealed <= on


def _not_begun(instrument: Instrument, on: date, law: Law) -> Status | None:
    """Say why a standing instrument cannot be taken to be in force; None when it is."""
    title = f"《{instrument.short_title}》"
    if not instrument.has_text:
        reason = f"{title}没有收原文，不能确认它在这一天的效力。"
        return Status(Standing.UNSURE, None, (), reason)
    if instrument.effective is None:
        reason = f"{title}的施行日期没有核对清楚，不能确认它在这一天的效力。"
        return Status(Standing.UNSURE, None, (), reason)
    return _before(instrument, instrument.effective, on, law) if on < instrument.effective else None


def _repealed(citation: Citation, instrument: Instrument, law: Law) -> Status:
    later = later_articles(citation, law)
    by = () if instrument.repealed_by is None else (instrument.repealed_by,)
    reason = _repeal_in_words(instrument, law)
    if later:
        reason += f"；同一内容现在看{_labels(later, law)}"
    elif any(row.follows(citation) for row in law.succession):
        reason += "；后来的法律没有对应的条文"
    return Status(Standing.REPEALED, instrument.repealed, by, f"{reason}。", later)


def _repeal_in_words(instrument: Instrument, law: Law) -> str:
    by = instrument.repealed_by
    return (
        f"{_since(instrument.repealed)}"
        + ("" if by is None else f"由{_labels([by], law)}")
        + "废止"
    )


def _before(instrument: Instrument, effective: date, on: date, law: Law) -> Status:
    """Say how it stands before the registered version: an older one, or not there at all."""
    title = f"《{instrument.short_title}》"
    if held := _imported(instrument, on, law):
        reason = f"这一天有效，看导入的{_since(held)}施行的版本；{_since(effective)}看后来的版本。"
        return Status(Standing.IN_FORCE, held, (), reason)
    older = [one for one in instrument.versions[:-1] if (_earliest(one) or date.max) <= on]
    if not older:
        reason = f"{title}自{day_in_words(effective)}起施行，在{day_in_words(on)}还没有施行。"
        first = instrument.versions[0]
        if first.adopted is not None and on < first.adopted:
            reason = f"{title}在{day_in_words(on)}还没有制定。"
        elif first.effective != effective:
            reason = f"{title}在{day_in_words(on)}已经通过，还没有施行。"
        return Status(Standing.NOT_YET, None, (), reason)
    first = instrument.versions[0]
    known = first.adopted or first.effective
    reason = (
        f"收录的{title}自{day_in_words(effective)}起施行；这一天要看较早的版本"
        f"（{_described(older[-1])}），这里没有收。"
    )
    remark = "" if known is None else f"{title}最早的版本{day_in_words(known)}通过。"
    return Status(Standing.NOT_HELD, None, (), reason, remark=remark)


def _imported(instrument: Instrument, on: date, law: Law) -> date | None:
    """Return the first day of the older version in force on a day, if it is the one imported."""
    days = () if law.library is None else law.library.days(instrument.id)
    begun = max((day for day in days if day <= on), default=None)
    others = (_earliest(one) for one in instrument.versions)
    if begun is None or any(other is not None and begun < other <= on for other in others):
        return None
    return begun


def _begun(citation: Citation, instrument: Instrument, on: date, law: Law) -> Status:
    """Say how it stands once the registered version has begun, and is not repealed."""
    since = instrument.effective
    rows = [row for row in law.overrides if row.since <= on]
    around = [row for row in rows if row.lower.covers(citation)]
    if around:
        return _under(max(around, key=_depth), since, law)
    inside = [row for row in rows if citation.covers(row.lower)]
    if any(row.effect is not Effect.BESIDE for row in inside):
        return _partly_under(inside, law)
    remark = _joined(f"{row.reason}（{_labels(row.upper, law)}）" for row in inside)
    return replace(_in_force(instrument, law), remark=remark)


def _depth(row: Override) -> int:
    """How far down a row goes: to the article, the paragraph or the item."""
    return sum(part is not None for part in (row.lower.paragraph, row.lower.item))


def _in_force(instrument: Instrument, law: Law) -> Status:
    since = instrument.effective
    reason = f"现行有效，{_since(since)}施行。"
    if instrument.repealed is not None:
        end = _repeal_in_words(instrument, law)
        reason = f"这一天有效，{_since(since)}施行；{end}。"
    return Status(Standing.IN_FORCE, since, (), reason)


def _under(row: Override, since: date | None, law: Law) -> Status:
    upper = _labels(row.upper, law)
    match row.effect:
        case Effect.REPLACES:
            reason = f"{_since(row.since)}适用上位法{upper}：{row.reason}。"
            return Status(Standing.OVERRIDDEN, row.since, row.upper, reason, row.upper)
        case Effect.UNSURE:
            reason = f"{_since(row.since)}与{upper}的关系存疑：{row.reason}。"
            return Status(Standing.UNSURE, row.since, row.upper, reason)
        case Effect.BESIDE:
            reason, remark = f"现行有效，{_since(since)}施行。", f"{row.reason}（{upper}）。"
            return Status(Standing.IN_FORCE, since, (), reason, remark=remark)


def _partly_under(rows: list[Override], law: Law) -> Status:
    """Say that a citation is too wide: some of what it covers no longer applies."""
    grouped: dict[str, list[str]] = {}
    for row in rows:
        doubt = "" if row.effect is Effect.REPLACES else f"（{row.effect}）"
        grouped.setdefault(f"{_labels(row.upper, law)}{doubt}", []).append(row.lower.place())
    told = "；".join(f"{'、'.join(places)}看{upper}" for upper, places in grouped.items())
    by = tuple(dict.fromkeys(upper for row in rows for upper in row.upper))
    since = min(row.since for row in rows)
    reason = f"{_since(since)}只有一部分仍然适用，引用请写到款、项：{told}。"
    return Status(Standing.UNSURE, since, by, reason)


def _earliest(version: Version) -> date | None:
    """Return the first day on which a version may have been in force, as far as is known."""
    return version.effective or version.adopted


def _described(version: Version) -> str:
    adopted = "" if version.adopted is None else f"{day_in_words(version.adopted)}通过或者修改"
    effective = "" if version.effective is None else f"{day_in_words(version.effective)}起施行"
    return "，".join(part for part in (adopted, effective) if part)


def _labels(citations: Iterable[Citation], law: Law) -> str:
    """Return citations in words, the title only where it changes."""
    told, before = [], None
    for one in citations:
        told.append(one.place() if one.instrument == before else one.label(law.registry))
        before = one.instrument
    return "、".join(told)


def _joined(sentences: Iterable[str]) -> str:
    return "".join(f"{one.rstrip('。')}。" for one in sentences if one)


def _since(day: date | None) -> str:
    return "" if day is None else f"{day_in_words(day)}起"


def day_in_words(day: date) -> str:
    """Return a day as a reader sees it: 2026年8月15日."""
    return f"{day.year}年{day.month}月{day.day}日"
