"""The period for deciding a case: 90 days, its two extensions and the time that does not count.

Article 57 of the penalty measures. All three are natural days from the day of filing, which is not
counted; an extension lengthens the period itself, so it is added before an end on a rest day is put
off.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from courses.statutes.deadlines.day_text import full_day
from courses.statutes.deadlines.excluded_time import ExcludedSpan, last_counted_day, roll_counted
from courses.statutes.deadlines.milestone import Milestone
from courses.statutes.deadlines.time_limits import TimeLimit, get_limit
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar

_APPROVE_IN_TIME = "条文没有写批准的时间；稳妥的做法是在前一个期限届满以前办完。"
_BOTH_ENDS = "条文没有写起止两天怎么算，这里两天都不计入；时间紧时请少算一天。"


def decision_milestones(
    filed_on: date | None,
    excluded: Sequence[ExcludedSpan],
    calendar: WorkCalendar,
    *,
    extended: bool,
    second_extension_days: int,
    decided_on: date | None,
) -> Iterator[Milestone]:
    """Yield the end of the period, of the first and of the second extension as far as granted."""
    if filed_on is None:
        return
    found = []
    for limit, name, rule, days in _periods(extended, second_extension_days):
        milestone = Milestone(limit.id, name, filed_on, None, rule, limit.citation)
        if limit.id != "decision":
            milestone = milestone.noted(_APPROVE_IN_TIME)
        if excluded:
            milestone = milestone.noted(_BOTH_ENDS)
        found.append(_ended(milestone, days, excluded, calendar))
    yield from found[:-1]
    yield _decided_late(found[-1], decided_on)


def _periods(
    extended: bool, second_extension_days: int
) -> Iterator[tuple[TimeLimit, str, str, int]]:
    first = get_limit("decision")
    days = first.value
    yield first, "作出处理决定", f"自立案之日起{days}日（自然日）内作出处理决定。", days
    if extended:
        extension = get_limit("decision-extension")
        days += extension.value
        rule = f"经负责人批准延长{extension.value}日，共{days}日（自然日）。"
        yield extension, "第一次延长后作出决定", rule, days
    if second_extension_days:
        second = get_limit("decision-second-extension")
        days += second_extension_days
        rule = (
            f"经集体讨论继续延长{second_extension_days}日（最多{second.value}日），"
            f"共{days}日（自然日）。"
        )
        yield second, "继续延长后作出决定", rule, days


def _ended(
    milestone: Milestone, days: int, excluded: Sequence[ExcludedSpan], calendar: WorkCalendar
) -> Milestone:
    filed_on = milestone.counted_from
    end = last_counted_day(filed_on, days, excluded)
    if end is None:
        return milestone.warned(_not_over(excluded))
    left_out = (end - filed_on).days - days
    counted = f"从{full_day(filed_on)}的次日起按自然日数{days}日" + (
        f"，其间{left_out}日不计入" if left_out else ""
    )
    try:
        rolled = roll_counted(end, excluded, calendar, counted)
    except CalendarMissingError as error:
        return milestone.warned(str(error))
    return milestone.warned(_not_over(excluded)) if rolled is None else milestone.ending(rolled)


def _not_over(excluded: Sequence[ExcludedSpan]) -> str:
    kinds = dict.fromkeys(span.kind.value for span in excluded if span.last is None)
    return f"{'、'.join(kinds)}还没有结束日期，期限算不出来。结束后请填上。"


def _decided_late(milestone: Milestone, decided_on: date | None) -> Milestone:
    if decided_on is None or milestone.last_day is None or decided_on <= milestone.last_day:
        return milestone
    return milestone.warned(f"决定日{full_day(decided_on)}已经超过这一天。")
