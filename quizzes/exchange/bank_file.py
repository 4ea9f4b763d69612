"""Questions as a bank file, in the form in which the authors of the house write them."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from quizzes.exchange.cases import by_case, case_entry, case_of
from quizzes.exchange.entries import entry_of
from quizzes.exchange.report import Draft, Entry
from quizzes.model import Question

_PARTS = "parts"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_bank_file(questions: Iterable[Question], heading: str = "") -> str:
    """Return the TOML text of questions; `read_questions` reads the same questions from it.

    Of a case, all questions have to be there.
    """
    groups = by_case([entry_of(question) for question in questions], case_of)
    return _file([_table(_written(group)) for group in groups], heading)


def write_draft_file(drafts: Iterable[Draft], heading: str = "") -> str:
    """Return the TOML text of drafts, with what each lacks in comments above it.

    As a bank file it is refused until its author has filled in what is missing.
    """
    tables = []
    for group in by_case(drafts, lambda draft: case_of(draft.entry)):
        comments = "".join(_comments(draft) for draft in group)
        tables.append(comments + _table(_written([draft.entry for draft in group])))
    return _file(tables, heading)


def _written(group: list[Entry]) -> Entry:
    """Return what stands in one table: a question, or a case with all its questions."""
    return group[0] if case_of(group[0]) is None else case_entry(group)


def _file(tables: list[str], heading: str) -> str:
    return "\n".join([*([_comment(heading)] if heading else []), *tables])


def _table(entry: Entry, head: str = "[[question]]") -> str:
    lines = [f"{_key(name)} = {_value(value)}\n" for name, value in entry.items() if name != _PARTS]
    parts = ("\n" + _table(part, f"[[question.{_PARTS}]]") for part in entry.get(_PARTS, ()))
    return "".join([f"{head}\n", *lines, *parts])


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
