"""Which law applies in one settled situation, for each way in which act and decision may lie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.statutes.applicable.amounts import fact_needed
from courses.statutes.applicable.candidates import (
    Candidate,
    choose_highest,
    new_candidates,
    old_candidates,
)
from courses.statutes.applicable.case import FACT_NAMES, Fact, Facts, Span
from courses.statutes.applicable.finding import Result
from courses.statutes.applicable.situation import Situation
from courses.statutes.applicable.verdict import Verdict
from courses.statutes.applicable.versions import Availability, availability
from courses.statutes.applicable.weighing import Milder, Weighing, weigh
from courses.statutes.citation import Citation
from courses.statutes.registry import Registry
from courses.statutes.tables.fines import Basis, Fine
from courses.statutes.tables.penalties import Doubt, Row

_DOUBTS = {
    Doubt.OLD: "行为时的旧规定有没有、怎样罚，没有核清",
    Doubt.CODE: "新规定能不能管这种行为，没有定论",
    Doubt.COMPARISON: "新旧规定怎样比，没有定论",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Finds the law for one conduct, act and set of facts, situation by situation."""

    registry: Registry
    rows: Sequence[Row]
    facts: Facts
    span: Span

    def only_new(self, situation: Situation) -> Verdict:
        """Return what holds for an act since the Code took effect."""
        new = choose_highest(new_candidates(self.rows, situation, self.facts))
        doubt = self._doubt(Doubt.CODE)
        if doubt:
            return Verdict(result=Result.OPEN, reason=doubt, new=new)
        if self.facts.unlawful_now is False:
            return _unpunished(Result.NEW, "按法典不违法，不处罚。", new=new)
        return self._of_one_side(Result.NEW, "行为在法典施行以后", (), new)

    def only_old(self, situation: Situation) -> Verdict:
        """Return what holds for an act that was also decided before the Code took effect."""
        old, gap = self._old(situation)
        problem = gap or self._doubt(Doubt.OLD) or self._no_penalty_of_its_own()
        if problem:
            return Verdict(result=Result.OPEN, reason=problem, old=old)
        if self.facts.unlawful_then is False:
            return _unpunished(Result.OLD, "按行为时的规定不违法，不处罚。", old=old)
        if not self._has_old_rule:
            return _unpunished(Result.OLD, "行为时没有罚则，不处罚。")
        return self._of_one_side(Result.OLD, "行为和决定都在法典施行以前", old, ())

    def both(self, situation: Situation) -> Verdict:
        """Return what holds for an act before the Code took effect that is decided after that."""
        old, gap = self._old(situation)
        new = choose_highest(new_candidates(self.rows, situation, self.facts))
        problem = self._not_a_penalty() or gap
        problem = problem or self._doubt(Doubt.OLD, Doubt.CODE, Doubt.COMPARISON)
        if problem:
            return Verdict(result=Result.OPEN, reason=problem, old=old, new=new)
        missing = self._open_elements()
        if missing:
            names = "、".join(FACT_NAMES[fact] for fact in missing)
            reason = f"新旧规定的要件不同，要先查清：{names}。"
            return Verdict(result=Result.OPEN, reason=reason, old=old, new=new, missing=missing)
        if self.facts.unlawful_then is False or not self._has_old_rule:
            reason = "行为时没有罚则或者不违法，不能用后来的规定处罚。"
            return _unpunished(Result.OLD, reason, old=old, new=new)
        if self.facts.unlawful_now is False:
            return _unpunished(Result.NEW, "法典不认为违法，用法典，不处罚。", old=old, new=new)
        return self._weighed(old, new)

    @property
    def is_retained(self) -> bool:
        """Whether the conduct is one that only a regulation beside the Code punishes."""
        return all(row.is_retained for row in self.rows)

    @property
    def _has_old_rule(self) -> bool:
        return any(row.old is not None for row in self.rows)

    def _weighed(self, old: tuple[Candidate, ...], new: tuple[Candidate, ...]) -> Verdict:
        pairs = [weigh(one, other) for one in _chosen(old) for other in _chosen(new)]
        verdicts = [self._of_weighing(pair) for pair in pairs]
        results = {verdict.result for verdict in verdicts}
        first = verdicts[0]
        if len(results) > 1 or _is_undecided(old) or _is_undecided(new):
            reason = "同一套里几条规定分不出罚款高低，或者比出来的结果不同，要先选定一条。"
            first = Verdict(result=Result.OPEN, reason=reason)
        is_open = first.result is Result.OPEN
        side = old if first.result is Result.OLD else new
        return Verdict(
            result=first.result,
            reason=first.reason,
            brief=first.brief,
            old=old,
            new=new,
            citations=() if is_open else _citations(side),
            missing=first.missing if is_open else self._missing(_chosen_only(side)),
            is_punishable=first.is_punishable,
            weighings=tuple(pairs),
        )

    def _of_weighing(self, pair: Weighing) -> Verdict:
        if pair.milder is Milder.UNKNOWN:
            return self._unknown(pair)
        if pair.milder is Milder.MIXED:
            opposed = "".join(one.text for one in pair.differences)
            reason = (
                f"种类和幅度方向相反：{opposed}写清理由，交法制审核和集体讨论；仍有疑问的请示上级。"
            )
            return Verdict(result=Result.OPEN, reason=reason, brief="存疑，种类和幅度方向相反")
        if pair.milder is Milder.NEW:
            is_punishable = pair.new is not None
            brief = "法典轻，用法典" if is_punishable else "法典不罚，用法典，不处罚"
            return _settled(Result.NEW, brief, is_punishable=is_punishable)
        is_punishable = pair.old is not None
        brief = "旧法轻，用旧法" if pair.milder is Milder.OLD else "一样重，从旧，用旧法"
        if self.is_retained:
            brief = "法典没有对应的罚则，条例前后没有变，继续用条例"
        if not is_punishable:
            brief = "旧法还不到处罚的程度，不处罚"
        return _settled(Result.OLD, brief, is_punishable=is_punishable)

    def _unknown(self, pair: Weighing) -> Verdict:
        missing = self._missing_for(pair)
        if missing:
            names = "、".join(FACT_NAMES[fact] for fact in missing)
            reason = f"缺少事实，罚款算不出，比不了：{names}。"
            brief = "存疑，缺少事实"
        else:
            reason = "有一边的数额在别的法律里，本表没有收，比不了。"
            brief = "存疑，数额在别的法律里"
        return Verdict(result=Result.OPEN, reason=reason, brief=brief, missing=missing)

    def _of_one_side(
        self, result: Result, why: str, old: tuple[Candidate, ...], new: tuple[Candidate, ...]
    ) -> Verdict:
        side = old or new
        if _is_undecided(side):
            return Verdict(
                result=Result.OPEN,
                reason="同一套里几条规定分不出罚款高低，要先选定一条。",
                old=old,
                new=new,
                missing=self._missing(side),
            )
        brief = str(result) if side else f"{result}，还不到处罚的程度"
        if new and self.is_retained:
            brief = "法典没有对应的罚则，条例继续有效，用条例"
        return Verdict(
            result=result,
            reason=f"{why}，{brief}。",
            brief=brief,
            old=old,
            new=new,
            citations=_citations(side),
            missing=self._missing(_chosen_only(side)),
            is_punishable=bool(side),
        )

    def _old(self, situation: Situation) -> tuple[tuple[Candidate, ...], str]:
        """Return the old rules that were in force, and what stands against using them."""
        found = old_candidates(self.rows, situation, self.facts)
        held = []
        for one in found:
            states = [self._availability(citation) for citation in one.citations]
            if Availability.NOT_HELD in states:
                return found, self._not_held(one)
            if Availability.NOT_YET not in states:
                held.append(one)
        if found and not held:
            names = "、".join(one.citation.label(self.registry) for one in found)
            return found, f"行为时{names}还没有施行，罚则表没有收更早的规定，要先查当时的规定。"
        return choose_highest(held), ""

    def _availability(self, citation: Citation) -> Availability:
        return availability(self.registry.get_instrument(citation.instrument), self.span)

    def _not_held(self, one: Candidate) -> str:
        faulty = next(
            place for place in one.citations if self._availability(place) is Availability.NOT_HELD
        )
        return (
            f"行为时（或者行为期间的一部分）有效的不是现在登记的{faulty.label(self.registry)}，"
            "没有收那个版本，要先查当时的规定。"
        )

    def _doubt(self, *kinds: Doubt) -> str:
        """Say in Chinese what is not settled about the conduct; empty when everything is."""
        row = next((row for row in self.rows if row.doubt in kinds), None)
        if row is None:
            return ""
        note = f"（{row.note}）" if row.note else ""
        return f"{_DOUBTS[row.doubt]}{note}，存疑，交法制审核或者请示上级。"

    def _open_elements(self) -> tuple[Fact, ...]:
        if not any(row.doubt is Doubt.ELEMENTS for row in self.rows):
            return ()
        wanted = (Fact.UNLAWFUL_THEN, Fact.UNLAWFUL_NOW)
        if any(getattr(self.facts, fact) is False for fact in wanted):
            return ()
        return tuple(fact for fact in wanted if not self.facts.is_known(fact))

    def _not_a_penalty(self) -> str:
        if any(row.new.fine.basis is Basis.NOT_PENALTY for row in self.rows):
            return "这不是行政处罚，从旧兼从轻的规定管不到它；用哪部法要另行研究，交法制审核。"
        return ""

    def _no_penalty_of_its_own(self) -> str:
        return "" if self._has_old_rule else self._not_a_penalty()

    def _missing_for(self, pair: Weighing) -> tuple[Fact, ...]:
        """Return the facts without which two rules cannot be compared."""
        old, new = pair.old, pair.new
        if old is None or new is None:
            return ()
        pairs = ((old.fine, new.fine), (old.individual, new.individual))
        elsewhere = {Basis.OTHER_LAW, Basis.DAILY}
        if any(fine.basis in elsewhere for fines in pairs for fine in fines):
            return ()
        return self._unknown_facts(
            fine for fines in pairs if fines[0] != fines[1] for fine in fines
        )

    def _missing(self, candidates: Iterable[Candidate]) -> tuple[Fact, ...]:
        """Return the facts without which the fines of rules cannot be reckoned."""
        return self._unknown_facts(
            fine for one in candidates for fine in (one.fine, one.individual)
        )

    def _unknown_facts(self, fines: Iterable[Fine]) -> tuple[Fact, ...]:
        needed = (fact_needed(fine) for fine in fines)
        known = (fact for fact in needed if fact and self.facts.find_number(fact) is None)
        return tuple(dict.fromkeys(known))


def _settled(result: Result, brief: str, *, is_punishable: bool) -> Verdict:
    return Verdict(result=result, reason=f"{brief}。", brief=brief, is_punishable=is_punishable)


def _unpunished(
    result: Result,
    reason: str,
    old: tuple[Candidate, ...] = (),
    new: tuple[Candidate, ...] = (),
) -> Verdict:
    return Verdict(result=result, reason=reason, old=old, new=new, is_punishable=False)


def _chosen(side: Sequence[Candidate]) -> tuple[Candidate | None, ...]:
    return tuple(_chosen_only(side)) or (None,)


def _chosen_only(side: Iterable[Candidate]) -> Iterable[Candidate]:
    return (one for one in side if one.is_chosen)


def _is_undecided(side: Sequence[Candidate]) -> bool:
    return bool(side) and not any(one.is_chosen for one in side)


def _citations(side: Iterable[Candidate]) -> tuple[Citation, ...]:
    chosen = (place for one in _chosen_only(side) for place in one.citations)
    return tuple(dict.fromkeys(chosen))
