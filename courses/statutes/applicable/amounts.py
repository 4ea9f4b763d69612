"""Fines reckoned in yuan from the facts of a case."""

from dataclasses import dataclass
from math import ceil, floor

from courses.statutes.applicable.case import Fact, Facts
from courses.statutes.tables.fines import Basis, Fine, yuan_range

_RECKONED_FROM = {
    Basis.TIME: Fact.TIMES,
    Basis.VEHICLE: Fact.VEHICLES,
    Basis.VALUE: Fact.GOODS_VALUE,
    Basis.LOSS: Fact.DIRECT_LOSS,
    Basis.INVESTMENT: Fact.INVESTMENT,
    Basis.CONTRACT: Fact.CONTRACT,
    Basis.INCOME: Fact.ANNUAL_INCOME,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """The bounds of a fine in whole yuan; `may` where it may be left out (可以处)."""

    low: int
    high: int
    may: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        """What to compare by: the upper bound, then the lower one, under which is no fine."""
        return self.high, -1 if self.may else self.low

    def label(self) -> str:
        """Return what a reader sees: 可以处500元–2000元."""
        if not self.high:
            return "不罚款"
        text = yuan_range(self.low, self.high)
        return f"可以处{text}" if self.may else text


def fact_needed(fine: Fine) -> Fact | None:
    """Return the fact from which a fine is reckoned, None when it needs none."""
    return _RECKONED_FROM.get(fine.basis)


def find_amount(fine: Fine, facts: Facts) -> Amount | None:
    """Return the bounds in yuan; None when a fact is missing or the fine has no bounds.

    Parts of a yuan are left out so that both bounds stay within the law: the lower one is rounded
    up, the upper one down.
    """
    if fine.basis is Basis.NONE:
        return Amount(0, 0)
    if not fine.is_bounded:
        return None
    fact, per = fact_needed(fine), 1
    if fact is not None:
        known = facts.find_number(fact)
        if known is None:
            return None
        per = max(known, fine.floor or 0)
    high = floor(fine.high * per)
    return Amount(min(ceil(fine.low * per), high), high, fine.may)
