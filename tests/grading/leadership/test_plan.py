"""Yearly plans: what can be planned, how items are changed, and when they are done."""

from datetime import date

import pytest
from builders.proofs import PDF

from courses.statutes.registry import Registry
from grading.hours.errors import UnknownGroupStudyError, WrongEntryError
from grading.leadership.errors import (
    AlreadyAdoptedError,
    EmptyPlanError,
    UnknownPlanItemError,
    WithdrawnItemError,
)
from grading.leadership.law_choices import law_choices
from grading.leadership.plan_progress import PlanState

CODE, NOISE = "ecological-environment-code", "noise-pollution-law-2021"


def test_new_law_comes_first_and_repealed_law_is_not_offered():
    before = law_choices(Registry.embedded(), 2026, date(2026, 2, 1))
    after = law_choices(Registry.embedded(), 2026, date(2026, 9, 1))
    assert after[0].id == CODE
    assert after[0].is_new
    new = [choice.is_new for choice in after]
    assert new == sorted(new, reverse=True)
    assert "2026年8月15日起施行" in next(one.note for one in before if one.id == CODE)
    assert "2026年8月15日废止" in next(one.note for one in before if one.id == NOISE)
    assert NOISE not in {one.id for one in after}
    past = law_choices(Registry.embedded(), 2024, date(2026, 9, 1))
    assert CODE not in {one.id for one in past}


def test_an_item_needs_a_topic_or_a_law_a_form_a_month_and_people(bureau):
    bureau.at("2026-09-01")
    item = bureau.plan(2026, law=CODE, topic=" ", month="9")
    assert (item.topic, item.cites, item.month) == ("学习《生态环境法典》", (CODE,), 9)
    bad = {
        "topic": {"topic": ""},
        "form": {"form": "picnic"},
        "month": {"month": "13"},
        "who": {"who": ""},
        "law": {"law": "nothing"},
        "cites": {"cites": "《噪声污染防治法》"},
    }
    for field, typed in bad.items():
        with pytest.raises(WrongEntryError) as caught:
            bureau.plan(2026, **typed)
        assert caught.value.field == field
    with pytest.raises(WrongEntryError, match="已经列入"):
        bureau.plan(2026, law=CODE, topic="", month="9")


def test_changes_of_an_adopted_plan_need_a_reason_and_are_kept(bureau):
    plans, manager = bureau.desk.plans, bureau.manager
    with pytest.raises(EmptyPlanError):
        plans.adopt(manager, 2021, "2021-01-15", "示范党组会议")
    item = bureau.plan(2021, month="3")
    for typo in ("2019-12-31", "2022-01-01"):
        with pytest.raises(WrongEntryError, match="2021") as caught:
            plans.adopt(manager, 2021, typo, "示范党组会议")
        assert caught.value.field == "on"
    assert plans.move(manager, item.id, "4", "").month == 4
    plans.adopt(manager, 2021, "2021-01-15", "示范党组会议")
    with pytest.raises(AlreadyAdoptedError):
        plans.adopt(manager, 2021, "2021-01-16", "示范党组会议")
    for change in (
        lambda: plans.move(manager, item.id, "5", ""),
        lambda: plans.withdraw(manager, item.id, " "),
        lambda: bureau.plan(2021),
    ):
        with pytest.raises(WrongEntryError, match="理由"):
            change()
    with pytest.raises(WrongEntryError, match="月份没有变"):
        plans.move(manager, item.id, "4", "示范理由")
    plans.move(manager, item.id, "5", "示范理由")
    gone = plans.withdraw(manager, item.id, "不再学习")
    assert [change.action.label for change in gone.changes] == ["改期", "改期", "撤下"]
    assert (gone.month, gone.withdrawn) == (5, "不再学习")
    with pytest.raises(WithdrawnItemError):
        plans.move(manager, item.id, "6", "示范理由")
    with pytest.raises(UnknownPlanItemError):
        plans.withdraw(manager, 999, "示范理由")
    plan = bureau.desk.years.of(2021).plan
    assert plan.adoption.where == "示范党组会议"
    assert (plan.planned, plan.done, plan.percent) == (0, 0, 0)


