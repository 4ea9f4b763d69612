"""Numbers of articles, paragraphs and items: 1102, 一千一百零二, 一一零二, ㈡."""

import re
import unicodedata

from courses.statutes.numerals import GREATEST, MalformedNumeralError, number_of

ENCIRCLED = "㈠-㈩⑴-⒇"
"""Numbers that are one character, brackets included; for a class of a regular expression."""

PLAIN = r"(?:[0-9]{1,6}|[零一二两三四五六七八九十百千万]{1,11})"
"""Matches a number of a folded text as `read_number` reads it, and some that it refuses."""

_DIGITS = "零一二三四五六七八九"
_IN_BRACKETS = re.compile(f"[{ENCIRCLED}]")
_TEN_ALONE = re.compile("(?<=[百千零])十")


def read_number(folded: str) -> int:
    """Read a number of a folded text, in Arabic or Chinese figures.

    Read are the spellings of statutes, the figure by figure of contracts (一零二) and a ten without
    its one (一百十二, 一十二). What could be two numbers is refused: 一千一百二 is 1120 to the ear
    and 1102 with a figure lost. Raises MalformedNumeralError.
    """
    if _IN_BRACKETS.fullmatch(folded):
        return int(unicodedata.numeric(folded))
    if folded.isdecimal() or (len(folded) > 1 and all(one in _DIGITS for one in folded)):
        return _figure_by_figure(folded)
    plain = folded.removeprefix("一") if folded.startswith("一十") else folded
    return number_of(_TEN_ALONE.sub("一十", plain))


def _figure_by_figure(folded: str) -> int:
    figures = "".join(str(_DIGITS.find(one)) if one in _DIGITS else one for one in folded)
    if figures.startswith("0") or int(figures) > GREATEST:
        raise MalformedNumeralError(folded)
    return int(figures)
