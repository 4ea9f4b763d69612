"""Meetings: called, attendance ticked, recorded with minutes; and corrections afterwards."""

from fractions import Fraction

import pytest
from builders.proofs import PDF

from grading.hours.errors import (
    ChangedStudyError,
    OwnHoursError,
    UnreadableFileError,
    WithdrawnStudyError,
    WrongEntryError,
)
from grading.hours.group_corrections import version_of
from grading.leadership.errors import (
    EarlyMeetingError,
    EndedMeetingError,
    NobodyPresentError,
    UnknownAttendeeError,
    UnknownMeetingError,
    UnknownPlanItemError,
)
from grading.leadership.model import MeetingState
from grading.leadership.year import Presence
from grading.people.model import Role


def test_a_meeting_is_called_ticked_on_its_day_and_recorded_once(bureau):
    bureau.at("2023-03-01")
    item = bureau.plan(2023, month="3")
    officer = bureau.person()
    meeting = bureau.call("2023-03-08", plan_item=str(item.id))
    meetings, manager = bureau.desk.meetings, bureau.manager
    for early in (
        lambda: bureau.tick(meeting, officer),
        lambda: meetings.record(manager, meeting.id, PDF, "纪要.pdf"),
    ):
        with pytest.raises(EarlyMeetingError):
            early()
    bureau.clock.advance(days=6, hours=14)
    assert meetings.is_open(meeting)  # 8 March has begun in the home's zone, not yet in UTC
    with pytest.raises(NobodyPresentError):
        meetings.record(manager, meeting.id, PDF, "纪要.pdf")
    bureau.tick(meeting, officer, bureau.leader)
    bureau.tick(meeting, officer, is_present=False)
    ticked = bureau.tick(meeting, bureau.leader)  # a second tick changes nothing
    assert ticked.present == {bureau.leader.id}
    with pytest.raises(UnreadableFileError):
        meetings.record(manager, meeting.id, b"<html>", "纪要.html")
    study = meetings.record(manager, meeting.id, PDF, "纪要.pdf")
    assert study.attendee_ids == (bureau.leader.id,)
    assert bureau.hours_of(bureau.leader, 2023) == [(2, f"党组会议学法：{meeting.topic}")]
    assert bureau.hours_of(officer, 2023) == []
    line = bureau.line(item)
    assert [one.id for one in line.studies] == [study.id]
    for late in (
        lambda: bureau.tick(meeting, officer),
        lambda: meetings.record(manager, meeting.id, PDF, "纪要.pdf"),
        lambda: meetings.cancel(manager, meeting.id, "示范理由"),
    ):
        with pytest.raises(EndedMeetingError):
            late()


def test_what_is_typed_wrongly_is_told_at_its_field(bureau):
    bureau.at("2023-04-01")
    bad = {
        "form": {"form": ""},
        "on": {"on": "2062-04-02"},
        "host": {"host": ""},
        "topic": {"topic": "题" * 121},
        "cites": {"cites": ""},
        "hours": {"hours": "0.3"},
    }
    for field, typed in bad.items():
        with pytest.raises(WrongEntryError) as caught:
            bureau.call(**{"day": "2023-04-02"} | ({} if "on" in typed else typed) | typed)
        assert caught.value.field == field
    called = bureau.call("2023-04-02")
    with pytest.raises(WrongEntryError, match="已经召集"):
        bureau.call("2023-04-02", topic=called.topic)
    held = bureau.held("2023-04-01", bureau.leader)
    with pytest.raises(WrongEntryError, match="已经登记过"):
        bureau.call("2023-04-01", topic=held.topic)
    of_other_year = bureau.plan(2024)
    with pytest.raises(WrongEntryError, match="2024"):
        bureau.call("2023-04-02", plan_item=str(of_other_year.id))
    for item in ("999", "x", "9" * 30):
        with pytest.raises(UnknownPlanItemError):
            bureau.call("2023-04-02", plan_item=item)


