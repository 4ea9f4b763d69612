"""Figures in legal text: sums of money, periods, shares, ages, however they are written.

五万元以上二十万元以下, 5万–20万元 and 50,000元至200000元 name the same two figures. Dates (8月15日,
2026年) and ordinals (第十五日, 第三人) are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from courses.errors import StudyError


class FigureKind(StrEnum):
    """What a figure counts; the value is the unit that `Figure.written` prints."""

    MONEY = "元"
    DAYS = "日"
    WORKDAYS = "个工作日"
    MONTHS = "个月"
    YEARS = "年"
    HOURS = "小时"
    MINUTES = "分钟"
    PERCENT = "%"
    SHARE = "分之"
    MULTIPLE = "倍"
    AGE = "周岁"
    PEOPLE = "人"


class NotAFigureError(StudyError):
    """A text is not exactly one figure with its unit."""

    def __init__(self, given: str) -> None:
        super().__init__(f"看不懂这个数字：{given}。请写一个带单位的数，例如“8万元”“30日”“5%”。")
        self.given = given


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands in the text it was found in.

    `value` is in yuan, days, months, years, hours, minutes, per cent (3 for 百分之三), times, years
    of age or people, and the fraction itself for a share (三分之二). `end` is exclusive. The first
    half of a range ends before the connector and has the unit of the second.
    """

    kind: FigureKind
    value: Fraction
    start: int
    end: int

    def written(self) -> str:
        """Return the one form that all spellings of a figure share: 200000元, 5日, 0.5%."""
        if self.kind is FigureKind.SHARE:
            return f"{self.value.denominator}分之{self.value.numerator}"
        number = Decimal(self.value.numerator) / Decimal(self.value.denominator)
        return f"{number.normalize():f}{self.kind}"


_UNITS = {
    r"元(?![素件旦])": FigureKind.MONEY,
    r"个?工作日": FigureKind.WORKDAYS,
    r"个?自然日|日(?!常)|天(?![然气])": FigureKind.DAYS,
    r"个月": FigureKind.MONTHS,
    r"年(?![度级])": FigureKind.YEARS,
    r"个?小时": FigureKind.HOURS,
    r"分钟": FigureKind.MINUTES,
    r"[%％]": FigureKind.PERCENT,
    r"倍": FigureKind.MULTIPLE,
    r"周?岁": FigureKind.AGE,
    r"个?人(?![民员类口身数力工次均大])|名(?![称录义单牌字额词誉目])": FigureKind.PEOPLE,
}
_UNIT = "|".join(_UNITS)
_DIGIT = "0-9０-９"
_ARABIC = rf"[{_DIGIT}]+(?:,[{_DIGIT}]{{3}}(?![{_DIGIT}]))*(?:[.．][{_DIGIT}]+)?"
_SCALED = rf"(?:{_ARABIC}[百千万亿]+)*(?:{_ARABIC}[百千万亿]*)"
_CHINESE = "[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*"
_NUMBER = rf"(?:{_SCALED}|{_CHINESE})"
_TO = r"(?:——|[-–—―~～－至到])"
_DAY = rf"(?:[{_DIGIT}]{{1,2}}|[一二三四五六七八九十]{{1,3}})"
_AND = rf"(?:{_TO}|[、和或及与])"

_DATE = (
    rf"(?:(?:[{_DIGIT}]{{4}}|[〇零一二三四五六七八九]{{4}})年)?"
    rf"{_DAY}月(?:{_DAY}日?(?:{_AND}{_DAY}日?(?![{_DIGIT}月]))*日(?!以?内))?"
    rf"|{_DAY}日(?={_TO}{_DAY}月|[上下]午|[（(]星期|[（(]周)"
)
_ORDINAL = rf"第{_NUMBER}(?:{_AND}第?{_NUMBER})*(?:{_UNIT})?"
_SHARE = (
    rf"(?P<whole>[百千万]|{_NUMBER})分之"
    rf"(?P<part>百|{_CHINESE}(?:点[零〇一二三四五六七八九]+)?|{_SCALED})"
)
_PLAIN = rf"(?:(?P<low>{_NUMBER})\s*{_TO}\s*)?(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})"
_TOKEN = re.compile(rf"(?P<date>{_DATE})|(?P<ordinal>{_ORDINAL})|{_SHARE}|{_PLAIN}")

