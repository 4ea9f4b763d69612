"""Addresses are checked as ever, but the grammar for that is read only when one is."""

import subprocess
import sys

CODE = """\
import sys
import courses
from jsonschema import Draft202012Validator, ValidationError

assert "lark" not in sys.modules, "the grammar was read at the import"
check = Draft202012Validator(
    {"format": "iri"}, format_checker=Draft202012Validator.FORMAT_CHECKER
)
assert check.is_valid("https://示范.example/a")
assert not check.is_valid("no address")
assert "lark" in sys.modules
assert not check.is_valid("neither")
"""


def test_the_grammar_of_addresses_is_read_when_one_is_checked():
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