def test_a_cancelled_meeting_says_why_and_can_be_called_again(bureau):
    bureau.at("2023-05-01")
    meeting = bureau.call("2023-05-01")
    with pytest.raises(WrongEntryError, match="理由"):
        bureau.desk.meetings.cancel(bureau.manager, meeting.id, "")
    ended = bureau.desk.meetings.cancel(bureau.manager, meeting.id, "示范理由")
    assert (ended.state, ended.end.reason) == (MeetingState.CANCELLED, "示范理由")
    again = bureau.call("2023-05-01", topic=meeting.topic)
    typed = {"topic": meeting.topic, "replaces": str(again.id)}
    with pytest.raises(WrongEntryError, match="理由"):
        bureau.call("2023-05-09", **typed)
    assert bureau.desk.meetings.meeting(again.id).state is MeetingState.CALLED
    moved = bureau.call("2023-05-09", **typed, reason="示范改期")
    ended = bureau.desk.meetings.meeting(again.id)
    assert ended.end.reason == f"改为2023年5月9日的“{meeting.topic}”：示范改期"
    assert (moved.on.day, moved.state) == (9, MeetingState.CALLED)
    with pytest.raises(EndedMeetingError):
        bureau.call("2023-05-10", **typed, reason="示范改期")
    with pytest.raises(UnknownMeetingError):
        bureau.desk.meetings.meeting(999)


def test_only_people_of_the_bureau_are_ticked(bureau):
    bureau.at("2023-06-01")
    meeting, trainee = bureau.call("2023-06-01"), bureau.person(Role.TRAINEE)
    for learner_id in (trainee.learner_id, "00000000"):
        with pytest.raises(UnknownAttendeeError):
            bureau.desk.meetings.tick(bureau.manager, meeting.id, learner_id, is_present=True)
    _, people = bureau.desk.meetings.roll(meeting.id)
    assert trainee.id not in {person.id for person in people}
    assert bureau.leader.id in {person.id for person in people}


def test_who_left_after_a_meeting_can_be_ticked_for_it(bureau):
    bureau.at("2023-06-10")
    gone, before = bureau.person(Role.LEADER), bureau.person(Role.LEADER)
    for person, day in ((gone, "2023-06-05"), (before, "2023-06-02")):
        bureau.holds(person, "2023-01-01")
        bureau.holds(person, day, is_ended=True)
        with bureau.database.begin() as records:
            records.people.close_account(person.id, bureau.clock.now)
    meeting = bureau.call("2023-06-04")
    _, people = bureau.desk.meetings.roll(meeting.id)
    assert {gone.id, before.id} & {person.id for person in people} == {gone.id}
    assert bureau.tick(meeting, gone).present == {gone.id}
    with pytest.raises(UnknownAttendeeError):
        bureau.tick(meeting, before)
    study = bureau.desk.meetings.record(bureau.manager, meeting.id, PDF, "纪要.pdf")
    assert study.attendee_ids == (gone.id,)
    year = bureau.desk.years.of(2023)
    assert year.presence(year.leader(gone.learner_id), study) is Presence.PRESENT


