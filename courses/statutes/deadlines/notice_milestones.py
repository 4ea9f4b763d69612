"""The last days around a notice and a hearing: articles 44 and 47 of the penalty measures."""

from collections.abc import Iterator
from datetime import date

from courses.statutes.deadlines.day_text import full_day
from courses.statutes.deadlines.milestone import Milestone, limit_milestone, require_order
from courses.statutes.deadlines.time_limits import get_limit
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar


def notice_milestones(
    informed_on: date, hearing_on: date | None, calendar: WorkCalendar, *, may_be_heard: bool = True
) -> Iterator[Milestone]:
    """Yield the last days to answer a notice received on `informed_on`, and to call a hearing.

    Without a right to a hearing only the first is given. Raises ImpossibleDatesError when the
    hearing is before the notice.
    """
    require_order(informed_on, "告知日", hearing_on, "听证日")
    yield limit_milestone(
        get_limit("statement"),
        "当事人陈述、申辩",
        "收到告知书后5个工作日内。",
        informed_on,
        calendar,
    )
    if not may_be_heard:
        return
    yield limit_milestone(
        get_limit("hearing-request"),
        "当事人要求听证",
        "告知后5个工作日内提出。",
        informed_on,
        calendar,
    )
    if hearing_on is not None:
        yield _hearing_notice(informed_on, hearing_on, calendar)


def _hearing_notice(informed_on: date, hearing_on: date, calendar: WorkCalendar) -> Milestone:
    limit = get_limit("hearing-notice")
    milestone = limit_milestone(
        limit,
        "通知听证时间、地点",
        "举行听证的7个工作日前通知当事人和有关人员。",
        hearing_on,
        calendar,
    )
    if milestone.last_day is None:
        return milestone
    milestone = milestone.noted(_safer_day(milestone.last_day, calendar))
    if not calendar.is_workday(hearing_on):
        milestone = milestone.warned("选的听证日不是工作日，请确认能否举行。")
    if milestone.last_day is not None and milestone.last_day < informed_on:
        return milestone.warned(_too_soon(informed_on, limit.value, calendar))
    return milestone


def _safer_day(last_day: date, calendar: WorkCalendar) -> str:
    """Say what the law leaves open: whether the day of the notice itself counts."""
    try:
        earlier = full_day(calendar.subtract_workdays(last_day, 1))
    except CalendarMissingError:
        earlier = "前一个工作日"
    return f"条文没有写通知当天算不算在七日里；稳妥的做法是再早一个工作日，在{earlier}以前送到。"


def _too_soon(informed_on: date, days: int, calendar: WorkCalendar) -> str:
    try:
        earliest = full_day(calendar.add_workdays(informed_on, days))
    except CalendarMissingError as error:
        return f"听证日太近，来不及通知。{error}"
    return (
        f"这一天早于告知日，来不及通知。请把听证日改到{earliest}以后；"
        "当事人什么时候要求听证，还要从那时往后算。"
    )
