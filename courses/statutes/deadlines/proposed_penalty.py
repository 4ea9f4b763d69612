"""What an office proposes to decide, as far as the procedure depends on it."""

from dataclasses import dataclass, field
from enum import Enum

from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation


class ImpossibleAmountError(StudyError):
    """An amount below the least that makes sense in its place."""

    def __init__(self, name: str, yuan: int, least: int) -> None:
        super().__init__(f"{name}写了{yuan}元，太小。请填{least}或者更大的整数。")
        self.yuan = yuan


class Party(Enum):
    """Who is to be penalised, as article 89 tells them apart."""

    CITIZEN = "公民"
    ORGANISATION = "法人或者其他组织"


class PenaltyKind(Enum):
    """The penalties other than money on which article 46 grants a hearing."""

    SUSPEND_PERMIT = "暂扣许可证件"
    LOWER_QUALIFICATION = "降低资质等级"
    REVOKE_PERMIT = "吊销许可证件"
    BAR_FROM_PERMITS = "一定时期内不得申请行政许可"
    RESTRICT_OPERATIONS = "限制开展生产经营活动"
    STOP_TO_RECTIFY = "责令停产整治"
    STOP_OPERATIONS = "责令停产停业"
    CLOSE = "责令关闭"
    RESTRICT_OCCUPATION = "限制从业"
    BAN_OCCUPATION = "禁止从业"
    OTHER_HEAVY = "其他较重的行政处罚"

    @property
    def hearing_citation(self) -> Citation:
        """The item of article 46 that lists this kind."""
        return _HEARING_ITEMS[self]


_MEASURES = "ee-administrative-penalty-measures-2023"
_ON_PERMITS = (
    PenaltyKind.SUSPEND_PERMIT,
    PenaltyKind.LOWER_QUALIFICATION,
    PenaltyKind.REVOKE_PERMIT,
    PenaltyKind.BAR_FROM_PERMITS,
)
_HEARING_ITEMS = {
    kind: parse_citation(f"{_MEASURES}:46.1.{3 if kind in _ON_PERMITS else 4}")
    for kind in PenaltyKind
    if kind is not PenaltyKind.OTHER_HEAVY
} | {PenaltyKind.OTHER_HEAVY: parse_citation(f"{_MEASURES}:46.1.5")}


@dataclass(frozen=True, slots=True)
class LocalLine:
    """A local line in yuan instead of the national one.

    `basis` names the local regulation or government rule; "" when the user has not named one.
    Raises ImpossibleAmountError below one yuan.
    """

    yuan: int
    basis: str = ""

    def __post_init__(self) -> None:
        if self.yuan < 1:
            raise ImpossibleAmountError("本地标准", self.yuan, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPenalty:
    """A proposed decision; money in whole yuan.

    `complex_case`, `public_interest` and `major_rights` are the office's own judgement of the case:
    doubtful and of several legal relations, of great public interest, directly touching great
    rights of the party or of others. Raises ImpossibleAmountError for an amount below zero.
    """

    party: Party
    fine: int = 0
    confiscated_income: int = 0
    confiscated_goods: int = 0
    kinds: frozenset[PenaltyKind] = field(default_factory=frozenset)
    complex_case: bool = False
    public_interest: bool = False
    major_rights: bool = False
    heard: bool = False
    local_hearing_line: LocalLine | None = None
    local_discussion_line: LocalLine | None = None

    def __post_init__(self) -> None:
        for name, yuan in self.amounts().items():
            if yuan < 0:
                raise ImpossibleAmountError(name, yuan, 0)

    def amounts(self) -> dict[str, int]:
        """Return the three amounts by their Chinese names."""
        return {
            "罚款": self.fine,
            "没收违法所得": self.confiscated_income,
            "没收非法财物": self.confiscated_goods,
        }
