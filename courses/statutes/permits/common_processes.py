"""The common processes (通用工序) of the permit catalogue: how each is managed, what follows.

Categories 109 to 112 of the catalogue of 2019, and its articles 6 to 8.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum

from courses.statutes.citation import Citation
from courses.statutes.tables.permit_catalogue import NOTHING, PermitCategory

CATALOGUE = "pollutant-discharge-permit-catalogue-2019"
OTHER_INDUSTRIES = 108
_FIRST_PROCESS = 109
_BY_PROCESS = "涉及通用工序"
_LISTED = "纳入重点排污单位名录的"
_IN_BUILDINGS = "﹡"


class Management(StrEnum):
    """How a unit is managed; the heaviest first."""

    KEY = "重点管理"
    SIMPLIFIED = "简化管理"
    REGISTRATION = "登记管理"


class Process(Enum):
    """A process of a unit as the catalogue tells them apart: category, description, management.

    The management is that of units that are not on the list of key polluters.
    """

    SMALL_BOILER = 109, "单台且合计都不到20吨/小时", Management.REGISTRATION
    LARGE_BOILER = 109, "单台或者合计20吨/小时及以上", Management.SIMPLIFIED
    CLEAN_FURNACE = 110, "用天然气或者电的加热炉、热处理炉、干燥炉（窑）", Management.REGISTRATION
    OTHER_FURNACE = 110, "其他工业炉窑", Management.SIMPLIFIED
    PLAIN_SURFACE = 111, "有，但没有电镀、酸洗等工序，溶剂年用不到10吨", Management.REGISTRATION
    HEAVY_SURFACE = (
        111,
        "电镀、酸洗、抛光、热浸镀、淬火、钝化等，或者年用有机溶剂10吨及以上",
        Management.SIMPLIFIED,
    )
    MIDDLE_WATER = 112, "日处理500吨及以上、不到2万吨", Management.REGISTRATION
    LARGE_WATER = 112, "日处理2万吨及以上", Management.SIMPLIFIED

    def __init__(self, category: int, label: str, unlisted: Management) -> None:
        self.category = category
        self.label = label
        self.unlisted = unlisted


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a unit has to hold or to fill in: the answer, why, and the articles that say so.

    `management` is None where what is known does not settle it.
    """

    management: Management | None
    answer: str
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]


def management_of(process: Process, *, is_listed: bool | None) -> Management | None:
    """Return how a process is managed; None where nobody has looked whether the unit is listed."""
    if is_listed is None:
        return None
    return Management.KEY if is_listed else process.unlisted


def heaviest(
    processes: Iterable[Process], *, is_listed: bool | None
) -> tuple[Management | None, bool]:
    """Return the heaviest management of some processes, and whether it is settled.

    Without a process there is none, and that is settled.
    """
    chosen = tuple(processes)
    if not chosen:
        return None, True
    if is_listed is None:
        return None, False
    order = list(Management)
    found = (management_of(one, is_listed=is_listed) for one in chosen)
    return min((one for one in found if one), key=order.index), True


def conclude(
    category: PermitCategory, processes: Iterable[Process], *, is_listed: bool | None
) -> Conclusion:
    """Say what follows for a unit of this category with these processes."""
    chosen = tuple(processes)
    if category.number >= _FIRST_PROCESS:
        return Conclusion(
            None,
            "这是通用工序，不是行业",
            ("先查单位属于哪个行业，再看它有没有这道工序。",),
            (_article(6), _article(7)),
        )
    if category.number == OTHER_INDUSTRIES:
        return _of_other_industries(chosen, is_listed)
    if category.key_management.startswith(_BY_PROCESS):
        return _by_process(category, chosen, is_listed)
    return _by_own_columns(category, chosen, is_listed)


def _of_other_industries(processes: tuple[Process, ...], is_listed: bool | None) -> Conclusion:
    if is_listed:
        what = "通用工序和生产设施、排放口都要申请" if processes else "生产设施、排放口都要申请"
        return Conclusion(
            Management.KEY,
            f"{Management.KEY}：{what}",
            ("列入了重点排污单位名录，属于第108类还要就生产设施和排放口申请的情形之一。",),
            (_article(7, 1),),
        )
    six = "还要核对年排放量等其他情形：有一种，生产设施和排放口也要申请重点管理的许可证。"
    management, is_settled = heaviest(processes, is_listed=is_listed)
    if not is_settled:
        return _unsettled(processes, _article(7))
    if management is None:
        said = "没有通用工序，这一类的三栏都对不上"
        return Conclusion(None, said, (six, _EIGHT), (_article(7), _article(8)))
    what = "填报排污登记表" if management is Management.REGISTRATION else "申请排污许可证"
    return Conclusion(
        management,
        f"{management}：就涉及的通用工序{what}",
        ("第108类看通用工序，不看主营行业的规模。", six),
        (_article(7),),
    )


_EIGHT = "名录没有规定、确实需要纳入的，由省级生态环境主管部门提出建议，报生态环境部确定。"


def _by_process(
    category: PermitCategory, processes: tuple[Process, ...], is_listed: bool | None
) -> Conclusion:
    management, is_settled = heaviest(processes, is_listed=is_listed)
    if not is_settled:
        return _unsettled(processes, _article(6))
    if management in (Management.KEY, Management.SIMPLIFIED):
        return Conclusion(
            management,
            f"{management}：只就涉及的通用工序申请排污许可证",
            ("这一类本身不定档，跟着通用工序走；其他生产设施和排放口不用申请。",),
            (_article(6),),
        )
    if category.registration_management == NOTHING:
        return Conclusion(None, "这一类没有登记管理", (_EIGHT,), (_article(8),))
    reasons = ["没有达到重点管理、简化管理的通用工序，落到“其他”。"]
    if category.registration_management.endswith(_IN_BUILDINGS):
        reasons.append("带﹡号的，只管在车间、库房等工业建筑里生产的单位。")
    return Conclusion(
        Management.REGISTRATION,
        "登记管理：不用申请许可证，填报排污登记表",
        tuple(reasons),
        (_article(2, 3),),
    )


def _by_own_columns(
    category: PermitCategory, processes: tuple[Process, ...], is_listed: bool | None
) -> Conclusion:
    if is_listed and category.key_management.startswith(_LISTED):
        return Conclusion(
            Management.KEY,
            "重点管理：申请排污许可证",
            ("这一类把列入重点排污单位名录的放在重点管理栏。",),
            (_article(2, 2),),
        )
    reasons = ["对照它的三栏，从重到轻找第一个对得上的。"]
    if processes:
        reasons.append("按行业不用许可证、只因通用工序要的，只就通用工序申请。")
    return Conclusion(None, "先按这一类自己的三栏定档", tuple(reasons), (_article(2), _article(6)))


def _unsettled(processes: tuple[Process, ...], citation: Citation) -> Conclusion:
    unlisted, _ = heaviest(processes, is_listed=False)
    return Conclusion(
        None,
        "还定不下来：先查它有没有列入重点排污单位名录",
        (f"列入了，通用工序是{Management.KEY}；没有列入，是{unlisted}。",),
        (citation,),
    )


def _article(number: int, paragraph: int | None = None) -> Citation:
    return Citation(CATALOGUE, number, paragraph)
