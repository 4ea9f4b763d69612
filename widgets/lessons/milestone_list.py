"""Milestones as an ordered list that reads well aloud, on paper and on a narrow screen."""

from collections.abc import Iterable
from datetime import date
from html import escape

from courses.statutes.deadlines.day_text import full_day, short_day, weekday_name
from courses.statutes.deadlines.milestone import Milestone
from courses.statutes.deadlines.workdays import WorkCalendar
from widgets.lessons.month_picture import counted_months
from widgets.lessons.theme import Tone, citation_link, notice

_LEGEND = (
    '<p class="clock-legend">月历里的字——起：起算当天，不计入；第1、第2：数到的工作日；休：放假；'
    "班：调休上班，按工作日；期满：顺延前的最后一天；截止：最后一天。没有字、底色深一点的是周末。</p>"
)


def milestone_list(milestones: Iterable[Milestone], calendar: WorkCalendar) -> str:
    """Return the milestones by date, those without one last, with a sentence that sums them up."""
    ordered = sorted(milestones, key=lambda one: one.last_day or date.max)
    items = "".join(_item(milestone, calendar) for milestone in ordered)
    legend = _LEGEND if any(milestone.last_day for milestone in ordered) else ""
    return (
        f'<p class="clock-summary">{_summary(ordered)}</p>'
        f'<ol class="clock-line">{items}</ol>{legend}'
    )


def _summary(milestones: list[Milestone]) -> str:
    dated = sum(milestone.last_day is not None for milestone in milestones)
    warned = sum(bool(milestone.warning) for milestone in milestones)
    text = f"按填写的日期，共{len(milestones)}个期限，算出{dated}个日期"
    return f"{text}，{warned}个有提醒。" if warned else f"{text}。"


def _item(milestone: Milestone, calendar: WorkCalendar) -> str:
    styles = ["clock-stop"]
    if milestone.rolled_from is not None:
        styles.append("clock-rolled")
    if milestone.warning:
        styles.append("clock-warned")
    parts = [
        _date(milestone),
        f'<p class="clock-name">{escape(milestone.name)}</p>',
        f'<p class="clock-rule">{escape(milestone.rule)}{citation_link(milestone.citation)}</p>',
        _rolled(milestone, calendar),
        notice(Tone.WARNING, milestone.warning) if milestone.warning else "",
        notice(Tone.OPEN, milestone.note) if milestone.note else "",
        _how(milestone, calendar),
    ]
    return f'<li class="{" ".join(styles)}">{"".join(parts)}</li>'


def _date(milestone: Milestone) -> str:
    day = milestone.last_day
    if day is None:
        return '<p class="clock-date">没有算出日期</p>'
    return (
        f'<p class="clock-date"><time datetime="{day.isoformat()}">'
        f"{day.year}年{short_day(day)}</time> "
        f'<span class="clock-weekday">{weekday_name(day)}</span></p>'
    )


def _rolled(milestone: Milestone, calendar: WorkCalendar) -> str:
    end = milestone.rolled_from
    if end is None:
        return ""
    holiday = calendar.holiday_name(end)
    reason = f"{holiday}假期" if holiday else "周末"
    text = f"期满日{full_day(end)}是{reason}，已经顺延。"
    return f'<p class="clock-rolled-text"><strong class="clock-tag">顺延</strong> {text}</p>'


def _how(milestone: Milestone, calendar: WorkCalendar) -> str:
    if milestone.last_day is None:
        return ""
    return (
        '<details class="clock-how"><summary>怎么数的</summary>'
        f"<p>{escape(milestone.explanation)}</p>{counted_months(milestone, calendar)}"
        "</details>"
    )
