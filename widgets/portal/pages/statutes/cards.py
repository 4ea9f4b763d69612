"""The rows of our own tables on an article: penalties, time limits, what it overrides."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from courses.statutes.status import day_in_words
from courses.statutes.tables.overrides import Effect, Override
from courses.statutes.tables.penalties import Assessment, Doubt, Rule, Tier, Who
from courses.statutes.tables.penalties import Row as Penalty
from courses.statutes.tables.procedure import DayCount, ProcedureRule
from courses.statutes.tables.reading import Verified
from widgets.portal.pages.base import Link
from widgets.portal.pages.statutes.asked import AskedDay
from widgets.portal.pages.statutes.standing import citation_link

SHOWN_AT_ONCE = 4
"""Rows that are open when the page opens; the rest unfolds."""

Fact = tuple[str, tuple[Link, ...]]
"""A name, and what it says: words (links that lead nowhere) and links, one after the other."""

_COMPARED = {
    Assessment.SAME: "与旧规定轻重相同",
    Assessment.HEAVIER: "比旧规定重",
    Assessment.LIGHTER: "比旧规定轻",
    Assessment.NEW: "旧规定没有",
    Assessment.DEPENDS: "轻重要按案情算",
    Assessment.MIXED: "有轻有重",
    Assessment.UNSURE: "轻重存疑",
}
_WHO = {
    Who.EVERYBODY: "",
    Who.UNIT: "单位",
    Who.INDIVIDUAL: "个人",
    Who.PERMIT_HOLDER: "排污单位",
}
_EFFECTS = {
    Effect.REPLACES: "适用这一条，不适用下位法",
    Effect.UNSURE: "存疑",
    Effect.BESIDE: "两条都适用，不一致的看这一条",
}
_DOUBTS = {
    Doubt.OLD: "旧规定怎么管这种行为，没有定论。",
    Doubt.CODE: "法典这一条管不管这种行为，没有定论。",
    Doubt.COMPARISON: "新旧怎么比轻重，没有定论。",
    Doubt.ELEMENTS: "新旧规定写的行为不一样，先要认定是不是两边都禁止。",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A row in words; `doubt` is "" when nothing about it is open."""

    title: str
    facts: tuple[Fact, ...]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class CardPart:
    """The rows of a table; `rest` is folded away."""

    title: str
    hint: str
    first: tuple[Card, ...]
    rest: tuple[Card, ...]


def card_parts(law: Law, citation: Citation, day: AskedDay) -> tuple[CardPart, ...]:
    """Return the rows of our tables that are about an article."""
    article = citation.whole_article
    return (
        *_part("罚则", (_penalty(law, row, day) for row in _penalties(law, article))),
        *_part("程序时限和门槛", (_limit(law, row, day) for row in _limits(law, article))),
        *_part("下位法让位给这一条", (_override(law, row, day) for row in _lower(law, article))),
    )


def _part(title: str, rows: Iterable[Card]) -> tuple[CardPart, ...]:
    cards = tuple(rows)
    if not cards:
        return ()
    hint = f"{len(cards)} 行，平台整理"
    return (CardPart(title, hint, cards[:SHOWN_AT_ONCE], cards[SHOWN_AT_ONCE:]),)


def _penalties(law: Law, article: Citation) -> Iterable[Penalty]:
    return (
        row
        for row in law.penalties
        if any(
            rule is not None and rule.citation.whole_article == article
            for rule in (row.new, row.old)
        )
    )


def _penalty(law: Law, row: Penalty, day: AskedDay) -> Card:
    is_said = row.tier is Tier.BASE or row.tier_name in row.conduct
    old = None if row.is_retained else row.old
    return Card(
        title=row.conduct if is_said else f"{row.conduct}（{row.tier_name}）",
        facts=_facts(
            ("对谁", _WHO[row.who]),
            ("规定" if row.is_retained else "现行规定", _rule(law, row.new, day)),
            ("旧规定", _rule(law, old, day)),
            ("其他处罚", row.sanctions_text),
            ("对责任人员", row.individual_text),
            ("新旧比较", "" if row.is_retained else _COMPARED[row.lighter_or_heavier]),
            ("由谁处罚", row.authority),
            ("说明", row.note),
        ),
        doubt=_DOUBTS.get(row.doubt, ""),
    )


def _facts(*facts: tuple[str, str | tuple[Link, ...]]) -> tuple[Fact, ...]:
    """Return the facts that say something, their words as parts."""
    return tuple(
        (name, (Link(value, None),) if isinstance(value, str) else value)
        for name, value in facts
        if value
    )


def _rule(law: Law, rule: Rule | None, day: AskedDay) -> tuple[Link, ...]:
    if rule is None:
        return ()
    words = rule.label()
    link = citation_link(law, rule.citation, day)
    return (link, Link(f"：{words}", None)) if words else (link,)


def _limits(law: Law, article: Citation) -> Iterable[ProcedureRule]:
    return (
        row
        for row in law.procedure
        if any(one.whole_article == article for one in (row.citation, *row.also))
    )


def _limit(law: Law, row: ProcedureRule, day: AskedDay) -> Card:
    return Card(
        title=f"{row.topic}：{row.item}",
        facts=_facts(
            ("规定", row.amount()),
            ("怎么数", "自然日" if row.counting is DayCount.CALENDAR_DAYS else ""),
            ("依据", _row_of_links(law, (row.citation, *row.also), day)),
            ("说明", row.note),
        ),
        doubt="" if row.verified is Verified.YES else "还没有对照原文全部核实。",
    )


def _lower(law: Law, article: Citation) -> Iterable[Override]:
    return (row for row in law.overrides if any(one.whole_article == article for one in row.upper))


def _override(law: Law, row: Override, day: AskedDay) -> Card:
    return Card(
        title=row.lower.label(law.registry),
        facts=_facts(
            ("下位法", _row_of_links(law, (row.lower,), day)),
            ("从哪天起", day_in_words(row.since)),
            ("怎么处理", _EFFECTS[row.effect]),
            ("理由", row.reason),
        ),
        doubt="两边的关系没有定论。" if row.effect is Effect.UNSURE else "",
    )


def _row_of_links(law: Law, citations: Iterable[Citation], day: AskedDay) -> tuple[Link, ...]:
    """Return links with 、 between them."""
    parts: list[Link] = []
    for citation in citations:
        parts += [Link("、", None), citation_link(law, citation, day)]
    return tuple(parts[1:])
