"""Checking the citations that content files carry."""

from collections.abc import Iterable

from courses.errors import StudyError
from courses.statutes.citation import parse_citation
from courses.statutes.registry import Registry


def cite_faults(cites: Iterable[str], registry: Registry) -> list[str]:
    """Say, in Chinese, of each citation that is malformed or points nowhere what is wrong."""
    faults = []
    for text in cites:
        try:
            registry.resolve(parse_citation(text))
        except StudyError as error:
            faults.append(str(error))
    return faults


def textless_faults(cites: Iterable[str], registry: Registry) -> list[str]:
    """Say, in Chinese, of each instrument without text that nothing can be asked on it, and why.

    The citations are known to resolve.
    """
    instruments = dict.fromkeys(registry.resolve(parse_citation(text)) for text in cites)
    return [
        f"《{one.short_title}》没有收原文（{one.doubt}），不能用来出题。请改引有原文的条文。"
        for one in instruments
        if not one.has_text
    ]
