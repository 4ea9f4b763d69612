"""The calculator of the applicable law: conduct, days and facts in, old law or Code out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ipywidgets as ipw
from IPython.display import display

from courses.statutes.applicable import (
    Case,
    Fact,
    Facts,
    Party,
    Severity,
    Span,
    decide,
    facts_needed,
)
from courses.statutes.applicable.case import FACT_NAMES
from courses.statutes.applicable.situation import GRADE_NAMES
from courses.statutes.applicable.tables import LawTables
from courses.statutes.law import Law
from courses.statutes.tables.penalties import Role, Row, by_conduct
from widgets.lessons.finding_view import finding_view
from widgets.lessons.inputs import (
    choice_input,
    count_input,
    day_input,
    group,
    keep_current,
    yuan_input,
)
from widgets.lessons.theme import Tone, notice

_NO_CONDUCT = "请选择行为，再填行为日期和决定日期。"
_NO_DAYS = "请填行为日期和决定日期；一天的行为，终了日期可以不填。"
_UNKNOWN: tuple[str, object] = ("没有查清", None)
_COURSES = {
    "general": "通用",
    "monitoring": "监测",
    "noise": "噪声",
    "air": "大气",
    "permit": "许可",
}
_SUMS = (
    Fact.INVESTMENT,
    Fact.GOODS_VALUE,
    Fact.CONTRACT,
    Fact.DIRECT_LOSS,
    Fact.ANNUAL_INCOME,
)
_COUNTS = (Fact.VEHICLES, Fact.TIMES)
_MOST = 100_000
_YES_OR_NO: list[tuple[str, object]] = [_UNKNOWN, ("是", True), ("否", False)]
_CHOICES: dict[Fact, list[tuple[str, object]]] = {
    Fact.SEVERITY: [
        _UNKNOWN,
        ("情节较轻", Severity.LIGHT),
        ("情节一般", Severity.ORDINARY),
        ("情节严重", Severity.SEVERE),
    ],
    Fact.GRADE: [_UNKNOWN, *((name, grade) for grade, name in GRADE_NAMES.items())],
    Fact.PARTY: [_UNKNOWN, ("单位", Party.UNIT), ("个人", Party.INDIVIDUAL)],
    Fact.REFUSED: _YES_OR_NO,
    Fact.PERMIT_HOLDER: _YES_OR_NO,
    Fact.UNLAWFUL_THEN: _YES_OR_NO,
    Fact.UNLAWFUL_NOW: _YES_OR_NO,
}


class ApplicableLaw:
    """Inputs for a case, and the law that applies to it as they stand.

    Only the facts that the rules of the chosen conduct need are asked for.
    """

    def __init__(self, law: LawTables) -> None:
        self._law = law
        conducts = by_conduct(law.penalties)
        options = sorted((_name(rows), conduct) for conduct, rows in conducts.items())
        self.conduct = choice_input("选一种（开头是门类）", [("请选择", None), *options])
        self.start = day_input("行为日期（持续的，填开始那天）")
        self.end = day_input("行为终了日期")
        self.decided_on = day_input("决定日期（拟决定的日期）")
        self.facts: dict[Fact, ipw.Widget] = {
            **{fact: yuan_input(f"{FACT_NAMES[fact]}（元，0是没有查清）") for fact in _SUMS},
            **{fact: count_input(f"{FACT_NAMES[fact]}（0是没有查清）", _MOST) for fact in _COUNTS},
            **{fact: choice_input(FACT_NAMES[fact], values) for fact, values in _CHOICES.items()},
        }
        self.asked = ipw.VBox()
        self.output = ipw.HTML()
        self.output.add_class("clock-output")
        days = (self.start, self.end, self.decided_on)
        first = [group("行为", [self.conduct]), group("日期", days)]
        self.box = ipw.VBox([*first, self.asked, self.output])
        self.box.add_class("clock-widget")
        self.conduct.observe(self._ask, names="value")
        keep_current(self.inputs, self._render, self.output)

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """Everything that the learner may fill in."""
        return (self.conduct, self.start, self.end, self.decided_on, *self.facts.values())

    @property
    def needed(self) -> tuple[Fact, ...]:
        """The facts that the chosen conduct asks for."""
        if self.conduct.value is None:
            return ()
        return facts_needed(self.conduct.value, self._law)

    def _ask(self, _change: object = None) -> None:
        needed = [self.facts[fact] for fact in self.needed]
        self.asked.children = (group("事实", needed),) if needed else ()

    def _render(self) -> str:
        if self.conduct.value is None:
            return notice(Tone.PROMPT, _NO_CONDUCT)
        if self.start.value is None or self.decided_on.value is None:
            return notice(Tone.PROMPT, _NO_DAYS)
        known: dict[str, Any] = {str(fact): self._known(fact) for fact in self.needed}
        case = Case(
            conduct_id=self.conduct.value,
            act=self._act(),
            decided_on=self.decided_on.value,
            facts=Facts(**known),
        )
        return finding_view(decide(case, self._law), self._law.registry)

    def _act(self) -> date | Span:
        start: date = self.start.value
        return start if self.end.value is None else Span(start, self.end.value)

    def _known(self, fact: Fact) -> object:
        """Return a fact, None where nothing was filled in."""
        given = self.facts[fact].value
        is_number = fact in _SUMS or fact in _COUNTS
        return None if is_number and given == 0 else given


def show() -> None:
    """Show one in a lesson."""
    display(ApplicableLaw(Law.embedded()).box)


def _name(rows: Sequence[Row]) -> str:
    """Return the name of a conduct in the list: the topic, then the plainest of its rows."""
    row = min(rows, key=_plainness)
    return f"{_COURSES.get(row.course, row.course)}：{row.conduct.removesuffix('（单位）')}"


def _plainness(row: Row) -> tuple[bool, int]:
    return row.role is Role.ADDITIONAL, len(row.conduct)
