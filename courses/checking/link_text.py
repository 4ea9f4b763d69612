"""Whether the words of a link name the place that it leads to."""

import re

from courses.checking.citations import Fault
from courses.checking.finding import Rule, Severity
from courses.checking.ground import Ground
from courses.statutes.citation import Citation
from courses.statutes.numerals import MalformedNumeralError, number_of

_NUMBER = "[0-9零一二三四五六七八九十百千]+"
_PLACE = re.compile(
    rf"(?:第(?P<article>{_NUMBER})条)?(?:之(?P<insert>{_NUMBER}))?"
    rf"(?:第(?P<paragraph>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?$"
)


def link_text_fault(ground: Ground, text: str, citation: Citation) -> Fault | None:
    """Say that a link named 第十八条 leads to another article; other words name no place.

    A place may be named from its article on or only by paragraph and item.
    """
    named = _PLACE.search(text.strip())
    if named is None or not any(named.groups()) or citation.section is not None:
        return None
    if all(_agrees(named[part], getattr(citation, part)) for part in _PLACE.groupindex):
        return None
    leads_to = ground.label(citation)
    message = f"链接写的是“{text.strip()}”，指向的却是{leads_to}。请核对哪一个对，改成一致。"
    return Fault(Rule.CITATION, Severity.PROBLEM, message)


def _agrees(named: str | None, number: int | None) -> bool:
    if named is None:
        return True
    try:
        return number == (int(named) if named.isdecimal() else number_of(named))
    except MalformedNumeralError:
        return False
