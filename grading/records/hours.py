"""Credit hours that somebody recorded; rows are only ever added, corrections name the old one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from grading.assessment.model import Evidence, HoursEntry, HoursKind
from grading.hours.model import LedgerLine
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow
from grading.records.points import ExactPoints

_FIRST = text("corrects_id IS NULL")
_AT_ONCE = 500
"""People asked for in one query; databases limit how many values it may carry."""


@append_only
class HoursEntryRow(Base):
    """A line of the ledger. One person has one line for one piece of evidence, and corrections.

    `corrects_id` names the line that this one replaces; each is replaced at most once.
    """

    __tablename__ = "hours_entries"
    __table_args__ = (
        CheckConstraint("kind IN ('group_study', 'session', 'external')", name="kind"),
        Index("ix_hours_entries_person_id_on", "person_id", "on"),
        Index(
            "uq_hours_entries_evidence",
            "kind",
            "evidence_ref",
            "person_id",
            unique=True,
            sqlite_where=_FIRST,
            postgresql_where=_FIRST,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    kind: Mapped[str] = mapped_column(String(16))
    hours: Mapped[Fraction] = mapped_column(ExactPoints)
    on: Mapped[date]
    evidence_ref: Mapped[str] = mapped_column(String(64))
    evidence_label: Mapped[str] = mapped_column(String(255))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("hours_entries.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """A line to add; `recorded_by` is a person's id, `at` is aware."""

    person_id: int
    kind: HoursKind
    hours: Fraction
    on: date
    evidence_ref: str
    evidence_label: str
    recorded_by: int
    at: datetime


class HoursRecords:
    """Reading and adding recorded hours within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entries: Collection[NewEntry]) -> None:
        """Add lines; the database refuses a second one for the same person and evidence."""
        rows = [
            HoursEntryRow(
                person_id=entry.person_id,
                kind=entry.kind.value,
                hours=entry.hours,
                on=entry.on,
                evidence_ref=entry.evidence_ref,
                evidence_label=entry.evidence_label,
                recorded_by=entry.recorded_by,
                at=entry.at,
                reason="",
            )
            for entry in entries
        ]
        self._session.add_all(rows)
        self._session.flush()

    def correct(
        self,
        old_id: int,
        hours: Fraction,
        reason: str,
        by: int,
        at: datetime,
        *,
        label: str | None = None,
    ) -> None:
        """Add a line that replaces one; no hours take it back.

        Nothing else about it changes, unless what it rests on has another `label` now.
        """
        old = self._session.get_one(HoursEntryRow, old_id)
        row = HoursEntryRow(
            person_id=old.person_id,
            kind=old.kind,
            hours=hours,
            on=old.on,
            evidence_ref=old.evidence_ref,
            evidence_label=old.evidence_label if label is None else label,
            recorded_by=by,
            at=at,
            corrects_id=old_id,
            reason=reason,
        )
        self._session.add(row)
        self._session.flush()

    def entries(self, person_ids: Collection[int], year: int) -> list[HoursEntry]:
        """Return every line of these people for studies in a year, corrected ones too."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        wanted, read = sorted(set(person_ids)), _EntryReader(self._session)
        found: list[HoursEntry] = []
        for start in range(0, len(wanted), _AT_ONCE):
            query = (
                select(*_ENTRY)
                .where(_COLUMNS.person_id.in_(wanted[start : start + _AT_ONCE]))
                .where(_COLUMNS.on.between(first, last))
                .order_by(_COLUMNS.id)
            )
            found += map(read, self._session.execute(query).all())
        return found

    def line(self, entry_id: int) -> LedgerLine | None:
        """Return one line."""
        row = self._session.execute(_lines().where(HoursEntryRow.id == entry_id)).first()
        return None if row is None else _line(*row)

    def latest(self, limit: int) -> list[LedgerLine]:
        """Return the lines that were recorded last, newest first, of people of the bureau.

        Those of enterprises come by the dozen with every training, and are changed there.
        """
        bureau = select(PersonRow.id).where(PersonRow.enterprise_id.is_(None))
        query = _lines().where(HoursEntryRow.person_id.in_(bureau))
        rows = self._session.execute(query.order_by(HoursEntryRow.id.desc()).limit(limit))
        return [_line(*row) for row in rows]

    def lines_of(
        self, kind: HoursKind, evidence_ref: str, person_id: int | None = None
    ) -> list[LedgerLine]:
        """Return what rests on a piece of evidence, in the order in which it was recorded.

        With a person only what is that person's.
        """
        query = _lines().where(
            HoursEntryRow.kind == kind.value, HoursEntryRow.evidence_ref == evidence_ref
        )
        if person_id is not None:
            query = query.where(HoursEntryRow.person_id == person_id)
        return [_line(*row) for row in self._session.execute(query.order_by(HoursEntryRow.id))]


def _lines() -> Select[HoursEntryRow, str, str, int | None]:
    """Select lines with the person's name, the recorder's name, and what replaced them."""
    owner, recorder, later = aliased(PersonRow), aliased(PersonRow), aliased(HoursEntryRow)
    return (
        select(HoursEntryRow, owner.name, recorder.name, later.id)
        .join(owner, owner.id == HoursEntryRow.person_id)
        .join(recorder, recorder.id == HoursEntryRow.recorded_by)
        .outerjoin(later, later.corrects_id == HoursEntryRow.id)
    )


def _line(row: HoursEntryRow, person: str, recorder: str, replaced_by: int | None) -> LedgerLine:
    return LedgerLine(
        id=row.id,
        person_id=row.person_id,
        person_name=person,
        kind=HoursKind(row.kind),
        evidence_ref=row.evidence_ref,
        hours=row.hours,
        on=row.on,
        label=row.evidence_label,
        recorded_by=recorder,
        at=row.at,
        corrects=row.corrects_id,
        corrected_by=replaced_by,
        reason=row.reason,
    )


_COLUMNS = HoursEntryRow.__table__.c
_ENTRY = (
    _COLUMNS.id,
    _COLUMNS.person_id,
    _COLUMNS.kind,
    _COLUMNS.hours,
    _COLUMNS.on,
    _COLUMNS.evidence_ref,
    _COLUMNS.evidence_label,
    _COLUMNS.recorded_by,
    _COLUMNS.at,
    _COLUMNS.corrects_id,
)
"""Read as columns: objects would take most of the time of a year with a million lines."""


class _EntryReader:
    """Turns rows into entries; what many of them share is made once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kinds = {kind.value: kind for kind in HoursKind}
        self._evidence: dict[tuple[str, str, str], Evidence] = {}
        self._names: dict[int, str] = {}

    def __call__(self, row: Any) -> HoursEntry:
        number, person_id, kind, hours, on, ref, label, recorded_by, at, corrects = row
        evidence = self._evidence.get((kind, ref, label))
        if evidence is None:
            evidence = Evidence(kind=self._kinds[kind], ref=ref, label=label)
            self._evidence[kind, ref, label] = evidence
        name = self._names.get(recorded_by)
        if name is None:
            name = self._names[recorded_by] = self._name_of(recorded_by)
        return HoursEntry(
            id=f"{kind}:{number}",
            person_id=person_id,
            kind=evidence.kind,
            hours=hours,
            on=on,
            evidence=evidence,
            recorded_by=name,
            at=at,
            corrects=None if corrects is None else f"{kind}:{corrects}",
        )

    def _name_of(self, person_id: int) -> str:
        return self._session.scalars(select(PersonRow.name).where(PersonRow.id == person_id)).one()
