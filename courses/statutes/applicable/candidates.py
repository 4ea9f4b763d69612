"""The rules of one side that come into question for an act, with their sanctions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from courses.statutes.applicable.amounts import Amount, find_amount
from courses.statutes.applicable.case import Facts
from courses.statutes.applicable.situation import Situation
from courses.statutes.citation import Citation
from courses.statutes.tables.fines import Basis, Fine
from courses.statutes.tables.penalties import Role, Row, Rule, Tier
from courses.statutes.tables.sanctions import Kind, Sanction

NO_FINE = Fine(Basis.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A rule with what it orders for the act.

    `also` are rules that are applied besides it (除…外), whose sanctions are among its own. The
    amounts are in yuan, None where a fact is missing or the fine is not in the table. `is_chosen`
    marks the rule that prevails within its side, two where they fine alike.
    """

    citation: Citation
    also: tuple[Citation, ...]
    fine: Fine
    amount: Amount | None
    sanctions: tuple[Sanction, ...]
    individual: Fine
    individual_amount: Amount | None
    is_chosen: bool = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The rule and what is applied besides it."""
        return (self.citation, *self.also)

    def find_sanction(self, kind: Kind) -> Sanction | None:
        """Return its sanction of a kind."""
        return next((one for one in self.sanctions if one.kind is kind), None)

    def fine_label(self) -> str:
        """Return the fine as a reader sees it, reckoned where it can be."""
        return _fine_label(self.fine, self.amount)

    def individual_label(self) -> str:
        """Return the fine of the persons responsible as a reader sees it."""
        return _fine_label(self.individual, self.individual_amount)

    def label(self) -> str:
        """Return everything it orders, as a reader sees it."""
        parts = [self.fine_label(), *(sanction.order() for sanction in self.sanctions)]
        if self.individual != NO_FINE:
            parts.append(f"责任人员{self.individual_label()}")
        return "；".join(parts)


def old_candidates(
    rows: Sequence[Row], situation: Situation, facts: Facts
) -> tuple[Candidate, ...]:
    """Return the old rules that punish the act in this situation."""
    fitting = [row for row in rows if situation.concerns(row.who, is_old=True)]
    return _candidates(fitting, situation, facts, is_old=True)


def new_candidates(
    rows: Sequence[Row], situation: Situation, facts: Facts
) -> tuple[Candidate, ...]:
    """Return the rules since the Code took effect that punish the act in this situation."""
    fitting = [row for row in rows if situation.concerns(row.who, is_old=False)]
    return _candidates(fitting, situation, facts, is_old=False)


def choose_highest(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Mark the rule with the highest fine; none when there are several that cannot be compared."""
    found = tuple(candidates)
    if len(found) <= 1:
        return tuple(replace(one, is_chosen=True) for one in found)
    ranks = [one.amount.rank for one in found if one.amount is not None]
    if len(ranks) < len(found):
        return found
    return tuple(
        replace(one, is_chosen=rank == max(ranks)) for one, rank in zip(found, ranks, strict=True)
    )


def _candidates(
    rows: Sequence[Row], situation: Situation, facts: Facts, *, is_old: bool
) -> tuple[Candidate, ...]:
    competing = _rules((row for row in rows if row.role is Role.COMPETING), is_old=is_old)
    besides = _rules((row for row in rows if row.role is Role.ADDITIONAL), is_old=is_old)
    more = [rule for rules in besides.values() for rule in rules.values()]
    chosen = (_for_tier(rules, situation.tiers()) for rules in competing.values())
    return tuple(_candidate(rule, more, situation, facts) for rule in chosen if rule is not None)


def _rules(rows: Iterable[Row], *, is_old: bool) -> dict[Citation, dict[Tier, Rule]]:
    """Return the rules of one side by article and degree."""
    found: dict[Citation, dict[Tier, Rule]] = {}
    for row in rows:
        rule = row.old if is_old else row.new
        if rule is not None:
            found.setdefault(rule.citation, {})[row.tier] = rule
    return found


def _for_tier(rules: dict[Tier, Rule], tiers: Iterable[Tier]) -> Rule | None:
    return next((rules[tier] for tier in tiers if tier in rules), None)


def _candidate(
    rule: Rule, besides: Iterable[Rule], situation: Situation, facts: Facts
) -> Candidate:
    article = rule.citation.whole_article
    more = [one for one in besides if one.citation.whole_article != article]
    own = {sanction.kind for sanction in _in_situation(rule.sanctions, situation)}
    more = [one for one in more if _adds(one, own, situation)]
    sanctions = [*rule.sanctions, *(sanction for one in more for sanction in one.sanctions)]
    individual = rule.individual or NO_FINE
    return Candidate(
        citation=rule.citation,
        also=tuple(one.citation for one in more),
        fine=rule.fine,
        amount=find_amount(rule.fine, facts),
        sanctions=_in_situation(sanctions, situation),
        individual=individual,
        individual_amount=find_amount(individual, facts),
    )


def _adds(rule: Rule, own: Collection[Kind], situation: Situation) -> bool:
    """Say whether a rule orders here what the one besides which it is applied does not."""
    return any(one.kind not in own for one in _in_situation(rule.sanctions, situation))


def _in_situation(sanctions: Iterable[Sanction], situation: Situation) -> tuple[Sanction, ...]:
    """Return the sanctions that are open, of every kind the one made for most of the conditions."""
    found: dict[Kind, Sanction] = {}
    for sanction in sanctions:
        known = found.get(sanction.kind)
        is_closer = known is None or len(known.when) < len(sanction.when)
        if sanction.holds(situation.conditions) and is_closer:
            found[sanction.kind] = sanction
    return tuple(found[kind] for kind in Kind if kind in found)


def _fine_label(fine: Fine, amount: Amount | None) -> str:
    if amount is None or fine.basis in {Basis.YUAN, Basis.NONE}:
        return fine.label() if fine.basis is Basis.NONE else f"罚款{fine.label()}"
    return f"罚款{amount.label()}（{fine.label()}）"
