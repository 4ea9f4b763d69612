"""Hours that somebody records: proofs, group study, corrections."""

import os
import stat
from datetime import date
from fractions import Fraction
from itertools import count
from types import SimpleNamespace

import pytest
from builders.clock import SetClock
from builders.people import make_person
from builders.proofs import JPEG, PDF, PNG, PNG_OF_WRONG_HEADER
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from courses.statutes.registry import Registry
from grading.assessment.model import Evidence, HoursEntry, HoursKind
from grading.hours.errors import (
    AlreadyCorrectedError,
    AlreadyDecidedError,
    DamagedEvidenceError,
    OwnHoursError,
    UnknownProofError,
    UnreadableFileError,
    WithdrawnSignInError,
    WrongEntryError,
)
from grading.hours.evidence_store import EvidenceStore, shown_name
from grading.hours.external import ExternalStudy, TypedProof
from grading.hours.file_kinds import LARGEST_FILE, file_kind
from grading.hours.group_study import GroupStudies, TypedGroupStudy
from grading.hours.ledger import Ledger, counting, totals
from grading.hours.model import FileKind, ProofState
from grading.people.model import Role
from grading.records.hours import NewEntry

NOISE = "《中华人民共和国噪声污染防治法》"
_numbers = count(1)


class Bureau:
    """A database with services and people; tests share it and add people of their own."""

    def __init__(self, folder):
        self.clock = SetClock()
        self.database = fresh_database(folder)
        self.folder = folder / "evidence"
        self.store = EvidenceStore(self.folder)
        self.external = ExternalStudy(self.database, self.store, self.clock, HOME_ZONE)
        self.groups = GroupStudies(
            self.database, self.store, Registry.embedded(), self.clock, HOME_ZONE
        )
        self.ledger = Ledger(self.database, self.clock)
        self.manager = self.person(Role.MANAGER)

    def person(self, role=Role.OFFICER):
        return make_person(self.database, f"shifan{next(_numbers)}", roles=[role])

    def send(self, person, content=None, **fields):
        typed = {"hours": "8", "on": "2026-05-12", "topic": "示范培训", "organiser": "示范学院"}
        sent = PDF + str(next(_numbers)).encode() if content is None else content
        return self.external.send(person, TypedProof(**typed | fields), sent, "证书.pdf")

    def record(self, people, content=PDF, **fields):
        typed = {
            "form": "lecture",
            "on": "2026-06-01",
            "host": "示范主持人",
            "topic": f"示范主题{next(_numbers)}",
            "cites": NOISE,
            "hours": "2",
            "attendees": [person.learner_id for person in people],
        }
        typed = TypedGroupStudy(**typed | fields)
        return self.groups.record(self.manager, typed, content, "会议纪要.pdf")

    def counted(self, person, year=2026):
        return [(one.kind.value, one.hours) for one in self.ledger.of_person(person, year)]


@pytest.fixture(scope="module")
def bureau(tmp_path_factory):
    bureau = Bureau(tmp_path_factory.mktemp("hours"))
    yield bureau
    bureau.database.close()


def test_files_are_known_by_their_content():
    kinds = [file_kind(content) for content in (PDF, JPEG, PNG)]
    assert kinds == [FileKind.PDF, FileKind.JPEG, FileKind.PNG]
    bad = {
        b"": "空的",
        b"<html><script>alert(1)</script>": "只收 PDF、JPG、PNG",
        b"GIF89a": "只收",
        b"%PDF-1.4 cut off": "不完整",
        JPEG[:-2]: "不完整",
        PNG[:-4]: "不完整",
        PNG_OF_WRONG_HEADER: "不完整",
        PDF + bytes(LARGEST_FILE): "超过 5 MB",
    }
    for content, reason in bad.items():
        with pytest.raises(UnreadableFileError, match=reason):
            file_kind(content)


def test_a_stored_file_is_private_found_by_its_hash_and_checked_when_read(tmp_path):
    store = EvidenceStore(tmp_path / "evidence")
    kept = store.keep(PDF, "C:\\示范\\证书\u202e\n.pdf")
    assert kept.name == "证书.pdf"
    assert store.keep(PDF, "又一个.pdf").sha256 == kept.sha256
    assert store.read(kept.sha256) == PDF
    file = tmp_path / "evidence" / kept.sha256
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_bytes(PDF + b"changed")
    for name in (kept.sha256, "0" * 64, "forged\0", "../elsewhere"):
        with pytest.raises(DamagedEvidenceError):
            store.read(name)
    assert shown_name("../\x00", ".png") == "未命名.png"


