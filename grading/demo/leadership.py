"""Leadership study of the demo bureau: the plan, what was studied together, duties and evidence."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from grading.demo.acts import Act, DemoYear
from grading.demo.attending import attendees
from grading.demo.paper_file import pdf
from grading.demo.people import MANAGER
from grading.demo.study_year import DUTIES, PLAN, STUDIES, TODAY, Done, Planned, Study
from grading.hours.group_study import TypedGroupStudy
from grading.hours.model import GroupStudy
from grading.leadership.duties import TypedEvidence
from grading.leadership.meetings import TypedMeeting
from grading.leadership.model import EvidenceKind, Meeting, MeetingState, PlanItem
from grading.leadership.plans import TypedPlanItem

CALLED_BEFORE = 5
"""Working days between the call of a meeting and the meeting."""

ADOPTED_IN = "党组会议"
_PLANNED_ON, _ADOPTED_ON = (1, 8), (1, 15)
_ON_THE_DAY, _WRITTEN_UP = 15, 16
"""Hours."""


def leadership(year: DemoYear) -> Iterator[Act]:
    """Yield the plan, every study with its minutes, and the evidence for duties."""
    yield from _plan(year)
    for study in STUDIES:
        day = year.workday(study.month, study.day)
        if day is not None:
            yield from _called(year, study, day) if study.by_phone else _recorded(year, study, day)
    yield from _duties(year)
    yield Act(year.now, partial(_call, year, TODAY, year.today))


# The plan


def _plan(year: DemoYear) -> Iterator[Act]:
    planned = year.workday(*_PLANNED_ON)
    if planned is None:
        return
    for place, item in enumerate(PLAN):
        yield Act(year.at(planned, 10, place), partial(_add, year, item))
    adopted = year.workday(*_ADOPTED_ON)
    if adopted is not None:
        yield Act(year.at(adopted, 17), partial(_adopt, year, adopted))
    for item in PLAN:
        changed = year.workday(*item.changed_on) if item.changed_on else None
        if changed is not None:
            yield Act(year.at(changed, 9), partial(_change, year, item))


def _add(year: DemoYear, item: Planned) -> None:
    if _item(year, item.topic) is None:
        typed = TypedPlanItem(
            law=item.law, topic=item.topic, form=item.form, month=str(item.month), who=item.who
        )
        year.desks.leadership.plans.add(year.person(MANAGER), year.number, typed)


def _adopt(year: DemoYear, day: date) -> None:
    with year.database.read() as records:
        is_adopted = records.study_plans.adoption(year.number) is not None
    if not is_adopted:
        plans = year.desks.leadership.plans
        plans.adopt(year.person(MANAGER), year.number, day.isoformat(), ADOPTED_IN)


def _change(year: DemoYear, planned: Planned) -> None:
    item, plans = _item(year, planned.topic), year.desks.leadership.plans
    if item is None or item.withdrawn is not None:
        return
    if planned.moved_to is None:
        plans.withdraw(year.person(MANAGER), item.id, planned.reason)
    elif item.month != planned.moved_to:
        plans.move(year.person(MANAGER), item.id, str(planned.moved_to), planned.reason)


def _item(year: DemoYear, topic: str) -> PlanItem | None:
    with year.database.read() as records:
        items = records.study_plans.in_year(year.number)
    return next((one for one in items if one.topic == topic), None)


# Studies


def _recorded(year: DemoYear, study: Study, day: date) -> Iterator[Act]:
    """Yield a study that is recorded afterwards, with everybody at once."""
    yield Act(year.at(day, _WRITTEN_UP), partial(_record, year, study, day))


def _record(year: DemoYear, study: Study, day: date) -> None:
    if _study(year, study.topic) is not None:
        return
    typed = TypedGroupStudy(
        form=study.form,
        on=day.isoformat(),
        host=year.person(study.host).name,
        topic=study.topic,
        cites="\n".join(study.cites),
        hours=study.hours,
        attendees=[one.learner_id for one in attendees(year, study, day)],
    )
    groups, manager = year.desks.hours.groups, year.person(MANAGER)
    recorded = groups.record(manager, typed, _minutes(year, study, day), f"{study.topic}纪要.pdf")
    item = _item(year, study.planned_as) if study.planned_as else None
    if item is not None:
        year.desks.leadership.plans.link(manager, item.id, recorded.id)


def _called(year: DemoYear, study: Study, day: date) -> Iterator[Act]:
    """Yield a study that is called, ticked on the phone, and recorded with its minutes."""
    before = [one for one in year.days if one < day]
    called = before[-CALLED_BEFORE] if len(before) >= CALLED_BEFORE else day
    yield Act(year.at(called, 9), partial(_call, year, study, day))
    yield Act(year.at(day, _ON_THE_DAY), partial(_tick, year, study, day))
    yield Act(year.at(day, _WRITTEN_UP + 1), partial(_write_up, year, study, day))


def _call(year: DemoYear, study: Study, day: date) -> None:
    if _meeting(year, study.topic) is not None:
        return
    item = _item(year, study.planned_as) if study.planned_as else None
    typed = TypedMeeting(
        form=study.form,
        on=day.isoformat(),
        host=year.person(study.host).name,
        topic=study.topic,
        cites="\n".join(study.cites),
        hours=study.hours,
        plan_item="" if item is None else str(item.id),
    )
    year.desks.leadership.meetings.call(year.person(MANAGER), typed)


def _tick(year: DemoYear, study: Study, day: date) -> None:
    meeting, meetings = _meeting(year, study.topic), year.desks.leadership.meetings
    if meeting is None or meeting.state is not MeetingState.CALLED:
        return
    for one in attendees(year, study, day):
        meetings.tick(year.person(MANAGER), meeting.id, one.learner_id, is_present=True)
        year.clock.pass_seconds(4)


def _write_up(year: DemoYear, study: Study, day: date) -> None:
    meeting = _meeting(year, study.topic)
    if meeting is not None and meeting.state is MeetingState.CALLED:
        content = _minutes(year, study, day)
        meetings = year.desks.leadership.meetings
        meetings.record(year.person(MANAGER), meeting.id, content, f"{study.topic}纪要.pdf")


def _meeting(year: DemoYear, topic: str) -> Meeting | None:
    with year.database.read() as records:
        meetings = records.meetings.in_year(year.number)
    return next((one for one in meetings if one.topic == topic), None)


def _study(year: DemoYear, topic: str) -> GroupStudy | None:
    found = year.desks.hours.groups.in_year(year.number)
    return next((one for one in found if one.topic == topic), None)


def _minutes(year: DemoYear, study: Study, day: date) -> bytes:
    names = [one.name for one in attendees(year, study, day)]
    lines = (
        f"时间：{day.year}年{day.month}月{day.day}日",
        f"主持：{year.person(study.host).name}",
        f"学习内容：{'、'.join(study.cites)}",
        f"参加：{'、'.join(names[:6])}等{len(names)}人",
        "（示范数据）",
    )
    return pdf(f"{study.topic}会议纪要", lines)


# Duties


def _duties(year: DemoYear) -> Iterator[Act]:
    lists = year.desks.leadership.lists.of_year(year.number)
    known = set() if lists is None else {duty.id for duty in lists.duties}
    for done in DUTIES:
        day = year.workday(done.month, done.day)
        if day is not None and done.duty in known:
            yield Act(year.at(day, 18), partial(_prove, year, done, day))


def _prove(year: DemoYear, done: Done, day: date) -> None:
    leader = year.person(done.leader)
    with year.database.read() as records:
        held = records.duties.in_year(year.number)
    if any(
        (one.duty_id, one.kind, one.words) == (done.duty, done.kind, done.words) for one in held
    ):
        return
    study = _study(year, done.study) if done.study else None
    if done.kind == EvidenceKind.GROUP_STUDY and study is None:
        return
    typed = TypedEvidence(
        leader=leader.learner_id,
        duty=done.duty,
        kind=done.kind,
        on=day.isoformat(),
        words=done.words,
        study="" if study is None else str(study.id),
    )
    content = pdf(done.words, (f"{day.year}年{day.month}月{day.day}日", "（示范数据）"))
    year.desks.leadership.duties.add(leader, year.number, typed, content, "材料.pdf")
