"""The case clock: the dates of a penalty case turned into every legal deadline."""

import ipywidgets as ipw

from courses.statutes.deadlines.case_timeline import CaseDates, case_timeline
from courses.statutes.deadlines.time_limits import get_limit
from widgets.lessons.calculator import Calculator
from widgets.lessons.excluded_rows import ExcludedRows
from widgets.lessons.inputs import count_input, day_input, group, yes_input
from widgets.lessons.milestone_list import milestone_list
from widgets.lessons.theme import Tone, heading, notice

_PROMPT = (
    "请至少填一个日子。填发现日，算立案审查期限；填立案日，算办案期限；"
    "填先行登记保存日、告知日、决定日，算各自的期限。"
)


class CaseClock(Calculator):
    """The inputs of a case and the deadlines that follow from them."""

    def _make_inputs(self) -> tuple[ipw.Widget, ...]:
        self.found_on = day_input("发现日（收到线索）")
        self.filing_extended = yes_input("负责人批准立案审查延长15日")
        self.registered_on = day_input("先行登记保存日")
        self.filed_on = day_input("立案日")
        self.informed_on = day_input("告知日（当事人收到告知书）")
        self.hearing_on = day_input("听证日")
        self.decided_on = day_input("决定日")
        self.extended = yes_input("负责人批准延长30日")
        most = get_limit("decision-second-extension").value
        self.second_extension = count_input(f"集体讨论继续延长（0到{most}日）", most)
        self.excluded = ExcludedRows()
        filing = (self.found_on, self.registered_on, self.filed_on, self.filing_extended)
        later = (self.informed_on, self.hearing_on, self.decided_on)
        extension = (self.extended, self.second_extension)
        return (
            group("立案和调查", filing),
            group("告知、听证和决定", later),
            group("办案期限延长", extension),
            ipw.VBox([ipw.HTML(heading("不计入办案期限的时间")), self.excluded.box]),
        )

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """Everything that the learner fills in."""
        return (
            self.found_on,
            self.filing_extended,
            self.registered_on,
            self.filed_on,
            self.informed_on,
            self.hearing_on,
            self.decided_on,
            self.extended,
            self.second_extension,
            *self.excluded.inputs,
        )

    def case(self) -> CaseDates:
        """Return what was filled in, or raise ImpossibleDatesError."""
        return CaseDates(
            found_on=self.found_on.value,
            filing_extended=self.filing_extended.value,
            registered_on=self.registered_on.value,
            filed_on=self.filed_on.value,
            informed_on=self.informed_on.value,
            hearing_on=self.hearing_on.value,
            extended=self.extended.value,
            second_extension_days=self.second_extension.value,
            excluded=self.excluded.spans(),
            decided_on=self.decided_on.value,
        )

    def _render(self) -> str:
        remark = notice(Tone.WARNING, self._remark) if self._remark else ""
        milestones = case_timeline(self.case(), self._calendar)
        if not milestones:
            return remark + notice(Tone.PROMPT, _PROMPT)
        return remark + milestone_list(milestones, self._calendar)


show = CaseClock.show
