"""External study: a person sends a proof, a manager accepts or refuses it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from grading.assessment.model import HoursKind
from grading.hours.checks import LONGEST_REASON, read_day, read_hours, read_number, read_text
from grading.hours.errors import (
    AlreadyDecidedError,
    OwnHoursError,
    UnknownProofError,
    WrongEntryError,
)
from grading.hours.evidence_store import EvidenceStore
from grading.hours.model import NewProof, Proof, ProofState, StoredFile
from grading.people.model import Person, Role
from grading.records.engine import RecordsDatabase
from grading.records.hours import NewEntry
from grading.records.records import Records

MOST_HOURS = 200
"""Of one proof: some weeks of training."""

_MOST_WAITING = 20
_MOST_LISTED = 50
REVIEWERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
"""Decide about proofs and record group study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedProof:
    """What a person typed and sent; `replaces` is the number of a refused proof, or nothing."""

    hours: str = ""
    on: str = ""
    topic: str = ""
    organiser: str = ""
    replaces: str = ""


class ExternalStudy:
    """Proofs from sending to decision; any thread may use it."""

    def __init__(
        self, database: RecordsDatabase, store: EvidenceStore, clock: Clock, zone: ZoneInfo
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._zone = zone

    def send(self, person: Person, typed: TypedProof, content: bytes, file_name: str) -> Proof:
        """Keep a proof that then waits for a manager.

        Raises WrongEntryError, UnreadableFileError and UnknownProofError; nothing is kept then.
        """
        now = self._clock()
        topic = read_text("topic", "学习内容", typed.topic)
        organiser = read_text("organiser", "组织单位", typed.organiser)
        on = read_day(typed.on, local_date(now, self._zone))
        hours = read_hours(typed.hours, MOST_HOURS)
        with self._database.read() as records:
            replaces = _replaced(records, person, typed.replaces)
            _refuse_too_many(records, person)
        file = self._store.keep(content, file_name)
        new = NewProof(
            hours=hours, on=on, topic=topic, organiser=organiser, file=file, replaces=replaces
        )
        with self._database.begin() as records:
            _replaced(records, person, typed.replaces)  # again: two may be sent at once
            _refuse_same_file(records, person, file)
            proof_id = records.proofs.add(person.id, new, now)
            return _get(records, proof_id)

    def of_person(self, person: Person) -> list[Proof]:
        """Return what a person sent in, newest first."""
        with self._database.read() as records:
            return records.proofs.of_person(person.id)

    def proof(self, reader: Person, proof_id: int) -> Proof:
        """Return a proof for its owner or a manager. Raises UnknownProofError."""
        with self._database.read() as records:
            return _readable(records, reader, proof_id)

    def content(self, reader: Person, proof_id: int) -> tuple[Proof, bytes]:
        """Return a proof with its file; the audit trail tells to whom but its owner it was given.

        Raises UnknownProofError and DamagedEvidenceError.
        """
        proof = self.proof(reader, proof_id)
        content = self._store.read(proof.file.sha256)
        if proof.person_id != reader.id:
            with self._database.begin() as records:
                records.audit.note_export(f"学时证明 {proof.id}", content)
        return proof, content

    def waiting(self) -> list[Proof]:
        """Return what waits for managers, oldest first."""
        with self._database.read() as records:
            return records.proofs.waiting()

    def count_waiting(self) -> int:
        """Return how many proofs wait for managers."""
        with self._database.read() as records:
            return records.proofs.count_waiting()

    def decided(self) -> list[Proof]:
        """Return what was decided last, newest first."""
        with self._database.read() as records:
            return records.proofs.decided(_MOST_LISTED)

    def same_file(self, proof: Proof) -> list[Proof]:
        """Return the other proofs that show the very same file, refused ones left out."""
        with self._database.read() as records:
            others = records.proofs.with_file(proof.file.sha256)
        return [one for one in others if one.id != proof.id and one.state != ProofState.REFUSED]

    def accept(self, manager: Person, proof_id: int) -> Proof:
        """Accept a proof: its hours come into the ledger in the same transaction.

        Raises UnknownProofError, AlreadyDecidedError and OwnHoursError.
        """
        now = self._clock()
        with self._database.begin() as records:
            proof = _undecided(records, manager, proof_id)
            records.proofs.decide(proof_id, True, "", manager.id, now)
            records.hours.add([_entry(proof, manager, now)])
            return _get(records, proof_id)

    def refuse(self, manager: Person, proof_id: int, reason: str) -> Proof:
        """Refuse a proof with a reason that its owner reads.

        Raises WrongEntryError without one, UnknownProofError, AlreadyDecidedError, OwnHoursError.
        """
        said = read_text("reason", "不认可的理由", reason, LONGEST_REASON)
        with self._database.begin() as records:
            _undecided(records, manager, proof_id)
            records.proofs.decide(proof_id, False, said, manager.id, self._clock())
            return _get(records, proof_id)


def may_review(person: Person) -> bool:
    """Say whether a person decides about proofs and records group study."""
    return bool(person.roles & REVIEWERS)


def _get(records: Records, proof_id: int) -> Proof:
    proof = records.proofs.find(proof_id)
    if proof is None:
        raise UnknownProofError(proof_id)
    return proof


def _readable(records: Records, reader: Person, proof_id: int) -> Proof:
    proof = _get(records, proof_id)
    if proof.person_id != reader.id and not may_review(reader):
        raise UnknownProofError(proof_id)
    return proof


def _undecided(records: Records, manager: Person, proof_id: int) -> Proof:
    proof = _get(records, proof_id)
    if proof.person_id == manager.id:
        raise OwnHoursError
    if proof.decision is not None:
        raise AlreadyDecidedError(proof_id)
    return proof


def _replaced(records: Records, person: Person, given: str) -> int | None:
    """Return the refused proof that a new one is sent for."""
    if not given:
        return None
    number = read_number(given) or 0
    old = records.proofs.find(number)
    if old is None or old.person_id != person.id:
        raise UnknownProofError(number)
    if old.state is not ProofState.REFUSED or old.replaced_by is not None:
        raise WrongEntryError(
            "file", "这份证明已经重新上传过，或者不需要重新上传。请看“我的证明”。"
        )
    return old.id


def _refuse_too_many(records: Records, person: Person) -> None:
    waiting = [one for one in records.proofs.of_person(person.id) if one.decision is None]
    if len(waiting) >= _MOST_WAITING:
        raise WrongEntryError(
            "file", f"您有 {_MOST_WAITING} 份证明在等审核，请等管理人员审核一些以后再上传。"
        )


def _refuse_same_file(records: Records, person: Person, file: StoredFile) -> None:
    """Refuse the file of a proof that counts or may come to count: hours would be doubled."""
    for one in records.proofs.with_file(file.sha256):
        if one.person_id == person.id and one.state is not ProofState.REFUSED:
            raise WrongEntryError(
                "file", f"这个文件您已经交过（{one.topic}，{one.state.label}），不用再传一次。"
            )


def _entry(proof: Proof, manager: Person, now: datetime) -> NewEntry:
    return NewEntry(
        person_id=proof.person_id,
        kind=HoursKind.EXTERNAL,
        hours=proof.hours,
        on=proof.on,
        evidence_ref=str(proof.id),
        evidence_label=f"{proof.topic}（{proof.organiser}）",
        recorded_by=manager.id,
        at=now,
    )
