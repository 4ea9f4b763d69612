"""Single choice: exactly one option is right."""

from collections.abc import Iterable

from markupsafe import Markup

from quizzes.errors import MalformedAnswerError
from quizzes.kinds import options
from quizzes.kinds.kind import QuestionKind
from quizzes.model import Answer, Mark, SingleChoice


def check(question: SingleChoice) -> list[str]:
    """Return what an author has to correct."""
    problems = options.check_options(question)
    if len(question.key) != 1:
        problems.append("key：单选题只能有一个正确选项")
    return problems


def render(question: SingleChoice, order: tuple[str, ...], answer: Answer | None) -> Markup:
    """Draw radio buttons."""
    return options.render_options(
        question, order, input_type="radio", is_checked=lambda option: option == answer
    )


def parse_answer(question: SingleChoice, given: object) -> str:
    """Read one option letter, bare or as a list of one; raise MalformedAnswerError."""
    if isinstance(given, list | tuple) and len(given) == 1:
        given = given[0]
    if isinstance(given, str) and given in question.options:
        return given
    raise MalformedAnswerError(question.id, given, f"请从 {'、'.join(question.options)} 中选一项")


def mark(question: SingleChoice, answer: Answer | None, points: int) -> Mark:
    """Give full points for the right option and none otherwise."""
    if answer is None:
        return options.none(points, "未作答")
    if (answer,) == question.key:
        return options.full(points)
    return options.none(points, "回答错误")


def answer_text(question: SingleChoice, order: tuple[str, ...], answer: Answer) -> str:
    """Say an answer in words."""
    return options.options_text(question, order, (str(answer),))


def mistakes(question: SingleChoice, order: tuple[str, ...], answer: Answer | None) -> list[str]:
    """Say which mistake the answer is."""
    return options.picked_mistakes(question, order, () if answer is None else (str(answer),))


def wrong_answers(question: SingleChoice) -> Iterable[Answer]:
    """Return every wrong option."""
    return [option for option in question.options if option not in question.key]


def malformed_answers(question: SingleChoice) -> Iterable[object]:
    """Return things that are no answer to this question."""
    return ["", "Z", 3, True, ["A", "B"], list(question.options), {"A": 1}, question.options["A"]]


KIND = QuestionKind(
    label="单选题",
    model=SingleChoice,
    check=check,
    option_order=options.option_order,
    render=render,
    parse_answer=parse_answer,
    mark=mark,
    answer_text=answer_text,
    mistakes=mistakes,
    stated=options.stated,
    right_answer=lambda question: question.key[0],
    wrong_answers=wrong_answers,
    malformed_answers=malformed_answers,
    hint=lambda _question: "",
    parts=lambda question: question.options,
    examples=('"A"',),
    key=options.key,
    with_key=lambda key: SingleChoice.model_construct(**options.key_fields(key)),
)
