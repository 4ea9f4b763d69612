"""What nobody foresaw is kept in a log and shown as a number."""

import re

import pytest

from widgets.cli import failures
from widgets.cli.failures import log_failures_to, record_failure
from widgets.cli.main import run_arguments

NUMBER = re.compile(r"编号 ([0-9a-f]{8})")


@pytest.fixture(autouse=True)
def no_folders(monkeypatch):
    monkeypatch.setattr(failures, "_logs", [])


def test_an_unforeseen_error_is_shown_as_a_number_and_never_as_a_traceback(
    tmp_path, capsys, monkeypatch
):
    log_failures_to(tmp_path / "logs")
    monkeypatch.setattr("widgets.cli.doctor.all_findings", lambda *_: 1 // 0)
    assert run_arguments(["doctor", "--home", str(tmp_path / "none")]) == 1
    shown = capsys.readouterr()
    number = NUMBER.search(shown.err).group(1)
    assert "Traceback" not in shown.out + shown.err
    assert "ZeroDivisionError" not in shown.out + shown.err
    log = (tmp_path / "logs" / "commands.log").read_text(encoding="utf-8")
    assert number in log
    assert "ZeroDivisionError" in log


def test_an_error_is_kept_elsewhere_when_the_home_cannot_be_written(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    blocked = tmp_path / "file"
    blocked.write_text("")
    log_failures_to(blocked / "logs")
    sentence = record_failure(ValueError("示范"))
    log = tmp_path / "xuefa-logs" / "commands.log"
    assert NUMBER.search(sentence).group(1) in log.read_text(encoding="utf-8")
    assert str(log) in sentence


def test_an_error_is_told_when_no_log_can_be_written(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    assert "日志写不进去" in record_failure(ValueError("示范"))
