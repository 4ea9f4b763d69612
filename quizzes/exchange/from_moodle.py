"""From questions of Moodle to entries of the bank, naming what the bank has no room for."""

from collections.abc import Callable, Iterable
from typing import Any

from quizzes.exchange.cases import split_stem
from quizzes.exchange.entries import fitting_id
from quizzes.exchange.labels import CASE, fields_of
from quizzes.exchange.moodle_question import (
    EVERYTHING_ELSE,
    FULL,
    NOTHING,
    MoodleAnswer,
    MoodleQuestion,
    Notes,
)
from quizzes.exchange.report import Entry
from quizzes.exchange.rubric_text import read_for_graders
from quizzes.kinds.options import LETTERS

_SHARE_ERROR = 1
"""Shares are written rounded (33.33333); so much per cent apart they still count as equal."""

_MOST_POINTS = {"essay": 20}
"""Where a question may be worth more than the usual 10 points."""

_NAMES = {
    "description": "说明文字",
    "multianswer": "完形填空（cloze）",
    "calculated": "计算题",
    "calculatedsimple": "简单计算题",
    "calculatedmulti": "计算选择题",
    "ddwtos": "拖字填空",
    "ddimageortext": "图上拖放",
    "ddmarker": "图上标记",
    "gapselect": "选词填空",
    "randomsamatch": "随机配对题",
    "random": "随机抽题",
}


def from_moodle(moodle: MoodleQuestion, number: int, notes: Notes) -> Entry | None:
    """Return the entry of a question, or None where the bank has no kind for it."""
    reader = _READERS.get(moodle.kind)
    if reader is None:
        name = _NAMES.get(moodle.kind, "题型")
        notes.add(f"{name} {moodle.kind} 没有对应的题型，整题没有导入")
        return None
    fields, foreign = fields_of(moodle.labels)
    own = {word: value for word, _, value in (label.partition(":") for label in foreign)}
    entry = _head(moodle, number, notes) | reader(moodle, own, notes)
    notes.add(
        *(f"标签 {label} 没有对应的项目，没有导入" for label in foreign if not _is_own(label))
    )
    return entry | _case(moodle, own, notes) | _grade(moodle, notes) | fields


def _head(moodle: MoodleQuestion, number: int, notes: Notes) -> Entry:
    chosen, fits = fitting_id(moodle.id_number or moodle.name, number, moodle.stem)
    if fits and moodle.name not in ("", chosen):
        notes.add(f"题名“{moodle.name[:40]}”没有对应的项目，编号是 {chosen}")
    elif not fits and moodle.name:
        notes.add(f"题名“{moodle.name[:40]}”不能作编号，编号改为 {chosen}")
    entry: Entry = {"id": chosen, "kind": "", "stem": moodle.stem}
    return entry | ({"explanation": moodle.explanation} if moodle.explanation else {})


def _case(moodle: MoodleQuestion, own: dict[str, str], notes: Notes) -> Entry:
    """Tell the text of a case from the stem of a question about it."""
    if CASE not in own:
        return {}
    parts = split_stem(moodle.stem)
    if parts is None:
        notes.add(f"标签 {CASE}:{own[CASE]} 没有用上：题干里分不出【案情】和【问题】")
        return {}
    return {"case": {"id": own[CASE], "text": parts[0]}, "stem": parts[1]}


def _grade(moodle: MoodleQuestion, notes: Notes) -> Entry:
    if not moodle.grade:
        return {}
    whole, _, rest = moodle.grade.partition(".")
    most = _MOST_POINTS.get(moodle.kind, 10)
    if whole.isdecimal() and not rest.strip("0") and 1 <= int(whole) <= most:
        return {"points": int(whole)}
    notes.add(f"分值 {moodle.grade} 不是 1 到 {most} 的整数")
    return {}


def _choice(moodle: MoodleQuestion, _own: dict[str, str], notes: Notes) -> Entry:
    letters = dict(zip(LETTERS, moodle.answers, strict=False))
    notes.add(*(f"第 {len(LETTERS)} 个以后的选项没有导入" for _ in moodle.answers[len(LETTERS) :]))
    key = _right_options(letters, moodle, notes)
    entry: Entry = {
        "kind": "single_choice" if moodle.single or len(key) == 1 else "multiple_choice",
        "options": {letter: answer.text for letter, answer in letters.items()},
        "key": key,
        "mistakes": _mistakes(letters, key),
    }
    _name_feedback((letters[letter] for letter in key), notes)
    if len(key) == 1 and not moodle.single:
        notes.add("多选题只有一个正确选项，改为单选题")
    if len(key) > 1:
        entry["policy"] = "part_marks"
    return entry


