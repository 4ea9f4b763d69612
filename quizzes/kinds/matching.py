"""Matching: each item on the left belongs to one on the right."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from quizzes.errors import MalformedAnswerError
from quizzes.kinds import options
from quizzes.kinds.kind import QuestionKind
from quizzes.model import Answer, Mark, Matching, StatedText

FEWEST, MOST_LEFT, MOST_RIGHT = 2, 6, 8


def check(question: Matching) -> list[str]:
    """Return what an author has to correct."""
    problems = _item_faults("left", question.left, tuple(options.LETTERS), MOST_LEFT)
    problems += _item_faults("right", question.right, _numbers(MOST_RIGHT), MOST_RIGHT)
    pairs = _pairs(question)
    if unknown := [pair for pair in question.key if pair not in pairs]:
        return [*problems, f"key：{'、'.join(unknown)} 不是一对，要写成 A2 的样子"]
    if [pair[0] for pair in question.key] != list(question.left):
        return [*problems, f"key：{'、'.join(question.left)} 应当依次各配一次"]
    if all(pair[1] == number for pair, number in zip(question.key, question.right, strict=False)):
        problems.append("key：右边不要按左边的次序编号，网页源码里看得到编号，请打乱")
    wrong = [pair for pair in pairs if pair not in question.key]
    if not question.mistakes:
        problems.append("mistakes：至少写一对会配错的，并说明错在哪里")
    if extra := [pair for pair in question.mistakes if pair not in wrong]:
        problems.append(f"mistakes：{'、'.join(extra)} 不是配错的一对")
    return problems


def _item_faults(
    field: str, items: Mapping[str, str], names: tuple[str, ...], most: int
) -> list[str]:
    names = names[: len(items)]
    problems = []
    if not FEWEST <= len(items) <= most:
        problems.append(f"{field}：应有 {FEWEST} 到 {most} 项")
    if tuple(items) != names:
        problems.append(f"{field}：应依次编为 {'、'.join(names)}")
    if len(set(items.values())) != len(items):
        problems.append(f"{field}：有两项文字相同")
    return problems


def render(question: Matching, order: tuple[str, ...], answer: Answer | None) -> Markup:
    """Draw what is on the right as a list, and a menu of it for each item on the left."""
    listed = Markup("").join(
        Markup("<li>{}</li>").format(question.right[number]) for number in order
    )
    rows = Markup("").join(
        Markup('<label class="pair"><span class="pair-left">{}</span>{}</label>').format(
            text, _menu(question, order, letter, options.letters(answer))
        )
        for letter, text in question.left.items()
    )
    return Markup('<ol class="pair-choices">{}</ol><div class="pairs">{}</div>').format(
        listed, rows
    )


def _menu(
    question: Matching, order: tuple[str, ...], letter: str, picked: tuple[str, ...]
) -> Markup:
    rows = Markup("").join(
        Markup('<option value="{}"{}>{}. {}</option>').format(
            f"{letter}{number}",
            Markup(" selected") if f"{letter}{number}" in picked else "",
            shown,
            question.right[number],
        )
        for shown, number in enumerate(order, start=1)
    )
    return Markup('<select name="{}"><option value="">请选择</option>{}</select>').format(
        f"{question.id}.{letter}", rows
    )


def parse_answer(question: Matching, given: object) -> tuple[str, ...]:
    """Read pairs, for some or all items on the left; raise MalformedAnswerError."""
    if isinstance(given, list | tuple) and all(isinstance(pair, str) for pair in given):
        pairs = sorted(str(pair) for pair in given)
        lefts = {pair[:1] for pair in pairs}
        if pairs and len(lefts) == len(pairs) and set(pairs) <= set(_pairs(question)):
            return tuple(pairs)
    allowed = f"请把 {'、'.join(question.left)} 各配一项，写成 A2 的样子"
    raise MalformedAnswerError(question.id, given, allowed)


def mark(question: Matching, answer: Answer | None, points: int) -> Mark:
    """Give full points when every pair is right; with part marks, its share for each pair."""
    if answer is None:
        return options.none(points, "未作答")
    right, possible = len(set(options.letters(answer)) & set(question.key)), len(question.key)
    if right == possible:
        return options.full(points)
    comment = f"{possible} 对配对了 {right} 对"
    if question.policy == "all_or_nothing":
        return options.none(points, comment)
    return options.part(points, Fraction(right, possible), comment)


def answer_text(question: Matching, _order: tuple[str, ...], answer: Answer) -> str:
    """Say the pairs of an answer in words, one a line."""
    return "\n".join(
        f"{question.left[pair[0]]} → {question.right[pair[1]]}" for pair in options.letters(answer)
    )


def mistakes(question: Matching, _order: tuple[str, ...], answer: Answer | None) -> list[str]:
    """Say which mistakes the answer contains."""
    return [
        f"{question.left[pair[0]]}：{question.mistakes[pair]}"
        for pair in options.letters(answer)
        if pair in question.mistakes
    ]


def stated(question: Matching) -> tuple[StatedText, ...]:
    """Return the stem, both sides of the key, the explanation and the mistakes.

    What belongs to nothing on the left is wrong by nature.
    """
    used = dict.fromkeys(pair[1] for pair in question.key)
    return (
        StatedText("stem", question.stem),
        *(StatedText(f"left.{letter}", text) for letter, text in question.left.items()),
        *(StatedText(f"right.{number}", question.right[number]) for number in used),
        StatedText("explanation", question.explanation, allows_wrong=False),
        *(
            StatedText(f"mistakes.{pair}", told, beside=question.right[pair[1]])
            for pair, told in question.mistakes.items()
        ),
    )


def wrong_answers(question: Matching) -> Iterable[Answer]:
    """Return every answer with one pair wrong or missing."""
    found: list[Answer] = []
    for place, right in enumerate(question.key):
        before, after = question.key[:place], question.key[place + 1 :]
        others = [f"{right[0]}{number}" for number in question.right if number != right[1]]
        found += [(*before, other, *after) for other in others]
        found.append((*before, *after))
    return found


def malformed_answers(question: Matching) -> Iterable[object]:
    """Return things that are no answer to this question."""
    none = ["", "A1", 3, True, [], {"A": "1"}, ["A"], ["1A"], ["A9"], ["Z1"], ["A11"], [["A1"]]]
    return [*none, ["A1", "A2"], ["A1", "A1"], [1, 2], "、".join(question.key)]


def hint(question: Matching) -> str:
    """Tell how to match, and how that is marked."""
    how = "给每一项选出对应的编号；编号可以重复用，也可能有多余的。"
    if question.policy == "part_marks":
        return f"{how}每配对一项得一份分。"
    return f"{how}全部配对才得分。"


def key(question: Matching) -> dict[str, Any]:
    """Return what marking needs: the right pairs, the numbers on the right, and the policy."""
    right = "".join(question.right)
    return {"options": right, "key": list(question.key), "policy": question.policy}


def with_key(key: Mapping[str, Any]) -> Matching:
    """Build as much of a question as marking needs."""
    fields: dict[str, Any] = {name: key[name] for name in ("id", "kind", "policy")}
    left = {pair[0]: pair[0] for pair in key["key"]}
    right = {number: number for number in key["options"]}
    return Matching.model_construct(**fields, left=left, right=right, key=tuple(key["key"]))


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def _pairs(question: Matching) -> list[str]:
    return [f"{letter}{number}" for letter in question.left for number in question.right]


KIND = QuestionKind(
    label="连线题",
    model=Matching,
    check=check,
    option_order=lambda question: tuple(question.right),
    render=render,
    parse_answer=parse_answer,
    mark=mark,
    answer_text=answer_text,
    mistakes=mistakes,
    stated=stated,
    right_answer=lambda question: question.key,
    wrong_answers=wrong_answers,
    malformed_answers=malformed_answers,
    hint=hint,
    parts=lambda question: question.left | question.right,
    examples=('["A2", "B1"]',),
    key=key,
    with_key=with_key,
)
