"""The keys of the questions on which law applies are what the calculator of the law finds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from courses.statutes.applicable import Case, Facts, Finding, Result, Severity, decide
from courses.statutes.citation import parse_citation
from courses.statutes.figures import read_figure
from courses.statutes.law import Law
from quizzes.content import read_quizzes

CATALOGUE, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
BANK = read_quizzes(CATALOGUE, [quizzes.content.PACKAGE_FOLDER]).bank
QUESTIONS = {question.id: question for question in BANK.of_course("code_transition")}
LAW = Law.embedded()
ORDINARY: dict[str, Any] = {"severity": Severity.ORDINARY, "refused_to_correct": False}
DECIDED = date(2026, 11, 25)


@dataclass(frozen=True)
class Asked:
    """A case of a question: what it is about, and the answer that each result stands for."""

    conduct: str
    key: dict[Result, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    fine: tuple[int, int] | None = None


def asked(conduct: str, old: object = None, new: object = None, **facts: Any) -> Asked:
    fine = facts.pop("fine", None)
    return Asked(conduct, {Result.OLD: old, Result.NEW: new}, {**ORDINARY, **facts}, fine)


ONE_CASE = {
    "transition-effective-002": asked("refuse-inspection", new="B"),
    "transition-effective-003": asked("exceed-standard-noise", new="D"),
    "transition-day-002": asked("refuse-inspection", old=True, new=False),
    "transition-day-003": asked("refuse-inspection", old="A", new="B"),
    "transition-day-005": asked("exceed-permit", old="D", new="A", is_permit_holder=True),
    "transition-choice-001": asked("refuse-inspection", old="C", new="A", fine=(20_000, 200_000)),
    "transition-choice-002": asked(
        "exceed-permit", old="C", new="B", is_permit_holder=True, fine=(100_000, 1_000_000)
    ),
    "transition-choice-003": asked("barbecue", old="A", new="D", fine=(500, 5000)),
    "transition-choice-004": asked("exceed-standard-noise", old="A", new="B"),
    "transition-choice-008": asked("refuse-inspection", new="C"),
    "transition-choice-009": asked(
        "burn-poor-coal", old=False, new=True, goods_value_yuan=100_000, fine=(100_000, 300_000)
    ),
    "transition-within-001": asked(
        "no-permit", old="B", new="C", is_permit_holder=True, fine=(200_000, 1_000_000)
    ),
    "transition-compute-001": asked(
        "unbuilt-eia-form", old="A", new="B", investment_yuan=6_000_000, fine=(60_000, 300_000)
    ),
    "transition-compute-002": asked(
        "unbuilt-eia-form", old="A", new="D", investment_yuan=20_000_000, fine=(100_000, 500_000)
    ),
    "transition-compute-003": asked(
        "unbuilt-eia-report", old="B", new="A", investment_yuan=15_000_000, fine=(150_000, 750_000)
    ),
    "transition-compute-004": asked(
        "unbuilt-eia-form", old=True, new=False, investment_yuan=10_000_000
    ),
    "transition-remaining-003": asked("execution-report", new="B"),
    "transition-remaining-004": asked("forged-permit", new="C", fine=(100_000, 300_000)),
    "transition-remaining-005": asked("refuse-inspection", old=True, new=False),
    "transition-changed-002": asked(
        "construction-noise-monitoring", old="A", new="D", fine=(20_000, 200_000)
    ),
    "transition-changed-003": asked("evade-supervision", new="B", is_permit_holder=True),
    "transition-changed-005": asked(
        "costs-not-in-budget", old="B", new="A", fine=(20_000, 100_000)
    ),
    "transition-unchanged-002": asked("no-permit-noise", new="A", fine=(20_000, 200_000)),
    "transition-unchanged-004": asked("social-noise", old="D", new="A", fine=(5000, 50_000)),
    "transition-conflict-001": asked("exceed-permit", new="C", is_permit_holder=True),
    "transition-conflict-003": asked("refuse-inspection-permit", new="A"),
    "transition-conflict-005": asked("discharge-registration-missing", new="C"),
    "transition-case-001-2": asked(
        "unbuilt-eia-form", old="A", new="C", investment_yuan=12_000_000, fine=(100_000, 500_000)
    ),
    "transition-case-001-3": asked(
        "unbuilt-eia-form",
        old="B",
        new="C",
        investment_yuan=12_000_000,
        severity=Severity.SEVERE,
        fine=(120_000, 600_000),
    ),
    "transition-case-002-2": asked(
        "exceed-permit", old="B", new="A", is_permit_holder=True, fine=(100_000, 1_000_000)
    ),
    "transition-case-003-2": asked("discharge-registration-missing", old="A", new="D"),
    "transition-case-004-1": asked("construction-noise", old="B", new="A", fine=(10_000, 100_000)),
}
"""Questions on one case, with the fine in yuan where they ask for it."""

COAL = {"goods_value_yuan": 100_000}
CODE = "ecological-environment-code"


def by_code(finding: Finding) -> bool:
    """Say whether a case is decided by the Code, not by a regulation beside it."""
    return {citation.instrument for citation in finding.citations} == {CODE}


SEVERAL_CASES: dict[str, tuple[Callable[[Finding], bool], dict[str, Asked]]] = {
    "transition-choice-005": (
        by_code,
        {
            "A": asked("refuse-inspection"),
            "B": asked("exceed-permit", is_permit_holder=True),
            "C": asked("exceed-standard-noise"),
            "D": asked("barbecue"),
            "E": asked("cooking-fumes"),
        },
    ),
    "transition-choice-010": (
        lambda finding: not by_code(finding),
        {
            "A": asked("costs-not-in-budget"),
            "B": asked("construction-noise-monitoring"),
            "C": asked("exceed-permit", is_permit_holder=True),
            "D": asked("burn-poor-coal", **COAL),
            "E": asked("barbecue"),
        },
    ),
    "transition-conflict-004": (
        lambda finding: not by_code(finding),
        {
            "A": asked("execution-report", is_permit_holder=True),
            "B": asked("exceed-permit", is_permit_holder=True),
            "C": asked("discharge-way", is_permit_holder=True),
            "D": asked("no-permit", is_permit_holder=True),
            "E": asked("forged-permit", is_permit_holder=True),
        },
    ),
}
"""Questions that ask which of several cases are decided by the Code, or are not."""


MATCHED = {
    "transition-worked-010": {
        "A": asked("refuse-inspection", old="2", new="4"),
        "B": asked("exceed-permit", old="5", new="3", is_permit_holder=True),
        "C": asked("exceed-standard-noise", old="1"),
    },
}
"""Questions that match cases with laws: the number of the law by its side."""

BOUNDS = {
    "transition-worked-001": (
        asked("unbuilt-eia-form", old=True, investment_yuan=8_000_000),
        lambda amount: amount.high,
    ),
    "transition-worked-002": (
        asked("burn-poor-coal", new=True, goods_value_yuan=60_000),
        lambda amount: amount.high,
    ),
    "transition-worked-005": (asked("refuse-inspection", old=True), lambda amount: amount.low),
}
"""Questions that ask for one bound of the fine, filled in as a figure."""


def find(question_id: str, case: Asked) -> Finding:
    question = QUESTIONS[question_id]
    assert question.acts_on is not None
    decided_on = question.decided_on or max(question.acts_on, DECIDED)
    return decide(
        Case(
            conduct_id=case.conduct,
            act=question.acts_on,
            decided_on=decided_on,
            facts=Facts(**case.facts),
        ),
        LAW,
    )


@pytest.mark.parametrize("question_id", ONE_CASE)
def test_the_key_is_the_law_that_the_calculator_finds(question_id):
    case, question = ONE_CASE[question_id], QUESTIONS[question_id]
    finding = find(question_id, case)
    answer = case.key.get(finding.result)
    assert answer is not None, finding.reason
    assert question.key in (answer, (answer,))


@pytest.mark.parametrize("question_id", ONE_CASE)
def test_the_question_cites_the_law_that_the_calculator_finds(question_id):
    found = {
        citation.whole_article for citation in find(question_id, ONE_CASE[question_id]).citations
    }
    cited = {parse_citation(text).whole_article for text in QUESTIONS[question_id].cites}
    assert found <= cited


@pytest.mark.parametrize("question_id", [name for name, case in ONE_CASE.items() if case.fine])
def test_the_fine_in_the_key_is_the_one_that_the_calculator_reckons(question_id):
    case = ONE_CASE[question_id]
    finding = find(question_id, case)
    side = finding.old if finding.result is Result.OLD else finding.new
    amounts = [one.amount for one in side if one.is_chosen]
    assert [(one.low, one.high) for one in amounts if one] == [case.fine]


@pytest.mark.parametrize("question_id", SEVERAL_CASES)
def test_the_cases_in_the_key_are_those_that_the_calculator_picks(question_id):
    is_asked_for, cases = SEVERAL_CASES[question_id]
    findings = {letter: find(question_id, case) for letter, case in cases.items()}
    assert Result.OPEN not in {finding.result for finding in findings.values()}
    picked = [letter for letter, finding in findings.items() if is_asked_for(finding)]
    assert list(QUESTIONS[question_id].key) == picked


@pytest.mark.parametrize("question_id", MATCHED)
def test_every_case_is_matched_with_the_law_that_the_calculator_finds(question_id):
    pairs = [
        f"{letter}{case.key[find(question_id, case).result]}"
        for letter, case in MATCHED[question_id].items()
    ]
    assert list(QUESTIONS[question_id].key) == pairs


@pytest.mark.parametrize("question_id", BOUNDS)
def test_the_bound_to_fill_in_is_the_one_that_the_calculator_reckons(question_id):
    case, bound = BOUNDS[question_id]
    finding = find(question_id, case)
    assert case.key[finding.result]
    side = finding.old if finding.result is Result.OLD else finding.new
    expected = read_figure(QUESTIONS[question_id].answer.value)
    assert [bound(one.amount) for one in side] == [expected.value]