def _right_options(
    letters: dict[str, MoodleAnswer], moodle: MoodleQuestion, notes: Notes
) -> list[str]:
    if moodle.single:
        key = [letter for letter, answer in letters.items() if answer.fraction == FULL]
        key = key[:1]
    else:
        key = [letter for letter, answer in letters.items() if answer.fraction > NOTHING]
    share = FULL / max(len(key), 1)
    usual_wrong = (NOTHING,) if moodle.single else (-FULL,)
    for letter, answer in letters.items():
        if letter in key:
            if abs(answer.fraction - share) > _SHARE_ERROR:
                notes.add(f"选项 {letter} 的得分比例 {_percent(answer)}，改为平均分配")
        elif answer.fraction not in usual_wrong:
            told = "不得分" if moodle.single else "选了就不得分"
            notes.add(f"选项 {letter} 的得分比例 {_percent(answer)}，改为{told}")
    return key


def _mistakes(letters: dict[str, MoodleAnswer], key: list[str]) -> dict[str, str]:
    return {
        letter: answer.feedback
        for letter, answer in letters.items()
        if letter not in key and answer.feedback
    }


def _name_feedback(answers: Iterable[MoodleAnswer], notes: Notes) -> None:
    told = (answer.feedback for answer in answers)
    notes.add(*(f"答对时的反馈“{text[:40]}”没有导入" for text in told if text))


def _true_false(moodle: MoodleQuestion, _own: dict[str, str], notes: Notes) -> Entry:
    by_word = {answer.text: answer for answer in moodle.answers}
    right = [word for word, answer in by_word.items() if answer.fraction == FULL]
    wrong = [word for word in by_word if word not in right]
    _name_feedback((by_word[word] for word in right), notes)
    mistakes = {word: by_word[word].feedback for word in wrong if by_word[word].feedback}
    entry: Entry = {"kind": "true_false", "mistakes": mistakes}
    return entry | ({"key": right == ["true"]} if len(right) == 1 else {})


def _short_answer(moodle: MoodleQuestion, own: dict[str, str], notes: Notes) -> Entry:
    right = [answer for answer in moodle.answers if answer.fraction == FULL]
    _name_feedback(right, notes)
    accepted = [answer.text for answer in right]
    mistakes = {}
    for answer in moodle.answers:
        if answer.text == EVERYTHING_ELSE:
            notes.add(
                f"其他任何答案的得分（{_percent(answer)}）和反馈“{answer.feedback[:40]}”没有导入"
            )
        elif NOTHING < answer.fraction < FULL:
            notes.add(f"答案“{answer.text[:40]}”得部分分（{_percent(answer)}），没有导入")
        elif answer.fraction <= NOTHING and answer.feedback:
            mistakes[answer.text] = answer.feedback
        elif answer.fraction <= NOTHING:
            notes.add(f"没有反馈的错误答案“{answer.text[:40]}”没有导入")
    accepted = [text for text in accepted if text != EVERYTHING_ELSE]
    notes.add(*(f"答案“{text[:40]}”里的 * 不再代表任意文字" for text in accepted if "*" in text))
    return _blank(accepted, mistakes, own)


def _blank(accepted: list[str], mistakes: dict[str, str], own: dict[str, str]) -> Entry:
    entry: Entry = {"kind": "fill_in"}
    if "答案" in own:
        entry["answer"] = {"value": own["答案"]}
        if "容差" in own:
            entry["answer"]["tolerance"] = own["容差"]
        accepted = accepted[1:]
    if accepted:
        entry["accepted"] = accepted
    if "单位" in own:
        entry["unit"] = own["单位"]
    return entry | {"mistakes": mistakes}


