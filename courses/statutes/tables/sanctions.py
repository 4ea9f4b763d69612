"""What a rule orders besides the fine, as the tables write it, and on which condition."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from courses.errors import StudyError

_SANCTION = re.compile(
    r"(?:(?P<when>[a-z+]+):)?(?P<kind>[a-z-]+)(?P<may> may)?(?: (?P<low>[0-9]+)-(?P<high>[0-9]+))?"
)


class Condition(StrEnum):
    """What an act must be for a sanction to be open."""

    LIGHT = "light"
    SEVERE = "severe"
    REFUSED = "refused"


CONDITION_NAMES = {
    Condition.LIGHT: "情节较轻",
    Condition.SEVERE: "情节严重",
    Condition.REFUSED: "拒不改正",
}


class Kind(StrEnum):
    """The kinds of sanctions, in the order in which they are compared."""

    DETENTION = "detention"
    LICENCE = "licence"
    PRODUCTION = "production"
    CLOSURE = "closure"
    BUSINESS_BAN = "business-ban"
    OCCUPATION_BAN = "occupation-ban"
    APPLICATION_BAN = "application-ban"
    QUALIFICATION = "qualification"
    PERMIT_WITHDRAWAL = "permit-withdrawal"
    CONFISCATE_GAINS = "confiscate-gains"
    CONFISCATE_GOODS = "confiscate-goods"
    REMOVAL = "removal"
    RESTORATION = "restoration"
    SALES_BAN = "sales-ban"
    ROAD_BAN = "road-ban"
    DRIVING_LICENCE = "driving-licence"
    WARNING = "warning"


KIND_NAMES = {
    Kind.DETENTION: "拘留",
    Kind.LICENCE: "吊销许可证或者资质",
    Kind.PRODUCTION: "限产、停产、停工、停业整治",
    Kind.CLOSURE: "停业、关闭",
    Kind.BUSINESS_BAN: "禁止单位从事业务",
    Kind.OCCUPATION_BAN: "责任人员禁业",
    Kind.APPLICATION_BAN: "不得再申请许可",
    Kind.QUALIFICATION: "暂扣或者吊销任职资格许可",
    Kind.PERMIT_WITHDRAWAL: "撤销许可证",
    Kind.CONFISCATE_GAINS: "没收违法所得",
    Kind.CONFISCATE_GOODS: "没收产品、设施或者工具",
    Kind.REMOVAL: "限期拆除",
    Kind.RESTORATION: "恢复原状",
    Kind.SALES_BAN: "暂停销售",
    Kind.ROAD_BAN: "不得上道路行驶",
    Kind.DRIVING_LICENCE: "暂扣驾驶证",
    Kind.WARNING: "警告",
}
UNITS = {Kind.DETENTION: "日", Kind.OCCUPATION_BAN: "年", Kind.APPLICATION_BAN: "年"}
"""The kinds that last for a time, with its unit."""


class MalformedSanctionError(StudyError):
    """A text is not a sanction as the tables write it."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"其他处罚的写法不对：{given}。请写成“production may”“severe:closure”"
            "“refused+light:detention 5-10”这样的形式，几项之间用分号隔开。"
        )
        self.given = given


@dataclass(frozen=True, slots=True)
class Sanction:
    """One sanction. `when` is empty where it goes with every act; `may` means 可以.

    `low` and `high` are days or years, as UNITS says, and 0 for kinds that do not last.
    """

    kind: Kind
    when: tuple[Condition, ...] = ()
    may: bool = False
    low: int = 0
    high: int = 0

    def holds(self, conditions: Collection[Condition]) -> bool:
        """Say whether it is open for an act on which these conditions are met."""
        return all(condition in conditions for condition in self.when)

    def label(self) -> str:
        """Return what a reader sees: 情节严重的，可以停业、关闭."""
        when = "、".join(CONDITION_NAMES[condition] for condition in self.when)
        return f"{when}的，{self.order()}" if when else self.order()

    def order(self) -> str:
        """Return what is ordered, without the condition: 拘留10–15日."""
        text = ("可以" if self.may else "") + KIND_NAMES[self.kind]
        if self.kind not in UNITS:
            return text
        period = str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
        return f"{text}{period}{UNITS[self.kind]}"


def parse_sanctions(text: str) -> tuple[Sanction, ...]:
    """Read sanctions separated by `; `, each `[when+when:]kind[ may][ low-high]`.

    Raises MalformedSanctionError.
    """
    return tuple(_sanction(part) for part in text.split("; ")) if text else ()


def _sanction(text: str) -> Sanction:
    match = _SANCTION.fullmatch(text)
    if match is None or match["kind"] not in set(Kind):
        raise MalformedSanctionError(text)
    when = match["when"].split("+") if match["when"] else []
    if not set(when) <= set(Condition) or (match["low"] is None) != (match["kind"] not in UNITS):
        raise MalformedSanctionError(text)
    low, high = int(match["low"] or 0), int(match["high"] or 0)
    if low > high:
        raise MalformedSanctionError(text)
    conditions = tuple(Condition(one) for one in when)
    return Sanction(Kind(match["kind"]), conditions, match["may"] is not None, low, high)