def test_an_item_is_done_when_its_law_was_studied_or_a_study_linked(bureau):
    bureau.at("2022-05-20")
    law = bureau.plan(2022, cites="《行政处罚法》\n《行政许可法》", month="4")
    free = bureau.plan(2022, month="5")
    ahead = bureau.plan(2022, month="6")
    states = [bureau.line(item).state for item in (law, free, ahead)]
    assert states == [PlanState.OVERDUE, PlanState.DUE, PlanState.AHEAD]
    one = bureau.held("2022-05-10", bureau.leader, cites="《行政处罚法》第三条")
    assert bureau.line(law).state is PlanState.OVERDUE
    other = bureau.held("2022-05-12", bureau.leader, cites="《行政许可法》")
    line = bureau.line(law)
    assert (line.state, line.done_on, line.is_late) == (PlanState.DONE, date(2022, 5, 12), True)
    assert [study.id for study in line.studies] == [one.id, other.id]
    plans, manager = bureau.desk.plans, bureau.manager
    plans.link(manager, free.id, one.id)
    line = bureau.line(free)
    assert (line.state, line.is_late) == (PlanState.DONE, False)
    assert bureau.desk.years.of(2022).plan.percent == 66
    plans.unlink(manager, free.id, one.id)
    assert bureau.line(free).state is PlanState.DUE
    bureau.hours.corrections.withdraw(manager, other.id, "重复登记")
    assert bureau.line(law).state is PlanState.OVERDUE
    for item, study_id in ((free, other.id), (free, 999)):
        with pytest.raises(UnknownGroupStudyError):
            plans.link(manager, item.id, study_id)


def test_two_items_about_the_same_law_need_a_study_each(bureau):
    bureau.at("2025-08-20")
    first = bureau.plan(2025, cites="《行政处罚法》", month="4")
    second = bureau.plan(2025, cites="《行政处罚法》", month="8")
    other = bureau.plan(2025, cites="《行政许可法》", month="8")
    both = "《行政处罚法》\n《行政许可法》"
    bureau.held("2025-04-10", bureau.leader, cites=both, plan_item=str(first.id))
    states = [bureau.line(item).state for item in (first, second, other)]
    assert states == [PlanState.DONE, PlanState.DUE, PlanState.DONE]
    bureau.held("2025-08-10", bureau.leader, cites="《行政处罚法》第三条")
    assert bureau.line(second).done_on == date(2025, 8, 10)
    assert len(bureau.line(first).studies) == 2


def test_an_item_that_was_withdrawn_takes_no_study_from_the_one_in_its_place(bureau):
    bureau.at("2024-03-20")
    plans, manager = bureau.desk.plans, bureau.manager
    gone, linked = (bureau.plan(2024, cites="《行政许可法》", month=month) for month in "34")
    bureau.held("2024-03-19", bureau.leader, cites="《行政许可法》", plan_item=str(linked.id))
    meeting = bureau.tick(
        bureau.call("2024-03-20", cites="《行政许可法》", plan_item=str(gone.id)), bureau.leader
    )
    for item in (gone, linked):
        plans.withdraw(manager, item.id, "示范调整")
    instead = bureau.plan(2024, cites="《行政许可法》", month="6")
    assert bureau.line(instead).done_on == date(2024, 3, 19)
    study = bureau.desk.meetings.record(manager, meeting.id, PDF, "纪要.pdf")
    assert bureau.line(gone).item.links == frozenset()
    assert study.id in {one.id for one in bureau.line(instead).studies}


def test_law_is_not_planned_for_a_month_after_its_end(bureau):
    """Law that the code repeals on 2026-08-15 can be studied until August."""
    bureau.at("2026-02-10")
    plans, manager = bureau.desk.plans, bureau.manager
    law = {"topic": "", "law": "environmental-protection-law-2014"}
    item = bureau.plan(2026, **law, month="8")
    for refused in (
        lambda: bureau.plan(2026, **law, month="9"),
        lambda: plans.move(manager, item.id, "10", "示范理由"),
    ):
        with pytest.raises(WrongEntryError, match="8月15日") as caught:
            refused()
        assert caught.value.field == "month"
    assert plans.move(manager, item.id, "7", "示范理由").month == 7
