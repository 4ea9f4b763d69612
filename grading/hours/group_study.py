"""Group study of a leadership: sessions with minutes, and hours for everybody who attended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from courses.statutes.registry import Registry
from grading.assessment.model import HoursKind
from grading.hours.checks import read_citations, read_day, read_hours, read_text
from grading.hours.errors import UnknownGroupStudyError, WrongEntryError
from grading.hours.evidence_store import EvidenceStore
from grading.hours.model import GroupStudy, LedgerLine, NewGroupStudy, StudyForm
from grading.people.model import Person, Role
from grading.records.engine import RecordsDatabase
from grading.records.hours import NewEntry
from grading.records.records import Records

MOST_HOURS = 12
"""Of one session."""

_BUREAU_STAFF = frozenset(Role) - {Role.TRAINEE}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedGroupStudy:
    """What a manager typed; `attendees` are learner ids."""

    form: str = ""
    on: str = ""
    host: str = ""
    topic: str = ""
    cites: str = ""
    hours: str = ""
    attendees: Sequence[str] = ()


class GroupStudies:
    """Recording and reading sessions; any thread may use it."""

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

    def people(self) -> tuple[Person, ...]:
        """Return who can attend: everybody of the bureau, by department and name."""
        with self._database.read() as records:
            return bureau_people(records)

    def people_for(self, study: GroupStudy) -> tuple[Person, ...]:
        """Return who can be said to have attended: also whoever did and has left the bureau."""
        with self._database.read() as records:
            people = bureau_people(records)
            known = {person.id for person in people}
            gone = (records.people.find(one) for one in study.attendee_ids if one not in known)
            return (*people, *(person for person in gone if person is not None))

    def record(
        self, manager: Person, typed: TypedGroupStudy, content: bytes, file_name: str
    ) -> GroupStudy:
        """Keep a session with its minutes, and give everybody who attended its hours.

        Whoever records it is not among them. Raises WrongEntryError and UnreadableFileError;
        nothing is kept then.
        """
        now = self._clock()
        with self._database.read() as records:
            attendees = find_attendees(records, typed.attendees)
        _refuse_own(manager, attendees)
        new = self._checked(typed, now, content, file_name)
        with self._database.begin() as records:
            return get_study(records, add_study(records, new, attendees, manager, now))

    def in_year(self, year: int) -> list[GroupStudy]:
        """Return the sessions of a year, newest first, those recorded by mistake too."""
        with self._database.read() as records:
            return records.group_study.in_year(year, with_withdrawn=True)

    def study(self, study_id: int) -> tuple[GroupStudy, list[LedgerLine]]:
        """Return a session and the lines that rest on it. Raises UnknownGroupStudyError."""
        with self._database.read() as records:
            study = get_study(records, study_id)
            return study, records.hours.lines_of(HoursKind.GROUP_STUDY, str(study_id))

    def minutes(self, study_id: int) -> tuple[GroupStudy, bytes]:
        """Return a session with its minutes, which the audit trail tells of.

        Raises UnknownGroupStudyError and DamagedEvidenceError.
        """
        with self._database.read() as records:
            study = get_study(records, study_id)
        content = self._store.read(study.minutes.sha256)
        with self._database.begin() as records:
            records.audit.note_export(f"集体学习纪要 {study.id}", content)
        return study, content

    def _checked(
        self, typed: TypedGroupStudy, now: datetime, content: bytes, file_name: str
    ) -> NewGroupStudy:
        """Return what was typed; the minutes are stored last, when everything else is right."""
        if typed.form not in {form.value for form in StudyForm}:
            raise WrongEntryError("form", "请选择学习形式。")
        return NewGroupStudy(
            form=StudyForm(typed.form),
            topic=read_text("topic", "主题", typed.topic),
            on=read_day(typed.on, local_date(now, self._zone)),
            host=read_text("host", "主持人", typed.host),
            hours=read_hours(typed.hours, MOST_HOURS),
            cites=read_citations(typed.cites, self._registry),
            minutes=self._store.keep(content, file_name),
        )


def bureau_people(records: Records) -> tuple[Person, ...]:
    """Return everybody of the bureau, by department and name."""
    return tuple(person for person in records.people.current() if person.roles & _BUREAU_STAFF)


def find_attendees(records: Records, learner_ids: Sequence[str]) -> list[Person]:
    """Return whom learner ids stand for. Raises WrongEntryError for none, or for one who left."""
    wanted = set(learner_ids)
    found = [person for person in bureau_people(records) if person.learner_id in wanted]
    if not wanted:
        raise WrongEntryError("attendees", "请勾选参加的人。")
    if len(found) < len(wanted):
        raise WrongEntryError("attendees", "名单里有人已经离开单位。请看一看名单，重新提交。")
    return found


def add_study(
    records: Records,
    new: NewGroupStudy,
    attendees: Iterable[Person],
    manager: Person,
    now: datetime,
    *,
    seen_by: int | None = None,
) -> int:
    """Add a session with the hours of everybody who attended, and return its number.

    `seen_by` is the id of who saw the manager there: nobody records hours of their own. Raises
    WrongEntryError for a session that was recorded before.
    """
    refuse_recorded(records, new)
    study_id = records.group_study.add(new, manager.id, now)
    recorders = {manager.id: seen_by or manager.id}
    records.hours.add(
        [
            hours_of(person, study_id, new, recorders.get(person.id, manager.id), now)
            for person in attendees
        ]
    )
    return study_id


def _refuse_own(manager: Person, attendees: Iterable[Person]) -> None:
    if any(person.id == manager.id for person in attendees):
        raise WrongEntryError(
            "attendees",
            "自己的学时不能由自己登记。请先不勾自己，登记以后请另一位管理人员在更正里把您加上。",
        )


class _Told(Protocol):
    """What a session is told from others by."""

    @property
    def form(self) -> StudyForm: ...
    @property
    def on(self) -> date: ...
    @property
    def topic(self) -> str: ...


def refuse_recorded(records: Records, new: _Told, but: int | None = None) -> None:
    """Refuse a session that was recorded before: everybody's hours would be doubled."""
    for one in records.group_study.in_year(new.on.year):
        if one.id != but and (one.form, one.on, one.topic) == (new.form, new.on, new.topic):
            raise WrongEntryError("topic", "同一天、同一主题的这种学习已经登记过，不用再登记。")


def get_study(records: Records, study_id: int) -> GroupStudy:
    """Return a session. Raises UnknownGroupStudyError."""
    study = records.group_study.find(study_id)
    if study is None:
        raise UnknownGroupStudyError(study_id)
    return study


def hours_of(
    person: Person,
    study_id: int,
    study: NewGroupStudy | GroupStudy,
    by: int,
    now: datetime,
) -> NewEntry:
    """Return the line of the ledger for somebody who attended; `by` is who says so."""
    return NewEntry(
        person_id=person.id,
        kind=HoursKind.GROUP_STUDY,
        hours=study.hours,
        on=study.on,
        evidence_ref=str(study_id),
        evidence_label=label_of(study),
        recorded_by=by,
        at=now,
    )


def label_of(study: NewGroupStudy | GroupStudy) -> str:
    """Return what a session is called in the ledger."""
    return f"{study.form.label}：{study.topic}"
