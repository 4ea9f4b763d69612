"""What single and multiple choice share: lettered options and how they are drawn."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from quizzes.model import Answer, ChoiceQuestion, Mark, StatedText

LETTERS = "ABCDEFGH"
MIN_OPTIONS, MAX_OPTIONS = 3, 6


def check_options(question: ChoiceQuestion) -> list[str]:
    """Return what is wrong with options, key and mistakes of a choice question."""
    letters = tuple(LETTERS[: len(question.options)])
    problems = []
    if not MIN_OPTIONS <= len(question.options) <= MAX_OPTIONS:
        problems.append(f"options：应有 {MIN_OPTIONS} 到 {MAX_OPTIONS} 个选项")
    if tuple(question.options) != letters:
        problems.append(f"options：字母应依次为 {'、'.join(letters)}")
    if len(set(question.options.values())) != len(question.options):
        problems.append("options：有两个选项文字相同")
    if unknown := sorted(set(question.key) - set(question.options)):
        problems.append(f"key：没有选项 {'、'.join(unknown)}")
    if len(set(question.key)) != len(question.key):
        problems.append("key：字母重复")
    wrong = set(question.options) - set(question.key)
    if missing := sorted(wrong - set(question.mistakes)):
        problems.append(f"mistakes：没有写明选 {'、'.join(missing)} 错在哪里")
    if extra := sorted(set(question.mistakes) - wrong):
        problems.append(f"mistakes：{'、'.join(extra)} 不是错误选项")
    return problems


def option_order(question: ChoiceQuestion) -> tuple[str, ...]:
    """Return the option letters as the author ordered them."""
    return tuple(question.options)


def shown_letter(order: tuple[str, ...], option: str) -> str:
    """Return the letter under which an option is shown when options are shuffled."""
    return LETTERS[order.index(option)]


def render_options(
    question: ChoiceQuestion,
    order: tuple[str, ...],
    *,
    input_type: str,
    is_checked: Callable[[str], bool],
) -> Markup:
    """Draw one labelled input per option; the value is the author's letter."""
    rows = [
        Markup(
            '<label class="option"><input type="{}" name="{}" value="{}"{}>'
            '<span class="option-letter">{}</span><span class="option-text">{}</span></label>'
        ).format(
            input_type,
            question.id,
            option,
            Markup(" checked") if is_checked(option) else "",
            shown_letter(order, option),
            question.options[option],
        )
        for option in order
    ]
    return Markup("\n").join(rows)


def options_text(question: ChoiceQuestion, order: tuple[str, ...], picked: tuple[str, ...]) -> str:
    """Say picked options with the letters that the learner saw."""
    shown = sorted((shown_letter(order, option), question.options[option]) for option in picked)
    return "；".join(f"{letter}. {text}" for letter, text in shown)


def picked_mistakes(
    question: ChoiceQuestion, order: tuple[str, ...], picked: tuple[str, ...]
) -> list[str]:
    """Say for each wrongly picked option which mistake it stands for."""
    return [
        f"{shown_letter(order, option)}：{question.mistakes[option]}"
        for option in order
        if option in picked and option in question.mistakes
    ]


def stated(question: ChoiceQuestion) -> tuple[StatedText, ...]:
    """Return the stem, the options of the key, the explanation and the mistakes.

    The figures of wrong options are wrong by nature, so their texts are not among them.
    """
    return (
        StatedText("stem", question.stem),
        *(StatedText(f"options.{letter}", question.options[letter]) for letter in question.key),
        StatedText("explanation", question.explanation, allows_wrong=False),
        *(
            StatedText(f"mistakes.{letter}", text, beside=question.options[letter])
            for letter, text in question.mistakes.items()
        ),
    )


def key(question: ChoiceQuestion) -> dict[str, Any]:
    """Return what marking needs: the letters and which of them are right."""
    return {"options": "".join(question.options), "key": list(question.key)}


def key_fields(key: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a question that marking needs, from its key."""
    return {
        "id": key["id"],
        "kind": key["kind"],
        "options": {letter: letter for letter in key["options"]},
        "key": tuple(key["key"]),
    }


def letters(answer: Answer | None) -> tuple[str, ...]:
    """Return what an answer of several letters or pairs holds, nothing for one left open."""
    return answer if isinstance(answer, tuple) else ()


def full(points: int) -> Mark:
    """Return the full mark."""
    return Mark(Fraction(points), Fraction(points), "回答正确")


def none(points: int, comment: str) -> Mark:
    """Return a mark without points."""
    return Mark(Fraction(0), Fraction(points), comment)


def part(points: int, share: Fraction, comment: str) -> Mark:
    """Return the mark for a share (0 to 1) of a right answer."""
    return Mark(points * share, Fraction(points), comment)


def waiting(points: int, comment: str) -> Mark:
    """Return the mark of an answer that somebody has to read."""
    return Mark(Fraction(0), Fraction(points), comment, waits=True)
