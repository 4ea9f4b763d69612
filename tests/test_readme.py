"""The README says what is so."""

import re
from pathlib import Path

from grading.settings import describe_settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command(name):
    block = re.search(rf"<!-- command: {name} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert block is not None
    return block.group(1).strip()


def test_every_setting_stands_in_the_readme_as_the_program_describes_it():
    rows = [f"| `{s.name}` | {s.means} | {s.default} | {s.allowed} |" for s in describe_settings()]
    assert [row for row in rows if row not in README] == []


def test_two_commands_do_all_the_set_up():
    assert command("start").endswith("xuefa serve --demo")
    assert "pytest" in command("test")
    assert "\n" not in command("start") + command("test")


def test_what_the_readme_pins_by_is_there():
    assert all((ROOT / name).exists() for name in re.findall(r"-c (\S+)", README))


def test_every_folder_and_file_that_the_readme_names_exists():
    named = re.findall(r"`((?:courses|quizzes|grading|widgets|tests|\.readme)/[\w/.-]*)`", README)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_pictures_of_the_readme_exist():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).exists()] == []


def test_constraints_name_no_index_and_pin_exactly():
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").split("\n")
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[\w.\[\]-]+==[\w.!+]+( ?;.*)?", pin)] == []
