"""Correcting a recorded group study: what it was about, its hours, and who attended."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from courses.clock import Clock
from courses.statutes.registry import Registry
from grading.assessment.model import HoursKind
from grading.hours.checks import LONGEST_REASON, read_citations, read_hours, read_text
from grading.hours.errors import (
    ChangedStudyError,
    OwnHoursError,
    WithdrawnStudyError,
    WrongEntryError,
)
from grading.hours.group_study import (
    MOST_HOURS,
    TypedGroupStudy,
    find_attendees,
    get_study,
    hours_of,
    label_of,
    refuse_recorded,
)
from grading.hours.model import GroupStudy, LedgerLine, StudyCorrection, StudyForm
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

_NONE = Fraction(0)


class GroupCorrections:
    """Corrections are new rows that name the old; any thread may use it.

    Day and minutes stay what they are: a session with a wrong one is withdrawn and recorded again.
    Methods raise UnknownGroupStudyError, WithdrawnStudyError, WrongEntryError, and OwnHoursError
    where hours of whoever corrects would change.
    """

    def __init__(self, database: RecordsDatabase, registry: Registry, clock: Clock) -> None:
        self._database = database
        self._registry = registry
        self._clock = clock

    def correct(
        self,
        manager: Person,
        study_id: int,
        typed: TypedGroupStudy,
        reason: str,
        seen: str | None = None,
    ) -> GroupStudy:
        """Put right what differs from `typed`; its day is not looked at.

        Lines of people whose hours were corrected one by one keep those hours. `seen` is the
        `version_of` what the form was filled in from: raises ChangedStudyError where that is not
        what holds any more, as the form would undo what somebody else put right.
        """
        said = read_text("reason", "更正的理由", reason, LONGEST_REASON)
        with self._database.begin() as records:
            old = _standing(records, study_id)
            if seen not in (None, version_of(old, _lines(records, study_id))):
                raise ChangedStudyError(study_id)
            new = self._checked(old, typed)
            there = self._attendees(records, old, typed.attendees)
            if new == old and {one.id for one in there} == set(old.attendee_ids):
                raise WrongEntryError("topic", "没有改动。要更正的地方改好以后再提交。")
            refuse_recorded(records, new, but=study_id)
            hand = _Hand(records, manager, said, self._clock())
            records.group_study.correct(study_id, _what_holds(new, said), manager.id, hand.now)
            _correct_lines(hand, old, new, there)
            return get_study(records, study_id)

    def withdraw(self, manager: Person, study_id: int, reason: str) -> GroupStudy:
        """Record that there was no such session: everybody's hours are taken back."""
        said = read_text("reason", "作废的理由", reason, LONGEST_REASON)
        with self._database.begin() as records:
            study = _standing(records, study_id)
            hand = _Hand(records, manager, said, self._clock())
            gone = replace(_what_holds(study, said), is_withdrawn=True)
            records.group_study.correct(study_id, gone, manager.id, hand.now)
            for line in _last_lines(records, study_id):
                if line.hours:
                    hand.replace(line, _NONE)
            return get_study(records, study_id)

    def _checked(self, old: GroupStudy, typed: TypedGroupStudy) -> GroupStudy:
        if typed.form not in {form.value for form in StudyForm}:
            raise WrongEntryError("form", "请选择学习形式。")
        return replace(
            old,
            form=StudyForm(typed.form),
            topic=read_text("topic", "主题", typed.topic),
            host=read_text("host", "主持人", typed.host),
            hours=read_hours(typed.hours, MOST_HOURS),
            cites=read_citations(typed.cites, self._registry),
        )

    def _attendees(
        self, records: Records, old: GroupStudy, learner_ids: Collection[str]
    ) -> list[Person]:
        """Return who was there; whoever was there before may have left the bureau since."""
        before = _found(records, old.attendee_ids)
        kept = [person for person in before if person.learner_id in learner_ids]
        names = {person.learner_id for person in kept}
        more = [one for one in learner_ids if one not in names]
        return [*kept, *(find_attendees(records, more) if more or not kept else [])]


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who corrects the ledger within a transaction, why, and when."""

    records: Records
    manager: Person
    reason: str
    now: datetime

    def replace(self, line: LedgerLine, hours: Fraction, label: str | None = None) -> None:
        """Add a line that replaces one. Raises OwnHoursError."""
        if line.person_id == self.manager.id and hours != line.hours:
            raise OwnHoursError
        by = self.manager.id
        self.records.hours.correct(line.id, hours, self.reason, by, self.now, label=label)

    def add(self, people: Sequence[Person], study: GroupStudy) -> None:
        """Add lines for people who had none. Raises OwnHoursError."""
        if any(person.id == self.manager.id for person in people):
            raise OwnHoursError
        lines = [hours_of(one, study.id, study, self.manager.id, self.now) for one in people]
        self.records.hours.add(lines)


def _correct_lines(hand: _Hand, old: GroupStudy, new: GroupStudy, there: Iterable[Person]) -> None:
    """Bring the ledger into line: one correction, or one new line, for whoever it concerns."""
    lines = {line.person_id: line for line in _last_lines(hand.records, old.id)}
    attendees = {person.id: person for person in there}
    for person_id, line in lines.items():
        hours = _hours_now(line, old, new) if person_id in attendees else _NONE
        is_relabelled = hours > 0 and label_of(new) != line.label
        if hours != line.hours or is_relabelled:
            hand.replace(line, hours, label_of(new))
    hand.add([person for person_id, person in attendees.items() if person_id not in lines], new)


def _standing(records: Records, study_id: int) -> GroupStudy:
    study = get_study(records, study_id)
    if study.is_withdrawn:
        raise WithdrawnStudyError(study_id)
    return study


def _what_holds(study: GroupStudy, reason: str) -> StudyCorrection:
    return StudyCorrection(
        form=study.form,
        topic=study.topic,
        host=study.host,
        cites=study.cites,
        hours=study.hours,
        is_withdrawn=False,
        reason=reason,
    )


def version_of(study: GroupStudy, lines: Iterable[LedgerLine]) -> str:
    """Return what tells a state of a session with its lines from every other state of it."""
    return f"{len(study.corrections)}-{max((line.id for line in lines), default=0)}"


def _lines(records: Records, study_id: int) -> list[LedgerLine]:
    return records.hours.lines_of(HoursKind.GROUP_STUDY, str(study_id))


def _last_lines(records: Records, study_id: int) -> list[LedgerLine]:
    return [line for line in _lines(records, study_id) if line.corrected_by is None]


def _hours_now(line: LedgerLine, old: GroupStudy, new: GroupStudy) -> Fraction:
    """Return the hours of somebody who attended: their own where they were corrected singly.

    Nobody has more than the session.
    """
    is_single = line.hours not in (_NONE, old.hours)
    return min(line.hours, new.hours) if is_single else new.hours


def _found(records: Records, person_ids: Iterable[int]) -> list[Person]:
    people = (records.people.find(person_id) for person_id in person_ids)
    return [person for person in people if person is not None]
