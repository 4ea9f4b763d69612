"""The enterprises of the demo bureau: invented, with numbers that no enterprise can have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from grading.people.states import EnterpriseState, PermitCategory
from grading.people.units import check_character

_KEY, _SIMPLIFIED, _REGISTRATION = PermitCategory


@dataclass(frozen=True, slots=True)
class InventedEnterprise:
    """An enterprise; `trainees` is how many of its people are trained."""

    name: str
    industry: str
    category: PermitCategory
    trainees: int = 0


ENTERPRISES = tuple(
    InventedEnterprise(*fields)
    for fields in (
        ("示范轧花厂", "棉花加工", _SIMPLIFIED, 2),
        ("示范轧花二厂", "棉花加工", _SIMPLIFIED, 2),
        ("示范轧花三厂", "棉花加工", _REGISTRATION, 1),
        ("示范棉业加工一厂", "棉花加工", _SIMPLIFIED, 1),
        ("示范棉业加工二厂", "棉花加工", _REGISTRATION, 1),
        ("示范良种棉加工厂", "棉花加工", _REGISTRATION),
        ("示范皮棉加工厂", "棉花加工", _REGISTRATION),
        ("示范滴灌带厂", "塑料制品", _SIMPLIFIED, 2),
        ("示范滴灌带二厂", "塑料制品", _SIMPLIFIED, 1),
        ("示范滴灌带三厂", "塑料制品", _REGISTRATION, 1),
        ("示范节水器材厂", "塑料制品", _REGISTRATION, 1),
        ("示范地膜厂", "塑料制品", _SIMPLIFIED),
        ("示范养殖场", "畜禽养殖", _KEY, 2),
        ("示范养殖二场", "畜禽养殖", _REGISTRATION),
        ("示范养殖三场", "畜禽养殖", _REGISTRATION),
        ("示范奶牛养殖场", "畜禽养殖", _SIMPLIFIED),
        ("示范热力公司", "热力生产", _KEY, 2),
        ("示范城东热力站", "热力生产", _KEY),
        ("示范城西热力站", "热力生产", _SIMPLIFIED, 1),
        ("示范番茄酱厂", "食品加工", _KEY, 2),
        ("示范乳品厂", "食品加工", _SIMPLIFIED, 1),
        ("示范粮油厂", "食品加工", _REGISTRATION),
        ("示范葡萄酒厂", "食品加工", _SIMPLIFIED),
        ("示范污水处理厂", "污水处理", _KEY, 2),
        ("示范园区污水处理厂", "污水处理", _KEY, 1),
        ("示范水泥粉磨站", "建材", _SIMPLIFIED, 2),
        ("示范混凝土搅拌站", "建材", _REGISTRATION, 1),
        ("示范砖厂", "建材", _SIMPLIFIED),
        ("示范石料厂", "建材", _REGISTRATION),
        ("示范沥青搅拌站", "建材", _REGISTRATION),
        ("示范屠宰场", "屠宰", _SIMPLIFIED, 2),
        ("示范禽类屠宰场", "屠宰", _REGISTRATION),
        ("示范汽车修理厂", "机动车维修", _REGISTRATION, 1),
        ("示范汽车修理二厂", "机动车维修", _REGISTRATION),
        ("示范印刷厂", "印刷", _REGISTRATION, 1),
        ("示范加油站", "油品零售", _REGISTRATION, 1),
        ("示范加油二站", "油品零售", _REGISTRATION),
        ("示范造纸厂", "造纸", _KEY),
    )
)
"""In the order in which their trainees are numbered."""

CLOSED = "示范造纸厂"
"""The enterprise that gives up in the course of the year."""

_NOWHERE = "990000"
"""No place has this number, so that no enterprise has a code with it."""

_LETTERS = {_KEY: "P", _SIMPLIFIED: "P", _REGISTRATION: "W"}


def enterprise_states(since: date) -> Iterator[EnterpriseState]:
    """Yield what holds for each enterprise from a day on."""
    for number, one in enumerate(ENTERPRISES, start=1):
        code = credit_code(number)
        yield EnterpriseState(
            name=one.name,
            credit_code=code,
            industry=one.industry,
            permit_category=one.category,
            permit_number=f"{code}001{_LETTERS[one.category]}",
            valid_from=since,
        )


def credit_code(number: int) -> str:
    """Return the code of the so-many-th enterprise, with the right check character."""
    body = f"91{_NOWHERE}MA{number:07d}"
    return body + check_character(body)
