"""What holds in one situation, and what holds in all situations that a case leaves open."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from courses.statutes.applicable.candidates import Candidate
from courses.statutes.applicable.case import Fact
from courses.statutes.applicable.finding import Result
from courses.statutes.applicable.situation import Situation
from courses.statutes.applicable.weighing import Weighing
from courses.statutes.citation import Citation

Value = TypeVar("Value")

_FIELDS = {
    Fact.SEVERITY: "severity",
    Fact.REFUSED: "is_refused",
    Fact.GRADE: "grade",
    Fact.PARTY: "party",
    Fact.PERMIT_HOLDER: "is_permit_holder",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The law that applies in one situation; the attributes are those of Finding.

    `brief` says the reason in a few words, for telling situations apart; `weighings` are the
    comparisons of the rules that prevailed within their sides.
    """

    result: Result
    reason: str
    brief: str = ""
    old: tuple[Candidate, ...] = ()
    new: tuple[Candidate, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: tuple[Fact, ...] = ()
    is_punishable: bool | None = None
    weighings: tuple[Weighing, ...] = ()


def together(situations: Sequence[Situation], verdicts: Sequence[Verdict]) -> Verdict:
    """Return what holds in every situation; OPEN, with the facts that matter, when nothing does."""
    first = verdicts[0]
    results = [(verdict.result,) for verdict in verdicts]
    if len(set(results)) > 1:
        return _open(situations, verdicts, results)
    quoted = [verdict.citations for verdict in verdicts if verdict.citations]
    common = (
        tuple(one for one in quoted[0] if all(one in more for more in quoted)) if quoted else ()
    )
    if quoted and not common:
        return _open(situations, verdicts, [verdict.citations for verdict in verdicts])
    punishable = [verdict.is_punishable for verdict in verdicts]
    missing = (fact for verdict in verdicts for fact in verdict.missing)
    return replace(
        first,
        reason=_reason(situations, verdicts),
        citations=common,
        missing=_unique((*_deciding(situations, punishable), *missing)),
        is_punishable=punishable[0] if len(set(punishable)) == 1 else None,
    )


def _reason(situations: Sequence[Situation], verdicts: Sequence[Verdict]) -> str:
    reasons = _unique(verdict.reason for verdict in verdicts)
    if len(reasons) == 1 or verdicts[0].result is Result.OPEN:
        return "".join(reasons)
    facts = _deciding(situations, [verdict.reason for verdict in verdicts])
    return f"不同情形都{verdicts[0].result}。{_branches(situations, verdicts, facts)}"


def _open(
    situations: Sequence[Situation], verdicts: Sequence[Verdict], outcomes: Sequence[Hashable]
) -> Verdict:
    facts = _deciding(situations, outcomes)
    missing = (*facts, *(fact for verdict in verdicts for fact in verdict.missing))
    return replace(
        verdicts[0],
        result=Result.OPEN,
        reason=f"事实没有写全，不同情形结论不同。{_branches(situations, verdicts, facts)}",
        citations=(),
        missing=_unique(missing),
        is_punishable=None,
    )


def _branches(
    situations: Sequence[Situation], verdicts: Sequence[Verdict], facts: Sequence[Fact]
) -> str:
    """Tell what holds if what; only of the facts that matter."""
    told: dict[str, list[str]] = {}
    for situation, verdict in zip(situations, verdicts, strict=True):
        label = situation.label(facts)
        told.setdefault(verdict.brief or verdict.result.value, []).append(label)
    return "".join(
        f"如果{'；或者'.join(dict.fromkeys(labels))}：{brief}。" for brief, labels in told.items()
    )


def _deciding(situations: Sequence[Situation], outcomes: Sequence[Hashable]) -> tuple[Fact, ...]:
    """Return the facts of which alone, everything else being the same, the outcome depends."""
    return tuple(fact for fact in situations[0].supposed if _decides(fact, situations, outcomes))


def _decides(fact: Fact, situations: Sequence[Situation], outcomes: Sequence[Hashable]) -> bool:
    plain = {_FIELDS[fact]: getattr(situations[0], _FIELDS[fact])}
    found: dict[Situation, Hashable] = {}
    for situation, outcome in zip(situations, outcomes, strict=True):
        rest = replace(situation, **plain)
        if found.setdefault(rest, outcome) != outcome:
            return True
    return False


def _unique(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
