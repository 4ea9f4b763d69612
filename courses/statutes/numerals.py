"""Chinese numerals as statutes write them: 1102 is 一千一百零二."""

from courses.errors import StudyError

GREATEST = 9999
"""The greatest number that can be written; no instrument has as many articles."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


class MalformedNumeralError(StudyError):
    """A text is not a Chinese numeral, or a number cannot be written as one."""

    def __init__(self, given: str | int) -> None:
        super().__init__(
            f"看不懂这个数：{given}。请写一到九千九百九十九之间的数，例如“一千一百零二”。"
        )
        self.given = given


def chinese_numeral(number: int) -> str:
    """Write a whole number from 1 to 9999 as a statute does.

    Raises MalformedNumeralError outside that range.
    """
    if not 1 <= number <= GREATEST:
        raise MalformedNumeralError(number)
    digits = [int(digit) for digit in str(number)]
    written = ""
    skipped = False
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == 0:
            skipped = True
            continue
        written += ("零" if skipped else "") + _DIGITS[digit] + _UNITS[place]
        skipped = False
    return written[1:] if written.startswith("一十") else written


def number_of(numeral: str) -> int:
    """Read a numeral written by `chinese_numeral`.

    Other spellings of the same number (一十二, 二〇) are refused: statutes do not use them, so they
    are more likely a slip. Raises MalformedNumeralError.
    """
    number, digit = 0, None
    for character in numeral:
        if character in _UNITS[1:]:
            number += (1 if digit is None else digit) * int(10 ** _UNITS.index(character))
            digit = None
        elif character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            raise MalformedNumeralError(numeral)
    number += digit or 0
    if not 1 <= number <= GREATEST or chinese_numeral(number) != numeral:
        raise MalformedNumeralError(numeral)
    return number
