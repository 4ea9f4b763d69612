"""The columns of the workbook in which clerks write questions, one row a question."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quizzes.exchange.report import Entry
from quizzes.exchange.rubric_text import read_rubric, write_rubric
from quizzes.kinds import KINDS

LETTERS, NUMBERS = "ABCDEFG", "12345678"
KIND_LABELS = {kind.label: name for name, kind in KINDS.items()}
POLICY_LABELS = {"全对得分": "all_or_nothing", "部分得分": "part_marks"}
YES = "是"
TRUE_FALSE = {"正确": True, "错误": False}
SHEET = "题目"
FAULTS = "问题"
"""The heading of the column that the returned file has on top."""

_LISTED = re.compile(r"[；;、\n]")
_CITED = re.compile(r"[；;\n]")
_TOLD = re.compile(r"([^：:]+)[：:](.*)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field that faults name, what to write, and its width."""

    heading: str
    field: str
    means: str
    width: int = 14
    choices: tuple[Any, ...] = ()


_FIRST = [
    Column("编号", "id", "字母、数字和连字符，如 penalty-hearing-001；用过的编号不再用", 24),
    Column("题型", "kind", "从列表中选", 10, tuple(KIND_LABELS)),
    Column("案例编号", "case.id", "案例分析题才写：各问写同一个，如 penalty-case-001", 20),
    Column("案情", "case.text", "案例的文字，写在第一问；各问的编号依次是案例编号加 -1、-2", 40),
    Column("题干", "stem", "题目的文字；填空题的空写成四条下划线 ____", 50),
]
_PARTS = [
    Column(f"选项{letter}", letter, "选项；排序题写步骤（打乱编号）；连线题写左边的项目", 20)
    for letter in LETTERS
]
_RIGHT = [Column(f"右项{number}", f"right.{number}", "连线题右边的项目", 14) for number in NUMBERS]
_LAST = [
    Column("正确答案", "key", "B；A、C；正确；错误；排序 C、A、B；连线 A3、B1；简答题不写", 12),
    Column("填数答案", "answer.value", "填空题的数，带单位，如 20万元", 12),
    Column("容差", "answer.tolerance", "填数题允许相差多少，带单位，可以不写", 10),
    Column("单位", "unit", "填数题写在空格后面的单位，可以不写", 8),
    Column("填词答案", "accepted", "填空题的词，几种写法用分号隔开", 16),
    Column("错因", "mistakes", "每行一个，如 B：以为……；判断题直接写一句；简答题不写", 40),
    Column("评分要点", "rubric", "简答题：每行一个，末尾写分值，如 说出……（2分）", 40),
    Column("参考答案", "reference", "简答题：说全各个要点的答案", 40),
    Column("计分", "policy", "不写就是全对得分", 10, tuple(POLICY_LABELS)),
    Column("分值", "points", "1 到 10 的整数；简答题可以到 20，等于各要点的分值之和", 6),
    Column("难度", "difficulty", "1 易，2 中，3 难", 6, (1, 2, 3)),
    Column("考点", "topics", "课程的知识点编号，几个用顿号隔开，最主要的写在最前面", 24),
    Column("依据", "cites", "法条编号，几个用分号隔开", 40),
    Column("行为日", "acts_on", "日期，如 2026-09-01，可以不写", 12),
    Column("决定日", "decided_on", "日期，可以不写", 12),
    Column("解析", "explanation", "为什么对、为什么错", 50),
    Column("案情数字", "case_figures", "案情里编的数，如 2人、10万元，可以不写", 16),
    Column("特意写错的数字", "wrong_figures", "可以不写", 16),
    Column("计算", "computed", "每行一个算式，可以不写", 24),
    Column("引用旧法", "historical", "特意引用已经失效的规定时写“是”", 10, (YES,)),
]
COLUMNS = (*_FIRST, *_PARTS, *_RIGHT, *_LAST)
REQUIRED = ("编号", "题型", "题干", "正确答案", "错因", "分值", "难度", "考点", "依据", "解析")

_LISTS = {"考点": _LISTED, "依据": _CITED, "案情数字": _LISTED, "特意写错的数字": _LISTED}
_DATES = ("行为日", "决定日")
_SIDES = {"ordering": "steps", "matching": "left"}
"""The field of the lettered texts, `options` for the other kinds."""


def cells_of(entry: Entry) -> dict[str, Any]:
    """Return the cells of a question by heading, empty ones left out."""
    cells = {c.heading: entry[c.field] for c in COLUMNS if c.field in entry}
    cells["题型"] = KINDS[entry["kind"]].label
    parts = entry.get(_SIDES.get(entry["kind"], "options"), {})
    cells |= {f"选项{letter}": text for letter, text in parts.items()}
    cells |= {f"右项{number}": text for number, text in entry.get("right", {}).items()}
    answer = entry.get("answer", {})
    cells |= {"填数答案": answer.get("value"), "容差": answer.get("tolerance")}
    case = entry.get("case", {})
    cells |= {"案例编号": case.get("id"), "案情": case.get("text")}
    for heading, write in _WRITERS.items():
        if heading in cells:
            cells[heading] = write(cells[heading])
    if entry["kind"] == "true_false":
        cells["错因"] = "\n".join(entry["mistakes"].values())
    return {heading: value for heading, value in cells.items() if value not in (None, "")}


