"""The 述法 report of a leader for a year, drawn from records; only its closing is the leader's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.clock import Clock
from courses.errors import StudyError
from grading.assessment.assess import Assessment
from grading.assessment.derived import DerivedEntries
from grading.assessment.errors import (
    DamagedSignOffError,
    NotAssessedError,
    UnknownPolicyError,
    WrongPolicyError,
)
from grading.assessment.model import HoursEntry, HoursKind
from grading.assessment.signing import SignedYears
from grading.hours.checks import read_lines
from grading.hours.ledger import counting
from grading.hours.model import GroupStudy
from grading.leadership.duties import DutyYear
from grading.leadership.errors import UnknownLeaderError
from grading.leadership.in_office import Leader
from grading.leadership.model import Closing
from grading.leadership.plan_progress import StudyPlan
from grading.leadership.year import LeadershipYear, LeadershipYears
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from quizzes.paper import PaperShelf

LONGEST_CLOSING = 2000
"""Characters of the paragraph that a leader writes."""

_AUDIENCE = "leader"
_INDIVIDUAL = (HoursKind.COURSE, HoursKind.SESSION, HoursKind.EXTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalReport:
    """What the records say about a leader's year, and the closing that the leader wrote.

    `earned` are the hours that each group study gave the leader, by its number. `studied` are
    entries of individual study that count, by day, `exams` those of scored exams.
    Without an assessment `why_none` says why.
    """

    bureau: str
    year: int
    as_of: date
    leader: Leader
    plan: StudyPlan
    attended: tuple[GroupStudy, ...]
    earned: Mapping[int, Fraction]
    expected: int
    studied: tuple[HoursEntry, ...]
    exams: tuple[HoursEntry, ...]
    duties: DutyYear
    assessment: Assessment | None
    why_none: str
    closing: Closing | None

    @property
    def is_responsible(self) -> bool:
        """Whether the leader was first responsible on any day of the year."""
        return bool(self.leader.responsible)

    @property
    def group_hours(self) -> Fraction:
        """The hours that the group studies gave, as the ledger has them."""
        return sum(self.earned.values(), Fraction(0))

    def hours_at(self, study: GroupStudy) -> Fraction:
        """Return the hours that a group study gave the leader."""
        return self.earned.get(study.id, Fraction(0))

    def hours(self, kind: HoursKind) -> Fraction:
        """Return the hours of individual study of a kind."""
        own = (entry.hours for entry in self.studied if entry.kind is kind)
        return sum(own, Fraction(0))

    def of_kind(self, kind: HoursKind) -> tuple[HoursEntry, ...]:
        """Return the individual study of a kind."""
        return tuple(entry for entry in self.studied if entry.kind is kind)


class LegalReports:
    """Drawing reports, and keeping what leaders write; any thread may use it."""

    def __init__(
        self,
        database: RecordsDatabase,
        *,
        years: LeadershipYears,
        signed: SignedYears,
        catalogue: Catalogue,
        shelf: PaperShelf,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._years = years
        self._signed = signed
        self._derived = DerivedEntries(catalogue, shelf, zone)
        self._clock = clock

    def of(self, year: int, learner_id: str) -> LegalReport:
        """Return the report of a leader as the records stand. Raises UnknownLeaderError."""
        found = self._years.of(year)
        leader = found.leader(learner_id)
        if leader is None:
            raise UnknownLeaderError(year)
        with self._database.read() as records:
            person = records.people.find(leader.person_id)
            bureau, closing = records.bureau.find(), records.legal_reports.closing
            written = closing(leader.person_id, year)
        assert person is not None  # noqa: S101 - leaders are people of the records
        return self._report(found, leader, person, bureau.name if bureau else "本单位", written)

    def write_closing(self, person: Person, year: int, text: str) -> None:
        """Keep the paragraph that a leader wrote; an empty one takes the last back.

        Raises UnknownLeaderError and WrongEntryError.
        """
        said = read_lines("closing", "自述", text, LONGEST_CLOSING)
        if self._years.of(year).leader(person.learner_id) is None:
            raise UnknownLeaderError(year)
        with self._database.begin() as records:
            last = records.legal_reports.closing(person.id, year)
            if said != (last.text if last else ""):
                records.legal_reports.add(person.id, year, said, self._clock())

    def note_given_out(self, reader: Person, report: LegalReport, content: bytes) -> None:
        """Tell the audit trail of a report that somebody else than its leader took away."""
        if reader.id != report.leader.person_id:
            with self._database.begin() as records:
                records.audit.note_export(f"{report.year} 年述法 {report.leader.name}", content)

    def _report(
        self,
        found: LeadershipYear,
        leader: Leader,
        person: Person,
        bureau: str,
        closing: Closing | None,
    ) -> LegalReport:
        entries = self._entries(person, found.year)
        assessment, why_none = self._assessment(person, found.year)
        return LegalReport(
            bureau=bureau,
            year=found.year,
            as_of=found.as_of,
            leader=leader,
            plan=found.plan,
            attended=found.attended(leader),
            earned={
                int(one.evidence.ref): one.hours
                for one in counting(entries)
                if one.kind is HoursKind.GROUP_STUDY
            },
            expected=found.expected(leader),
            studied=tuple(one for one in counting(entries) if one.kind in _INDIVIDUAL),
            exams=tuple(sorted((e for e in entries if e.score is not None), key=_by_day)),
            duties=found.duties,
            assessment=assessment,
            why_none=why_none,
            closing=closing,
        )

    def _entries(self, person: Person, year: int) -> list[HoursEntry]:
        with self._database.read() as records:
            recorded = records.hours.entries([person.id], year)
            studied = records.earned.studied([person.id])
            scored = records.earned.scored([person.id])
        derived = self._derived.entries(studied, scored)
        return [*recorded, *(entry for entry in derived if entry.on.year == year)]

    def _assessment(self, person: Person, year: int) -> tuple[Assessment | None, str]:
        try:
            result = self._signed.of_person(year, person)
        except (NotAssessedError, UnknownPolicyError) as error:
            return None, str(error)
        except (WrongPolicyError, DamagedSignOffError) as error:
            return None, _short(error)
        return _of_leader(result.assessments), f"{year} 年没有按领导干部考核。"


def _of_leader(assessments: Iterable[Assessment]) -> Assessment | None:
    return next((one for one in assessments if one.policy.audience == _AUDIENCE), None)


def _short(error: StudyError) -> str:
    """Keep the details of a faulty file out of a report."""
    return str(error).partition("。")[0] + "。"


def _by_day(entry: HoursEntry) -> tuple[date, str]:
    return entry.on, entry.id
