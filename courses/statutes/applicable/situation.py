"""The situations that a case may be in, as far as its facts leave it open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from courses.statutes.applicable.case import Fact, Facts, Party, Severity
from courses.statutes.tables.penalties import GRADES, Row, Tier, Who
from courses.statutes.tables.sanctions import CONDITION_NAMES, Condition

GRADE_NAMES = {
    Tier.GENERAL: "一般事故",
    Tier.LARGER: "较大事故",
    Tier.MAJOR: "重大事故",
    Tier.EXTRAORDINARY: "特别重大事故",
}
Value = TypeVar("Value")

_CONDITION_OF = {Severity.LIGHT: Condition.LIGHT, Severity.SEVERE: Condition.SEVERE}
_SEVERITY_NAMES = {
    Severity.LIGHT: CONDITION_NAMES[Condition.LIGHT],
    Severity.ORDINARY: "情节一般",
    Severity.SEVERE: CONDITION_NAMES[Condition.SEVERE],
}
_PARTY_NAMES = {Party.UNIT: "当事人是单位", Party.INDIVIDUAL: "当事人是个人"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One way in which a case may be: every fact that selects among sanctions is settled.

    `grade` and `party` are None where the rules do not ask for them. `supposed` are the facts that
    the case leaves open and this situation supposes.
    """

    severity: Severity
    is_refused: bool
    grade: Tier | None
    party: Party | None
    is_permit_holder: bool
    supposed: tuple[Fact, ...] = ()

    @property
    def conditions(self) -> frozenset[Condition]:
        """The conditions of sanctions that are met."""
        met = {_CONDITION_OF[self.severity]} if self.severity in _CONDITION_OF else set()
        return frozenset(met | ({Condition.REFUSED} if self.is_refused else set()))

    def tiers(self) -> Iterator[Tier]:
        """Yield the degrees whose row would fit, the most fitting first."""
        if self.grade is not None:
            yield self.grade
        if self.is_refused:
            yield Tier.REFUSED
        if self.severity is Severity.SEVERE:
            yield Tier.SEVERE
        yield Tier.BASE

    def concerns(self, who: Who, *, is_old: bool) -> bool:
        """Say whether a row is about the party.

        That a row is about permit holders limits only its old rule, which is one of the permit
        regulation; the Code speaks of everybody.
        """
        if who is Who.PERMIT_HOLDER:
            return self.is_permit_holder or not is_old
        if who is Who.EVERYBODY:
            return True
        return self.party is Party(who.value)

    def label(self, facts: Iterable[Fact]) -> str:
        """Return what it says of some facts, as a reader sees it: 情节严重、拒不改正."""
        names = {
            Fact.SEVERITY: _SEVERITY_NAMES[self.severity],
            Fact.REFUSED: "拒不改正" if self.is_refused else "没有拒不改正",
            Fact.GRADE: GRADE_NAMES.get(self.grade, "") if self.grade else "",
            Fact.PARTY: _PARTY_NAMES.get(self.party, "") if self.party else "",
            Fact.PERMIT_HOLDER: (
                "属于排污许可管理的单位" if self.is_permit_holder else "不属于排污许可管理的单位"
            ),
        }
        return "、".join(names[fact] for fact in facts)


def situations(rows: Sequence[Row], facts: Facts) -> tuple[Situation, ...]:
    """Return every situation that the facts leave open, the plainest first."""
    conditions = _conditions(rows)
    severities: list[Severity] = [Severity.ORDINARY]
    severities += [one for one, condition in _CONDITION_OF.items() if condition in conditions]
    severity = _open(facts.severity, severities)
    refused = _open(facts.refused_to_correct, [False, True] if _asks_refusal(rows) else [False])
    grade = _open(facts.grade, GRADES) if _asks_grade(rows) else (None,)
    party = _open(facts.party, list(Party)) if _asks_party(rows) else (None,)
    is_asked = any(row.who is Who.PERMIT_HOLDER for row in rows)
    holder = _open(facts.is_permit_holder, [False, True] if is_asked else [False])
    choices = {
        Fact.SEVERITY: severity,
        Fact.REFUSED: refused,
        Fact.GRADE: grade,
        Fact.PARTY: party,
        Fact.PERMIT_HOLDER: holder,
    }
    supposed = tuple(fact for fact, values in choices.items() if len(values) > 1)
    return tuple(
        Situation(
            severity=one,
            is_refused=is_refused,
            grade=which,
            party=who,
            is_permit_holder=is_holder,
            supposed=supposed,
        )
        for one, is_refused, which, who, is_holder in product(
            severity, refused, grade, party, holder
        )
    )


def selecting_facts(rows: Sequence[Row]) -> tuple[Fact, ...]:
    """Return the facts that select among the sanctions of a conduct."""
    return situations(rows, Facts())[0].supposed


def _conditions(rows: Iterable[Row]) -> set[Condition]:
    found = {Condition.SEVERE} if any(row.tier is Tier.SEVERE for row in rows) else set()
    for row in rows:
        for rule in filter(None, (row.new, row.old)):
            found.update(*(sanction.when for sanction in rule.sanctions))
    return found


def _asks_refusal(rows: Sequence[Row]) -> bool:
    has_tier = any(row.tier is Tier.REFUSED for row in rows)
    return has_tier or Condition.REFUSED in _conditions(rows)


def _asks_grade(rows: Iterable[Row]) -> bool:
    return any(row.tier in GRADES for row in rows)


def _asks_party(rows: Iterable[Row]) -> bool:
    return any(row.who in {Who.UNIT, Who.INDIVIDUAL} for row in rows)


def _open(known: Value | None, possible: Sequence[Value]) -> tuple[Value, ...]:
    """Return what a fact may be: only what is known, or everything that is possible."""
    return tuple(possible) if known is None else (known,)
