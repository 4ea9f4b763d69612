"""The audit trail in the database: one link of a chain for everything that was changed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Index, Select, String, Text, func, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from grading.audit.acting import current_actor
from grading.audit.canonical import hash_rows
from grading.audit.chain import START, Seal, link
from grading.audit.model import Action, Actor, AuditEntry, Change, Head, Origin
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.evidence_files import EvidenceFile, evidence_files
from grading.records.subjects import Subject, all_subjects, hashes, hashes_of_all
from grading.records.touched import Touch, Touched, touched_by

_CHAIN_LOCK = 7_283_905_114
"""The advisory lock of PostgreSQL under which one transaction at a time writes."""

Query = TypeVar("Query", bound=Select[Any])

_NEVER = datetime.min.replace(tzinfo=UTC)
_AT_ONCE = 2000
_NAME_LENGTH, _ADDRESS_LENGTH, _KEY_LENGTH = 128, 64, 255


@append_only
class AuditEntryRow(Base):
    """One entry; ids count from 1 without gaps.

    `actor_id` is no foreign key: what is told about a row may not depend on that row. `row_hash`
    is null for a row that was removed. `digest` chains the entry to the one before it.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject_key", "subject", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(_NAME_LENGTH))
    origin: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(_ADDRESS_LENGTH))
    action: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(_KEY_LENGTH))
    detail: Mapped[str] = mapped_column(Text)
    row_hash: Mapped[str | None] = mapped_column(String(64))
    parts: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))


_COLUMNS = tuple(AuditEntryRow.__table__.columns)
"""Read as rows: objects would take longer for what may be a million entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """What to look for; None, or an empty text, leaves it open. Times are aware, `until` not met.

    `who` is part of a name, `subject` the name of a table or `export`, `key` that of a row.
    """

    who: str = ""
    actor_id: int | None = None
    subject: str = ""
    key: str = ""
    action: Action | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditRecords:
    """Reading the trail, and adding what is no row, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note_export(self, name: str, content: bytes) -> None:
        """Tell of a file that is given out, with the SHA-256 of its content."""
        self.note_exported(name, hashlib.sha256(content).hexdigest())

    def note_exported(self, name: str, sha256: str) -> None:
        """Tell of a file by the hash of its content."""
        change = Change(
            action=Action.EXPORTED, subject=EXPORT, key=name[:_KEY_LENGTH], row_hash=sha256
        )
        touched_by(self._session).more.append(change)

    def note_new_key(self, reason: str) -> None:
        """Tell that the chain goes on with another key, and why."""
        change = Change(action=Action.REKEYED, subject=KEY, key="", detail=reason)
        touched_by(self._session).more.append(change)

    def note_policies(self, hashes: Mapping[str, str]) -> None:
        """Tell of policy files that are other than was told last, by name and SHA-256."""
        before = self.told_policies()
        for name in sorted(before.keys() | hashes.keys()):
            told, now = before.get(name), hashes.get(name)
            if told != now:
                action = Action.CHANGED if told and now else Action.ADDED
                action = action if now else Action.REMOVED
                change = Change(action=action, subject=POLICY, key=name, row_hash=now)
                touched_by(self._session).more.append(change)

    def told_policies(self) -> dict[str, str]:
        """Return the SHA-256 of every policy file that was there when it was last told of."""
        row = AuditEntryRow
        query = select(row.key, row.row_hash).where(row.subject == POLICY).order_by(row.id)
        latest = {one.key: one.row_hash for one in self._session.execute(query)}
        return {key: row_hash for key, row_hash in latest.items() if row_hash}

    def fits(self, seal: Seal) -> bool:
        """Say whether the trail was begun, or went on with another key, and ends with this key."""
        row = AuditEntryRow
        began = self._session.scalar(select(func.max(row.id)).where(row.subject == KEY)) or START.id
        last = self.head().id
        return all(self._is_of(seal, number) for number in {began or min(last, 1), last} if number)

    def _is_of(self, seal: Seal, number: int) -> bool:
        query = select(*_COLUMNS).where(AuditEntryRow.id.in_([number - 1, number]))
        found = {one.id: one for one in self._read(query)}
        entry, before = found.get(number), found.get(number - 1)
        if entry is None:
            return False
        digest = before.digest if before else START.digest
        return entry.digest == link(seal.key, digest, entry.id, entry.at, entry.actor, entry.change)

    def head(self) -> Head:
        """Return the end of the chain; id 0 where there is none."""
        query = select(AuditEntryRow.id, AuditEntryRow.digest)
        row = self._session.execute(query.order_by(AuditEntryRow.id.desc()).limit(1)).first()
        return START if row is None else Head(*row)

    def first(self) -> AuditEntry | None:
        """Return the first entry."""
        return next(self.entries(), None)

    def entries(self) -> Iterator[AuditEntry]:
        """Read every entry in the order of ids."""
        last = None
        while True:
            query = select(*_COLUMNS).order_by(AuditEntryRow.id).limit(_AT_ONCE)
            if last is not None:
                query = query.where(AuditEntryRow.id > last)
            found = self._read(query)
            yield from found
            if len(found) < _AT_ONCE:
                return
            last = found[-1].id

    def _read(self, query: Select[Any]) -> list[AuditEntry]:
        """Read entries; one with a value that cannot be read becomes one whose link is broken."""
        try:
            return [_entry(row) for row in self._session.execute(query)]
        except (ValueError, TypeError):
            ids = self._session.scalars(query.with_only_columns(AuditEntryRow.id)).all()
            return [self._one(entry_id) for entry_id in ids]

    def _one(self, entry_id: int) -> AuditEntry:
        try:
            query = select(*_COLUMNS).where(AuditEntryRow.id == entry_id)
            return _entry(self._session.execute(query).one())
        except (ValueError, TypeError):
            nobody = Actor(None, "", Origin.UNREADABLE)
            nothing = Change(action=Action.UNREADABLE, subject="", key="")
            return AuditEntry(id=entry_id, at=_NEVER, actor=nobody, change=nothing, digest="")

    def search(self, wanted: AuditQuery, *, limit: int, skip: int = 0) -> list[AuditEntry]:
        """Return entries that fit, the newest first."""
        query = _where(select(*_COLUMNS), wanted).order_by(AuditEntryRow.id.desc())
        return self._read(query.limit(limit).offset(skip))

    def count(self, wanted: AuditQuery) -> int:
        """Return how many entries fit."""
        found = self._session.scalar(_where(select(func.count(AuditEntryRow.id)), wanted))
        return found or 0

    def subjects(self) -> list[Subject]:
        """Return everything that entries tell of."""
        return all_subjects()

    def hashes(self, subject: Subject) -> Iterator[dict[str, dict[str, str]]]:
        """Return the hash of every row of a subject as it is now, some thousand keys at a time.

        They are by key and name of the row.
        """
        return hashes_of_all(self._session.connection(), subject)

    def files(self) -> Iterator[EvidenceFile]:
        """Return every file that a row rests on."""
        return evidence_files(self._session.connection())


