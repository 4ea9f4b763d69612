"""Writing text down so that spellings of the same words are equal.

Full and half width, upper and lower case are one. Commas, quotation marks, brackets and blanks do
not count; the end of a sentence or line does, so that no phrase is found across it.
"""

import re
import unicodedata

BREAK = "\ue000"
"""Stands for the end of a sentence or line, however many marks it has."""
POINT = "\ue001"
"""Stands for the point in a number: 2.5 is not 25."""
PERCENT = "\ue002"
"""Stands for %."""

_ENDS = "。;!?:\n\r\u2028\u2029"
_POINT = re.compile(r"(?<=[0-9])[.．](?=[0-9])")
_BREAKS = re.compile(f"{BREAK}{{2,}}")


class _Folded(dict[int, str]):
    """What becomes of a character; the table grows as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = "".join(map(_folded_character, unicodedata.normalize("NFKC", chr(code)).lower()))
        self[code] = folded
        return folded


def _folded_character(character: str) -> str:
    if character in _ENDS:
        return BREAK
    if character == "%":
        return PERCENT
    return character if unicodedata.category(character)[0] in "LN" else ""


_FOLDED = _Folded({ord(POINT): POINT})


def fold(text: str) -> str:
    """Return the text in the spelling that is indexed and looked for."""
    marked = _POINT.sub(POINT, text.replace(POINT, ""))
    return _BREAKS.sub(BREAK, marked.translate(_FOLDED)).strip(BREAK)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return `fold(text)` and, for each of its characters, the index in the text it stems from."""
    marked = _POINT.sub(POINT, text.replace(POINT, " "))
    folded: list[str] = []
    places: list[int] = []
    for place, written in enumerate(map(_FOLDED.__getitem__, map(ord, marked))):
        for one in written:
            if one == BREAK and (not folded or folded[-1] == BREAK):
                continue
            folded.append(one)
            places.append(place)
    if folded and folded[-1] == BREAK:
        del folded[-1], places[-1]
    return "".join(folded), places
