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
