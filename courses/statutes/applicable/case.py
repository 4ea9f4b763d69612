"""A case for which the applicable law is to be found: the conduct, its days, its facts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from courses.errors import StudyError
from courses.statutes.deadlines.day_text import full_day
from courses.statutes.tables.penalties import GRADES, Tier


class UnknownConductError(StudyError):
    """No conduct with this id in the table of penalties."""

    def __init__(self, conduct_id: str) -> None:
        super().__init__(f"罚则表里没有这种行为：{conduct_id}。请从罚则表里选一种。")
        self.conduct_id = conduct_id


class ReversedSpanError(StudyError):
    """An act that ends before it begins."""

    def __init__(self, start: date, end: date) -> None:
        super().__init__(
            f"行为的起止日期颠倒了：{full_day(start)}开始，{full_day(end)}终了。请核对日期。"
        )
        self.start = start
        self.end = end


class DecisionBeforeActError(StudyError):
    """A decision on a day on which the act was not over."""

    def __init__(self, end: date, decided_on: date) -> None:
        super().__init__(
            f"作出决定的日期（{full_day(decided_on)}）早于行为终了的日期（{full_day(end)}）。"
            "请核对行为日期和决定日期。"
        )
        self.end = end
        self.decided_on = decided_on


class FactOutOfRangeError(StudyError):
    """A number that cannot be: a negative sum, no vehicle at all, a degree that is no grade."""

    def __init__(self, fact: "Fact", given: object) -> None:
        super().__init__(f"{FACT_NAMES[fact]}不能是{given}，请核对。")
        self.fact = fact
        self.given = given


class Fact(StrEnum):
    """The facts on which sanctions may depend; the values are the names of the attributes."""

    INVESTMENT = "investment_yuan"
    GOODS_VALUE = "goods_value_yuan"
    CONTRACT = "contract_yuan"
    DIRECT_LOSS = "direct_loss_yuan"
    ANNUAL_INCOME = "annual_income_yuan"
    VEHICLES = "vehicles"
    TIMES = "times"
    SEVERITY = "severity"
    GRADE = "grade"
    REFUSED = "refused_to_correct"
    PARTY = "party"
    PERMIT_HOLDER = "is_permit_holder"
    UNLAWFUL_THEN = "unlawful_then"
    UNLAWFUL_NOW = "unlawful_now"


FACT_NAMES = {
    Fact.INVESTMENT: "总投资额",
    Fact.GOODS_VALUE: "货值金额",
    Fact.CONTRACT: "工程合同价款",
    Fact.DIRECT_LOSS: "直接损失",
    Fact.ANNUAL_INCOME: "责任人员上一年度收入",
    Fact.VEHICLES: "车辆（船舶、机械）数量",
    Fact.TIMES: "次数",
    Fact.SEVERITY: "情节",
    Fact.GRADE: "事故等级",
    Fact.REFUSED: "是否拒不改正",
    Fact.PARTY: "当事人是单位还是个人",
    Fact.PERMIT_HOLDER: "是不是实行排污许可管理的单位",
    Fact.UNLAWFUL_THEN: "按行为时的规定是否违法",
    Fact.UNLAWFUL_NOW: "按法典是否违法",
}
_COUNTS = {Fact.VEHICLES, Fact.TIMES}
_NUMBERS = (*list(Fact)[:5], *sorted(_COUNTS))


class Severity(StrEnum):
    """How grave the act is within its article."""

    LIGHT = "light"
    ORDINARY = "ordinary"
    SEVERE = "severe"


class Party(StrEnum):
    """Who is to be punished."""

    UNIT = "unit"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a case; None is not known. Only what the rules of the conduct need is used.

    Sums are whole yuan. `grade` is one of GRADES, for accidents. `is_permit_holder` is true for a
    party that needs a discharge permit, whether it has one or not. `unlawful_then` and
    `unlawful_now` say whether the act meets the elements of the old rule and of the Code; not
    known, they are taken for granted, except where the two describe the act differently.
    Raises FactOutOfRangeError.
    """

    investment_yuan: int | None = None
    goods_value_yuan: int | None = None
    contract_yuan: int | None = None
    direct_loss_yuan: int | None = None
    annual_income_yuan: int | None = None
    vehicles: int | None = None
    times: int | None = None
    severity: Severity | None = None
    grade: Tier | None = None
    refused_to_correct: bool | None = None
    party: Party | None = None
    is_permit_holder: bool | None = None
    unlawful_then: bool | None = None
    unlawful_now: bool | None = None

    def __post_init__(self) -> None:
        for fact in _NUMBERS:
            number = self.find_number(fact)
            if number is not None and number < (1 if fact in _COUNTS else 0):
                raise FactOutOfRangeError(fact, number)
        if self.grade is not None and self.grade not in GRADES:
            raise FactOutOfRangeError(Fact.GRADE, self.grade)

    def find_number(self, fact: Fact) -> int | None:
        """Return a sum or a count, None where it is not known."""
        number = getattr(self, fact)
        return number if isinstance(number, int) else None

    def is_known(self, fact: Fact) -> bool:
        """Say whether a fact is known."""
        return getattr(self, fact) is not None


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an act that lasted (连续、继续行为), the first and the last one included.

    Raises ReversedSpanError.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ReversedSpanError(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case: the conduct as the table of penalties names it, its day or days, and the decision.

    `decided_on` is the day on which the penalty is, or is going to be, decided. Raises
    DecisionBeforeActError when the act was not over then.
    """

    conduct_id: str
    act: date | Span
    decided_on: date
    facts: Facts = Facts()

    def __post_init__(self) -> None:
        if self.decided_on < self.span.end:
            raise DecisionBeforeActError(self.span.end, self.decided_on)

    @property
    def span(self) -> Span:
        """The first and the last day of the act, the same for an act of one day."""
        return self.act if isinstance(self.act, Span) else Span(self.act, self.act)
