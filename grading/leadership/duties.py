"""Evidence for the duties of whoever is first responsible, by duty and leader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from grading.hours.checks import LONGEST_REASON, read_day, read_number, read_text
from grading.hours.errors import UnknownGroupStudyError, WrongEntryError
from grading.hours.evidence_store import EvidenceStore
from grading.hours.external import may_review
from grading.hours.model import GroupStudy
from grading.leadership.duty_list import Duty, DutyList
from grading.leadership.duty_reading import DutyLists
from grading.leadership.errors import (
    NotOwnDutyError,
    UnknownDutyError,
    UnknownDutyEvidenceError,
    UnknownLeaderError,
)
from grading.leadership.in_office import Leader, leaders_of
from grading.leadership.model import DutyEvidence, EvidenceKind, NewDutyEvidence
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

LONGEST_WORDS = 500
"""Characters that say what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedEvidence:
    """What a leader or a manager typed.

    `leader` is the learner id of whose duty it is, `duty` its id, `study` the number of a group
    study for that kind.
    """

    leader: str = ""
    duty: str = ""
    kind: str = ""
    on: str = ""
    words: str = ""
    study: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyYear:
    """The duties of a year, who was first responsible, and the evidence that holds.

    `duty_list` is None where neither package nor home has a list.
    """

    year: int
    duty_list: DutyList | None
    people: tuple[Leader, ...]
    held: Mapping[tuple[str, int], tuple[DutyEvidence, ...]]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties, in the order of the list."""
        return self.duty_list.duties if self.duty_list else ()

    def evidence(self, duty_id: str, person_id: int) -> tuple[DutyEvidence, ...]:
        """Return what shows that a person fulfilled a duty, by day."""
        return self.held.get((duty_id, person_id), ())

    def fulfilled(self, person_id: int) -> int:
        """Return for how many duties of the list a person has evidence."""
        return sum(bool(self.evidence(duty.id, person_id)) for duty in self.duties)


def duty_year(
    year: int,
    duty_list: DutyList | None,
    leaders: Iterable[Leader],
    held: Iterable[DutyEvidence],
    as_of: date,
) -> DutyYear:
    """Return the duties of a year with the evidence for each.

    Whoever is first responsible on a day comes first, then who was before, then who will be.
    """
    by_place: dict[tuple[str, int], tuple[DutyEvidence, ...]] = defaultdict(tuple)
    for one in held:
        by_place[one.duty_id, one.person_id] += (one,)
    responsible = [one for one in leaders if one.responsible]
    responsible.sort(key=lambda one: _last_day(one, as_of), reverse=True)
    people = tuple(responsible)
    return DutyYear(year=year, duty_list=duty_list, people=people, held=by_place)


def _last_day(leader: Leader, as_of: date) -> date:
    """Return the last day on which somebody was first responsible so far."""
    spans = leader.responsible_until(as_of)
    return spans[-1].last if spans else date.min


def evidence_that_holds(records: Records, year: int) -> list[DutyEvidence]:
    """Return the evidence of a year; what rests on a withdrawn group study is left out."""
    studies = {study.id for study in records.group_study.in_year(year)}
    return [
        one
        for one in records.duties.in_year(year)
        if one.study_id is None or one.study_id in studies
    ]


class Duties:
    """Recording evidence; any thread may use it. The year is read by `LeadershipYears`.

    A leader records for themselves, a manager for everybody; others get NotOwnDutyError.
    """

    def __init__(
        self,
        database: RecordsDatabase,
        store: EvidenceStore,
        lists: DutyLists,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._store = store
        self._lists = lists
        self._clock = clock
        self._zone = zone

    def add(
        self,
        recorder: Person,
        year: int,
        typed: TypedEvidence,
        content: bytes = b"",
        file_name: str = "",
    ) -> int:
        """Record evidence and return its number.

        Raises NotOwnDutyError, UnknownDutyError, UnknownLeaderError, UnknownGroupStudyError,
        WrongEntryError and UnreadableFileError; nothing is kept then.
        """
        self._refuse_unknown(year, typed.duty)
        with self._database.read() as records:
            leader = self._leader(records, recorder, year, typed.leader)
            new = self._checked(records, year, leader, typed)
        if new.kind is EvidenceKind.FILE:
            new = replace(new, file=self._store.keep(content, file_name))
        with self._database.begin() as records:
            _refuse_same(records, new)
            return records.duties.add(new, recorder.id, self._clock())

    def withdraw(self, recorder: Person, evidence_id: int, reason: str) -> DutyEvidence:
        """Take evidence back, with a reason. Raises UnknownDutyEvidenceError, WrongEntryError."""
        said = read_text("reason", "撤回的理由", reason, LONGEST_REASON)
        with self._database.begin() as records:
            old = _readable(records, recorder, evidence_id)
            records.duties.withdraw(old, said, recorder.id, self._clock())
            return old

    def evidence(self, reader: Person, evidence_id: int) -> DutyEvidence:
        """Return evidence for its leader or a manager. Raises UnknownDutyEvidenceError."""
        with self._database.read() as records:
            return _readable(records, reader, evidence_id)

    def content(self, reader: Person, evidence_id: int) -> tuple[DutyEvidence, bytes]:
        """Return evidence with its file; the audit trail tells to whom but its leader it was given.

        Raises UnknownDutyEvidenceError and DamagedEvidenceError.
        """
        evidence = self.evidence(reader, evidence_id)
        if evidence.file is None:
            raise UnknownDutyEvidenceError(evidence_id)
        content = self._store.read(evidence.file.sha256)
        if evidence.person_id != reader.id:
            with self._database.begin() as records:
                records.audit.note_export(f"履职证据 {evidence_id}", content)
        return evidence, content

    def _refuse_unknown(self, year: int, duty_id: str) -> None:
        duties = self._lists.of_year(year)
        if duties is None or duties.find(duty_id) is None:
            raise UnknownDutyError(duty_id)

    def _leader(self, records: Records, recorder: Person, year: int, learner_id: str) -> Leader:
        if recorder.learner_id != learner_id and not may_review(recorder):
            raise NotOwnDutyError
        for leader in leaders_of(records, year, self._zone):
            if leader.learner_id == learner_id and leader.responsible:
                return leader
        raise UnknownLeaderError(year)

    def _checked(
        self, records: Records, year: int, leader: Leader, typed: TypedEvidence
    ) -> NewDutyEvidence:
        if typed.kind not in set(EvidenceKind):
            raise WrongEntryError("kind", "请选择用什么证明：集体学习、文件或者记事。")
        kind = EvidenceKind(typed.kind)
        study_id, on, words = None, typed.on, typed.words
        if kind is EvidenceKind.GROUP_STUDY:
            study = _study(records, year, typed.study)
            study_id, on = study.id, study.on.isoformat()
            words = words if words.strip() else f"{study.form.label}：{study.topic}"
        day = read_day(on, local_date(self._clock(), self._zone))
        _refuse_other_day(year, leader, day)
        return NewDutyEvidence(
            year=year,
            duty_id=typed.duty,
            person_id=leader.person_id,
            kind=kind,
            on=day,
            words=read_text("words", "做了什么", words, LONGEST_WORDS),
            study_id=study_id,
        )


def _study(records: Records, year: int, given: str) -> GroupStudy:
    if not given:
        raise WrongEntryError("study", "请选择一次集体学习。")
    study_id = read_number(given) or 0
    study = records.group_study.find(study_id)
    if study is None or study.is_withdrawn or study.on.year != year:
        raise UnknownGroupStudyError(study_id)
    return study


def _refuse_other_day(year: int, leader: Leader, day: date) -> None:
    if day.year != year:
        raise WrongEntryError("on", f"日期应当在 {year} 年之内。")
    if not leader.is_responsible(day):
        raise WrongEntryError("on", f"{leader.name}在这一天不是第一责任人。请核对日期和人员名册。")


def _refuse_same(records: Records, new: NewDutyEvidence) -> None:
    for one in records.duties.in_year(new.year):
        same_place = (one.duty_id, one.person_id, one.kind) == (
            new.duty_id,
            new.person_id,
            new.kind,
        )
        same_thing = (one.study_id, one.file, one.on, one.words) == (
            new.study_id,
            new.file,
            new.on,
            new.words,
        )
        if same_place and same_thing:
            raise WrongEntryError("words", "这份证据已经登记过，不用再登记。")


def _readable(records: Records, reader: Person, evidence_id: int) -> DutyEvidence:
    evidence = records.duties.find(evidence_id)
    if evidence is None or (evidence.person_id != reader.id and not may_review(reader)):
        raise UnknownDutyEvidenceError(evidence_id)
    return evidence
