"""Exam commands of the same machine while the portal runs."""

import pytest
from builders.portal_home import COMMAND_HEADER, PAPER
from builders.server import Visitor

from grading.home import Home
from widgets.cli.main import run_arguments


def run(portal, *words):
    return run_arguments([*words, "--home", str(portal.home)])


def test_papers_are_built_by_the_running_portal(portal, capsys):
    assert run(portal, "quiz", "build", PAPER) == 0
    told = capsys.readouterr().out
    assert "由正在运行的平台完成" in told
    assert "重新启动" not in told


def test_grading_is_left_to_the_running_portal(portal, capsys):
    assert run(portal, "grade") == 0
    assert "答卷" in capsys.readouterr().out


def test_a_paper_that_changed_after_the_start_is_told(portal, capsys):
    file = portal.home / "papers" / f"{PAPER}.toml"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace("seed = 5", "seed = 6"), encoding="utf-8")
        assert run(portal, "quiz", "build", PAPER) == 0
    finally:
        file.write_text(before, encoding="utf-8")
    assert "重新启动平台以后才会采用" in capsys.readouterr().out


def test_one_paper_that_the_portal_does_not_know_is_told(portal, capsys):
    file = portal.home / "papers" / "later.toml"
    text = (portal.home / "papers" / f"{PAPER}.toml").read_text(encoding="utf-8")
    try:
        file.write_text(text.replace(f'"{PAPER}"', '"later"'), encoding="utf-8")
        assert run(portal, "quiz", "build", "later") == 2
    finally:
        file.unlink()
    assert "没有这份试卷：later" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("score-attempt", {"attempt": "zz"}, "没有这次作答"),
        ("score-attempt", {}, "attempt"),
        ("build-paper", {"paper": "zz"}, "没有这份试卷"),
    ],
)
def test_a_wrong_command_is_told_in_a_sentence(portal, name, content, said):
    secret = {COMMAND_HEADER: Home(portal.home).secret("command").hex()}
    visitor = Visitor(portal.address)
    answer = visitor.ask(f"/api/command/{name}", "POST", content=content, headers=secret)
    assert 400 <= answer.status < 500
    assert said in answer.json["message"]


def test_an_exam_command_without_the_secret_is_refused(portal):
    path = "/api/command/pending-attempts"
    assert Visitor(portal.address).ask(path, "POST", content={}).status == 403
