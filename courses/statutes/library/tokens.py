"""Cutting legal text into clauses, and clauses into what a comparison must not cut further."""

import re
from importlib import resources
from itertools import pairwise

from courses.statutes.figures import find_figures

_WORDS = (resources.files("courses.statutes.library") / "words.txt").read_text(encoding="utf-8")
"""Words of two characters that are frequent in law."""

_CLAUSE = re.compile(r"[^，。；：\n]*(?:[，。；：]+[”’）」』]*|\n)|[^，。；：\n]+")
_WHOLE = re.compile(
    r"^（[零〇一二三四五六七八九十百]+）"
    r"|第[零〇一二两三四五六七八九十百千0-9]+[编章节条款项]?(?:之[一二三四五六七八九十])?"
    r"|[零〇一二两三四五六七八九十百千万亿]{2,}"
    r"|[0-9０-９][0-9０-９.,．]*"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+"
    rf"|{'|'.join(_WORDS.split())}"
)


def clauses(text: str) -> list[str]:
    """Cut a text after its commas, colons, semicolons and full stops, and around line ends."""
    return _CLAUSE.findall(text)


def tokens(clause: str) -> list[str]:
    """Cut a clause into words; figures with their units, references and numbers stay whole.

    Of Chinese words only those of words.txt are known; the rest is cut into characters.
    """
    whole = [(figure.start, figure.end) for figure in find_figures(clause)]
    whole += [match.span() for match in _WHOLE.finditer(clause)]
    inner = {place for start, end in whole for place in range(start + 1, end)}
    cuts = [place for place in range(len(clause) + 1) if place not in inner]
    return [clause[start:end] for start, end in pairwise(cuts)]
