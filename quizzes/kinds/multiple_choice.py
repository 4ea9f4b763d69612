"""Multiple choice: two or more options are right, and all of them have to be picked."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

from markupsafe import Markup

from quizzes.errors import MalformedAnswerError
from quizzes.kinds import options
from quizzes.kinds.kind import QuestionKind
from quizzes.model import Answer, Mark, MultipleChoice

FEWEST_RIGHT = 2


def check(question: MultipleChoice) -> list[str]:
    """Return what an author has to correct."""
    problems = options.check_options(question)
    if len(question.key) < FEWEST_RIGHT:
        problems.append("key：多选题至少有两个正确选项")
    return problems


def render(question: MultipleChoice, order: tuple[str, ...], answer: Answer | None) -> Markup:
    """Draw check boxes."""
    picked = options.letters(answer)
    return options.render_options(
        question, order, input_type="checkbox", is_checked=lambda option: option in picked
    )


def parse_answer(question: MultipleChoice, given: object) -> tuple[str, ...]:
    """Read a list of different option letters; raise MalformedAnswerError."""
    if isinstance(given, list | tuple) and given and _all_known(question, given):
        return tuple(sorted(given))
    allowed = f"请从 {'、'.join(question.options)} 中选一项或者几项"
    raise MalformedAnswerError(question.id, given, allowed)


def mark(question: MultipleChoice, answer: Answer | None, points: int) -> Mark:
    """Give full points for the exact set of options and none otherwise, or part marks."""
    if answer is None:
        return options.none(points, "未作答")
    picked, right = set(options.letters(answer)), set(question.key)
    if picked == right:
        return options.full(points)
    if picked - right:
        return options.none(points, "含有错误选项")
    if question.policy == "all_or_nothing":
        return options.none(points, "有漏选")
    return options.part(points, Fraction(len(picked), len(right)), "有漏选，选对的部分得分")


def answer_text(question: MultipleChoice, order: tuple[str, ...], answer: Answer) -> str:
    """Say an answer in words."""
    return options.options_text(question, order, options.letters(answer))


def mistakes(question: MultipleChoice, order: tuple[str, ...], answer: Answer | None) -> list[str]:
    """Say which mistakes the answer contains."""
    return options.picked_mistakes(question, order, options.letters(answer))


def wrong_answers(question: MultipleChoice) -> Iterable[Answer]:
    """Return every set of options but the right one."""
    letters = tuple(question.options)
    sets = (c for size in range(1, len(letters) + 1) for c in combinations(letters, size))
    return [c for c in sets if set(c) != set(question.key)]


def hint(question: MultipleChoice) -> str:
    """Tell how the question is marked."""
    if question.policy == "part_marks":
        return "选出全部正确的选项；少选按选对的个数得分，有选错的不得分。"
    return "选出全部正确的选项；多选、少选、错选都不得分。"


def key(question: MultipleChoice) -> dict[str, Any]:
    """Return what marking needs; the policy only where it is not the usual one."""
    is_usual = question.policy == "all_or_nothing"
    return options.key(question) | ({} if is_usual else {"policy": question.policy})


def with_key(key: Mapping[str, Any]) -> MultipleChoice:
    """Build as much of a question as marking needs."""
    policy = key.get("policy", "all_or_nothing")
    return MultipleChoice.model_construct(**options.key_fields(key), policy=policy)


def malformed_answers(question: MultipleChoice) -> Iterable[object]:
    """Return things that are no answer to this question."""
    return [
        "",
        "A",
        [],
        ["Z"],
        ["A", "A"],
        [1, 2],
        True,
        {"A": 1},
        [["A"]],
        "、".join(question.key),
    ]


def _all_known(question: MultipleChoice, given: list[object] | tuple[object, ...]) -> bool:
    known = all(isinstance(letter, str) and letter in question.options for letter in given)
    return known and len(set(given)) == len(given)


KIND = QuestionKind(
    label="多选题",
    model=MultipleChoice,
    check=check,
    option_order=options.option_order,
    render=render,
    parse_answer=parse_answer,
    mark=mark,
    answer_text=answer_text,
    mistakes=mistakes,
    stated=options.stated,
    right_answer=lambda question: tuple(sorted(question.key)),
    wrong_answers=wrong_answers,
    malformed_answers=malformed_answers,
    hint=hint,
    parts=lambda question: question.options,
    examples=('["A", "B"]',),
    key=key,
    with_key=with_key,
)
