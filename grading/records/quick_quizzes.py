"""Which attempts were made in which training session; rows are only ever added.

An attempt that somebody entered from a sheet of paper names who entered it and the scan of the
sheet. A faulty entry is corrected by another attempt that names it; the old one stays and no longer
counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import ForeignKey, Select, String, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from grading.hours.model import FileKind, StoredFile
from grading.records.append_only import append_only
from grading.records.attempts import AttemptRow, HandInRow, read_rules
from grading.records.base import Base
from grading.records.people import PersonRow
from grading.records.results import ResultRow
from grading.records.training_sessions import TrainingSessionRow

_HUNDRED = 100


@append_only
class QuizAttemptRow(Base):
    """That an attempt belongs to a training session; `file_…` is the scan of a sheet of paper."""

    __tablename__ = "quiz_attempts"

    attempt_id: Mapped[str] = mapped_column(ForeignKey(AttemptRow.id), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(TrainingSessionRow.id), index=True)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey(PersonRow.id))
    corrects_id: Mapped[str | None] = mapped_column(ForeignKey(AttemptRow.id), unique=True)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    file_kind: Mapped[str | None] = mapped_column(String(32))
    file_name: Mapped[str | None] = mapped_column(String(128))
    size: Mapped[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """Where an entered attempt comes from: who typed it, the scan, and which entry it corrects."""

    entered_by: int
    scan: StoredFile | None = None
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class QuizAttempt:
    """An attempt of a training session; `entry` is None where it was made on the screen."""

    attempt_id: str
    session: int
    entry: PaperEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAttempt:
    """An attempt that counts in its session; times are aware.

    `number` counts the person's attempts in the session from 1. `earned` is None until it is
    scored; `is_passed` goes by the pass mark under which it began.
    """

    attempt_id: str
    person_id: int
    number: int
    assignment: str
    deadline_at: datetime
    handed_in_at: datetime | None
    earned: Fraction | None
    possible: Fraction
    percent: Fraction | None
    is_passed: bool
    is_entered: bool


class QuickQuizRecords:
    """Reading and adding within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, attempt: QuizAttempt) -> None:
        """Tie an attempt, which has begun, to its session."""
        entry = attempt.entry
        scan = entry.scan if entry else None
        row = QuizAttemptRow(
            attempt_id=attempt.attempt_id,
            session_id=attempt.session,
            entered_by=entry.entered_by if entry else None,
            corrects_id=entry.corrects if entry else None,
            file_sha256=scan.sha256 if scan else None,
            file_kind=scan.kind.value if scan else None,
            file_name=scan.name if scan else None,
            size=scan.size if scan else None,
        )
        self._session.add(row)
        self._session.flush()

    def find(self, attempt_id: str) -> QuizAttempt | None:
        """Return to which session an attempt belongs, None for every other exam."""
        row = self._session.get(QuizAttemptRow, attempt_id)
        return None if row is None else _attempt(row)

    def counted(self, session: int, person_id: int | None = None) -> list[CountedAttempt]:
        """Return the attempts that count in a session, of one person or all, in their order."""
        query = _counted().where(QuizAttemptRow.session_id == session)
        if person_id is not None:
            query = query.where(AttemptRow.person_id == person_id)
        return list(self._numbered(query.order_by(AttemptRow.person_id, AttemptRow.number)))

    def passed(self, session: int, person_id: int) -> CountedAttempt | None:
        """Return the best attempt with which a person passed the quiz of a session."""
        passed = [one for one in self.counted(session, person_id) if one.is_passed]
        return max(passed, key=lambda one: one.percent or 0, default=None)

    def newest_scan(self, session: int) -> StoredFile | None:
        """Return the scan of the attempt that was entered last in a session."""
        query = (
            select(QuizAttemptRow)
            .join(AttemptRow, AttemptRow.id == QuizAttemptRow.attempt_id)
            .where(QuizAttemptRow.session_id == session, QuizAttemptRow.file_sha256.is_not(None))
            .order_by(AttemptRow.started_at.desc(), AttemptRow.id)
        )
        row = self._session.scalar(query.limit(1))
        found = None if row is None else _attempt(row).entry
        return None if found is None else found.scan

    def scans(self) -> list[tuple[int, str]]:
        """Return the number of every session with scanned sheets, with the SHA-256 of each."""
        query = select(QuizAttemptRow.session_id, QuizAttemptRow.file_sha256).distinct()
        found = self._session.execute(query.where(QuizAttemptRow.file_sha256.is_not(None)))
        return [(session_id, sha256) for session_id, sha256 in found if sha256]

    def _numbered(self, query: "_Counted") -> Iterator[CountedAttempt]:
        numbers: dict[int, int] = {}
        for attempt, hand_in, result, entered_by in self._session.execute(query):
            number = numbers[attempt.person_id] = numbers.get(attempt.person_id, 0) + 1
            yield _counted_attempt(
                attempt, hand_in, result, number=number, is_entered=entered_by is not None
            )


_Counted = Select[AttemptRow, HandInRow | None, ResultRow | None, int | None]


def _counted() -> _Counted:
    newer, correction = aliased(ResultRow), aliased(QuizAttemptRow)
    latest = select(func.max(newer.id)).where(newer.attempt_id == AttemptRow.id).scalar_subquery()
    corrected = select(correction.corrects_id).where(correction.corrects_id.is_not(None))
    return (
        select(AttemptRow, HandInRow, ResultRow, QuizAttemptRow.entered_by)
        .join(QuizAttemptRow, QuizAttemptRow.attempt_id == AttemptRow.id)
        .outerjoin(HandInRow, HandInRow.attempt_id == AttemptRow.id)
        .outerjoin(ResultRow, ResultRow.id == latest)
        .where(AttemptRow.id.not_in(corrected))
    )


def _counted_attempt(
    attempt: AttemptRow,
    hand_in: HandInRow | None,
    result: ResultRow | None,
    *,
    number: int,
    is_entered: bool,
) -> CountedAttempt:
    paper = read_rules(attempt.rules)
    percent = None
    if result is not None:
        percent = _HUNDRED * result.earned / result.possible if result.possible else Fraction(0)
    return CountedAttempt(
        attempt_id=attempt.id,
        person_id=attempt.person_id,
        number=number,
        assignment=attempt.assignment,
        deadline_at=attempt.deadline_at,
        handed_in_at=hand_in.handed_in_at if hand_in else None,
        earned=result.earned if result else None,
        possible=Fraction(paper.points),
        percent=percent,
        is_passed=percent is not None and percent >= paper.pass_mark,
        is_entered=is_entered,
    )


def _attempt(row: QuizAttemptRow) -> QuizAttempt:
    if row.entered_by is None:
        return QuizAttempt(row.attempt_id, row.session_id)
    scan = None
    if row.file_sha256 and row.file_kind and row.size:
        kind = FileKind(row.file_kind)
        scan = StoredFile(row.file_sha256, kind, row.size, row.file_name or "")
    entry = PaperEntry(entered_by=row.entered_by, scan=scan, corrects=row.corrects_id)
    return QuizAttempt(row.attempt_id, row.session_id, entry)
