"""Questions out of GIFT, the text format of Moodle, with all that could not be taken over.

Read after Moodle's description of the format (docs.moodle.org, GIFT format), which its importer
follows: blocks between blank lines, comments from //, a name between ::, answers between braces.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any

from quizzes.exchange.entries import QuestionCheck, judge, no_check
from quizzes.exchange.from_moodle import from_moodle
from quizzes.exchange.gift_out import GRADER
from quizzes.exchange.moodle_question import (
    EVERYTHING_ELSE,
    FULL,
    NOTHING,
    MoodleAnswer,
    MoodleQuestion,
    Notes,
)
from quizzes.exchange.plain_text import plain_text
from quizzes.exchange.report import Imported, LeftOut, read_text

_ESCAPE = re.compile(r"\\([\\#=~{}:n])")
_ID = re.compile(r"\[id:(.+?)(?<!\\)\]")
_TAG = re.compile(r"\[tag:(.+?)(?<!\\)\]")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_TRUE_FALSE = {"T": "true", "TRUE": "true", "F": "false", "FALSE": "false"}
_CATEGORY = "$CATEGORY:"
_NAME = "::"
_BLANK = "____"


class _BrokenError(Exception):
    """A block that is no question; the message says why, in Chinese."""


def read_gift(
    content: bytes, *, given: Mapping[str, Any] | None = None, check: QuestionCheck = no_check
) -> Imported:
    """Read a GIFT file (UTF-8); raise UnreadableExchangeError for another or too large a file."""
    lines = read_text(content, "GIFT").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found, left_out = [], []
    for number, block in enumerate(_blocks(lines), start=1):
        notes = Notes(f"第 {number} 题")
        try:
            moodle = _question(block, notes)
            entry = from_moodle(moodle, number, notes) if moodle else None
        except _BrokenError as error:
            entry = None
            notes.add(str(error))
        left_out += [LeftOut(notes.place, what) for what in notes.what]
        if entry is not None:
            found.append((notes.place, entry))
    return judge(found, left_out, given=given, check=check)


def _blocks(lines: list[str]) -> list[list[str]]:
    groups = (
        list(group) for has_text, group in groupby(lines, lambda it: bool(it.strip())) if has_text
    )
    return [block for block in groups if any(not _is_comment(line) for line in block)]


def _is_comment(line: str) -> bool:
    return line.strip().startswith("//")


def _question(block: list[str], notes: Notes) -> MoodleQuestion | None:
    comments = [line for line in block if _is_comment(line)]
    grader = [line.removeprefix(GRADER) for line in comments if line.startswith(GRADER)]
    comment = "\n".join(line for line in comments if not line.startswith(GRADER))
    text = "\n".join(line for line in block if not _is_comment(line)).strip()
    if text.startswith(_CATEGORY):
        notes.add(f"分类 {text.removeprefix(_CATEGORY).strip()} 没有对应的项目")
        return None
    name, text = _name(text)
    notes.place += f" {name}" if name else ""
    before, answers, after = _braces(text)
    stem, explanation, default = _stem(before, after, answers, notes)
    answers, _, general = _last_part(answers or "", "####") if answers else ("", "", explanation)
    ids = _ID.findall(comment)
    head: dict[str, Any] = {
        "name": name,
        "stem": stem,
        "explanation": _read(general, default, notes),
        "id_number": ids[0].replace("\\]", "]") if ids else "",
        "grader": "\n".join(grader),
        "labels": tuple(tag.replace("\\]", "]") for tag in _TAG.findall(comment)),
    }
    if before and after is None:
        return MoodleQuestion(kind="description", **head)
    return MoodleQuestion(**head, **_answers(answers.strip(), default, notes))


def _name(text: str) -> tuple[str, str]:
    if not text.startswith(_NAME):
        return "", text
    name, found, rest = _cut(text[len(_NAME) :], _NAME)
    return (_plain(name), rest.strip()) if found else ("", text)


def _braces(text: str) -> tuple[str, str | None, str | None]:
    before, opened, rest = _cut(text, "{")
    answers, closed, after = _cut(rest, "}")
    if not opened and not _cut(text, "}")[1]:
        return text, None, None
    if not opened or not closed:
        raise _BrokenError("花括号没有成对，整题没有导入")
    return before, answers, after


def _stem(
    before: str, after: str | None, answers: str | None, notes: Notes
) -> tuple[str, str, str]:
    """Return the stem, an empty explanation and the format of the question."""
    found = _FORMAT.match(before.strip())
    default = found[1] if found else "moodle"
    tail = (after or "").strip()
    if tail and not re.search(r"\w", tail):
        notes.add(f"答案后面的 {tail} 不像题干，没有导入")
        tail = ""
    if _cut(tail, "{")[1]:
        notes.add("第二处花括号里的答案，原样留在题干里")
    missing = _BLANK if tail and answers is not None else ""
    return _read(before + missing + tail, default, notes), "", default


def _answers(text: str, default: str, notes: Notes) -> dict[str, Any]:
    if not text:
        return {"kind": "essay"}
    if text.startswith("#"):
        return {"kind": "numerical", "answers": _numbers(text[1:], default, notes)}
    if _cut(text, "~")[1]:
        single = bool(_cut(text, "=")[1])
        return {"kind": "multichoice", "single": single, "answers": _choices(text, default, notes)}
    if _cut(text, "=")[1] and "->" in text:
        return {"kind": "match", "pairs": _pairs(text, default, notes)}
    word = _cut(text, "#")[0].strip()
    if word in _TRUE_FALSE:
        return {"kind": "truefalse", "answers": _true_false(text, default, notes)}
    if text.startswith(">"):
        raise _BrokenError("这种排序题的写法没有导入，整题没有导入（可以改用 Moodle XML）")
    answers = tuple(_answer(part, FULL, default, notes) for part in _split(text, "="))
    return {"kind": "shortanswer", "answers": answers}


def _choices(text: str, default: str, notes: Notes) -> tuple[MoodleAnswer, ...]:
    answers = []
    for part in _split(text, "~"):
        wrong, *right = _split(part, "=", keep_empty=True)
        if wrong.strip():
            answers.append(_answer(wrong, NOTHING, default, notes))
        # The right one has no share of its own: a share after = belongs to its text.
        answers += [_answer(one, FULL, default, notes, weighs=False) for one in right]
    return tuple(answers)


def _answer(
    part: str, usual: Fraction, default: str, notes: Notes, *, weighs: bool = True
) -> MoodleAnswer:
    weight = _WEIGHT.match(part.strip()) if weighs else None
    rest = part.strip()[weight.end() :] if weight else part
    text, _, feedback = _cut(rest, "#")
    return MoodleAnswer(
        _read(text, default, notes),
        Fraction(weight[1]) if weight else usual,
        _read(feedback, default, notes),
    )


def _numbers(text: str, default: str, notes: Notes) -> tuple[MoodleAnswer, ...]:
    text, has_else, otherwise = _cut(text, "~")
    answers = [_number(part, default, notes) for part in _split(text, "=")]
    if has_else:
        feedback = _read(_cut(otherwise, "#")[2], default, notes)
        answers.append(MoodleAnswer(EVERYTHING_ELSE, NOTHING, feedback))
    return tuple(answers)


def _number(part: str, default: str, notes: Notes) -> MoodleAnswer:
    weight = _WEIGHT.match(part.strip())
    value, _, feedback = _cut(part.strip()[weight.end() :] if weight else part, "#")
    low, is_range, high = value.strip().partition("..")
    number, _, tolerance = value.strip().partition(":")
    try:
        if is_range:
            number = _decimal((Fraction(low) + Fraction(high)) / 2)
            tolerance = _decimal((Fraction(high) - Fraction(low)) / 2)
        elif number != EVERYTHING_ELSE:
            number, tolerance = _decimal(Fraction(number)), _decimal(Fraction(tolerance or 0))
    except (ValueError, ZeroDivisionError):
        raise _BrokenError(f"{value.strip()[:40]} 不是数，整题没有导入") from None
    share = Fraction(weight[1]) if weight else FULL
    return MoodleAnswer(number, share, _read(feedback, default, notes), tolerance)


def _decimal(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


def _true_false(text: str, default: str, notes: Notes) -> tuple[MoodleAnswer, ...]:
    word, _, rest = _cut(text, "#")
    wrong, _, right = _cut(rest, "#")
    key = _TRUE_FALSE[word.strip()]
    told = {True: _read(right, default, notes), False: _read(wrong, default, notes)}
    return tuple(
        MoodleAnswer(one, FULL if one == key else NOTHING, told[one == key])
        for one in ("true", "false")
    )


def _pairs(text: str, default: str, notes: Notes) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in _split(text, "="):
        left, arrow, right = part.partition("->")
        if not arrow:
            raise _BrokenError(f"“{_plain(part)[:40]}”没有 ->，整题没有导入")
        pairs.append((_read(left, default, notes), _plain(right)))
    return tuple(pairs)


def _read(raw: str, default: str, notes: Notes) -> str:
    """Return a text without format mark and escapes, and note what of its format is lost."""
    raw = raw.strip()
    found = _FORMAT.match(raw)
    text = _plain(raw[found.end() :] if found else raw)
    style = found[1] if found else default
    if style == "markdown" and re.search(r"[*_`#\[\]]", text):
        notes.add("markdown 格式标记原样留在文字里")
    if style in ("html", "moodle") and re.search(r"<[A-Za-z/!]|&[#\w]+;", text):
        text, lost = plain_text(text if style == "html" else text.replace("\n", "<br>"))
        notes.add(*lost)
    return text


def _plain(raw: str) -> str:
    text = _ESCAPE.sub(lambda it: "\n" if it[1] == "n" else it[1], raw.strip())
    return text.strip()


def _cut(text: str, sign: str) -> tuple[str, str, str]:
    """Partition a text at the first sign that no backslash stands before."""
    place = next(iter(_places(text, sign)), None)
    if place is None:
        return text, "", ""
    return text[:place], sign, text[place + len(sign) :]


def _last_part(text: str, sign: str) -> tuple[str, str, str]:
    places = _places(text, sign)
    if not places:
        return text, "", ""
    return text[: places[-1]], sign, text[places[-1] + len(sign) :]


def _split(text: str, sign: str, *, keep_empty: bool = False) -> list[str]:
    parts, start = [], 0
    for place in _places(text, sign):
        parts.append(text[start:place])
        start = place + len(sign)
    parts.append(text[start:])
    return parts if keep_empty else [part for part in parts if part.strip()]


def _places(text: str, sign: str) -> list[int]:
    found = re.finditer(rf"\\.|{re.escape(sign)}", text, re.DOTALL)
    return [place.start() for place in found if place[0] == sign]
