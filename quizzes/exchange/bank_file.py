"""Questions as a bank file, in the form in which the authors of the house write them."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from quizzes.exchange.entries import entry_of
from quizzes.exchange.report import Draft, Entry
from quizzes.model import Question

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_bank_file(questions: Iterable[Question], heading: str = "") -> str:
    """Return the TOML text of questions; `read_questions` reads the same questions from it."""
    return _file([_table(entry_of(question)) for question in questions], heading)


def write_draft_file(drafts: Iterable[Draft], heading: str = "") -> str:
    """Return the TOML text of drafts, with what each lacks in comments above it.

    As a bank file it is refused until its author has filled in what is missing.
    """
    return _file([_comments(draft) + _table(draft.entry) for draft in drafts], heading)


def _file(tables: list[str], heading: str) -> str:
    return "\n".join([*([_comment(heading)] if heading else []), *tables])


def _table(entry: Entry) -> str:
    lines = [f"{_key(name)} = {_value(value)}\n" for name, value in entry.items()]
    return "[[question]]\n" + "".join(lines)


def _comments(draft: Draft) -> str:
    return "".join(_comment(f"{draft.place}，{fault}") for fault in draft.faults)


def _comment(text: str) -> str:
    return "# " + " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split()) + "\n"


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _string(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        parts = ", ".join(f"{_key(str(name))} = {_value(part)}" for name, part in value.items())
        return f"{{ {parts} }}" if parts else "{ }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    return _string(str(value))


def _string(text: str) -> str:
    # A JSON string is a basic string of TOML but for one character, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
