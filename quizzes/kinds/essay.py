"""Essay: something explained in one's own words, marked by hand against a rubric."""

import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from quizzes.errors import MalformedAnswerError
from quizzes.kinds import options
from quizzes.kinds.kind import QuestionKind
from quizzes.model import Answer, Essay, Mark, StatedText
from quizzes.sharing import shared_points

LONGEST = 3000
"""Characters of an answer."""
WAITING = "待阅卷"
_ROWS = 8


def check(question: Essay) -> list[str]:
    """Return what an author has to correct."""
    problems = []
    total = sum(point.points for point in question.rubric)
    if total != question.points:
        problems.append(f"rubric：各要点共 {total} 分，应与 points（{question.points} 分）相同")
    if len({point.text for point in question.rubric}) != len(question.rubric):
        problems.append("rubric：有两个要点文字相同")
    if len(question.reference) > LONGEST:
        problems.append(f"reference：不超过 {LONGEST} 字，与答案的限度相同")
    return problems


def render(question: Essay, _order: tuple[str, ...], answer: Answer | None) -> Markup:
    """Draw a text area."""
    return Markup(
        '<label class="essay"><span class="essay-label">您的回答：</span>'
        '<textarea name="{}" rows="{}" maxlength="{}" autocomplete="off">\n{}</textarea></label>'
    ).format(question.id, _ROWS, LONGEST, answer if isinstance(answer, str) else "")


def parse_answer(question: Essay, given: object) -> str:
    """Read what was written; raise MalformedAnswerError, also for nothing but blanks."""
    if not isinstance(given, str):
        raise MalformedAnswerError(question.id, given, "请用文字作答")
    written = "\n".join(line.rstrip() for line in given.splitlines()).strip()
    if not written or len(written) > LONGEST:
        raise MalformedAnswerError(question.id, given, f"请用文字作答，不超过 {LONGEST} 字")
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in written if one not in "\n\t"):
        raise MalformedAnswerError(question.id, given, "答案里有不能显示的字符，请删去后再保存")
    return written


def mark(_question: Essay, answer: Answer | None, points: int) -> Mark:
    """Leave the points to a marker; what was left open earns none."""
    if answer is None:
        return options.none(points, "未作答")
    return options.waiting(points, WAITING)


def answer_text(_question: Essay, _order: tuple[str, ...], answer: Answer) -> str:
    """Return what was written."""
    return str(answer)


def stated(question: Essay) -> tuple[StatedText, ...]:
    """Return everything: an essay has no text that is wrong on purpose."""
    return (
        StatedText("stem", question.stem),
        *(
            StatedText(f"rubric.{number}", point.text, allows_wrong=False)
            for number, point in enumerate(question.rubric, start=1)
        ),
        StatedText("reference", question.reference, allows_wrong=False),
        StatedText("explanation", question.explanation, allows_wrong=False),
    )


def with_key(key: Mapping[str, Any]) -> Essay:
    """Build as much of a question as marking needs."""
    fields: dict[str, Any] = {name: key[name] for name in ("id", "kind")}
    return Essay.model_construct(**fields)


def shares(question: Essay, points: int) -> tuple[Fraction, ...]:
    """Return what each point of the rubric is worth on a paper that gives so many points.

    Whole points where there are enough of them, else exact parts.
    """
    weights = [point.points for point in question.rubric]
    if points >= len(weights):
        return tuple(map(Fraction, shared_points(points, weights)))
    return tuple(Fraction(points * weight, sum(weights)) for weight in weights)


def malformed_answers(_question: Essay) -> Iterable[object]:
    """Return things that are no answer to this question."""
    return ["", " \n ", 1, True, ["一", "二"], {}, "字" * (LONGEST + 1), "坏\x00字", "\ud800"]


KIND = QuestionKind(
    label="简答题",
    model=Essay,
    check=check,
    option_order=lambda _question: (),
    render=render,
    parse_answer=parse_answer,
    mark=mark,
    answer_text=answer_text,
    mistakes=lambda _question, _order, _answer: [],
    stated=stated,
    right_answer=lambda question: question.reference,
    wrong_answers=lambda _question: ["不清楚。"],
    malformed_answers=malformed_answers,
    hint=lambda _question: f"用自己的话作答，不超过 {LONGEST} 字；由教员阅卷，阅完才有成绩。",
    parts=lambda _question: {},
    examples=(),
    key=lambda _question: {"options": ""},
    with_key=with_key,
    by_hand=True,
)
