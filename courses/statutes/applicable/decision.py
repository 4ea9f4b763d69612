"""Choosing the law for an act: the old one unless the new one is milder (从旧兼从轻)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from courses.statutes.applicable.amounts import fact_needed
from courses.statutes.applicable.case import (
    FACT_NAMES,
    Case,
    Fact,
    Span,
    UnknownConductError,
)
from courses.statutes.applicable.finding import Finding, Result, Step
from courses.statutes.applicable.judging import Judge
from courses.statutes.applicable.situation import Situation, selecting_facts, situations
from courses.statutes.applicable.tables import LawTables, code_effective
from courses.statutes.applicable.telling import Teller
from courses.statutes.applicable.verdict import Verdict, together
from courses.statutes.citation import Citation
from courses.statutes.tables.fines import Basis
from courses.statutes.tables.penalties import Doubt, Row, by_conduct


def decide(case: Case, law: LawTables) -> Finding:
    """Find which law applies to a case, step by step; OPEN wherever that is not certain.

    A fact that is not known makes the result OPEN, and is named, unless the result is the same
    whatever it is. Raises UnknownConductError.
    """
    rows = _rows(case.conduct_id, law)
    since = code_effective(law.registry)
    teller = Teller(law.registry, case, since)
    if case.span.end < since:
        span = case.span
    else:
        span = Span(case.span.start, max(case.span.start, since - timedelta(days=1)))
    judge = Judge(registry=law.registry, rows=rows, facts=case.facts, span=span)
    if case.span.start >= since:
        return _only_new(case, judge, teller)
    if case.span.end >= since:
        return _across(case, judge, teller)
    return (
        _both(case, judge, teller) if case.decided_on >= since else _only_old(case, judge, teller)
    )


def facts_needed(conduct_id: str, law: LawTables) -> tuple[Fact, ...]:
    """Return the facts on which the sanctions of a conduct may depend, for asking for them.

    Raises UnknownConductError.
    """
    rows = _rows(conduct_id, law)
    found = dict.fromkeys(selecting_facts(rows))
    for row in rows:
        for rule in filter(None, (row.old, row.new)):
            fines = filter(None, (rule.fine, rule.individual))
            found.update(dict.fromkeys(filter(None, map(fact_needed, fines))))
    if any(row.doubt is Doubt.ELEMENTS for row in rows):
        found.update(dict.fromkeys((Fact.UNLAWFUL_THEN, Fact.UNLAWFUL_NOW)))
    return tuple(found)


def _rows(conduct_id: str, law: LawTables) -> tuple[Row, ...]:
    try:
        return by_conduct(law.penalties)[conduct_id]
    except KeyError:
        raise UnknownConductError(conduct_id) from None


def _only_new(case: Case, judge: Judge, teller: Teller) -> Finding:
    first, verdict = _in_all(case, judge.rows, judge.only_new)
    rivals = _rivals(judge)
    steps = [
        teller.date(),
        *teller.only_new(verdict.new, rivals),
        *teller.within(verdict.new, "现行规定"),
    ]
    return _finding(judge, teller, first, verdict, steps)


def _only_old(case: Case, judge: Judge, teller: Teller) -> Finding:
    first, verdict = _in_all(case, judge.rows, judge.only_old)
    steps = [teller.date(), teller.only_old(verdict.old), *teller.within(verdict.old, "旧法")]
    return _finding(judge, teller, first, verdict, steps)


def _both(case: Case, judge: Judge, teller: Teller) -> Finding:
    first, verdict = _in_all(case, judge.rows, judge.both)
    steps = [
        teller.date(),
        teller.both(verdict),
        *teller.within(verdict.old, "旧法"),
        *teller.within(verdict.new, "法典"),
        *teller.compare(verdict),
    ]
    return _finding(judge, teller, first, verdict, steps)


def _across(case: Case, judge: Judge, teller: Teller) -> Finding:
    first, both = _in_all(case, judge.rows, judge.both)
    step = teller.across(both, is_retained=judge.is_retained)
    verdict = Verdict(
        result=Result.OPEN, reason=step.text, old=both.old, new=both.new, missing=both.missing
    )
    return _finding(judge, teller, first, verdict, [teller.date(), step])


def _in_all(
    case: Case, rows: Sequence[Row], judged: Callable[[Situation], Verdict]
) -> tuple[Situation, Verdict]:
    """Return the plainest situation and what holds in all of them."""
    possible = situations(rows, case.facts)
    return possible[0], together(possible, [judged(one) for one in possible])


def _finding(
    judge: Judge,
    teller: Teller,
    first: Situation,
    verdict: Verdict,
    steps: Iterable[Step],
) -> Finding:
    chosen = () if judge.is_retained else teller.whole(verdict.result)
    ending = [*chosen, teller.procedure(), *teller.limitation()]
    return Finding(
        result=verdict.result,
        reason=verdict.reason,
        old=verdict.old,
        new=verdict.new,
        steps=tuple(sorted((*steps, *ending), key=lambda step: step.rule.number)),
        citations=verdict.citations,
        missing=verdict.missing,
        cautions=tuple(_cautions(judge, teller, first, verdict)),
        is_punishable=verdict.is_punishable,
        supposed=first.label(first.supposed),
    )


def _cautions(judge: Judge, teller: Teller, first: Situation, verdict: Verdict) -> Iterator[str]:
    """Tell what else to look at: what is supposed, what is not reckoned, notes of the table."""
    if first.supposed:
        yield f"有的事实没有写明，列出的处罚按这样的情形算：{first.label(first.supposed)}。"
    unreckoned = [fact for fact in verdict.missing if fact not in first.supposed]
    if unreckoned and verdict.result is not Result.OPEN:
        names = "、".join(FACT_NAMES[fact] for fact in unreckoned)
        yield f"不影响选哪部法，但是算罚款还缺：{names}。"
    if verdict.result is Result.NEW and verdict.old:
        for rival in _rivals(judge):
            yield teller.giving_way(rival)
    if any(one.fine.basis is Basis.OTHER_LAW for one in (*verdict.old, *verdict.new)):
        yield "数额在别的法律里，本表没有收；那部法律自己有没有变，要另查。"
    for row in judge.rows:
        if row.note:
            yield f"{row.conduct}：{row.note}。"


def _rivals(judge: Judge) -> tuple[Citation, ...]:
    """Return the rules of regulations that are still in force beside a rule of the Code."""
    found = []
    for row in judge.rows:
        if row.old is not None and not row.is_retained:
            instrument = judge.registry.get_instrument(row.old.citation.instrument)
            if instrument.repealed is None:
                found.append(row.old.citation)
    return tuple(dict.fromkeys(found))
