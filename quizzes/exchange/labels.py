"""What other programs know no field for, as tags that can be read back.

A tag is a word, a colon and a value: 难度:2, 考点:hearing-scope, 行为日:2026-09-03. Citations have
the sign § alone, because Moodle cuts tags off after fifty characters.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from quizzes.exchange.cases import case_of
from quizzes.exchange.report import Entry, LeftOut

MOODLE_TAG_LENGTH = 50

_SINGLE = {
    "points": "分值",
    "difficulty": "难度",
    "acts_on": "行为日",
    "decided_on": "决定日",
    "historical": "历史规定",
    "policy": "计分",
}
_MANY = {
    "topics": "考点",
    "case_figures": "案情数",
    "wrong_figures": "特意写错",
    "computed": "计算",
}
CASE = "案例"
"""The tag that names the case of a question; it cannot be read without the text of the case."""
_CITE = "§"
_FIELD_OF = {word: name for name, word in (_SINGLE | _MANY).items()}
_NUMBERS = ("points", "difficulty")


def labels_of(entry: Entry) -> list[str]:
    """Return the tags of a question, in a fixed order."""
    single = [f"{word}:{_text(entry[name])}" for name, word in _SINGLE.items() if name in entry]
    many = [f"{word}:{part}" for name, word in _MANY.items() for part in entry.get(name, ())]
    case = [f"{CASE}:{case_of(entry)}"] if case_of(entry) else []
    return [*single, *many, *case, *(f"{_CITE}{cite}" for cite in entry.get("cites", ()))]


def fields_of(labels: Iterable[str]) -> tuple[Entry, list[str]]:
    """Return the fields that tags stand for, and the tags that stand for none."""
    entry: Entry = {}
    foreign = []
    for label in labels:
        word, colon, value = label.partition(":")
        name = _FIELD_OF.get(word)
        if label.startswith(_CITE):
            entry.setdefault("cites", []).append(label.removeprefix(_CITE))
        elif not colon or name is None:
            foreign.append(label)
        elif name in _MANY:
            entry.setdefault(name, []).append(value)
        else:
            entry[name] = _value(name, value)
    return entry, foreign


def foreign_labels(place: str, foreign: Iterable[str]) -> list[LeftOut]:
    """Name tags that stand for no field."""
    return [LeftOut(place, f"标签 {label} 没有对应的项目，没有导入") for label in foreign]


def long_labels(place: str, labels: Iterable[str]) -> list[LeftOut]:
    """Name tags that Moodle will cut off."""
    return [
        LeftOut(place, f"标签 {label} 超过 {MOODLE_TAG_LENGTH} 个字符，Moodle 会截短")
        for label in labels
        if len(label) > MOODLE_TAG_LENGTH
    ]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def _value(name: str, text: str) -> Any:
    if name in _NUMBERS and text.isdecimal():
        return int(text)
    if name == "historical" and text in "是否":
        return text == "是"
    return text
