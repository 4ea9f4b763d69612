"""Is it noise pollution: what is known of a sound in, its kind, the answer and its night out."""

from collections.abc import Iterable
from datetime import time
from html import escape

import ipywidgets as ipw
from IPython.display import display

from courses.errors import StudyError
from courses.statutes.noise.articles import Source
from courses.statutes.noise.judgement import (
    Finding,
    NightWork,
    Reason,
    Sound,
    judge_night,
    judge_sound,
)
from courses.statutes.noise.night import USUAL_NIGHT, Night
from widgets.lessons.inputs import choice_input, day_input, group, keep_current
from widgets.lessons.theme import Tone, citation_link, notice, tagged

_NOTHING = "请填哪一天的声音，再选声音从哪里来。"
_NO_HOURS = "填上几点开始、几点结束，就能看出有多少落在夜间。"
_YES_OR_NO: list[tuple[str, object]] = [("没有查清", None), ("是", True), ("否", False)]
_STYLES = {True: "plan-yes", False: "plan-no", None: "plan-open"}
_EARLIEST_NIGHT, _LATEST_NIGHT = 20, 24


class NoiseJudge:
    """Inputs for a sound, and what the law of its day says of it.

    What matters to building sites alone is asked for building sites alone.
    """

    def __init__(self) -> None:
        self.heard_on = day_input("哪一天的声音")
        self.source = choice_input("声音来自", [("请选择", None), *((s.value, s) for s in Source)])
        self.own_staff = choice_input(
            "谁受影响", [("周围的人", False), ("只有在岗的本单位职工", True)]
        )
        self.over_limit = choice_input("超过排放标准", _YES_OR_NO)
        self.unprotected = choice_input("没有依法采取防控措施", _YES_OR_NO)
        self.disturbs = choice_input("干扰了他人生活、工作、学习", _YES_OR_NO)
        self.begin = choice_input("几点开始", [("没有填", None), *_half_hours()])
        self.end = choice_input("几点结束", [("没有填", None), *_half_hours()])
        self.night = choice_input("当地夜间从几点起", _night_starts())
        self.night.value = USUAL_NIGHT.start
        self.in_zone = choice_input("在噪声敏感建筑物集中区域", _YES_OR_NO)
        self.reason = choice_input(
            "夜间施工的理由", [("没有查清", None), *((r.value, r) for r in Reason)]
        )
        self.has_certificate = choice_input("有连续施工的证明", _YES_OR_NO)
        self._site = group("夜间施工", (self.in_zone, self.reason, self.has_certificate))
        self.asked = ipw.VBox()
        self.output = ipw.HTML()
        self.output.add_class("clock-output")
        sound = (self.heard_on, self.source, self.own_staff)
        conditions = (self.over_limit, self.unprotected, self.disturbs)
        self.box = ipw.VBox(
            [
                group("声音", sound),
                group("两个条件", conditions),
                group("时间", (self.begin, self.end, self.night)),
                self.asked,
                self.output,
            ]
        )
        self.box.add_class("clock-widget")
        self.source.observe(self._ask, names="value")
        keep_current(self.inputs, self._render, self.output)

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """Everything that the learner may fill in."""
        return (
            self.heard_on,
            self.source,
            self.own_staff,
            self.over_limit,
            self.unprotected,
            self.disturbs,
            self.begin,
            self.end,
            self.night,
            self.in_zone,
            self.reason,
            self.has_certificate,
        )

    def _ask(self, _change: object = None) -> None:
        is_site = self.source.value is Source.CONSTRUCTION
        self.asked.children = (self._site,) if is_site else ()

    def _render(self) -> str:
        if self.heard_on.value is None or self.source.value is None:
            return notice(Tone.PROMPT, _NOTHING)
        sound = Sound(
            heard_on=self.heard_on.value,
            source=self.source.value,
            own_staff=self.own_staff.value,
            over_limit=self.over_limit.value,
            unprotected=self.unprotected.value,
            disturbs=self.disturbs.value,
        )
        findings = list(judge_sound(sound))
        remark = ""
        try:
            findings += self._night(sound)
        except StudyError as error:
            remark = notice(Tone.PROMPT, str(error))
        if not findings[2:] and not remark:
            remark = notice(Tone.PROMPT, _NO_HOURS)
        return _beside(findings) + remark

    def _night(self, sound: Sound) -> list[Finding]:
        if self.begin.value is None or self.end.value is None:
            return []
        work = NightWork(
            begin=self.begin.value,
            end=self.end.value,
            night=Night(self.night.value),
            in_zone=self.in_zone.value,
            reason=self.reason.value,
            has_certificate=self.has_certificate.value,
        )
        return [judge_night(sound, work)]


def show() -> None:
    """Show one in a lesson."""
    display(NoiseJudge().box)


def _half_hours() -> list[tuple[str, object]]:
    times = (time(hour, minute) for hour in range(24) for minute in (0, 30))
    return [(f"{one:%H:%M}", one) for one in times]


def _night_starts() -> list[tuple[str, object]]:
    """Return the hours around ten in the evening that a government may have set."""
    hours = range(_EARLIEST_NIGHT, _LATEST_NIGHT)
    return [
        (f"{one:%H:%M}" + ("（没有另行规定）" if one == USUAL_NIGHT.start else ""), one)
        for hour in hours
        for one in (time(hour), time(hour, 30))
    ]


def _beside(findings: Iterable[Finding]) -> str:
    return f'<div class="plan-steps">{"".join(_section(one) for one in findings)}</div>'


def _section(finding: Finding) -> str:
    items = "".join(f"<li>{tagged(Tone.REASON, reason)}</li>" for reason in finding.reasons)
    links = "".join(citation_link(citation) for citation in finding.citations)
    return (
        f'<section class="plan-step {_STYLES[finding.answer]}"><h3 class="clock-heading">'
        f'{escape(finding.question)}：<strong class="plan-answer">{escape(finding.said)}</strong>'
        f"</h3><ul>{items}<li>{links}</li></ul></section>"
    )
