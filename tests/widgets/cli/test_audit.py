"""`xuefa audit` on a home that no portal serves."""

import hashlib
from contextlib import closing
from datetime import date
from fractions import Fraction

import pytest
from builders.every_table import forger
from builders.people import make_person
from builders.proofs import PDF

from courses.clock import system_clock
from grading.assessment.reading import PACKAGE_FOLDER, policy_hashes
from grading.audit.model import Action
from grading.home import Home
from grading.hours.evidence_store import EvidenceStore
from grading.hours.model import NewProof
from grading.records.audit import AuditQuery
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.home_option import open_records
from widgets.cli.main import run_arguments


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home")
    made.prepare()
    with closing(open_records(made)) as database:
        database.upgrade()
        make_person(database)
    return made


def run(home, *words):
    return run_arguments(["audit", *words, "--home", str(home.root)])


def test_a_home_as_it_was_written_is_said_to_be_whole(home, capsys):
    assert run(home, "verify") == 0
    shown = capsys.readouterr().out
    assert "审计链完整，3 行记录都与写入时一致" in shown
    assert "此前的改动" not in shown


def test_what_was_changed_is_named_in_chinese(home, capsys):
    with forger(home.records_file) as connection:
        connection.execute("UPDATE people SET name = '示范乙'")
        connection.execute("DELETE FROM departments")
        connection.execute("UPDATE audit_entries SET actor = 'forged' WHERE id = 2")
    assert run(home, "verify") == 1
    lines = capsys.readouterr().out.split("\n")
    assert "发现 3 处不符" in lines[0]
    assert "审计链从第 2 条起接不上" in lines[1]
    assert "部门 departments 1 被删去了（最后由审计链第 1 条记载）" in lines[2]
    assert "人员 people 1 被改过（最后由审计链第 2 条记载）" in lines[3]


def test_a_tail_that_was_cut_off_is_found_by_the_printed_head(home, capsys):
    assert run(home, "head") == 0
    printed = capsys.readouterr().out.strip()
    assert run(home, "verify", "--head", printed) == 0
    with forger(home.records_file) as connection:
        connection.execute("DELETE FROM audit_entries WHERE id = 2")
    assert run(home, "verify", "--head", printed) == 1
    assert "没有所给的链头（第 2 条）" in capsys.readouterr().out
    assert run(home, "verify", "--head", "2") == 2
    assert "不是审计链的链头" in capsys.readouterr().err


def test_a_home_without_a_trail_begins_one_and_says_since_when(tmp_path, capsys):
    home = Home(tmp_path / "old")
    home.prepare()
    with closing(RecordsDatabase(read_settings(home, {}).database_url)) as without:
        without.upgrade()
        make_person(without)
    assert run(home, "verify") == 0
    assert "当时已有的 2 项照原样记下，此前的改动不在其中" in capsys.readouterr().out


def test_files_that_commands_give_out_are_told(home, tmp_path, capsys):
    out, where = tmp_path / "out", ["--home", str(home.root)]
    with closing(open_records(home)) as database:
        for words in (
            ["quiz", "print", "penalty-chapter-1", "--key", "--variant", "A", "--output", str(out)],
            ["quiz", "export", "penalty_measures", "--output", str(out / "sample.xlsx")],
        ):
            assert run_arguments([*words, *where]) == 0
        with database.read() as records:
            found = records.audit.search(AuditQuery(action=Action.EXPORTED), limit=9)
    assert {one.change.key for one in found} == {file.name for file in out.iterdir()}
    hashes = {hashlib.sha256(file.read_bytes()).hexdigest() for file in out.iterdir()}
    assert {one.change.row_hash for one in found} == hashes
    assert run(home, "verify") == 0


def test_the_key_may_lie_outside_the_home(home, tmp_path, capsys, monkeypatch):
    key = tmp_path / "elsewhere.key"
    monkeypatch.setenv("XUEFA_AUDIT_KEY_FILE", str(key))
    key.write_bytes(b"o" * 32)
    assert run(home, "verify") == 1  # not the key that the trail was written with
    assert key.stat().st_mode & 0o077 == 0
    assert "审计链从第 1 条起接不上" in capsys.readouterr().out
    key.write_bytes((home.secrets / "audit").read_bytes())
    assert run(home, "verify") == 0
    key.write_bytes(b"short")
    assert run(home, "verify") == 2
    assert "审计密钥文件" in capsys.readouterr().err


def test_a_lost_key_is_said_and_another_made_only_when_asked_for(home, capsys):
    key, where = home.secrets / "audit", ("--home", str(home.root))
    before = key.read_bytes()
    assert run(home, "new-key", "--reason", "示范") == 2
    assert "还在，不必另立" in capsys.readouterr().err
    key.unlink()
    for words in (("audit", "verify"), ("user", "add", "jiaoyuan", "--name", "示范教员")):
        more = () if words[0] == "audit" else ("--role", "instructor", "--generate")
        assert run_arguments([*words, *more, *where]) == 2
        assert "不见了，审计链已有 2 条是用它写的" in capsys.readouterr().err
        assert not key.exists()
    assert run(home, "new-key", "--reason", "示范：硬盘坏了，备份里也没有") == 0
    assert "记为审计链第 3 条" in capsys.readouterr().out
    assert key.read_bytes() != before
    assert run(home, "verify") == 1
    told = capsys.readouterr().out
    assert "审计链从第 1 条起接不上" in told
    assert "从第 3 条起，审计链用现在的密钥接得上" in told
    assert "第 3 条" in told
    assert "另立了密钥：示范：硬盘坏了，备份里也没有。" in told


def test_files_that_records_rest_on_are_read_again(home, capsys):
    with closing(open_records(home)) as database, database.begin() as records:
        stored = EvidenceStore(home.evidence).keep(PDF, "示范.pdf")
        records.proofs.add(1, proof_of(stored), system_clock())
    assert run(home, "verify") == 0
    assert "1 处所附的文件都还是当时的内容" in capsys.readouterr().out
    (file,) = home.evidence.iterdir()
    file.write_bytes(PDF + b"forged")
    assert run(home, "verify") == 1
    assert "学习证明 proofs 1 所附的文件找不到了，或者已经不是当时的内容" in capsys.readouterr().out
    file.unlink()
    assert run(home, "verify") == 1


def test_a_policy_that_was_changed_is_named_until_the_platform_told_of_it(home, capsys):
    policy = home.root / "policies" / "2026-officer.toml"
    tell_policies(home)
    assert run(home, "verify") == 0
    policy.parent.mkdir()
    policy.write_bytes((PACKAGE_FOLDER / policy.name).read_bytes() + b"# ")
    capsys.readouterr()
    assert run(home, "verify") == 1
    assert "考核办法 policy 2026-officer.toml 被改过（最后由审计链第" in capsys.readouterr().out
    tell_policies(home)
    assert run(home, "verify") == 0
    with closing(open_records(home)) as database, database.read() as records:
        told = records.audit.search(AuditQuery(subject="policy", key=policy.name), limit=9)
    assert [one.change.action for one in told] == [Action.CHANGED, Action.ADDED]


def proof_of(file):
    return NewProof(
        hours=Fraction(8), on=date(2026, 5, 12), topic="示范", organiser="示范学院", file=file
    )


def tell_policies(home):
    """What every start of the portal does."""
    with closing(open_records(home)) as database, database.begin() as records:
        records.audit.note_policies(policy_hashes(home.root))
