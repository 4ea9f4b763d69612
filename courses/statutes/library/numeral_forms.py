"""The ways in which a number may stand in a text: 20万元 and 二十万元, 3% and 百分之三."""

import re
from collections.abc import Callable

from courses.statutes.library.folding import PERCENT, POINT
from courses.statutes.numerals import GREATEST, chinese_numeral

_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = r"(?:[0-9]{1,4}|[零〇一二两三四五六七八九十百千]{1,9})"
"""Matches a number as `numeral_value` reads it, and some texts that it refuses."""

_CHINESE = re.compile(r"(百分之)?([零〇一二两三四五六七八九十百千]+)")
_ARABIC = re.compile(rf"(?<![0-9{POINT}])([1-9][0-9]{{0,11}})(?![0-9{POINT}])({PERCENT}?)")
_MYRIAD = 10_000


def numeral_value(numeral: str) -> int | None:
    """Read 1102, 一千一百零二, 一一〇二 or 两百; None when it is no number."""
    if numeral.isdecimal():
        return int(numeral)
    if all(character in _DIGITS for character in numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    value, digit, last_unit = 0, None, _MYRIAD
    for character in numeral:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit:
                return None
            value += unit * (1 if digit is None else digit)
            digit, last_unit = None, unit
        elif digit not in (None, 0):
            return None
        else:
            digit = _DIGITS[character]
    return value + (digit or 0)


def number_forms(folded: str) -> tuple[str, ...]:
    """Return a folded text with its numbers as given, in Arabic and in Chinese figures; each once.

    Years are also tried figure by figure (二〇二一).
    """
    changes = (str, _in_arabic, _in_chinese, _figure_by_figure)
    return tuple(dict.fromkeys(change(folded) for change in changes))


def _in_arabic(text: str) -> str:
    return _CHINESE.sub(_arabic_of, text)


def _arabic_of(match: re.Match[str]) -> str:
    percent, numeral = match.groups()
    value = numeral_value(numeral)
    if value is None:
        return match[0]
    return f"{value}{PERCENT}" if percent else str(value)


def _in_chinese(text: str) -> str:
    return _ARABIC.sub(_replacement(_chinese_of), text)


def _figure_by_figure(text: str) -> str:
    return _ARABIC.sub(_replacement(_figures_of), text)


def _figures_of(number: str) -> str:
    return "".join("〇一二三四五六七八九"[int(figure)] for figure in number)


def _replacement(write: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    return lambda match: ("百分之" if match[2] else "") + write(match[1])


def _chinese_of(number: str) -> str:
    great, rest = divmod(int(number), _MYRIAD)
    if great == 0:
        return chinese_numeral(rest)
    if great > GREATEST:
        return number
    gap = "零" if 0 < rest < _MYRIAD // 10 else ""
    return chinese_numeral(great) + "万" + gap + (chinese_numeral(rest) if rest else "")
