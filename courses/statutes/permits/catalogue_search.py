"""Finding the categories of the permit catalogue by words that people use for an industry."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from courses.statutes.tables.permit_catalogue import PermitCategory

_EVERYDAY = {
    "养猪": "牲畜饲养",
    "养牛": "牲畜饲养",
    "养羊": "牲畜饲养",
    "养鸡": "家禽饲养",
    "养鸭": "家禽饲养",
    "滴灌带": "塑料板、管",
    "造粒": "废塑料",
    "供暖": "热力生产",
    "供热": "热力生产",
    "污水厂": "污水处理",
}
"""Everyday words and what the catalogue writes instead; shown to whoever searched."""

_NUMBER = re.compile(r"第?([1-9][0-9]{0,2})类?")
_BETWEEN_WORDS = re.compile(r"[\s，、；,;]+")


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found, in the order of usefulness, and how everyday words were read.

    `read_as` pairs each everyday word with the words of the catalogue it was looked up by.
    """

    found: tuple[PermitCategory, ...]
    read_as: tuple[tuple[str, str], ...] = ()


def search_catalogue(words: str, catalogue: Iterable[PermitCategory]) -> Search:
    """Return the categories in which all words stand; those named so stand first.

    A number from 1 to 112, with or without 第…类, is the number of a category; other numbers are
    codes of the classification of industries. Nothing is found where no word is given.
    """
    folded = _fold(words)
    number = _NUMBER.fullmatch(folded)
    if number:
        wanted = int(number[1])
        exact = tuple(one for one in catalogue if one.number == wanted)
        if exact:
            return Search(exact)
    terms = [term for term in _BETWEEN_WORDS.split(folded) if term]
    if not terms:
        return Search(())
    read_as = tuple((term, _EVERYDAY[term]) for term in terms if term in _EVERYDAY)
    needles = [_fold(_EVERYDAY.get(term, term)) for term in terms]
    found = [one for one in catalogue if _has_all(_everything(one), needles)]
    found.sort(key=lambda one: (not _has_all(_fold(one.industry), needles), one.number))
    return Search(tuple(found), read_as)


def _has_all(text: str, needles: Iterable[str]) -> bool:
    return all(needle in text for needle in needles)


def _everything(category: PermitCategory) -> str:
    return _fold(
        "；".join(
            (
                category.section,
                category.industry,
                category.key_management,
                category.simplified_management,
                category.registration_management,
            )
        )
    )


def _fold(text: str) -> str:
    """Return a text with one width of letters and figures, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip().lower().replace("，", ",").replace(",", "、")
