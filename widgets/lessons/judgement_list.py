"""What a proposed penalty needs, step by step, with reasons and articles."""

from html import escape

from courses.statutes.deadlines.hearing_plan import Answer, Finding, HearingPlan, Judgement
from widgets.lessons.theme import Tone, citation_link, tagged

_STYLES = {Answer.YES: "plan-yes", Answer.NO: "plan-no", Answer.OPEN: "plan-open"}


def judgement_list(plan: HearingPlan) -> str:
    """Return the three steps of a plan."""
    steps = (
        ("告知听证权利", plan.hearing),
        ("集体讨论", plan.discussion),
        ("法制审核", plan.review),
    )
    return f'<div class="plan-steps">{"".join(_step(name, one) for name, one in steps)}</div>'


def _step(name: str, judgement: Judgement) -> str:
    items = "".join(_finding(finding) for finding in judgement.findings)
    answer = judgement.answer
    return (
        f'<section class="plan-step {_STYLES[answer]}"><h3 class="clock-heading">{escape(name)}：'
        f'<strong class="plan-answer">{answer.value}</strong></h3><ul>{items}</ul></section>'
    )


def _finding(finding: Finding) -> str:
    settled = Tone.REASON if finding.requires else Tone.REMARK
    tone = Tone.OPEN if finding.open else settled
    return f"<li>{tagged(tone, finding.text)}{citation_link(finding.citation)}</li>"