def test_an_accepted_proof_becomes_hours_of_its_year(bureau):
    officer = bureau.person()
    proof = bureau.send(officer, hours="7.5")
    assert proof.state is ProofState.WAITING
    assert bureau.counted(officer) == []
    assert bureau.external.accept(bureau.manager, proof.id).state is ProofState.ACCEPTED
    (entry,) = bureau.ledger.of_person(officer, 2026)
    assert (entry.hours, entry.on) == (Fraction(15, 2), date(2026, 5, 12))
    assert entry.evidence.ref == str(proof.id)
    assert "示范培训" in entry.evidence.label
    assert entry.recorded_by == bureau.manager.name
    assert bureau.counted(officer, 2025) == []


def test_a_refused_proof_says_why_and_can_be_sent_again_once(bureau):
    officer = bureau.person()
    first = bureau.send(officer, PDF + b"first")
    with pytest.raises(WrongEntryError, match="理由"):
        bureau.external.refuse(bureau.manager, first.id, "  ")
    refused = bureau.external.refuse(bureau.manager, first.id, "照片看不清")
    assert (refused.state, refused.decision.reason) == (ProofState.REFUSED, "照片看不清")
    second = bureau.send(officer, PDF + b"first", replaces=str(first.id))  # the file was right
    assert second.replaces == first.id
    with pytest.raises(WrongEntryError, match="已经重新上传过"):
        bureau.send(officer, replaces=str(first.id))
    bureau.external.accept(bureau.manager, second.id)
    assert bureau.counted(officer) == [("external", 8)]


def test_a_proof_is_decided_once_and_never_by_its_owner(bureau):
    officer, other = bureau.person(), bureau.person(Role.MANAGER)
    proof = bureau.send(officer)
    bureau.external.accept(bureau.manager, proof.id)
    for decide in (
        lambda: bureau.external.accept(other, proof.id),
        lambda: bureau.external.refuse(other, proof.id, "示范理由"),
    ):
        with pytest.raises(AlreadyDecidedError):
            decide()
    own = bureau.send(other)
    with pytest.raises(OwnHoursError):
        bureau.external.accept(other, own.id)
    assert bureau.counted(officer) == [("external", 8)]


def test_a_proof_is_for_its_owner_and_managers_only(bureau):
    officer, stranger = bureau.person(), bureau.person()
    proof = bureau.send(officer, PDF + b"mine")
    for reader in (officer, bureau.manager):
        assert bureau.external.content(reader, proof.id)[1] == PDF + b"mine"
    with pytest.raises(UnknownProofError):
        bureau.external.content(stranger, proof.id)
    with pytest.raises(UnknownProofError):
        bureau.send(stranger, replaces=str(proof.id))


def test_the_same_file_counts_once_for_a_person_and_is_pointed_out_for_another(bureau):
    officer, other = bureau.person(), bureau.person()
    first = bureau.send(officer, PDF + b"shared")
    with pytest.raises(WrongEntryError, match="已经交过"):
        bureau.send(officer, PDF + b"shared")
    second = bureau.send(other, PDF + b"shared")
    assert [one.id for one in bureau.external.same_file(second)] == [first.id]


def test_every_fault_of_a_proof_names_its_field(bureau):
    officer = bureau.person()
    faults = [
        *(("hours", {"hours": h}) for h in ("", "0", "-1", "0.3", "1e3", "201", "½", "8.", "nan")),
        *(("on", {"on": day}) for day in ("", "2026-02-30", "2027-01-01", "1999-12-31")),
        ("topic", {"topic": " "}),
        ("organiser", {"organiser": "示" * 121}),
        ("file", {"content": b"MZ"}),
    ]
    for field, given in faults:
        with pytest.raises(WrongEntryError) as caught:
            bureau.send(officer, **given)
        assert caught.value.field == field, given
    assert bureau.external.of_person(officer) == []


def test_what_cannot_be_seen_is_left_out_and_full_width_numbers_are_read(bureau):
    """Zero-width characters come along with text from web pages; nobody could find them."""
    sent = bureau.send(bureau.person(), topic="示范\u200b培\ufeff训𠮷👨\u200d👩", hours="２．５")
    assert (sent.topic, sent.hours) == ("示范培训𠮷👨👩", Fraction(5, 2))
    for topic, reason in (
        ("示\u202e范", "看不见"),
        ("题" * 121, "至多 120 字"),
        ("\u200b", "请填写"),
    ):
        with pytest.raises(WrongEntryError, match=reason) as caught:
            bureau.send(bureau.person(), topic=topic)
        assert caught.value.field == "topic"
    with pytest.raises(WrongEntryError) as caught:
        bureau.record([bureau.person()], cites="a" * 100_000)
    assert len(str(caught.value)) < 300


