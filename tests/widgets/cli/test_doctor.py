"""`xuefa doctor` finds what is wrong, says what to do, and changes nothing."""

import os
import socket
from contextlib import closing

import pytest
from builders.assessment import write_policy
from builders.clock import SetClock
from builders.people import make_person
from builders.proofs import PDF

from courses.clock import HOME_ZONE
from grading.gradebook.configuration import write_configuration
from grading.gradebook.course import CourseFolder
from grading.home import Home
from grading.hours.evidence_store import EvidenceStore
from grading.hours.external import ExternalStudy, TypedProof
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.checks import all_findings
from widgets.cli.checks.finding import Level
from widgets.cli.checks.machine import check_time_zone
from widgets.cli.home_option import open_records
from widgets.cli.main import run_arguments

pytestmark = pytest.mark.usefixtures("free_port")


@pytest.fixture
def free_port(monkeypatch):
    monkeypatch.setenv("XUEFA_PORT", "0")


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    settings = read_settings(made, {})
    database = RecordsDatabase(settings.database_url)
    database.upgrade()
    make_person(database)
    database.close()
    course = CourseFolder(made.course)
    course.create()
    write_configuration(course, settings.gradebook_url)
    return made


def findings_of(home: Home, subject: str):
    return [one for one in all_findings(home, os.environ) if one.subject == subject]


def errors_of(home: Home) -> set[str]:
    return {one.subject for one in all_findings(home, os.environ) if one.level is Level.ERROR}


def test_a_sound_home_has_no_errors(home, capsys):
    assert run_arguments(["doctor", "--home", str(home.root)]) == 0
    assert "错误 0 项" in capsys.readouterr().out


def test_a_home_that_was_never_used_is_not_created(tmp_path):
    home = Home(tmp_path / "new")
    assert errors_of(home) == set()
    assert not home.root.exists()


def test_every_finding_that_is_not_good_says_what_to_do(tmp_path):
    findings = all_findings(Home(tmp_path / "new"), os.environ)
    assert [one for one in findings if one.level is not Level.GOOD and not one.advice] == []


def test_a_damaged_records_database_is_an_error_and_stays_as_it_is(home, capsys):
    home.records_file.write_bytes(b"no database at all " * 500)
    before = home.records_file.read_bytes()
    assert run_arguments(["doctor", "--home", str(home.root)]) == 1
    assert str(home.records_file) in capsys.readouterr().out
    assert home.records_file.read_bytes() == before


def test_the_migration_of_the_records_database_is_told(home):
    (finding,) = findings_of(home, "学习记录数据库")
    assert (finding.level, finding.text[-2:].isdecimal()) == (Level.GOOD, True)


def test_a_damaged_gradebook_is_an_error(home):
    home.gradebook_file.write_bytes(b"no database at all " * 500)
    assert errors_of(home) == {"成绩册"}


def test_a_changed_grading_configuration_is_an_error(home):
    (home.course / "nbgrader_config.py").write_text("c = get_config()\n")
    assert errors_of(home) == {"评分配置"}


def test_secrets_that_others_may_read_are_an_error(home):
    home.secret("cookie")
    (home.secrets / "cookie").chmod(0o644)
    assert errors_of(home) == {"密钥"}


@pytest.mark.skipif(os.name != "posix", reason="rights of Windows are those of the user's folder")
def test_questions_and_papers_that_others_may_read_are_an_error_until_the_home_is_opened(home):
    file = home.papers / "own.toml"
    file.write_text("", encoding="utf-8")
    file.chmod(0o644)
    subject = "题库和试卷的保密"
    assert subject not in errors_of(home)  # nobody else gets into the folder
    home.papers.chmod(0o755)
    (finding,) = findings_of(home, subject)
    assert finding.level is Level.ERROR
    assert "papers/own.toml" in finding.text
    home.prepare()
    assert subject not in errors_of(home)


def test_a_wrong_setting_is_named_and_the_other_checks_still_run(home):
    home.settings_file.write_text("kernels_total = 0\n", encoding="utf-8")
    (finding,) = findings_of(home, "设置")
    assert "kernels_total" in finding.text
    assert errors_of(home) == {"设置"}


def test_policies_are_read_with_every_fault_of_every_file(home):
    (sound,) = findings_of(home, "考核办法")
    assert sound.level is not Level.ERROR
    write_policy(home.root, "2026-officer.toml", title=None, hours={"total": {"value": 60}})
    texts = [one.text for one in findings_of(home, "考核办法")]
    assert len(texts) == 2
    assert all("2026-officer.toml" in text for text in texts)


def test_every_fault_of_a_content_file_is_listed_with_file_and_place(home):
    folder = home.bank / "penalty_measures"
    folder.mkdir()
    (folder / "broken.toml").write_text('[[question]]\nid = "示范"\nkind = "essay"\n', "utf-8")
    (home.papers / "half.toml").write_text("id = ", "utf-8")
    texts = [one.text for one in findings_of(home, "课程、题库、试卷")]
    assert any("broken.toml" in text and "第 1 题" in text for text in texts)
    assert any("half.toml" in text for text in texts)


# tornado leaves the socket that was refused to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_in_use_is_an_error(home, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("XUEFA_PORT", str(other.getsockname()[1]))
        assert errors_of(home) == {"端口"}


def test_a_home_in_use_is_told(home):
    with home.serve_lock():
        (finding,) = findings_of(home, "是否在用")
    assert "正在使用" in finding.text


def test_an_unknown_time_zone_is_an_error():
    (finding,) = check_time_zone("Nowhere/Town")
    assert finding.level is Level.ERROR


def test_a_proof_whose_file_was_changed_is_an_error(home):
    database = RecordsDatabase(read_settings(home, {}).database_url)
    store = EvidenceStore(home.evidence)
    external = ExternalStudy(database, store, SetClock(), HOME_ZONE)
    typed = TypedProof(hours="8", on="2026-05-12", topic="示范培训", organiser="示范学院")
    officer = make_person(database, "shifan2")
    proof = external.send(officer, typed, PDF, "示范.pdf")
    database.close()
    assert findings_of(home, "证明文件和照片")[0].level is Level.GOOD
    (home.evidence / proof.file.sha256).write_bytes(b"changed")
    (found,) = findings_of(home, "证明文件和照片")
    assert (found.level, f"学时证明 {proof.id}" in found.text) == (Level.ERROR, True)


def test_an_audit_key_that_is_lost_or_another_is_an_error(home):
    subject, key = "审计密钥", home.secrets / "audit"
    assert findings_of(home, subject) == []  # no trail was begun
    with closing(open_records(home)) as database:
        database.begin_trail()
    assert [one.level for one in findings_of(home, subject)] == [Level.GOOD]
    key.write_bytes(b"o" * 32)
    assert "不是写审计链的那一把" in findings_of(home, subject)[0].text
    key.unlink()
    assert "不见了" in findings_of(home, subject)[0].text
    assert errors_of(home) == {subject}
    assert not key.exists()
