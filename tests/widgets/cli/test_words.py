"""Whatever somebody types, the answer is Chinese."""

import re

import pytest
import typer

from widgets.cli.main import COMMANDS, GROUPS, run_arguments

TYPER_WORDS = re.compile(
    r"Usage|Options|Arguments|Commands|Show this|required|default|Error|Try|Missing|Invalid|TEXT"
)
LINES = [
    [],
    *([command.name] for command in COMMANDS),
    *([name, command.name] for name, _, commands in GROUPS for command in commands),
]
WRONG_LINES = {
    ("zz",): "没有这个命令",
    ("user", "zz"): "没有这个命令",
    ("serve", "--port", "abc"): "--port",
    ("serve", "--port", "70000"): "--port",
    ("serve", "--prot", "1"): "--prot",
    ("serve", "--port"): "--port",
    ("serve", "--demo=yes"): "--demo",
    ("lab",): "--as",
    ("doctor", "extra"): "多余",
    ("bundle", "--platform", "mac"): "--platform",
    ("bundle", "--platform", "linux", "--python", "2.7"): "2.7",
    ("user", "add"): "登录名",
    ("user", "add", "shifan", "--name", "示范甲", "--role", "boss"): "--role",
}


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line) or "xuefa")
def test_every_help_page_is_chinese(line, capsys):
    assert run_arguments([*line, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"用法：{' '.join(['xuefa', *line])} ")
    assert "--help" in page
    assert TYPER_WORDS.findall(page) == []


def test_the_help_page_lists_every_command(capsys):
    run_arguments(["--help"])
    page = capsys.readouterr().out
    for name in [command.name for command in COMMANDS] + [name for name, _, _ in GROUPS]:
        assert f"\n  {name} " in page


def test_nothing_typed_shows_the_help_page(capsys):
    assert run_arguments([]) == 2
    assert capsys.readouterr().err.startswith("用法：xuefa")


@pytest.mark.parametrize(
    ("line", "told"),
    WRONG_LINES.items(),
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_a_wrong_command_line_is_told_in_chinese_with_exit_code_2(line, told, capsys):
    assert run_arguments(line) == 2
    sentence = capsys.readouterr().err
    assert told in sentence
    assert TYPER_WORDS.findall(sentence) == []
    assert sentence.count("\n") == 1


def test_the_version_is_told(capsys):
    assert run_arguments(["--version"]) == 0
    assert capsys.readouterr().out.startswith("xuefa ")


def test_cancelling_at_a_prompt_is_told_in_chinese(capsys, monkeypatch):
    def cancel(_path):
        raise typer.Abort

    monkeypatch.setattr("widgets.cli.doctor.chosen_home", cancel)
    assert run_arguments(["doctor"]) == 1
    assert capsys.readouterr().err == "已取消。\n"
