"""What is found for a case: the rules of both sides, the steps, the result."""

from dataclasses import dataclass
from enum import StrEnum

from courses.statutes.applicable.candidates import Candidate
from courses.statutes.applicable.case import Fact
from courses.statutes.citation import Citation, Titles


class Result(StrEnum):
    """Which law applies to the act."""

    OLD = "用旧法"
    NEW = "用法典"
    OPEN = "存疑"


class Rule(StrEnum):
    """The steps of choosing the law, in their order; the value is what a step is called."""

    DATE = "定行为日期"
    ONLY_NEW = "行为在施行以后，只用法典"
    ONLY_OLD = "行为和决定都在施行以前，只用旧法"
    BOTH = "行为在前、决定在后，两边各算一档"
    WITHIN = "每一套里先选罚款高的"
    COMPARE = "比种类和幅度"
    WHOLE = "选了哪部就整条用哪部"
    PROCEDURE = "程序看办案时的规定"
    ACROSS = "跨施行日的继续行为"
    LIMITATION = "追责期限"

    @property
    def number(self) -> int:
        """The number of the step, 1 to 10."""
        return list(Rule).index(self) + 1


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the rule that it follows, the articles that the rule rests on, what it says here.

    `basis` is empty where the rule is usual practice that no article spells out.
    """

    rule: Rule
    basis: tuple[Citation, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Which law applies to a case, and why.

    `old` and `new` are the rules of both sides as they are in the plainest situation that the facts
    leave open; `supposed` says in Chinese what that situation supposes, and is empty when the facts
    leave nothing open. `is_punishable` is False where the law that applies does not punish the act,
    None where that is open. `citations` are what to quote in the decision, empty when the result is
    OPEN. `missing` are the facts without which the law cannot be chosen or the fine not be
    reckoned. `cautions` tell in Chinese what else to look at.
    """

    result: Result
    reason: str
    old: tuple[Candidate, ...]
    new: tuple[Candidate, ...]
    steps: tuple[Step, ...]
    citations: tuple[Citation, ...]
    missing: tuple[Fact, ...]
    cautions: tuple[str, ...]
    is_punishable: bool | None
    supposed: str

    def conclusion(self, titles: Titles) -> str:
        """Return the result in a few words: 用《…》第…条, 不处罚, 存疑.

        Raises UnknownInstrumentError when the registry does not know an instrument.
        """
        if self.result is Result.OPEN:
            return self.result.value
        if self.is_punishable is False:
            return "不处罚"
        return "用" + "、".join(citation.label(titles) for citation in self.citations)
