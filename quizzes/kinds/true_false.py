"""True or false: a statement is right or wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from quizzes.errors import MalformedAnswerError
from quizzes.kinds import options
from quizzes.kinds.kind import QuestionKind
from quizzes.model import Answer, Mark, StatedText, TrueFalse

WORDS = {"true": "正确", "false": "错误"}


def check(question: TrueFalse) -> list[str]:
    """Return what an author has to correct."""
    wrong = _word(not question.key)
    if set(question.mistakes) != {wrong}:
        return [f"mistakes：应当只写 {wrong}，说明选“{WORDS[wrong]}”错在哪里"]
    return []


def option_order(_question: TrueFalse) -> tuple[str, ...]:
    """Return the two choices; they are never shuffled."""
    return tuple(WORDS)


def render(question: TrueFalse, _order: tuple[str, ...], answer: Answer | None) -> Markup:
    """Draw two radio buttons."""
    rows = [
        Markup(
            '<label class="option"><input type="radio" name="{}" value="{}"{}>'
            '<span class="option-text">{}</span></label>'
        ).format(
            question.id,
            word,
            Markup(" checked") if isinstance(answer, bool) and _word(answer) == word else "",
            text,
        )
        for word, text in WORDS.items()
    ]
    return Markup("\n").join(rows)


def parse_answer(question: TrueFalse, given: object) -> bool:
    """Read true or false, as a boolean or as the word a form sends; raise MalformedAnswerError."""
    if isinstance(given, list | tuple) and len(given) == 1:
        given = given[0]
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given in WORDS:
        return given == "true"
    raise MalformedAnswerError(question.id, given, "请选“正确”或者“错误”")


def mark(question: TrueFalse, answer: Answer | None, points: int) -> Mark:
    """Give full points for the right word and none otherwise."""
    if answer is None:
        return options.none(points, "未作答")
    if answer is question.key:
        return options.full(points)
    return options.none(points, "回答错误")


def answer_text(_question: TrueFalse, _order: tuple[str, ...], answer: Answer) -> str:
    """Say an answer in words."""
    return WORDS[_word(answer is True)]


def mistakes(question: TrueFalse, _order: tuple[str, ...], answer: Answer | None) -> list[str]:
    """Say which mistake the answer is."""
    if answer is None or answer is question.key:
        return []
    return list(question.mistakes.values())


def stated(question: TrueFalse) -> tuple[StatedText, ...]:
    """Return the explanation, the mistake, and the stem where it is right.

    The figures of a stem that is wrong are wrong by nature, and the mistake may speak of them.
    """
    wrong_stem = "" if question.key else question.stem
    return (
        *([StatedText("stem", question.stem)] if question.key else []),
        StatedText("explanation", question.explanation, allows_wrong=False),
        *(
            StatedText(f"mistakes.{word}", text, beside=wrong_stem)
            for word, text in question.mistakes.items()
        ),
    )


def with_key(key: Mapping[str, Any]) -> TrueFalse:
    """Build as much of a question as marking needs."""
    fields: dict[str, Any] = {name: key[name] for name in ("id", "kind", "key")}
    return TrueFalse.model_construct(**fields)


def malformed_answers(_question: TrueFalse) -> Iterable[object]:
    """Return things that are no answer to this question."""
    return ["", "yes", "正确", 1, 0, [True, False], ["true", "false"], {}]


def _word(value: bool) -> str:
    return "true" if value else "false"


KIND = QuestionKind(
    label="判断题",
    model=TrueFalse,
    check=check,
    option_order=option_order,
    render=render,
    parse_answer=parse_answer,
    mark=mark,
    answer_text=answer_text,
    mistakes=mistakes,
    stated=stated,
    right_answer=lambda question: question.key,
    wrong_answers=lambda question: [not question.key],
    malformed_answers=malformed_answers,
    hint=lambda _question: "",
    parts=lambda _question: {},
    examples=("True", "False"),
    key=lambda question: {"options": "", "key": question.key},
    with_key=with_key,
)
