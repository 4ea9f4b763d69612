"""Which law applies to an act: 从旧兼从轻."""

from courses.statutes.applicable.case import Case, Fact, Facts, Party, Severity, Span
from courses.statutes.applicable.decision import decide, facts_needed
from courses.statutes.applicable.finding import Finding, Result, Rule, Step

__all__ = [
    "Case",
    "Fact",
    "Facts",
    "Finding",
    "Party",
    "Result",
    "Rule",
    "Severity",
    "Span",
    "Step",
    "decide",
    "facts_needed",
]