_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in _UNITS.items())
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_VAGUE = "几数"
"""Before a number they make it no number: 几十万元, 数十日."""
_ONE_OF_MANY = "同某任另每统"
"""Before 一 they make it no number: 同一日, 另一人, 统一年."""
_FIRST_CALENDAR_YEAR = 1000


def find_figures(text: str) -> tuple[Figure, ...]:
    """Find every figure of a text, in order.

    A range gives two: 5千–5万元 is 5000 and 50000 yuan. A first half without a scale of its own
    shares the second's (5–20万元 begins at 50000 yuan) unless the range would then run downwards
    (500–5千元 begins at 500 yuan).
    """
    return tuple(figure for match in _TOKEN.finditer(text) for figure in _figures(match))


def read_figure(text: str) -> Figure:
    """Read a text that is one figure and nothing else, or raise NotAFigureError."""
    stripped = text.strip()
    found = find_figures(stripped)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(stripped)):
        raise NotAFigureError(text)
    return found[0]


def _figures(match: re.Match[str]) -> Iterator[Figure]:
    if match["date"] or match["ordinal"]:
        return
    if match["whole"]:
        yield from _share(match)
        return
    kind = next(kind for pattern, kind in _KINDS if pattern.fullmatch(match["unit"]))
    high = _value(match["number"])
    if high is None or _is_no_number(match):
        return
    low = None if match["low"] is None else _low_half(match["low"], match["number"], high)
    if kind is FigureKind.YEARS and max(high, low or 0) >= _FIRST_CALENDAR_YEAR:
        return
    if low is not None:
        yield Figure(kind, low, match.start("low"), match.end("low"))
    yield Figure(kind, high, match.start("number"), match.end())


def _share(match: re.Match[str]) -> Iterator[Figure]:
    whole = _SCALES.get(match["whole"]) or _value(match["whole"])
    part = Fraction(100) if match["part"] == "百" else _value(match["part"])
    if not whole or part is None:
        return
    if match["whole"] in ("百", "千", "万"):
        yield Figure(FigureKind.PERCENT, part * 100 / whole, match.start(), match.end())
    else:
        yield Figure(FigureKind.SHARE, part / whole, match.start(), match.end())


def _is_no_number(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    if not before:
        return False
    return before in _VAGUE or (before in _ONE_OF_MANY and match["number"] == "一")


def _low_half(low: str, high: str, high_value: Fraction) -> Fraction | None:
    value = _value(low)
    scale = high[len(high.rstrip("百千万亿")) :]
    if value is None or not scale or any(character in _SCALES for character in low[-1]):
        return value
    scaled = value * _product(scale)
    return scaled if scaled < high_value else value


def _value(number: str) -> Fraction | None:
    """Return what a number is worth, None for a run of numerals that is none (三五日, 二〇二六)."""
    if number[0] in _DIGITS or number[0] == "十":
        return _chinese_value(number)
    return sum(
        (
            Fraction(part.replace(",", "").replace("．", ".")) * _product(scale)
            for part, scale in re.findall(rf"({_ARABIC})([百千万亿]*)", number)
        ),
        Fraction(0),
    )


def _chinese_value(numeral: str) -> Fraction | None:
    whole, _, decimals = numeral.partition("点")
    if re.search("[一二两三四五六七八九]{2}", whole) or re.fullmatch(".[零〇].*", whole):
        return None
    total = section = digit = 0
    for character in whole:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "亿":
            total = (total + section + digit) * _SCALES[character]
            section = digit = 0
        elif character == "万":
            total += (section + digit) * _SCALES[character]
            section = digit = 0
        else:
            section += (digit or 1) * _SCALES[character]
            digit = 0
    tail = "".join(str(_DIGITS[character]) for character in decimals)
    return Fraction(f"{total + section + digit}.{tail or 0}")


def _product(scale: str) -> int:
    product = 1
    for character in scale:
        product *= _SCALES[character]
    return product