def entry_from(cells: dict[str, Any]) -> Entry:
    """Return the entry of a row; what cannot be read stays as written, for the faults to name."""
    texts = {heading: _text(value) for heading, value in cells.items()}
    texts = {heading: text for heading, text in texts.items() if text.strip()}
    kind = KIND_LABELS.get(texts.get("题型", ""), texts.get("题型", ""))
    entry: Entry = {"kind": kind}
    for column in COLUMNS:
        read = _READERS.get(column.heading)
        if column.heading in texts and read:
            entry[column.field] = read(texts[column.heading])
    return entry | _kind_fields(kind, texts)


def column_of(field: str) -> str:
    """Return the heading of the column that a faulty field stands in."""
    name, _, part = field.partition(".")
    if name in ("options", "steps", "left"):
        return f"选项{part}" if part in LETTERS and part else "选项A"
    if name == "right":
        return f"右项{part}" if part in NUMBERS and part else "右项1"
    headings = {column.field: column.heading for column in COLUMNS}
    return headings.get(field) or headings.get(name) or {"answer": "填数答案"}.get(name, "编号")


def _kind_fields(kind: str, texts: dict[str, str]) -> Entry:
    parts = {letter: texts[h] for letter in LETTERS if (h := f"选项{letter}") in texts}
    right = {number: texts[h] for number in NUMBERS if (h := f"右项{number}") in texts}
    key, told = texts.get("正确答案", ""), texts.get("错因", "")
    # What stands in a column that the kind does not have is kept, for the faults to name it.
    entry = _case(texts) | _answer(texts)
    entry |= {"right": right} if right or kind == "matching" else {}
    if parts or kind not in ("true_false", "fill_in", "essay"):
        entry[_SIDES.get(kind, "options")] = parts
    if kind == "true_false":
        right_word = TRUE_FALSE.get(key.strip(), key)
        mistakes = {"false" if right_word is True else "true": told} if told else {}
        return entry | {"key": right_word, "mistakes": mistakes}
    if key or kind not in ("fill_in", "essay"):
        entry["key"] = _key(key)
    if told or kind != "essay":
        entry["mistakes"] = _mistakes(told)
    return entry


def _case(texts: dict[str, str]) -> Entry:
    columns = (("案例编号", "id"), ("案情", "text"))
    case = {name: texts[heading].strip() for heading, name in columns if heading in texts}
    return {"case": case} if case else {}


def _answer(texts: dict[str, str]) -> Entry:
    answer = {
        name: texts[heading].strip()
        for heading, name in (("填数答案", "value"), ("容差", "tolerance"))
        if heading in texts
    }
    return {"answer": answer} if answer else {}


def _key(text: str) -> list[str]:
    return [part for part in re.split(r"[、，,；;\s]+", text.strip().upper()) if part]


def _mistakes(text: str) -> dict[str, str]:
    """Read one line a mistake; a line without a colon goes on with the one before."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        told = _TOLD.match(line)
        sign = told[1].strip() if told else ""
        if told and sign in found:
            found[sign] += f"\n{told[2]}"
        elif told:
            found[sign] = told[2]
        elif found and line.strip():
            found[list(found)[-1]] += f"\n{line}"
        elif line.strip():
            found[line.strip()] = ""
    return found


def _split(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    """Split at line breaks where there are any, else at the pattern."""

    def read(text: str) -> list[str]:
        parts = text.split("\n") if "\n" in text else pattern.split(text)
        return [part.strip() for part in parts if part.strip()]

    return read


def _join(pattern: re.Pattern[str], sign: str) -> Callable[[list[str]], str]:
    def write(parts: list[str]) -> str:
        if any(pattern.search(part) for part in parts):
            return "\n".join(parts) + "\n"
        return sign.join(parts)

    return write


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "正确" if value else "错误"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _date(text: str) -> str:
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text.strip())
    return "-".join(part.zfill(2) for part in found.groups()) if found else text


def _number(text: str) -> int | str:
    return int(text) if text.strip().isdecimal() else text


def _write_key(key: Any) -> str:
    if isinstance(key, bool):
        return "正确" if key else "错误"
    return "、".join(key)


_LINES = re.compile(r"\n")
_READERS: dict[str, Callable[[str], Any]] = {
    "编号": str.strip,
    "题干": str,
    "单位": str.strip,
    "填词答案": _split(_CITED),
    "计分": lambda text: POLICY_LABELS.get(text.strip(), text),
    "分值": _number,
    "难度": _number,
    "解析": str,
    "评分要点": read_rubric,
    "参考答案": str,
    "计算": _split(_LINES),
    "引用旧法": lambda text: {YES: True, "否": False}.get(text.strip(), text),
    **{heading: _split(pattern) for heading, pattern in _LISTS.items()},
    **dict.fromkeys(_DATES, _date),
}
_WRITERS: dict[str, Callable[[Any], Any]] = {
    "正确答案": _write_key,
    "填词答案": _join(_CITED, "；"),
    "错因": lambda told: "\n".join(f"{sign}：{text}" for sign, text in told.items()),
    "评分要点": write_rubric,
    "计分": lambda policy: {word: label for label, word in POLICY_LABELS.items()}[policy],
    "考点": _join(_LISTED, "、"),
    "依据": _join(_CITED, "；"),
    "案情数字": _join(_LISTED, "、"),
    "特意写错的数字": _join(_LISTED, "、"),
    "计算": lambda lines: "\n".join(lines) + "\n",
    "引用旧法": lambda value: YES if value else "否",
}
