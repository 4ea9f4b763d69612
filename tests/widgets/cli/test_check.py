"""`xuefa check` tells what is wrong with the content of package and home, and changes nothing."""

import json
from datetime import UTC, datetime

import pytest
from builders.assessment import write_policy
from builders.course_in_time import ENOUGH, write_course_in_time
from builders.lessons import write_lesson, write_questions

from grading.home import Home
from widgets.cli import check
from widgets.cli.main import run_arguments

EXAM = {"paper": "no-such-paper", "pass_mark": 60, "source": "示范依据"}
ENTRY = {"file", "place", "rule", "message"}
COUNTS = {"lessons", "statements", "questions", "citations", "figures"}


@pytest.fixture
def home(tmp_path):
    write_course_in_time(tmp_path / "home")
    return Home(tmp_path / "home")


def run(capsys, *arguments):
    code = run_arguments(["check", *map(str, arguments)])
    return code, capsys.readouterr().out


def test_a_home_with_faults_is_told_with_files_and_places(home, capsys):
    code, told = run(capsys, "--home", home.root, "--date", "2026-11-23")
    assert code == 1
    assert str(home.bank / "sample_course" / "a.toml") in told
    assert "第 1 题 sample-q-01，cites：" in told
    assert "按 2026-11-23 的法律检查了" in told.splitlines()[-1]


def test_every_fault_of_a_policy_is_told_with_its_file(tmp_path, capsys):
    write_policy(tmp_path, "2026-officer.toml", kinds=["reading"], colour="red")
    write_policy(tmp_path, "2027-leader.toml", exam=[EXAM])
    code, told = run(capsys, "--home", tmp_path, "--date", "2026-11-23")
    assert code == 1
    officer, leader = told.split("2027-leader.toml")
    assert str(tmp_path / "policies" / "2026-officer.toml") in officer
    assert "kinds" in officer
    assert "colour" in officer
    assert "应当是 2026-officer.toml" in leader
    assert "没有这份试卷" in leader


def test_an_empty_home_is_checked_without_being_made(tmp_path, capsys):
    code, told = run(capsys, "--home", tmp_path / "new", "--date", "2026-11-23")
    assert code == 0, told
    assert "问题 0 个" in told
    assert not (tmp_path / "new").exists()


def test_warnings_alone_are_no_failure(tmp_path, capsys):
    text = "# 示范课\n\n%%\n\n## 规则\n\n应当报告（[条文](/statute/legislation-law:99)）。"
    write_lesson(tmp_path / "courses", text, ["ee-administrative-penalty-measures-2023:18"])
    write_questions(tmp_path, *ENOUGH)
    code, told = run(capsys, "--home", tmp_path, "--date", "2026-11-23")
    assert code == 0, told
    assert "提醒　第 2 格“规则”：“应当报告（条文）。”：" in told
    assert "问题 0 个，提醒 1 个" in told


def test_the_json_has_the_form_that_the_help_describes(home, capsys):
    code, told = run(capsys, "--home", home.root, "--date", "2026-11-23", "--format", "json")
    report = json.loads(told)
    assert code == 1
    assert set(report) == {"date", "problems", "warnings", "checked"}
    assert report["date"] == "2026-11-23"
    assert all(set(entry) == ENTRY for entry in report["problems"] + report["warnings"])
    assert set(report["checked"]) == COUNTS
    assert all(name in check.HELP for name in {*report, *ENTRY, *COUNTS})
    assert {entry["rule"] for entry in report["problems"]} >= {"citation", "standing", "figure"}


def test_the_same_content_gives_the_same_json(home, capsys):
    arguments = ("--home", home.root, "--date", "2026-08-14", "--format", "json")
    assert run(capsys, *arguments) == run(capsys, *arguments)


def test_without_a_date_it_is_today_where_the_home_is(home, monkeypatch):
    monkeypatch.setattr(check, "system_clock", lambda: datetime(2026, 8, 14, 20, tzinfo=UTC))
    monkeypatch.delenv("XUEFA_TIME_ZONE", raising=False)
    assert str(check.today_at(home)) == "2026-08-15"
    monkeypatch.setenv("XUEFA_TIME_ZONE", "Europe/London")
    assert str(check.today_at(home)) == "2026-08-14"


@pytest.mark.parametrize("arguments", [("--date", "2026-02-30"), ("--format", "xml")])
def test_what_cannot_be_meant_is_refused_in_chinese(arguments, capsys):
    assert run_arguments(["check", *arguments]) == 2
    assert arguments[0] in capsys.readouterr().err


def test_a_calendar_that_cannot_be_read_is_told(home, capsys):
    home.calendars.mkdir()
    (home.calendars / "2027.toml").write_text("year = ", encoding="utf-8")
    _, told = run(capsys, "--home", home.root, "--date", "2026-11-23")
    assert "2027.toml" in told