def _numerical(moodle: MoodleQuestion, _own: dict[str, str], notes: Notes) -> Entry:
    right = [a for a in moodle.answers if a.fraction == FULL and a.text != EVERYTHING_ELSE]
    for answer in moodle.answers:
        if answer.text == EVERYTHING_ELSE:
            notes.add(f"其他任何答案的反馈“{answer.feedback[:40]}”没有导入")
        elif answer not in right[:1]:
            notes.add(f"另一个答案 {answer.text}（{_percent(answer)}）没有导入")
    _name_feedback(right[:1], notes)
    if not right:
        return {"kind": "fill_in", "mistakes": {}}
    value, tolerance = right[0].text, right[0].tolerance
    figure = {"value": f"{value}{moodle.unit}"}
    if tolerance.strip("0."):
        figure["tolerance"] = f"{tolerance}{moodle.unit}"
    if not moodle.unit:
        notes.add(f"数值 {value} 没有单位，题库里的数字要写明单位")
    return {"kind": "fill_in", "answer": figure, "mistakes": {}}


def _match(moodle: MoodleQuestion, own: dict[str, str], notes: Notes) -> Entry:
    lefts = [pair for pair in moodle.pairs if pair[0]]
    texts = dict.fromkeys(right for _, right in [*lefts, *moodle.pairs])
    numbers = _numbers(list(texts), [right for _, right in lefts], own.get("配对", ""))
    entry: Entry = {
        "kind": "matching",
        "left": {letter: pair[0] for letter, pair in _lettered(lefts)},
        "right": {number: text for text, number in sorted(numbers.items(), key=lambda it: it[1])},
        "key": [f"{letter}{numbers[pair[1]]}" for letter, pair in _lettered(lefts)],
        "policy": "part_marks",
        "mistakes": _told(own),
    }
    notes.add(*(f"第 {number} 对没有导入" for number in range(len(LETTERS) + 1, len(lefts) + 1)))
    return entry


def _lettered(lefts: list[tuple[str, str]]) -> list[tuple[str, tuple[str, str]]]:
    return list(zip(LETTERS, lefts, strict=False))


def _numbers(texts: list[str], rights: list[str], pairs: str) -> dict[str, str]:
    """Give the right sides the numbers that the label says they had, or others."""
    written = pairs.split()
    numbers: dict[str, str] = {}
    if len(written) == len(rights) and all(pair[1:].isdecimal() for pair in written):
        numbers = {text: pair[1:] for text, pair in zip(rights, written, strict=True)}
    free = [str(n) for n in range(1, len(texts) + 1) if str(n) not in numbers.values()]
    rest = [text for text in texts if text not in numbers]
    if not numbers:
        # The numbers must not give the pairs away.
        rest = _shuffled(rest)
    return numbers | dict(zip(rest, free, strict=False))


def _ordering(moodle: MoodleQuestion, own: dict[str, str], notes: Notes) -> Entry:
    texts = [answer.text for answer in moodle.answers][: len(LETTERS)]
    notes.add(*(f"第 {len(LETTERS)} 个以后的步骤没有导入" for _ in moodle.answers[len(LETTERS) :]))
    letters = list(LETTERS[: len(texts)])
    key = list(own.get("次序", ""))
    if sorted(key) != letters:
        # The letters must not give the order away.
        key = _shuffled(letters)
    entry: Entry = {
        "kind": "ordering",
        "steps": dict(sorted(zip(key, texts, strict=True))),
        "key": key,
        "mistakes": _told(own),
    }
    return entry | ({"policy": moodle.policy} if moodle.policy else {})


def _essay(moodle: MoodleQuestion, _own: dict[str, str], _notes: Notes) -> Entry:
    return {"kind": "essay", **read_for_graders(moodle.grader)}


def _shuffled(items: list[str]) -> list[str]:
    """Return the items in another order, always the same one."""
    middle = len(items) // 2
    return [*items[middle:][::-1], *items[:middle][::-1]] if middle > 1 else items[::-1]


def _told(own: dict[str, str]) -> dict[str, str]:
    marked = ((word.partition(" "), told) for word, told in own.items())
    return {pair: told for (word, _, pair), told in marked if word == "错因"}


_OWN = (CASE, "答案", "容差", "单位", "次序", "配对", "错因")


def _is_own(label: str) -> bool:
    word, colon, _ = label.partition(":")
    return bool(colon) and word.split(" ")[0] in _OWN


def _percent(answer: MoodleAnswer) -> str:
    return f"{float(answer.fraction):g}%"


_READERS: dict[str, Callable[[MoodleQuestion, dict[str, str], Notes], dict[str, Any]]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "match": _match,
    "ordering": _ordering,
    "essay": _essay,
}
