"""The law and the fines in the reference answers of essays are what the calculator finds."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from courses.checking.amounts import amounts, stated_figures
from courses.statutes.applicable import Case, Facts, Finding, Result, Severity, decide
from courses.statutes.citation import parse_citation
from courses.statutes.figures import FigureKind
from courses.statutes.law import Law
from quizzes.content import read_quizzes
from quizzes.model import Essay

CATALOGUE, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
BANK = read_quizzes(CATALOGUE, [quizzes.content.PACKAGE_FOLDER]).bank
LAW = Law.embedded()
ORDINARY: dict[str, Any] = {"severity": Severity.ORDINARY, "refused_to_correct": False}
DECIDED = date(2026, 11, 25)


@dataclass(frozen=True)
class Asked:
    """A conduct that a reference answer judges."""

    question_id: str
    conduct: str
    facts: dict[str, Any]

    @property
    def question(self) -> Essay:
        question = BANK.question(self.question_id)
        assert isinstance(question, Essay)
        return question

    @cached_property
    def finding(self) -> Finding:
        act = self.question.acts_on
        assert act is not None
        facts = Facts(**ORDINARY | self.facts)
        decided_on = self.question.decided_on or DECIDED
        case = Case(conduct_id=self.conduct, act=act, decided_on=decided_on, facts=facts)
        return decide(case, LAW)


def asked(question_id: str, conduct: str, **facts: Any) -> Asked:
    return Asked(question_id, conduct, facts)


HOLDER = {"is_permit_holder": True}
ASKED = (
    asked("noise-case-001-4", "exceed-standard-noise"),
    asked("noise-case-002-4", "construction-noise-plan"),
    asked("noise-case-003-4", "social-noise", refused_to_correct=True),
    asked("noise-case-004-4", "exceed-standard-noise"),
    asked("noise-case-004-4", "refuse-inspection-noise"),
    asked("noise-essay-002", "costs-not-in-budget"),
    asked("noise-essay-003", "modified-vehicle-noise"),
    asked("noise-essay-003", "transport-facility-noise"),
    asked("air-case-002-4", "evade-supervision", **HOLDER),
    asked("air-case-002-4", "workshop-emissions"),
    asked("air-case-003-4", "yard-dust-and-odour"),
    asked("air-case-004-4", "burn-poor-coal", goods_value_yuan=120_000),
    asked("air-essay-002", "restaurant-site", refused_to_correct=True),
    asked("air-essay-003", "substandard-monitoring"),
    asked("air-essay-003", "false-monitoring-data"),
    asked("air-essay-003", "damage-monitoring-equipment"),
    asked("air-essay-004", "pollution-accident", direct_loss_yuan=200_000),
    asked("permit-case-001-4", "no-permit"),
    asked("permit-case-002-4", "no-ledger", times=1, **HOLDER),
    asked("permit-case-002-4", "no-self-monitoring", **HOLDER),
    asked("permit-case-003-4", "exceed-permit", **HOLDER),
    asked("permit-case-004-4", "no-permit"),
)


def is_cited(one: Asked) -> bool:
    cited = {parse_citation(text).whole_article for text in one.question.cites}
    found = {citation.whole_article for citation in one.finding.citations}
    return bool(found) and found <= cited


def is_stated(one: Asked) -> bool:
    """Say whether rubric and reference answer each name both ends of the fine."""
    side = one.finding.old if one.finding.result is Result.OLD else one.finding.new
    fines = [sanction.amount for sanction in side if sanction.is_chosen and sanction.amount]
    ends = {(FigureKind.MONEY, end) for fine in fines for end in (fine.low, fine.high)}
    rubric = "；".join(point.text for point in one.question.rubric)
    texts = (rubric, one.question.reference)
    return bool(ends) and all(ends <= amounts(stated_figures(text)) for text in texts)


def test_an_essay_cites_the_law_that_the_calculator_finds():
    assert [(one.question_id, one.conduct) for one in ASKED if not is_cited(one)] == []


def test_rubric_and_reference_answer_state_the_fine_that_the_calculator_reckons():
    assert [(one.question_id, one.conduct) for one in ASKED if not is_stated(one)] == []
