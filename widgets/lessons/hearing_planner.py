"""The hearing planner: what a proposed penalty needs and by which days."""

import ipywidgets as ipw

from courses.statutes.deadlines.hearing_plan import HearingPlan, plan_hearing
from courses.statutes.deadlines.milestone import ImpossibleDatesError
from courses.statutes.deadlines.notice_milestones import notice_milestones
from courses.statutes.deadlines.proposed_penalty import (
    LocalLine,
    Party,
    PenaltyKind,
    ProposedPenalty,
)
from widgets.lessons.calculator import Calculator
from widgets.lessons.inputs import (
    choice_input,
    day_input,
    group,
    text_input,
    yes_input,
    yuan_input,
)
from widgets.lessons.judgement_list import judgement_list
from widgets.lessons.milestone_list import milestone_list
from widgets.lessons.theme import Tone, notice

_NOTHING = "请填拟罚款、拟没收的数额，或者勾选拟作出的其他处罚。"
_NO_DATE = "填上告知日，就能算出陈述申辩和要求听证的最后一天；再填听证日，算出最迟哪天通知。"
_NOT_HEARD = "按填写的内容不用告知听证权利，所以没有算听证的日期。"


class LocalLineInput:
    """A local line in yuan, 0 for none, with the rule that it rests on."""

    def __init__(self, subject: str) -> None:
        self.yuan = yuan_input(f"本地{subject}线（元，没有填0）")
        self.basis = text_input(f"本地{subject}线的依据", "地方性法规或者地方政府规章的名称")

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """Both inputs."""
        return (self.yuan, self.basis)

    def line(self) -> LocalLine | None:
        """Return the line, None for 0, or raise ImpossibleAmountError."""
        return LocalLine(self.yuan.value, self.basis.value) if self.yuan.value else None


class HearingPlanner(Calculator):
    """The inputs of a proposed penalty, what it needs and the days that follow."""

    def _make_inputs(self) -> tuple[ipw.Widget, ...]:
        self.party = choice_input("当事人", [(party.value, party) for party in Party])
        self.fine = yuan_input("拟罚款（元）")
        self.confiscated_income = yuan_input("拟没收违法所得（元）")
        self.confiscated_goods = yuan_input("拟没收非法财物价值（元）")
        self.kinds = {kind: yes_input(f"拟{kind.value}") for kind in PenaltyKind}
        self.complex_case = yes_input("案情疑难复杂、涉及多个法律关系")
        self.public_interest = yes_input("涉及重大公共利益")
        self.major_rights = yes_input("直接关系当事人或者第三人重大权益")
        self.heard = yes_input("已经举行听证")
        self.local_hearing = LocalLineInput("听证")
        self.local_discussion = LocalLineInput("集体讨论")
        self.informed_on = day_input("告知日（当事人收到告知书）")
        self.hearing_on = day_input("听证日")
        local = (*self.local_hearing.inputs, *self.local_discussion.inputs)
        return (
            group("当事人和数额", self._penalty_inputs),
            group("拟作出的其他处罚", self.kinds.values()),
            group("案件情况", self._fact_inputs),
            group("本地另有规定的数额", local),
            group("日期", (self.informed_on, self.hearing_on)),
        )

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """Everything that the learner fills in."""
        return (
            *self._penalty_inputs,
            *self.kinds.values(),
            *self._fact_inputs,
            *self.local_hearing.inputs,
            *self.local_discussion.inputs,
            self.informed_on,
            self.hearing_on,
        )

    @property
    def _penalty_inputs(self) -> tuple[ipw.Widget, ...]:
        return (self.party, self.fine, self.confiscated_income, self.confiscated_goods)

    @property
    def _fact_inputs(self) -> tuple[ipw.Widget, ...]:
        return (self.complex_case, self.public_interest, self.major_rights, self.heard)

    def penalty(self) -> ProposedPenalty:
        """Return what was filled in, or raise ImpossibleAmountError."""
        return ProposedPenalty(
            party=self.party.value,
            fine=self.fine.value,
            confiscated_income=self.confiscated_income.value,
            confiscated_goods=self.confiscated_goods.value,
            kinds=frozenset(kind for kind, box in self.kinds.items() if box.value),
            complex_case=self.complex_case.value,
            public_interest=self.public_interest.value,
            major_rights=self.major_rights.value,
            heard=self.heard.value,
            local_hearing_line=self.local_hearing.line(),
            local_discussion_line=self.local_discussion.line(),
        )

    def _render(self) -> str:
        penalty = self.penalty()
        plan = plan_hearing(penalty)
        if not any(penalty.amounts().values()) and not penalty.kinds:
            return notice(Tone.PROMPT, _NOTHING) + self._days(plan)
        return judgement_list(plan) + self._days(plan)

    def _days(self, plan: HearingPlan) -> str:
        if self.informed_on.value is None:
            return notice(Tone.PROMPT, _NO_DATE)
        remark = notice(Tone.WARNING, self._remark) if self._remark else ""
        skipped = self.hearing_on.value is not None and not plan.may_be_heard
        if skipped:
            remark += notice(Tone.REMARK, _NOT_HEARD)
        milestones = notice_milestones(
            self.informed_on.value,
            None if skipped else self.hearing_on.value,
            self._calendar,
            may_be_heard=plan.may_be_heard,
        )
        try:
            return remark + milestone_list(milestones, self._calendar)
        except ImpossibleDatesError as error:
            return remark + notice(Tone.PROMPT, str(error))


show = HearingPlanner.show
