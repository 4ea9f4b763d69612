"""Every legal deadline of a penalty case from its dates: the ordinary procedure of the measures.

Articles 18 (filing), 33 (registered evidence), 44 and 47 (notice and hearing), 57 (decision), 58
(delivery) and 65 (publication) of the ecological environment administrative penalty measures,
counted as article 90 says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from courses.statutes.deadlines.day_text import full_day
from courses.statutes.deadlines.decision_period import decision_milestones
from courses.statutes.deadlines.excluded_time import ExcludedSpan
from courses.statutes.deadlines.milestone import (
    ImpossibleDatesError,
    Milestone,
    limit_milestone,
    require_order,
)
from courses.statutes.deadlines.notice_milestones import notice_milestones
from courses.statutes.deadlines.time_limits import get_limit, roll
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDates:
    """What is known of a case; a date that is not known yet is None.

    `found_on` is the day the clue was received, `registered_on` the day evidence was registered for
    preservation, `informed_on` the day the party received the notice. `second_extension_days` is
    what the collective discussion granted, 0 for none. Raises ImpossibleDatesError when the dates
    contradict each other.
    """

    found_on: date | None = None
    filing_extended: bool = False
    registered_on: date | None = None
    filed_on: date | None = None
    informed_on: date | None = None
    hearing_on: date | None = None
    extended: bool = False
    second_extension_days: int = 0
    excluded: tuple[ExcludedSpan, ...] = ()
    decided_on: date | None = None

    def __post_init__(self) -> None:
        require_order(self.found_on, "发现日", self.registered_on, "先行登记保存日")
        require_order(self.found_on, "发现日", self.filed_on, "立案日")
        require_order(self.filed_on, "立案日", self.informed_on, "告知日")
        require_order(self.filed_on, "立案日", self.decided_on, "决定日")
        require_order(self.informed_on, "告知日", self.decided_on, "决定日")
        require_order(self.informed_on, "告知日", self.hearing_on, "听证日")
        require_order(self.hearing_on, "听证日", self.decided_on, "决定日")
        for span in self.excluded:
            require_order(self.filed_on, "立案日", span.first, f"{span.kind.value}的开始日")
        self._check_extensions()

    def _check_extensions(self) -> None:
        most = get_limit("decision-second-extension").value
        if not 0 <= self.second_extension_days <= most:
            raise ImpossibleDatesError(
                f"继续延期写了{self.second_extension_days}日，只能在0到{most}日之间。请改正。"
            )
        if self.second_extension_days and not self.extended:
            raise ImpossibleDatesError(
                "继续延期要在负责人批准延长三十日之后。请先勾选“负责人批准延长”，或者把继续延期改成0。"
            )


def case_timeline(case: CaseDates, calendar: WorkCalendar) -> tuple[Milestone, ...]:
    """Return the milestones that the known dates give, in the order of the procedure.

    A date that needs a year without a calendar is left out and its milestone carries the warning.
    """
    return (
        *_filing(case, calendar),
        *_evidence(case, calendar),
        *_notice(case, calendar),
        *decision_milestones(
            case.filed_on,
            case.excluded,
            calendar,
            extended=case.extended,
            second_extension_days=case.second_extension_days,
            decided_on=case.decided_on,
        ),
        *_after_decision(case, calendar),
    )


def _filing(case: CaseDates, calendar: WorkCalendar) -> Iterator[Milestone]:
    if case.found_on is None:
        return
    milestone = limit_milestone(
        get_limit("filing-decision"),
        "决定是否立案",
        "初步审查，15日（自然日）内决定是否立案。",
        case.found_on,
        calendar,
        note="条文没有写从哪一天起算，这里从发现（收到线索）之日起算。",
    )
    if not case.filing_extended:
        yield _filed_late(milestone, case.filed_on)
        return
    yield milestone
    yield _filed_late(_extended_filing(case.found_on, calendar), case.filed_on)


def _extended_filing(found_on: date, calendar: WorkCalendar) -> Milestone:
    first, extension = get_limit("filing-decision"), get_limit("filing-extension")
    days = first.value + extension.value
    milestone = Milestone(
        extension.id,
        "延长后决定是否立案",
        found_on,
        None,
        f"特殊情况，经本机关负责人批准延长{extension.value}日，前后共{days}日（自然日）。",
        extension.citation,
    )
    try:
        end = roll(
            found_on + timedelta(days=days),
            calendar,
            f"从{full_day(found_on)}的次日起按自然日数{days}日",
        )
    except CalendarMissingError as error:
        return milestone.warned(str(error))
    return milestone.ending(end)


def _filed_late(milestone: Milestone, filed_on: date | None) -> Milestone:
    if filed_on is None or milestone.last_day is None or filed_on <= milestone.last_day:
        return milestone
    return milestone.warned(f"立案日{full_day(filed_on)}已经超过这一天。")


def _evidence(case: CaseDates, calendar: WorkCalendar) -> Iterator[Milestone]:
    if case.registered_on is None:
        return
    approval = get_limit("evidence-approval")
    yield limit_milestone(
        get_limit("evidence-registration"),
        "处理先行登记保存的证据",
        "7个工作日内作出处理；超过的，先行登记保存自动解除。"
        f"紧急情况当场采取的，另要在实施后{approval.value}小时内补办批准"
        f"（{approval.citation.place()}）。",
        case.registered_on,
        calendar,
    )


def _notice(case: CaseDates, calendar: WorkCalendar) -> Iterator[Milestone]:
    if case.informed_on is None:
        return
    for milestone in notice_milestones(case.informed_on, case.hearing_on, calendar):
        yield _decided_early(milestone, case.decided_on)


def _decided_early(milestone: Milestone, decided_on: date | None) -> Milestone:
    early = decided_on and milestone.last_day and decided_on <= milestone.last_day
    if not early or milestone.id not in {"statement", "hearing-request"}:
        return milestone
    return milestone.warned(
        "决定日没有过这一天：期限没有满，除非当事人已经明确放弃，不能作出决定。"
    )


def _after_decision(case: CaseDates, calendar: WorkCalendar) -> Iterator[Milestone]:
    if case.decided_on is None:
        return
    yield limit_milestone(
        get_limit("delivery"),
        "送达决定书",
        "宣告后当场交付；当事人不在场的，7个工作日内送达。这里按决定当天宣告计算。",
        case.decided_on,
        calendar,
    )
    yield limit_milestone(
        get_limit("publication"),
        "公开处罚决定",
        "自作出之日起7个工作日内公开；法律、行政法规另有规定的除外。",
        case.decided_on,
        calendar,
    )