def test_a_recorded_study_is_corrected_by_new_rows(bureau):
    bureau.at("2023-07-10")
    stays, singly, leaves, comes = (bureau.person() for _ in range(4))
    study = bureau.held("2023-07-01", stays, singly, leaves)
    lines = {line.person_id: line for line in bureau.hours.groups.study(study.id)[1]}
    bureau.hours.ledger.correct(bureau.manager, lines[singly.id].id, "0.5", "早退")
    corrections, manager = bureau.hours.corrections, bureau.manager
    unchanged = bureau.typed(study, [stays, singly, leaves])
    with pytest.raises(WrongEntryError, match="没有改动"):
        corrections.correct(manager, study.id, unchanged, "示范理由")
    typed = bureau.typed(study, [stays, singly, comes], topic="改正的主题", hours="3")
    with pytest.raises(WrongEntryError, match="理由"):
        corrections.correct(manager, study.id, typed, "")
    right = corrections.correct(manager, study.id, typed, "主题写错")
    assert (right.topic, right.hours, right.on) == ("改正的主题", 3, study.on)
    assert right.corrections[-1].reason == "主题写错"
    assert set(right.attendee_ids) == {stays.id, singly.id, comes.id}
    label = "党组会议学法：改正的主题"
    assert bureau.hours_of(stays, 2023) == [(3, label)]
    assert bureau.hours_of(singly, 2023) == [(Fraction(1, 2), label)]
    assert bureau.hours_of(leaves, 2023) == []
    assert bureau.hours_of(comes, 2023) == [(3, label)]
    back = bureau.typed(right, [stays, singly, comes, leaves])
    right = corrections.correct(manager, study.id, back, "漏了一人")
    assert right.corrections[-1].reason == "漏了一人"
    assert bureau.hours_of(leaves, 2023) == [(3, label)]
    corrections.withdraw(manager, study.id, "没有开这次会")
    assert [bureau.hours_of(one, 2023) for one in (stays, singly, leaves, comes)] == [[]] * 4
    for late in (
        lambda: corrections.withdraw(manager, study.id, "示范理由"),
        lambda: corrections.correct(manager, study.id, typed, "示范理由"),
    ):
        with pytest.raises(WithdrawnStudyError):
            late()
    (line,) = [
        one
        for one in bureau.hours.groups.study(study.id)[1]
        if one.person_id == stays.id and one.corrected_by is None
    ]
    with pytest.raises(WithdrawnStudyError):
        bureau.hours.ledger.correct(manager, line.id, "2", "示范理由")
    assert bureau.held("2023-07-01", stays, topic="改正的主题").id != study.id


def test_two_managers_do_not_undo_each_others_corrections(bureau):
    bureau.at("2023-10-10")
    stays, comes = bureau.person(), bureau.person()
    corrections, groups = bureau.hours.corrections, bureau.hours.groups
    study = bureau.held("2023-10-01", stays)
    opened = version_of(*groups.study(study.id))
    typed = bureau.typed(study, [stays, comes])
    corrections.correct(bureau.manager, study.id, typed, "漏了一人", opened)
    with pytest.raises(ChangedStudyError):
        corrections.correct(
            bureau.colleague, study.id, bureau.typed(study, [stays], topic="改"), "主题", opened
        )
    assert bureau.hours_of(comes, 2023) != []
    opened = version_of(*groups.study(study.id))
    line = next(one for one in groups.study(study.id)[1] if one.person_id == comes.id)
    bureau.hours.ledger.correct(bureau.colleague, line.id, "0", "没有来")
    with pytest.raises(ChangedStudyError):
        corrections.correct(bureau.manager, study.id, typed, "漏了一人", opened)
    assert bureau.hours_of(comes, 2023) == []


def test_nobody_changes_hours_of_their_own(bureau):
    bureau.at("2023-08-10")
    officer = bureau.person()
    without = bureau.held("2023-08-01", officer)
    within = bureau.held("2023-08-02", officer, bureau.manager)
    corrections, manager = bureau.hours.corrections, bureau.manager
    for study, people, other in (
        (without, [officer, manager], {}),
        (within, [officer], {}),
        (within, [officer, manager], {"hours": "4"}),
    ):
        with pytest.raises(OwnHoursError):
            corrections.correct(manager, study.id, bureau.typed(study, people, **other), "理由")
    with pytest.raises(OwnHoursError):
        corrections.withdraw(manager, within.id, "示范理由")
    typed = bureau.typed(within, [officer, manager], host="另一位主持人")
    assert corrections.correct(manager, within.id, typed, "主持人写错").host == "另一位主持人"
    assert bureau.hours_of(officer, 2023)[-1][0] == 2


def test_nobody_ticks_themself_and_the_ledger_names_who_did(bureau):
    bureau.at("2023-09-10")
    meetings, manager = bureau.desk.meetings, bureau.manager
    meeting = bureau.call("2023-09-10")
    with pytest.raises(OwnHoursError):
        meetings.tick(manager, meeting.id, manager.learner_id, is_present=True)
    bureau.tick(meeting, manager)
    with pytest.raises(OwnHoursError):
        meetings.tick(manager, meeting.id, manager.learner_id, is_present=False)
    study = meetings.record(manager, meeting.id, PDF, "纪要.pdf")
    (line,) = bureau.hours.groups.study(study.id)[1]
    assert (line.person_id, line.recorded_by) == (manager.id, bureau.colleague.name)
