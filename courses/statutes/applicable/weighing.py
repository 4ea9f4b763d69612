"""Weighing two rules against each other: kind by kind, bound by bound."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from courses.statutes.applicable.amounts import Amount
from courses.statutes.applicable.candidates import NO_FINE, Candidate
from courses.statutes.tables.fines import Fine, yuan
from courses.statutes.tables.sanctions import KIND_NAMES, UNITS, Kind, Sanction

Rank = TypeVar("Rank", int, tuple[int, int, int])

_BEFORE_INDIVIDUALS = (Kind.DETENTION, Kind.LICENCE, Kind.PRODUCTION, Kind.CLOSURE)


class Milder(StrEnum):
    """Which side is milder."""

    OLD = "旧法轻"
    NEW = "法典轻"
    SAME = "一样"
    MIXED = "方向相反"
    UNKNOWN = "比不出"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one kind of sanction says, with a Chinese sentence for the reader."""

    subject: str
    milder: Milder
    text: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """Two rules compared: `milder` is the outcome of all comparisons together."""

    old: Candidate | None
    new: Candidate | None
    milder: Milder
    comparisons: tuple[Comparison, ...]

    @property
    def differences(self) -> tuple[Comparison, ...]:
        """The comparisons in which the two are not the same."""
        return tuple(one for one in self.comparisons if one.milder is not Milder.SAME)


def weigh(old: Candidate | None, new: Candidate | None) -> Weighing:
    """Compare two rules; None is a side that does not punish the act.

    The upper bound of the fine comes first, then the lower one, then detention, licence, stop of
    production, the fine of the persons responsible, and whatever else is ordered. Sides that are
    milder in different kinds give MIXED: the two cannot be offset against each other.
    """
    if old is None or new is None:
        return Weighing(old, new, _absent(old, new), ())
    comparisons = tuple(_compare(old, new))
    return Weighing(old, new, _together(comparisons), comparisons)


def _absent(old: Candidate | None, new: Candidate | None) -> Milder:
    if old is new:
        return Milder.SAME
    return Milder.OLD if old is None else Milder.NEW


def _together(comparisons: Iterable[Comparison]) -> Milder:
    found = {one.milder for one in comparisons} - {Milder.SAME}
    if Milder.UNKNOWN in found:
        return Milder.UNKNOWN
    if len(found) > 1:
        return Milder.MIXED
    return found.pop() if found else Milder.SAME


def _compare(old: Candidate, new: Candidate) -> Iterable[Comparison]:
    yield from _fines("罚款", old.fine, old.amount, new.fine, new.amount)
    for kind in _BEFORE_INDIVIDUALS:
        yield from _kind(kind, old, new)
    if (old.individual, new.individual) != (NO_FINE, NO_FINE):
        yield from _fines(
            "对责任人员的罚款",
            old.individual,
            old.individual_amount,
            new.individual,
            new.individual_amount,
        )
    for kind in Kind:
        if kind not in _BEFORE_INDIVIDUALS:
            yield from _kind(kind, old, new)


def _fines(
    subject: str, old: Fine, old_amount: Amount | None, new: Fine, new_amount: Amount | None
) -> Iterable[Comparison]:
    if old == new:
        yield Comparison(
            subject, Milder.SAME, f"{subject}：两边都是{_told(old, old_amount)}，一样。"
        )
    elif old_amount is None or new_amount is None:
        yield Comparison(
            subject,
            Milder.UNKNOWN,
            f"{subject}：旧{old.label()}，法典{new.label()}，算不出，比不了。",
        )
    else:
        yield from _bounds(subject, old_amount, new_amount)


def _bounds(subject: str, old: Amount, new: Amount) -> Iterable[Comparison]:
    upper = _milder(old.high, new.high)
    yield Comparison(
        f"{subject}上限",
        upper,
        f"{subject}上限：旧{yuan(old.high)}，法典{yuan(new.high)}，{upper}。",
    )
    if upper is Milder.SAME:
        lower = _milder(old.rank[1], new.rank[1])
        told = [("可以不罚" if one.may else yuan(one.low)) for one in (old, new)]
        yield Comparison(
            f"{subject}下限", lower, f"{subject}下限：旧{told[0]}，法典{told[1]}，{lower}。"
        )


def _kind(kind: Kind, old: Candidate, new: Candidate) -> Iterable[Comparison]:
    ours, theirs = old.find_sanction(kind), new.find_sanction(kind)
    if ours is None and theirs is None:
        return
    milder = _milder(_weight(ours), _weight(theirs))
    name = KIND_NAMES[kind]
    told = [_told_sanction(one) for one in (ours, theirs)]
    yield Comparison(name, milder, f"{name}：旧{told[0]}，法典{told[1]}，{milder}。")


def _weight(sanction: Sanction | None) -> tuple[int, int, int]:
    """Rank a sanction: none, then how long at most, how long at least, then may before must."""
    if sanction is None:
        return 0, 0, 0
    has_length = sanction.kind in UNITS
    must = 0 if sanction.may else 1
    return (sanction.high if has_length else 1), (sanction.low if has_length else 1), must


def _milder(old: Rank, new: Rank) -> Milder:
    if old == new:
        return Milder.SAME
    return Milder.OLD if old < new else Milder.NEW


def _told(fine: Fine, amount: Amount | None) -> str:
    return fine.label() if amount is None else amount.label()


def _told_sanction(sanction: Sanction | None) -> str:
    if sanction is None:
        return "没有"
    if sanction.kind in UNITS:
        return sanction.order().removeprefix(KIND_NAMES[sanction.kind])
    return "可以" if sanction.may else "应当"
