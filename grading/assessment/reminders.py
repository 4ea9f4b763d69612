"""Whom to remind of a year's requirements, and the words to do it with."""

from collections.abc import Iterable
from datetime import date

from grading.assessment.export import decimal
from grading.assessment.pace import Pace, RequirementPace, Stage, pace_of
from grading.assessment.result import YearResult


def reminders(result: YearResult) -> tuple[Pace, ...]:
    """Return those who have to be reminded on the day of a result, in its order.

    Nobody is once a year is signed, nor is anybody who has left the bureau.
    """
    if result.signed is not None:
        return ()
    here = {
        one.person.person_id
        for one in result.assessments
        if one.person.in_post is None
        or one.person.in_post[-1][1] >= min(result.as_of, one.policy.due)
    }
    paces = (pace_of(one) for one in result.assessments if one.person.person_id in here)
    return tuple(pace for pace in paces if pace.stage is not None)


def headline(pace: Pace) -> str:
    """Say why somebody is reminded, and until when there is time."""
    due = written_day(pace.assessment.policy.due)
    if pace.stage is Stage.OVER:
        return f"{pace.assessment.policy.year} 年度已经结束，还有 {len(pace.missing)} 项没有达到"
    if pace.stage is Stage.BEHIND:
        return f"学习进度落后了：{due}以前要达到全部要求"
    if not pace.days_left:
        return f"今天是 {pace.assessment.policy.year} 年度考核的最后一天"
    return f"离 {pace.assessment.policy.year} 年度考核截止（{due}）还有 {pace.days_left} 天"


def missing_words(one: RequirementPace) -> str:
    """Say what is missing of a requirement, and what should be there by now."""
    asked = one.requirement
    needed, had = decimal(asked.needed), decimal(asked.had)
    if asked.group == "exams":
        best = f"最好成绩 {had}%" if asked.lines else "还没有成绩"
        return f"{asked.label}（{best}，要 {needed}%）"
    told = f"{asked.label}还差 {decimal(asked.missing)} {asked.unit}"
    if one.is_behind and one.expected < asked.needed:
        told += f"（按进度现在应有 {decimal(one.expected)}，实有 {had}）"
    return told


def message(pace: Pace) -> str:
    """Return a line to send to one person."""
    who, policy = pace.assessment.person, pace.assessment.policy
    missing = "；".join(map(missing_words, pace.missing))
    end = (
        "有遗漏的证据请交给管理人员。"
        if pace.stage is Stage.OVER
        else f"请在{written_day(policy.due)}以前完成；计入了什么，见平台的“我的年度考核”页。"
    )
    told = f"截至{written_day(pace.assessment.as_of)}，{policy.title}还没有达到的：{missing}。"
    return f"{who.name}，您好：{told}{end}"


def messages(paces: Iterable[Pace]) -> str:
    """Return the lines to send, one for each."""
    return "\n".join(map(message, paces))


def written_day(day: date) -> str:
    """Write a day as on screen."""
    return f"{day.year}年{day.month}月{day.day}日"
