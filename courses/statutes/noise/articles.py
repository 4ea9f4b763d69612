"""The articles on noise that hold on a day: those of the old law, or those of the Code."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation

OLD_LAW_FROM = date(2022, 6, 5)
"""噪声污染防治法 art. 90."""
CODE_FROM = date(2026, 8, 15)
"""生态环境法典 art. 1242."""


class Source(StrEnum):
    """Where a sound comes from; the value is what the law calls the activity."""

    INDUSTRY = "工业生产"
    CONSTRUCTION = "建筑施工"
    TRAFFIC = "交通运输工具运行"
    LIFE = "社会生活（其他人为活动）"
    NATURE = "自然的声音，不是人为活动"

    @property
    def kind(self) -> str:
        """What the law calls noise from here, empty for sounds that it does not mean."""
        return _KINDS.get(self, "")


_KINDS = {
    Source.INDUSTRY: "工业噪声",
    Source.CONSTRUCTION: "建筑施工噪声",
    Source.TRAFFIC: "交通运输噪声",
    Source.LIFE: "社会生活噪声",
}


class UncoveredDayError(StudyError):
    """A day before the law of 2022, whose rules are not held here."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"{day.isoformat()}早于《噪声污染防治法》施行的2022年6月5日，那时的规定这里没有收。"
            "请填这一天或者以后的日期。"
        )
        self.day = day


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseArticles:
    """Where the rules stand.

    `kinds` has an article for each source but nature. `workplace` names the law that protects
    people at work, `workplace_law` says in Chinese which law that is.
    """

    pollution: Citation
    kinds: dict[Source, Citation]
    workplace: Citation
    workplace_law: str
    night: Citation
    night_building: Citation
    certificate: Citation


def articles_on(day: date) -> NoiseArticles:
    """Return the articles that hold on a day, or raise UncoveredDayError."""
    if day < OLD_LAW_FROM:
        raise UncoveredDayError(day)
    return _CODE if day >= CODE_FROM else _OLD_LAW


def _old(place: str) -> Citation:
    return parse_citation(f"noise-pollution-law-2021:{place}")


def _code(place: str) -> Citation:
    return parse_citation(f"ecological-environment-code:{place}")


_OLD_LAW = NoiseArticles(
    pollution=_old("2.2"),
    kinds={
        Source.INDUSTRY: _old("34"),
        Source.CONSTRUCTION: _old("39"),
        Source.TRAFFIC: _old("44"),
        Source.LIFE: _old("59"),
    },
    workplace=_old("3.2"),
    workplace_law="劳动保护等其他有关法律",
    night=_old("88.1.2"),
    night_building=_old("43.1"),
    certificate=_old("43.2"),
)

_CODE = NoiseArticles(
    pollution=_code("547"),
    kinds={
        Source.INDUSTRY: _code("564"),
        Source.CONSTRUCTION: _code("568"),
        Source.TRAFFIC: _code("573"),
        Source.LIFE: _code("588"),
    },
    workplace=_code("563"),
    workplace_law="职业病防治法律",
    night=_code("572.3"),
    night_building=_code("572.1"),
    certificate=_code("572.2"),
)
