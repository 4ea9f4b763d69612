"""Which law applies to an act, shown: the result, both sides, the steps with their articles."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from courses.statutes.applicable import Finding, Result, Rule, Step
from courses.statutes.applicable.candidates import Candidate
from courses.statutes.applicable.case import FACT_NAMES
from courses.statutes.citation import Citation, Titles
from widgets.lessons.theme import Tone, citation_link, tagged

_NO_OLD_RULE = "没有查到行为时的罚则，或者这种情形还不到处罚的程度。"
_NO_NEW_RULE = "没有罚则，或者这种情形还不到处罚的程度。"


def finding_view(finding: Finding, titles: Titles) -> str:
    """Return everything that is found for a case."""
    is_compared = bool(finding.old) and bool(finding.new)
    sides = [
        ("旧法", finding.old, _NO_OLD_RULE),
        ("法典和仍然有效的条例", finding.new, _NO_NEW_RULE),
    ]
    shown = [side for side in sides if side[1] or is_compared]
    beside = _beside(_side(*side) for side in shown)
    return _beside([_result(finding, titles)]) + beside + _beside([_steps(finding.steps)])


def _result(finding: Finding, titles: Titles) -> str:
    style = "plan-open" if finding.result is Result.OPEN else "plan-yes"
    tone = Tone.OPEN if finding.result is Result.OPEN else Tone.REASON
    lines = [tagged(tone, finding.reason) + _links(finding.citations)]
    if finding.missing:
        names = "、".join(FACT_NAMES[fact] for fact in finding.missing)
        lines.append(tagged(Tone.PROMPT, f"{names}。"))
    lines += [tagged(Tone.REMARK, caution) for caution in finding.cautions]
    answer = escape(finding.conclusion(titles))
    return _section(f'结论：<strong class="plan-answer">{answer}</strong>', lines, style)


def _side(name: str, side: Sequence[Candidate], nothing: str) -> str:
    lines = [_candidate(one, is_one_of_many=len(side) > 1) for one in side]
    return _section(escape(name), lines or [tagged(Tone.REMARK, nothing)])


def _candidate(one: Candidate, *, is_one_of_many: bool) -> str:
    chosen = "（罚款数额高，选这一条）" if is_one_of_many and one.is_chosen else ""
    return f"{escape(one.label())}{chosen}{_links(one.citations)}"


def _steps(steps: Iterable[Step]) -> str:
    by_rule = groupby(steps, key=lambda step: step.rule)
    return _section("步骤", [_step(rule, list(found)) for rule, found in by_rule])


def _step(rule: Rule, steps: Sequence[Step]) -> str:
    """Return what one rule says here, under its name once, however many sentences it takes."""
    title = f"第{rule.number}步 {rule.value}"
    told = [f"{escape(step.text)}{_links(step.basis)}" for step in steps]
    return f"<strong>{escape(title)}</strong><br>{'<br>'.join(told)}"


def _beside(sections: Iterable[str]) -> str:
    """Return sections side by side where there is room."""
    return f'<div class="plan-steps">{"".join(sections)}</div>'


def _links(citations: Iterable[Citation]) -> str:
    return "".join(citation_link(citation) for citation in citations)


def _section(title: str, lines: Iterable[str], style: str = "") -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return (
        f'<section class="plan-step {style}"><h3 class="clock-heading">{title}</h3>'
        f"<ul>{items}</ul></section>"
    )