def test_group_study_gives_everybody_who_attended_its_hours(bureau):
    leaders = [bureau.person(Role.LEADER) for _ in range(2)]
    absent = bureau.person(Role.LEADER)
    cites = f"{NOISE}\n{NOISE}第十条、第十二条\nnoise-pollution-law-2021:9"
    study = bureau.record(leaders, cites=cites)
    assert len(study.attendees) == len(leaders)
    assert len(study.cites) == 4
    assert [bureau.counted(one) for one in leaders] == [[("group_study", 2)]] * 2
    assert bureau.counted(absent) == []
    assert bureau.groups.minutes(study.id)[1] == PDF
    with pytest.raises(WrongEntryError, match="已经登记过"):
        bureau.record(leaders, topic=study.topic)
    with pytest.raises(WrongEntryError, match="自己的学时") as caught:
        bureau.record([*leaders, bureau.manager])
    assert caught.value.field == "attendees"
    assert bureau.counted(bureau.manager) == []


def test_every_fault_of_a_group_study_names_its_field(bureau):
    leader, trainee = bureau.person(Role.LEADER), bureau.person(Role.TRAINEE)
    before = len(bureau.groups.in_year(2026))
    faults = {
        "form": {"form": "picnic"},
        "on": {"on": "2026-12-31"},
        "host": {"host": ""},
        "topic": {"topic": ""},
        "hours": {"hours": "13"},
        "attendees": {"attendees": [leader.learner_id, trainee.learner_id]},
        "file": {"content": b"no minutes"},
    }
    for field, given in faults.items():
        with pytest.raises(WrongEntryError) as caught:
            bureau.record([leader], **given)
        assert caught.value.field == field
    for cites in (
        "",
        "《示范法》",
        f"{NOISE}第九百条",
        f"{NOISE}第九条和《示范法》第一条",
        "noise-pollution-law-2021:900",
        "看了一些法律",
    ):
        with pytest.raises(WrongEntryError) as caught:
            bureau.record([leader], cites=cites)
        assert caught.value.field == "cites", cites
    assert len(bureau.groups.in_year(2026)) == before
    assert bureau.counted(leader) == []


def test_a_correction_is_a_new_entry_that_names_the_old(bureau):
    leader, other = bureau.person(Role.LEADER), bureau.person(Role.MANAGER)
    study = bureau.record([leader, other])
    lines = {line.person_id: line for line in bureau.groups.study(study.id)[1]}
    old = lines[leader.id]
    with pytest.raises(WrongEntryError, match="2 学时") as caught:
        bureau.ledger.correct(bureau.manager, old.id, "2.5", "示范理由")
    assert caught.value.field == "hours"
    bureau.ledger.correct(bureau.manager, old.id, "1.5", "中途离开")
    assert bureau.counted(leader) == [("group_study", Fraction(3, 2))]
    with pytest.raises(AlreadyCorrectedError):
        bureau.ledger.correct(bureau.manager, old.id, "1", "示范理由")
    with pytest.raises(OwnHoursError):
        bureau.ledger.correct(other, lines[other.id].id, "1", "示范理由")
    later = bureau.ledger.line(old.id).corrected_by
    bureau.ledger.correct(bureau.manager, later, "0", "没有参加")
    assert bureau.counted(leader) == []
    with bureau.database.read() as records:
        entries = records.hours.entries([leader.id], 2026)
    assert [entry.corrects for entry in entries] == [None, entries[0].id, entries[1].id]
    assert bureau.groups.study(study.id)[0].attendees == (other.name,)
    assert counting(reversed(entries)) == []
    assert sum(total.hours for total in totals(entries)) == Fraction(7, 2)


def test_hours_of_a_training_without_a_sign_in_cannot_be_given_back(bureau):
    officer = bureau.person()
    with bureau.database.begin() as records:
        line = NewEntry(
            person_id=officer.id,
            kind=HoursKind.SESSION,
            hours=Fraction(0),
            on=date(2026, 6, 1),
            evidence_ref="999",
            evidence_label="示范培训",
            recorded_by=bureau.manager.id,
            at=bureau.clock.now,
        )
        records.hours.add([line])
        (added,) = records.hours.lines_of(HoursKind.SESSION, "999")
    with pytest.raises(WithdrawnSignInError):
        bureau.ledger.correct(bureau.manager, added.id, "2", "示范理由")
    assert bureau.counted(officer) == []


def test_a_year_counts_its_own_lessons_besides_what_was_recorded(bureau):
    officer = bureau.person()
    lessons = [
        HoursEntry(
            id=f"course:{on.year}",
            person_id=officer.id,
            kind=HoursKind.COURSE,
            hours=Fraction(3, 2),
            on=on,
            evidence=Evidence(kind=HoursKind.COURSE, ref="shifan-1", label="示范课"),
            recorded_by=None,
            at=bureau.clock(),
        )
        for on in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    derived = SimpleNamespace(entries=lambda _studied, _scored: lessons)
    assert bureau.ledger.of_person(officer, 2026, derived) == lessons[1:]
