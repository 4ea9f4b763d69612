"""One spelling for what lawyers write in several: widths, brackets, dashes, zeros."""

import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("〔［[【﹝", "("),
        **dict.fromkeys("〕］]】﹞", ")"),
        **dict.fromkeys("—–−‐‑─-~～〜∼", "-"),
        **dict.fromkeys("〇○◯", "零"),
        **dict.fromkeys("\t\v\f\r\u200b\ufeff", " "),
        "⟶": "→",
        "<": "〈",
        ">": "〉",
    }
)


def fold(text: str) -> str:
    """Return a text of the same length, so that every position still means the same place.

    Full-width letters, digits and marks become half-width, all brackets round, every dash and tilde
    a hyphen, every zero 零. Titles keep their brackets; the greater-than sign is one of them.
    """
    return "".join(map(_narrow, text)).translate(_SAME)


def _narrow(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
