"""Meetings to study together: calling one, ticking who is there, recording it with minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from courses.statutes.registry import Registry
from grading.hours.checks import LONGEST_REASON, read_citations, read_hours, read_number, read_text
from grading.hours.errors import OwnHoursError, WrongEntryError
from grading.hours.evidence_store import EvidenceStore
from grading.hours.group_study import MOST_HOURS, add_study, refuse_recorded
from grading.hours.model import GroupStudy, NewGroupStudy, StoredFile
from grading.leadership.attendable import attendable, can_attend
from grading.leadership.errors import (
    EarlyMeetingError,
    EndedMeetingError,
    NobodyPresentError,
    UnknownAttendeeError,
    UnknownMeetingError,
    UnknownPlanItemError,
)
from grading.leadership.model import Meeting, MeetingState, NewMeeting, PlanAction
from grading.leadership.plans import read_form
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

MOST_DAYS_AHEAD = 366
"""How far ahead a meeting can be called."""

_MOST_DAYS_BACK = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMeeting:
    """What a manager typed; `plan_item` is the number of the item that it fulfils, or nothing.

    `replaces` is the number of a meeting that is held like this instead, for a `reason`.
    """

    form: str = ""
    on: str = ""
    host: str = ""
    topic: str = ""
    cites: str = ""
    hours: str = ""
    plan_item: str = ""
    replaces: str = ""
    reason: str = ""


class Meetings:
    """Meetings from call to record; any thread may use it.

    Methods that name a meeting raise UnknownMeetingError, those that change one EndedMeetingError.
    """

    def __init__(
        self,
        database: RecordsDatabase,
        store: EvidenceStore,
        registry: Registry,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._store = store
        self._registry = registry
        self._clock = clock
        self._zone = zone

    def call(self, manager: Person, typed: TypedMeeting) -> Meeting:
        """Call a meeting; one that it replaces is cancelled in the same transaction.

        Raises WrongEntryError and UnknownPlanItemError.
        """
        new = self._checked(typed)
        with self._database.begin() as records:
            if typed.replaces:
                self._replace(records, manager, new, typed)
            _refuse_unfit_item(records, new)
            _refuse_same(records, new)
            return _get(records, records.meetings.call(new, manager.id, self._clock()))

    def meeting(self, meeting_id: int) -> Meeting:
        """Return a meeting."""
        with self._database.read() as records:
            return _get(records, meeting_id)

    def roll(self, meeting_id: int) -> tuple[Meeting, tuple[Person, ...]]:
        """Return a meeting and who can be ticked, by department and name.

        That is everybody of the bureau, then whoever has left it after the meeting or was ticked.
        """
        with self._database.read() as records:
            meeting = _get(records, meeting_id)
            people = attendable(records, meeting.on, self._zone)
            known = {person.id for person in people}
            gone = _found(records, sorted(meeting.present - known))
        return meeting, (*people, *gone)

    def is_open(self, meeting: Meeting) -> bool:
        """Say whether attendance can be ticked now: from the day of the meeting on, until its end.

        The day is that of the home's zone.
        """
        return meeting.end is None and meeting.on <= self._today()

    def tick(
        self, manager: Person, meeting_id: int, learner_id: str, *, is_present: bool
    ) -> Meeting:
        """Record that somebody is there, or is not; what is so already is left alone.

        Raises EarlyMeetingError before the day, UnknownAttendeeError, and OwnHoursError for
        oneself.
        """
        if learner_id == manager.learner_id:
            raise OwnHoursError
        with self._database.begin() as records:
            meeting = self._open(records, meeting_id)
            person = records.people.find_by_learner_id(learner_id)
            if person is None:
                raise UnknownAttendeeError(learner_id)
            if person.id not in meeting.present and not can_attend(
                records, person, meeting.on, self._zone
            ):
                raise UnknownAttendeeError(learner_id)
            if (person.id in meeting.present) is not is_present:
                records.meetings.tick(
                    meeting_id,
                    person.id,
                    is_present=is_present,
                    by=manager.id,
                    at=self._clock(),
                )
            return _get(records, meeting_id)

    def cancel(self, manager: Person, meeting_id: int, reason: str) -> Meeting:
        """Cancel a meeting, with a reason. Raises WrongEntryError."""
        said = read_text("reason", "取消的理由", reason, LONGEST_REASON)
        with self._database.begin() as records:
            _unended(records, meeting_id)
            records.meetings.end(
                meeting_id, MeetingState.CANCELLED, manager.id, self._clock(), reason=said
            )
            return _get(records, meeting_id)

    def record(
        self, manager: Person, meeting_id: int, content: bytes, file_name: str
    ) -> GroupStudy:
        """Keep a meeting with its minutes as a group study: whoever was ticked gets its hours.

        An item of the plan that it was called for, if it still is planned, is linked to it. Raises
        UnreadableFileError, EarlyMeetingError, NobodyPresentError and WrongEntryError; nothing is
        kept then.
        """
        with self._database.read() as records:
            self._ready(records, meeting_id)
        minutes = self._store.keep(content, file_name)
        now = self._clock()
        with self._database.begin() as records:
            meeting = self._ready(records, meeting_id)
            attendees = _found(records, sorted(meeting.present))
            seen_by = records.meetings.ticked_by(meeting_id, manager.id)
            new = _as_study(meeting, minutes)
            study_id = add_study(records, new, attendees, manager, now, seen_by=seen_by)
            records.meetings.end(
                meeting_id, MeetingState.RECORDED, manager.id, now, study_id=study_id
            )
            item = records.study_plans.find(meeting.plan_item_id or 0)
            if item is not None and item.withdrawn is None:
                records.study_plans.change(
                    item.id, PlanAction.LINKED, manager.id, now, study_id=study_id
                )
            study = records.group_study.find(study_id)
        assert study is not None  # noqa: S101 - it was added in this transaction
        return study

    def _replace(
        self, records: Records, manager: Person, new: NewMeeting, typed: TypedMeeting
    ) -> None:
        """Cancel the meeting that a new one replaces, saying when that is."""
        old = _unended(records, read_number(typed.replaces) or 0)
        said = read_text("reason", "改期或者改内容的理由", typed.reason, LONGEST_REASON)
        day = f"{new.on.year}年{new.on.month}月{new.on.day}日"
        told = f"改为{day}的“{new.topic}”：{said}"
        records.meetings.end(old.id, MeetingState.CANCELLED, manager.id, self._clock(), reason=told)

    def _today(self) -> date:
        return local_date(self._clock(), self._zone)

    def _open(self, records: Records, meeting_id: int) -> Meeting:
        meeting = _unended(records, meeting_id)
        if not self.is_open(meeting):
            raise EarlyMeetingError(meeting_id)
        return meeting

    def _ready(self, records: Records, meeting_id: int) -> Meeting:
        meeting = self._open(records, meeting_id)
        if not meeting.present:
            raise NobodyPresentError(meeting_id)
        return meeting

    def _checked(self, typed: TypedMeeting) -> NewMeeting:
        item_id = read_number(typed.plan_item)
        if typed.plan_item and item_id is None:
            raise UnknownPlanItemError(0)
        return NewMeeting(
            form=read_form(typed.form),
            on=self._day(typed.on),
            host=read_text("host", "主持人", typed.host),
            topic=read_text("topic", "主题", typed.topic),
            cites=read_citations(typed.cites, self._registry),
            hours=read_hours(typed.hours, MOST_HOURS),
            plan_item_id=item_id,
        )

    def _day(self, given: str) -> date:
        try:
            day = date.fromisoformat(given.strip())
        except ValueError:
            raise WrongEntryError("on", "日期没有填好，请写成 2026-03-15 这样。") from None
        away = day - self._today()
        if not timedelta(-_MOST_DAYS_BACK) <= away <= timedelta(MOST_DAYS_AHEAD):
            raise WrongEntryError("on", "日期离今天超过一年，请核对年份。")
        return day


def _refuse_unfit_item(records: Records, new: NewMeeting) -> None:
    if new.plan_item_id is None:
        return
    item = records.study_plans.find(new.plan_item_id)
    if item is None or item.withdrawn is not None:
        raise UnknownPlanItemError(new.plan_item_id)
    if item.year != new.on.year:
        raise WrongEntryError("on", f"这一项在 {item.year} 年的计划里，会议要在那一年召开。")


def _refuse_same(records: Records, new: NewMeeting) -> None:
    for one in records.meetings.in_year(new.on.year):
        same = (one.form, one.on, one.topic) == (new.form, new.on, new.topic)
        if same and one.end is None:
            raise WrongEntryError("topic", "同一天、同一主题的会议已经召集，不用再召集。")
    refuse_recorded(records, new)


def _get(records: Records, meeting_id: int) -> Meeting:
    meeting = records.meetings.find(meeting_id)
    if meeting is None:
        raise UnknownMeetingError(meeting_id)
    return meeting


def _unended(records: Records, meeting_id: int) -> Meeting:
    meeting = _get(records, meeting_id)
    if meeting.end is not None:
        raise EndedMeetingError(meeting_id, meeting.state.label)
    return meeting


def _found(records: Records, person_ids: Iterable[int]) -> list[Person]:
    people = (records.people.find(person_id) for person_id in person_ids)
    return [person for person in people if person is not None]


def _as_study(meeting: Meeting, minutes: StoredFile) -> NewGroupStudy:
    return NewGroupStudy(
        form=meeting.form,
        on=meeting.on,
        host=meeting.host,
        topic=meeting.topic,
        cites=meeting.cites,
        hours=meeting.hours,
        minutes=minutes,
    )
