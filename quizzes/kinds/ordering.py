"""Ordering: steps are put in the order in which they belong."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from quizzes.errors import MalformedAnswerError
from quizzes.kinds import options
from quizzes.kinds.kind import QuestionKind
from quizzes.model import Answer, Mark, Ordering, StatedText

FEWEST_STEPS, MOST_STEPS = 3, 7


def check(question: Ordering) -> list[str]:
    """Return what an author has to correct."""
    letters = tuple(options.LETTERS[: len(question.steps)])
    problems = []
    if not FEWEST_STEPS <= len(question.steps) <= MOST_STEPS:
        problems.append(f"steps：应有 {FEWEST_STEPS} 到 {MOST_STEPS} 个步骤")
    if tuple(question.steps) != letters:
        problems.append(f"steps：字母应依次为 {'、'.join(letters)}")
    if len(set(question.steps.values())) != len(question.steps):
        problems.append("steps：有两个步骤文字相同")
    if sorted(question.key) != sorted(question.steps):
        return [*problems, "key：应当把每个步骤的字母按正确的先后各写一次"]
    if question.key == letters:
        problems.append("key：步骤不要按正确的先后编字母，网页源码里看得到字母，请打乱")
    return problems + _mistake_faults(question)


def _mistake_faults(question: Ordering) -> list[str]:
    wrong = _wrong_pairs(question)
    problems = []
    if not question.mistakes:
        problems.append("mistakes：至少写一个会排错的先后，如 BA 是把 B 排在 A 前面")
    if extra := [pair for pair in question.mistakes if pair not in wrong]:
        problems.append(f"mistakes：{'、'.join(extra)} 不是排错的先后，可写 {'、'.join(wrong)}")
    return problems


def render(question: Ordering, order: tuple[str, ...], answer: Answer | None) -> Markup:
    """Draw the steps in the order of the answer, or in that of the start, with their buttons."""
    chosen = options.letters(answer)
    letters = chosen or order
    rows = Markup("").join(
        _step(letter, question.steps[letter], is_first=place == 0, is_last=letter == letters[-1])
        for place, letter in enumerate(letters)
    )
    return Markup(
        '<ol class="steps" data-steps data-start="{}" data-answered="{}">{}</ol>'
        '<button class="button steps-confirm" type="button" data-confirm-steps{}>'
        "就是这个顺序</button>"
        '<p class="visually-hidden" role="status" data-steps-word></p>'
    ).format("".join(order), "yes" if chosen else "no", rows, Markup(" hidden") if chosen else "")


def _step(letter: str, text: str, *, is_first: bool, is_last: bool) -> Markup:
    return Markup(
        '<li class="step" data-step="{}"><span class="step-text">{}</span>'
        '<span class="step-moves">{}{}</span></li>'
    ).format(
        letter,
        text,
        _move("up", "↑", f"上移：{text}", is_off=is_first),
        _move("down", "↓", f"下移：{text}", is_off=is_last),
    )


def _move(way: str, arrow: str, words: str, *, is_off: bool) -> Markup:
    return Markup(
        '<button class="step-move" type="button" data-move="{}"{}>'
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></button>'
    ).format(way, Markup(" disabled") if is_off else "", arrow, words)


def parse_answer(question: Ordering, given: object) -> tuple[str, ...]:
    """Read the letters of all steps, each once; raise MalformedAnswerError."""
    if isinstance(given, list | tuple) and all(isinstance(letter, str) for letter in given):
        letters = tuple(str(letter) for letter in given)
        if sorted(letters) == sorted(question.steps):
            return letters
    allowed = f"请把 {'、'.join(question.steps)} 各排一次"
    raise MalformedAnswerError(question.id, given, allowed)


def mark(question: Ordering, answer: Answer | None, points: int) -> Mark:
    """Give full points for the right order.

    With part marks, each two steps that follow each other as they should earn their share.
    """
    if answer is None:
        return options.none(points, "未作答")
    if answer == question.key:
        return options.full(points)
    if question.policy == "all_or_nothing":
        return options.none(points, "顺序不对")
    right = set(pairwise(question.key))
    found = len(right & set(pairwise(options.letters(answer))))
    comment = f"{len(right)} 处相邻的先后对了 {found} 处"
    return options.part(points, Fraction(found, len(right)), comment)


def answer_text(question: Ordering, _order: tuple[str, ...], answer: Answer) -> str:
    """Say an answer as a numbered list, one step a line."""
    chosen = enumerate(options.letters(answer), start=1)
    return "\n".join(f"{number}. {question.steps[letter]}" for number, letter in chosen)


def mistakes(question: Ordering, _order: tuple[str, ...], answer: Answer | None) -> list[str]:
    """Say which mistakes the answer contains."""
    place = {letter: number for number, letter in enumerate(options.letters(answer))}
    return [
        told
        for pair, told in question.mistakes.items()
        if place and place[pair[0]] < place[pair[1]]
    ]


def stated(question: Ordering) -> tuple[StatedText, ...]:
    """Return the stem, every step, the explanation and the mistakes."""
    return (
        StatedText("stem", question.stem),
        *(StatedText(f"steps.{letter}", text) for letter, text in question.steps.items()),
        StatedText("explanation", question.explanation, allows_wrong=False),
        *(StatedText(f"mistakes.{pair}", told) for pair, told in question.mistakes.items()),
    )


def wrong_answers(question: Ordering) -> Iterable[Answer]:
    """Return every order with two steps exchanged or one moved, and the reverse."""
    right, places = question.key, range(len(question.key))
    found: dict[Answer, None] = {}
    for one in places:
        for other in places:
            letters = list(right)
            letters[one], letters[other] = letters[other], letters[one]
            moved = [letter for letter in right if letter != right[one]]
            moved.insert(other, right[one])
            found |= {tuple(letters): None, tuple(moved): None}
    found[right[::-1]] = None
    return [order for order in found if order != right]


def malformed_answers(question: Ordering) -> Iterable[object]:
    """Return things that are no answer to this question."""
    right = list(question.key)
    none = ["", "A", 3, True, [], {"A": 1}, "".join(right), [right], [1, 2, 3]]
    return [*none, right[:-1], [*right, right[0]], [*right[:-1], right[0]], [*right[:-1], "Z"]]


def hint(question: Ordering) -> str:
    """Tell how to put the steps in order, and how that is marked."""
    how = "用每一步右边的箭头调整先后；不用动的，点“就是这个顺序”。"
    if question.policy == "part_marks":
        return f"{how}相邻两步先后对了就有一份分。"
    return f"{how}全部排对才得分。"


def key(question: Ordering) -> dict[str, Any]:
    """Return what marking needs: the right order, and the policy."""
    return {"key": list(question.key), "policy": question.policy}


def with_key(key: Mapping[str, Any]) -> Ordering:
    """Build as much of a question as marking needs."""
    fields: dict[str, Any] = {name: key[name] for name in ("id", "kind", "policy")}
    steps = {letter: letter for letter in sorted(key["key"])}
    return Ordering.model_construct(**fields, steps=steps, key=tuple(key["key"]))


def _wrong_pairs(question: Ordering) -> list[str]:
    place = {letter: number for number, letter in enumerate(question.key)}
    return [f"{b}{a}" for a in question.steps for b in question.steps if place[a] < place[b]]


KIND = QuestionKind(
    label="排序题",
    model=Ordering,
    check=check,
    option_order=lambda question: tuple(question.steps),
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
    parts=lambda question: question.steps,
    examples=('["B", "A", "C"]',),
    key=key,
    with_key=with_key,
)
