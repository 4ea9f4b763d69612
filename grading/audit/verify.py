"""Whether the trail is whole, and every row is as it was written."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from courses.errors import StudyError
from grading.audit.canonical import HashedRows, differing_rows, hash_rows, told_rows
from grading.audit.chain import START, link
from grading.audit.model import Action, AuditEntry, Head
from grading.hours.errors import DamagedEvidenceError
from grading.hours.evidence_store import EvidenceStore
from grading.records.audit import POLICY
from grading.records.engine import RecordsDatabase
from grading.records.evidence_files import EvidenceFile
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
    """What can be wrong; the first three are of the chain, the others of rows and files."""

    BROKEN_LINK = "broken link"
    MISSING_ENTRY = "missing entry"
    CUT_OFF = "cut off"
    CHANGED_ROW = "changed row"
    MISSING_ROW = "missing row"
    UNTOLD_ROW = "untold row"
    DAMAGED_FILE = "damaged file"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: with the entry of this id, with this row of a table, or with its file.

    A policy is a row of `policy`, named by its file. `entry` is the last entry that tells of the
    row, None where there is none.
    """

    kind: FindingKind
    table: str
    row: str
    entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verifying found; the first finding is that of the first broken link, if one is broken.

    `since` says from when on the trail is kept; `found_rows` how many rows were there then.
    `holds_from` is the first of the last entries that hold together under the key, 0 where the very
    last does not; `rekeyed` are the entries that tell of another key.
    """

    head: Head
    since: datetime | None
    found_rows: int
    holds_from: int
    rekeyed: tuple[AuditEntry, ...]
    rows: int
    files: int
    findings: tuple[Finding, ...]


class _Told(NamedTuple):
    """The last that was told of a subject; `row_hash` is None once it was removed.

    A tuple of few and small parts, as there may be a million.
    """

    row_hash: bytes | None
    parts: str | None
    entry: int

    @property
    def rows(self) -> HashedRows | None:
        if self.row_hash is None:
            return None
        return HashedRows(self.row_hash.decode(errors="surrogatepass"), self.parts)


@dataclass(slots=True)
class _Walk:
    """What reading the chain from its first entry gives; `latest` by subject and key."""

    head: Head = START
    since: datetime | None = None
    found_rows: int = 0
    fault: Finding | None = None
    holds_from: int = 0
    rekeyed: list[AuditEntry] = field(default_factory=list)
    given_head_met: bool = False
    latest: dict[str, dict[str, _Told]] = field(default_factory=lambda: defaultdict(dict))


def read_head(text: str) -> Head:
    """Read a head as it is printed. Raises NotAHeadError."""
    match = _HEAD.fullmatch(text.strip())
    if match is None:
        raise NotAHeadError(text)
    return Head(int(match[1]), match[2])


def verify(
    database: RecordsDatabase,
    key: bytes,
    printed: Head | None = None,
    *,
    evidence: EvidenceStore | None = None,
    policies: Mapping[str, str] | None = None,
) -> Verification:
    """Follow the chain and compare every row with what was told of it last.

    `printed` is a head that was printed earlier: the chain has to hold it. The files that rows rest
    on are read again where `evidence` is given, and policies are compared by the SHA-256 of their
    files where `policies` is.
    """
    with database.read() as records:
        walk = _follow(records, key, printed)
        chain = [walk.fault] if walk.fault else []
        if printed is not None and not walk.given_head_met:
            chain.append(Finding(FindingKind.CUT_OFF, TRAIL, str(printed.id), None))
        rows, wrong = _compare(records, walk)
        files = [] if evidence is None else list(records.audit.files())
    if policies is not None and POLICY in walk.latest:  # told of at every start of the portal
        wrong += _of_policies(policies, walk.latest[POLICY])
    if evidence is not None:
        wrong += _of_files(evidence, files)
    return Verification(
        head=walk.head,
        since=walk.since,
        found_rows=walk.found_rows,
        holds_from=walk.holds_from,
        rekeyed=tuple(walk.rekeyed),
        rows=rows,
        files=len(files),
        findings=(*chain, *wrong),
    )


def _follow(records: Records, key: bytes, printed: Head | None) -> _Walk:
    walk = _Walk()
    for entry in records.audit.entries():
        fault = _fault(key, walk.head, entry)
        walk.fault = walk.fault or fault
        walk.holds_from = 0 if fault else walk.holds_from or entry.id
        walk.head = Head(entry.id, entry.digest)
        walk.given_head_met |= walk.head == printed
        walk.since = walk.since or entry.at
        _remember(walk, entry)
    return walk


def _remember(walk: _Walk, entry: AuditEntry) -> None:
    change = entry.change
    walk.found_rows += change.action is Action.FOUND
    if change.action is Action.REKEYED:
        walk.rekeyed.append(entry)
    elif change.action is not Action.EXPORTED:
        # whatever somebody wrote there by hand, bytes too, has a form that can be compared
        written = None if change.row_hash is None else str(change.row_hash)
        row_hash = written.encode(errors="surrogatepass") if written else None
        walk.latest[str(change.subject)][str(change.key)] = _Told(row_hash, change.parts, entry.id)


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
        told = walk.latest.pop(subject.name, {})
        wrong: list[tuple[str, Finding]] = []
        for some in records.audit.hashes(subject):
            for key, rows in some.items():
                count += len(rows)
                compared = _of_subject(subject.name, key, told.pop(key, None), rows)
                wrong += [(key, one) for one in compared]
        for key, last in told.items():
            wrong += [(key, one) for one in _of_subject(subject.name, key, last, {})]
        findings += [one for _, one in sorted(wrong, key=itemgetter(0))]
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


def _of_policies(policies: Mapping[str, str], told: Mapping[str, _Told]) -> Iterator[Finding]:
    for name in sorted(policies.keys() | told.keys()):
        before = told.get(name)
        rows = before.rows if before else None
        if (rows.row_hash if rows else None) != policies.get(name):
            kind = FindingKind.CHANGED_ROW if rows else FindingKind.UNTOLD_ROW
            kind = kind if name in policies else FindingKind.MISSING_ROW
            yield Finding(kind, POLICY, name, before.entry if before else None)


def _of_files(evidence: EvidenceStore, files: Iterable[EvidenceFile]) -> Iterator[Finding]:
    by_content: dict[str, list[EvidenceFile]] = {}
    for file in files:
        by_content.setdefault(file.sha256, []).append(file)
    for sha256, named in by_content.items():
        try:
            evidence.read(sha256)
        except DamagedEvidenceError:
            for one in named:
                yield Finding(FindingKind.DAMAGED_FILE, one.table, one.key, None)
