"""Whether the trail is whole, and every row is as it was written."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from courses.errors import StudyError
from grading.audit.canonical import HashedRows, differing_rows, hash_rows, told_rows
from grading.audit.chain import START, link
from grading.audit.model import Action, AuditEntry, Head
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

TRAIL = "audit_entries"
"""The table of the trail, for what is wrong with the chain itself."""

_HEAD = re.compile(r"([1-9][0-9]*)-([0-9a-f]{64})")


class NotAHeadError(StudyError):
    """What was given as the head of a chain is none."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"不是审计链的链头：{text[:80]}。请照 xuefa audit head 打印的整行填写，"
            "形如“128-”加 64 位数字和字母。"
        )
        self.text = text


class FindingKind(StrEnum):
    """What can be wrong; the first three are of the chain, the others of rows."""

    BROKEN_LINK = "broken link"
    MISSING_ENTRY = "missing entry"
    CUT_OFF = "cut off"
    CHANGED_ROW = "changed row"
    MISSING_ROW = "missing row"
    UNTOLD_ROW = "untold row"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: with the entry of this id, or with this row of a table.

    `entry` is the last entry that tells of the row, None where there is none.
    """

    kind: FindingKind
    table: str
    row: str
    entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verifying found; the first finding is that of the first broken link, if one is broken.

    `since` says from when on the trail is kept; `found_rows` how many rows were there then.
    """

    head: Head
    since: datetime | None
    found_rows: int
    rows: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """The last that was told of a subject; `rows` is None once it was removed."""

    rows: HashedRows | None
    entry: int


@dataclass(slots=True)
class _Walk:
    """What reading the chain from its first entry gives; `latest` by subject and key."""

    head: Head = START
    since: datetime | None = None
    found_rows: int = 0
    fault: Finding | None = None
    given_head_met: bool = False
    latest: dict[str, dict[str, _Told]] = field(default_factory=lambda: defaultdict(dict))


def read_head(text: str) -> Head:
    """Read a head as it is printed. Raises NotAHeadError."""
    match = _HEAD.fullmatch(text.strip())
    if match is None:
        raise NotAHeadError(text)
    return Head(int(match[1]), match[2])


def verify(database: RecordsDatabase, key: bytes, printed: Head | None = None) -> Verification:
    """Follow the chain and compare every row with what was told of it last.

    `printed` is a head that was printed earlier: the chain has to hold it.
    """
    with database.read() as records:
        walk = _follow(records, key, printed)
        chain = [walk.fault] if walk.fault else []
        if printed is not None and not walk.given_head_met:
            chain.append(Finding(FindingKind.CUT_OFF, TRAIL, str(printed.id), None))
        rows, wrong = _compare(records, walk)
    return Verification(
        head=walk.head,
        since=walk.since,
        found_rows=walk.found_rows,
        rows=rows,
        findings=(*chain, *wrong),
    )


def _follow(records: Records, key: bytes, printed: Head | None) -> _Walk:
    walk = _Walk()
    for entry in records.audit.entries():
        if walk.fault is None:
            walk.fault = _fault(key, walk.head, entry)
        walk.head = Head(entry.id, entry.digest)
        walk.given_head_met |= walk.head == printed
        walk.since = walk.since or entry.at
        change = entry.change
        walk.found_rows += change.action is Action.FOUND
        if change.action is not Action.EXPORTED:
            rows = HashedRows(change.row_hash, change.parts) if change.row_hash else None
            walk.latest[change.subject][change.key] = _Told(rows, entry.id)
    return walk


def _fault(key: bytes, before: Head, entry: AuditEntry) -> Finding | None:
    if entry.id != before.id + 1:
        return Finding(FindingKind.MISSING_ENTRY, TRAIL, str(before.id + 1), before.id + 1)
    if entry.digest != link(key, before.digest, entry.id, entry.at, entry.actor, entry.change):
        return Finding(FindingKind.BROKEN_LINK, TRAIL, str(entry.id), entry.id)
    return None


def _compare(records: Records, walk: _Walk) -> tuple[int, list[Finding]]:
    """Compare all rows with the last entries; return how many there are, and what is wrong."""
    count, findings = 0, list[Finding]()
    for subject in records.audit.subjects():
        now = records.audit.hashes(subject)
        count += sum(len(rows) for rows in now.values())
        told = walk.latest.get(subject.name, {})
        for key in sorted(now.keys() | told.keys()):
            findings += _of_subject(subject.name, key, told.get(key), now.get(key, {}))
    return count, findings


def _of_subject(
    subject: str, key: str, told: _Told | None, rows: dict[str, str]
) -> Iterator[Finding]:
    own = f"{subject}:{key}"
    if told is None or told.rows is None:
        # parts whose subject is not there, such as answers before the hand-in, wait for it
        new = [name for name in rows if told or name.startswith(f"{subject}:")]
        yield from (_finding(FindingKind.UNTOLD_ROW, name, told) for name in new)
    elif hash_rows(own, rows) != told.rows:
        before = told_rows(own, told.rows)
        # nothing differs where somebody changed the hash in the entry itself
        for name in differing_rows(before, rows) or [own]:
            kind = FindingKind.CHANGED_ROW if name in before else FindingKind.UNTOLD_ROW
            kind = kind if name in rows else FindingKind.MISSING_ROW
            yield _finding(kind, name, told)


def _finding(kind: FindingKind, name: str, told: _Told | None) -> Finding:
    table, _, row = name.partition(":")
    return Finding(kind, table, row, told.entry if told else None)