EXPORT, KEY, POLICY = "export", "audit_key", "policy"
"""The subjects of files that were given out, of the chain's key, and of policy files."""


def write_trail(session: Session, seal: Seal) -> None:
    """Add an entry for everything that a session did, before it commits."""
    touched = touched_by(session)
    if touched.rows or touched.more:
        queue_up(session)
        _append(session, seal, current_actor(), _changes(session, touched))


def begin_trail(session: Session, seal: Seal) -> None:
    """Where there is no entry yet, add one for every row that is there."""
    queue_up(session)
    if AuditRecords(session).head().id:
        return
    connection = session.connection()
    found = [
        _change(Action.FOUND, subject.name, key, rows)
        for subject in all_subjects()
        for some in hashes_of_all(connection, subject)
        for key, rows in some.items()
    ]
    _append(session, seal, Actor(None, "", Origin.PLATFORM), found)


def queue_up(session: Session) -> None:
    """Let nobody else write until this transaction ends; SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK})


def _changes(session: Session, touched: Touched) -> Iterator[Change]:
    """Read back what was touched, under the lock, so that the last entry of a row is the truth."""
    connection = session.connection()
    by_subject: dict[str, list[Touch]] = {}
    for touch in touched.rows.values():
        by_subject.setdefault(touch.subject.name, []).append(touch)
    for touches in by_subject.values():
        subject = touches[0].subject
        found = hashes(connection, subject, [touch.key for touch in touches])
        for touch in touches:
            rows = found.get(str(touch.key), {})
            action = touch.action if rows else Action.REMOVED
            detail = ",".join(sorted(touch.columns)) if action is Action.CHANGED else ""
            if rows or touch.action is not Action.ADDED:
                yield _change(action, subject.name, str(touch.key), rows, detail)
    yield from touched.more


def _change(
    action: Action, subject: str, key: str, rows: dict[str, str], detail: str = ""
) -> Change:
    hashed = hash_rows(f"{subject}:{key}", rows)
    return Change(
        action=action,
        subject=subject,
        key=key,
        detail=detail,
        row_hash=hashed.row_hash if hashed else None,
        parts=hashed.parts if hashed else None,
    )


def _append(session: Session, seal: Seal, actor: Actor, changes: Iterable[Change]) -> None:
    actor = Actor(
        actor.person_id, actor.name[:_NAME_LENGTH], actor.origin, actor.address[:_ADDRESS_LENGTH]
    )
    rows = [
        {
            "id": entry.id,
            "at": entry.at,
            "actor_id": actor.person_id,
            "actor": actor.name,
            "origin": actor.origin.value,
            "address": actor.address,
            "action": entry.change.action.value,
            "subject": entry.change.subject,
            "key": entry.change.key,
            "detail": entry.change.detail,
            "row_hash": entry.change.row_hash,
            "parts": entry.change.parts,
            "digest": entry.digest,
        }
        for entry in seal.links(AuditRecords(session).head(), actor, changes)
    ]
    if rows:
        session.connection().execute(insert(AuditEntryRow), rows)


def _entry(row: Any) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        actor=Actor(row.actor_id, row.actor, Origin(row.origin), row.address),
        change=Change(
            action=Action(row.action),
            subject=row.subject,
            key=row.key,
            detail=row.detail,
            row_hash=row.row_hash,
            parts=row.parts,
        ),
        digest=row.digest,
    )


def _where(query: Query, wanted: AuditQuery) -> Query:
    row = AuditEntryRow
    if wanted.who:
        query = query.where(row.actor.contains(wanted.who, autoescape=True))
    if wanted.actor_id is not None:
        query = query.where(row.actor_id == wanted.actor_id)
    if wanted.subject:
        query = query.where(row.subject == wanted.subject)
    if wanted.key:
        query = query.where(row.key == wanted.key)
    if wanted.action is not None:
        query = query.where(row.action == wanted.action.value)
    if wanted.since is not None:
        query = query.where(row.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(row.at < wanted.until)
    return query
