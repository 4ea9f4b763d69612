"""Cases for the tests of the applicable law."""

from datetime import date
from functools import cache

from courses.statutes.applicable import Case, Facts, Finding, Severity, Span, decide
from courses.statutes.law import Law

DECIDED = date(2026, 11, 25)
JULY = date(2026, 7, 10)
LAST_OLD_DAY = date(2026, 8, 14)
FIRST_NEW_DAY = date(2026, 8, 15)
PLAIN = {"severity": Severity.ORDINARY, "refused_to_correct": False, "is_permit_holder": False}


@cache
def law() -> Law:
    return Law.embedded()


def find(
    conduct_id: str, act: date | Span = JULY, decided_on: date = DECIDED, **facts: object
) -> Finding:
    """Decide a case against the tables that come with the package."""
    case = Case(conduct_id=conduct_id, act=act, decided_on=decided_on, facts=Facts(**facts))
    return decide(case, law())


def quoted(finding: Finding) -> list[str]:
    return [str(citation) for citation in finding.citations]


def texts(finding: Finding) -> list[str]:
    return [step.text for step in finding.steps]


def numbers(finding: Finding) -> list[int]:
    return [step.rule.number for step in finding.steps]
