"""The steps of a finding, told in Chinese."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from courses.statutes.applicable.candidates import Candidate
from courses.statutes.applicable.case import Case, Span
from courses.statutes.applicable.finding import Result, Rule, Step
from courses.statutes.applicable.verdict import Verdict
from courses.statutes.citation import Citation
from courses.statutes.deadlines.day_text import full_day
from courses.statutes.registry import Registry
from courses.statutes.tables.penalties import CODE

PENALTY_LAW = "administrative-penalty-law-2021"
_OLD_OR_MILDER = (Citation(PENALTY_LAW, 37), Citation(CODE, 1057))
_ONE_ACT = (Citation(PENALTY_LAW, 29), Citation(CODE, 1055))
_LIMITATION = (Citation(PENALTY_LAW, 36), Citation(CODE, 1054))
_REPEAL = Citation(CODE, 1242)
_HIGHER_LAW = Citation("legislation-law", 99)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the steps for one case; `since` is the first day of the Code."""

    registry: Registry
    case: Case
    since: date

    def date(self) -> Step:
        """Say when the act was."""
        span = self.case.span
        day = (
            f"行为发生在{full_day(span.start)}"
            if span.start == span.end
            else f"行为从{full_day(span.start)}持续到{full_day(span.end)}"
        )
        text = f"{day}，决定日期是{full_day(self.case.decided_on)}。"
        return Step(Rule.DATE, self._in_its_time(_LIMITATION), text)

    def only_new(self, new: Iterable[Candidate], rivals: Iterable[Citation]) -> Iterator[Step]:
        """Say that only the Code applies, and which rules of regulations give way to it."""
        text = (
            f"行为在{full_day(self.since)}法典施行当天或者以后，只用法典和仍然有效的条例。"
            + self._sides("适用", new)
        )
        yield Step(Rule.ONLY_NEW, (_REPEAL,), text)
        for rival in rivals:
            yield Step(Rule.ONLY_NEW, (rival, _HIGHER_LAW), self.giving_way(rival))

    def giving_way(self, rival: Citation) -> str:
        """Say that a rule of a regulation that still stands gives way to the Code."""
        return (
            f"{rival.label(self.registry)}没有废止，但是同一行为法典有规定，"
            "不一致的地方上位法优先，引用法典。"
        )

    def only_old(self, old: Iterable[Candidate]) -> Step:
        """Say that only the old law applies."""
        text = f"行为和决定都在{full_day(self.since)}以前，只用旧法。" + self._sides("适用", old)
        return Step(Rule.ONLY_OLD, _OLD_OR_MILDER[:1], text)

    def both(self, verdict: Verdict) -> Step:
        """Say what both sides provide."""
        text = (
            f"行为在{full_day(self.since)}以前，决定在当天或者以后，两边各算一档再比轻重。"
            + self._sides("旧法", verdict.old)
            + self._sides("法典", verdict.new)
        )
        return Step(Rule.BOTH, _OLD_OR_MILDER, text)

    def within(self, side: Sequence[Candidate], name: str) -> Iterator[Step]:
        """Say which of several rules of one side prevails; nothing when there is only one."""
        if len(side) <= 1:
            return
        chosen = "、".join(one.citation.label(self.registry) for one in side if one.is_chosen)
        told = f"选{chosen}" if chosen else "分不出高低，要先选定一条"
        text = f"{name}这一套里同一行为违反几条，按罚款数额高的规定，{told}；不跨套挑。"
        yield Step(Rule.WITHIN, self._in_its_time(_ONE_ACT), text)

    def compare(self, verdict: Verdict) -> Iterator[Step]:
        """Tell every comparison, and what they come to."""
        for weighing in verdict.weighings:
            for comparison in weighing.comparisons:
                yield Step(Rule.COMPARE, (), comparison.text)
        yield Step(Rule.COMPARE, _OLD_OR_MILDER, verdict.reason)

    def whole(self, result: Result) -> Iterator[Step]:
        """Say that the law that was chosen is applied as a whole."""
        if result is not Result.OPEN:
            text = f"{result}就整条用，不拿一部的罚款配另一部的其他处罚。条文没有写，是通行做法。"
            yield Step(Rule.WHOLE, (), text)

    def procedure(self) -> Step:
        """Say that the procedure is that of the time of handling the case."""
        return Step(
            Rule.PROCEDURE,
            (),
            "行政处罚法和生态环境行政处罚办法一直有效，没有换。条文没有写，是通行做法。",
        )

    def across(self, verdict: Verdict, *, is_retained: bool) -> Step:
        """Say what is safe of an act that lasted beyond the first day of the Code."""
        text = (
            f"行为跨{full_day(self.since)}，条文没有直接写怎么选法，存疑。稳妥做法："
            f"查清{full_day(self.since)}以后的部分能不能独立成立，能成立就对这一段用法典；"
            "以前的部分不能只因为后来继续就用法典。交法制审核或者请示上级。"
            + self._sides("以前的部分，旧法", verdict.old)
            + self._sides("以后的部分能独立成立的，现行规定", verdict.new)
        )
        if is_retained:
            text += "这种行为前后都是同一条，条文没有变。"
        return Step(Rule.ACROSS, (), text)

    def limitation(self) -> Iterator[Step]:
        """Say that the limitation has to be looked at, when more than two years have passed."""
        if not _is_longer_than_two_years(self.case.span, self.case.decided_on):
            return
        text = "行为终了到决定已经超过二年，先查违法行为是不是在追责期限以内被发现的。"
        if self.case.span.end < self.since:
            text += "法典放宽的五年期限能不能用于旧行为，存疑。"
        yield Step(Rule.LIMITATION, _LIMITATION, text)

    def _sides(self, name: str, side: Iterable[Candidate]) -> str:
        told = "；或者".join(f"{self._named(one)}，{one.label()}" for one in side)
        return f"{name}：{told}。" if told else ""

    def _named(self, one: Candidate) -> str:
        return "和".join(place.label(self.registry) for place in one.citations)

    def _in_its_time(self, places: tuple[Citation, Citation]) -> tuple[Citation, ...]:
        """Return the article of the penalty law before the Code, that of the Code since."""
        return places[:1] if self.case.decided_on < self.since else places[1:]


def _is_longer_than_two_years(span: Span, decided_on: date) -> bool:
    day = (decided_on.year - 2, decided_on.month, decided_on.day)
    return (span.end.year, span.end.month, span.end.day) < day
