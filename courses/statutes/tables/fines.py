"""Fines as the tables write them: what they are reckoned from, and between which bounds."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from courses.errors import StudyError

_FINE = re.compile(
    r"(?P<may>may )?(?P<basis>[a-z-]+)"
    r"(?: (?P<low>[0-9]+%?)-(?P<high>[0-9]+%?)(?: floor (?P<floor>[0-9]+))?)?"
)


class Basis(StrEnum):
    """What a fine is reckoned from.

    The last three are no amounts: `none` is a rule without a fine, `other-law` leaves the fine to
    a law that is not in the table, `not-penalty` is a measure or a principle, not a penalty.
    """

    YUAN = "yuan"
    TIME = "time"
    VEHICLE = "vehicle"
    VALUE = "value"
    LOSS = "loss"
    INVESTMENT = "investment"
    CONTRACT = "contract"
    INCOME = "income"
    DAILY = "daily"
    NONE = "none"
    OTHER_LAW = "other-law"
    NOT_PENALTY = "not-penalty"


BOUNDED = frozenset(Basis) - {Basis.DAILY, Basis.NONE, Basis.OTHER_LAW, Basis.NOT_PENALTY}
"""The bases that have a lower and an upper bound."""
SHARES = frozenset({Basis.INVESTMENT, Basis.CONTRACT, Basis.INCOME})
"""The bases whose bounds are shares of a sum, written in percent."""
_NAMES = {
    Basis.TIME: "每次",
    Basis.VEHICLE: "每辆（艘）",
    Basis.VALUE: "货值金额",
    Basis.LOSS: "直接损失",
    Basis.INVESTMENT: "总投资额",
    Basis.CONTRACT: "工程合同价款",
    Basis.INCOME: "上一年度从本单位取得收入",
    Basis.DAILY: "按原罚款数额按日连续",
    Basis.NONE: "不罚款",
    Basis.OTHER_LAW: "依照别的法律",
    Basis.NOT_PENALTY: "不是处罚",
}


class MalformedFineError(StudyError):
    """A text is not a fine as the tables write it."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"罚款的写法不对：{given}。请写成“yuan 20000-200000”“value 1-5 floor 50000”"
            "“investment 1%-5%”这样的形式，可以不罚的前面加 may。"
        )
        self.given = given


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine before it is reckoned: bounds in yuan, in multiples, or in shares of a sum.

    `may` means that the authority may leave the fine out (可以处). `floor` is the least value in
    yuan that is reckoned with (货值金额不足五万元的，以五万元计算).
    """

    basis: Basis
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    may: bool = False
    floor: int | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether it has bounds that can be reckoned in yuan."""
        return self.basis in BOUNDED

    def label(self) -> str:
        """Return what a reader sees: 货值金额1–5倍, 可以处5万元以下, 每次5000元–2万元."""
        text = _NAMES.get(self.basis, "")
        if self.basis in SHARES:
            share = _percent(self.high)
            text += f"{_percent(self.low)}–{share}" if self.low else f"{share}以下"
        elif self.basis in {Basis.VALUE, Basis.LOSS}:
            text += f"{self.low}–{self.high}倍" if self.low else f"{self.high}倍以下"
        elif self.is_bounded:
            text += yuan_range(int(self.low), int(self.high))
        if self.floor is not None:
            text += f"（不足{yuan(self.floor)}的按{yuan(self.floor)}算）"
        return f"可以处{text}" if self.may else text


def parse_fine(text: str) -> Fine:
    """Read `[may ]basis[ low-high[ floor n]]`, bounds in percent for shares.

    Raises MalformedFineError, also when the bounds do not fit the basis or are the wrong way round.
    """
    match = _FINE.fullmatch(text)
    if match is None or match["basis"] not in set(Basis):
        raise MalformedFineError(text)
    basis = Basis(match["basis"])
    low, high = match["low"] or "0", match["high"] or "0"
    floor = None if match["floor"] is None else int(match["floor"])
    fine = Fine(basis, _number(low), _number(high), match["may"] is not None, floor)
    shares = [part.endswith("%") for part in (low, high)]
    is_misfit = (
        (match["low"] is not None) != fine.is_bounded
        or shares != [basis in SHARES] * 2
        or (floor is not None and basis is not Basis.VALUE)
        or fine.low > fine.high
        or (fine.is_bounded and not fine.high)
    )
    if is_misfit:
        raise MalformedFineError(text)
    return fine


def yuan(amount: int) -> str:
    """Return a sum as it is usually written: 5000元, 20万元."""
    return f"{_short(amount)}元"


def yuan_range(low: int, high: int) -> str:
    """Return bounds as they are usually written: 20万–100万元, 5000元–2万元, 5万元以下."""
    if low == high:
        return yuan(low)
    if not low:
        return f"{yuan(high)}以下"
    has_one_unit = ("万" in _short(low)) == ("万" in _short(high))
    return f"{_short(low) if has_one_unit else yuan(low)}–{yuan(high)}"


def _short(amount: int) -> str:
    return f"{amount // 10_000}万" if amount and amount % 10_000 == 0 else str(amount)


def _percent(share: Fraction) -> str:
    return f"{share * 100}%"


def _number(text: str) -> Fraction:
    return Fraction(int(text[:-1]), 100) if text.endswith("%") else Fraction(int(text))
