"""Fill in: one blank, filled with a figure and its unit or with a term."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from courses.errors import StudyError
from courses.statutes.figures import FigureKind, read_figure
from quizzes.errors import MalformedAnswerError
from quizzes.kinds import options
from quizzes.kinds.kind import QuestionKind
from quizzes.model import Answer, ExpectedFigure, FillIn, Mark, StatedText

BLANK = "____"
"""Four underscores: where the blank stands in the stem, if it stands there."""
LONGEST = 40
"""Characters of an answer."""

_GAP = re.compile(r"(?<!\d) | (?!\d)")
"""A space within a figure; not one between two figures."""
_SCALES = "百千万亿"
_SAME_AS: dict[FigureKind, tuple[FigureKind, int]] = {
    FigureKind.YEARS: (FigureKind.MONTHS, 12),
    FigureKind.HOURS: (FigureKind.MINUTES, 60),
    FigureKind.SHARE: (FigureKind.PERCENT, 100),
}
"""What is one figure in other words: 一年 is 12个月, 二分之一 is 50%."""

Amount = tuple[FigureKind, Fraction]


def check(question: FillIn) -> list[str]:
    """Return what an author has to correct."""
    problems = []
    if question.stem.count(BLANK) > 1:
        problems.append(f"stem：一道题只能有一个空（{BLANK}）")
    if (question.answer is None) == (not question.accepted):
        return [*problems, "answer、accepted：要且只要写一样，填数的写 answer，填词的写 accepted"]
    if not question.mistakes:
        problems.append("mistakes：至少写一个别人会填错的答案，并说明错在哪里")
    if question.answer is not None:
        return problems + _figure_faults(question, question.answer) + _mistake_faults(question)
    return problems + _term_faults(question) + _mistake_faults(question)


def _figure_faults(question: FillIn, expected: ExpectedFigure) -> list[str]:
    problems = []
    kind = _amount(expected.value)[0]
    if expected.tolerance is not None and _amount(expected.tolerance)[0] is not kind:
        problems.append("answer：tolerance 与 value 的单位不是一类")
    if question.unit is not None:
        try:
            is_same = _amount(f"1{question.unit}")[0] is kind
        except StudyError:
            is_same = False
        if not is_same:
            problems.append(f"unit：{question.unit} 与 {expected.value} 的单位不是一类")
    return problems


def _term_faults(question: FillIn) -> list[str]:
    problems = ["unit：填词的题没有单位"] if question.unit is not None else []
    folded = [_folded(term) for term in question.accepted]
    if not all(folded) or any(len(term) > LONGEST for term in question.accepted):
        problems.append(f"accepted：每个答案要有文字，不超过 {LONGEST} 字")
    if len(set(folded)) != len(folded):
        problems.append("accepted：有两个答案只差标点或者空格，写一个就够")
    return problems


def _mistake_faults(question: FillIn) -> list[str]:
    problems = []
    for wrong in question.mistakes:
        try:
            is_right = _is_right(question, parse_answer(question, wrong))
        except MalformedAnswerError as error:
            problems.append(f"mistakes：{error}")
            continue
        if is_right:
            problems.append(f"mistakes：{wrong} 是正确答案")
    return problems


def render(question: FillIn, _order: tuple[str, ...], answer: Answer | None) -> Markup:
    """Draw a text field, with the unit behind it if the question names one."""
    unit = Markup('<span class="blank-unit">{}</span>').format(question.unit or "")
    return Markup(
        '<label class="blank"><span class="blank-label">填空：</span>'
        '<input type="text" name="{}" value="{}" maxlength="{}" autocomplete="off"'
        ' spellcheck="false">{}</label>'
    ).format(
        question.id,
        answer if isinstance(answer, str) else "",
        LONGEST,
        unit if question.unit else "",
    )


def parse_answer(question: FillIn, given: object) -> str:
    """Read what was typed, widths folded; raise MalformedAnswerError, also for no figure."""
    if not isinstance(given, str):
        raise MalformedAnswerError(question.id, given, "请填写文字或者数字")
    typed = " ".join(unicodedata.normalize("NFKC", given).split())
    if not typed or len(typed) > LONGEST or not typed.isprintable():
        raise MalformedAnswerError(question.id, given, f"请填写答案，不超过 {LONGEST} 字")
    if question.answer is None:
        if not _folded(typed):
            raise MalformedAnswerError(question.id, given, "请填写文字，不能只有标点")
        return typed
    typed = _GAP.sub("", typed)
    try:
        _amount(_with_unit(question, typed))
    except StudyError:
        unit = f"（单位{question.unit}）" if question.unit else "和单位，例如“8万元”“30日”“5%”"
        raise MalformedAnswerError(question.id, given, f"请只填写一个数{unit}") from None
    return typed


def mark(question: FillIn, answer: Answer | None, points: int) -> Mark:
    """Give full points for the figure within its tolerance or for a term, and none otherwise."""
    if answer is None:
        return options.none(points, "未作答")
    if _is_right(question, str(answer)):
        return options.full(points)
    return options.none(points, "回答错误")


def answer_text(question: FillIn, _order: tuple[str, ...], answer: Answer) -> str:
    """Say an answer as it was typed, with its unit."""
    return _with_unit(question, str(answer))


def mistakes(question: FillIn, _order: tuple[str, ...], answer: Answer | None) -> list[str]:
    """Say which mistake the answer is, if it is a known one."""
    if answer is None:
        return []
    given = _meaning(question, str(answer))
    return [
        told
        for wrong, told in question.mistakes.items()
        if _meaning(question, parse_answer(question, wrong)) == given
    ]


def stated(question: FillIn) -> tuple[StatedText, ...]:
    """Return the stem, what is right, the explanation and the mistakes."""
    right = [question.answer.value] if question.answer else list(question.accepted)
    place = "answer" if question.answer else "accepted"
    return (
        StatedText("stem", question.stem),
        *(StatedText(place, text) for text in right),
        StatedText("explanation", question.explanation, allows_wrong=False),
        *(
            StatedText(f"mistakes.{wrong}", told, beside=_with_unit(question, wrong))
            for wrong, told in question.mistakes.items()
        ),
    )


def right_answer(question: FillIn) -> str:
    """Return the right figure, or the first of the right terms."""
    right = question.answer.value if question.answer else question.accepted[0]
    return parse_answer(question, right)


def wrong_answers(question: FillIn) -> Iterable[Answer]:
    """Return the wrong answers that the author knows of."""
    return [parse_answer(question, wrong) for wrong in question.mistakes]


def malformed_answers(question: FillIn) -> Iterable[object]:
    """Return things that are no answer to this question."""
    none = ["", "　 ", 3, True, [], ["示范"], {"A": 1}, "长" * (LONGEST + 1), "示\x00范"]
    return [*none, "很多", "5万元到8万元", "约8万元"] if question.answer else [*none, "，。"]


def hint(question: FillIn) -> str:
    """Tell in which form an answer is taken."""
    if question.answer is None:
        return "填写词语；标点、空格不影响对错。"
    if question.unit:
        return f"填写一个数，单位是{question.unit}；也可以自己写单位。"
    return "填写一个数，要带单位；中文数字、阿拉伯数字都可以。"


def key(question: FillIn) -> dict[str, Any]:
    """Return what marking needs: the figure with its tolerance, or the terms, and the unit."""
    expected = question.answer
    figure = None if expected is None else [expected.value, expected.tolerance]
    return {
        "key": figure or list(question.accepted),
        "is_figure": expected is not None,
        "unit": question.unit,
    }


def with_key(key: Mapping[str, Any]) -> FillIn:
    """Build as much of a question as marking needs."""
    fields: dict[str, Any] = {name: key[name] for name in ("id", "kind", "unit")}
    if key["is_figure"]:
        value, tolerance = key["key"]
        fields["answer"] = ExpectedFigure(value=value, tolerance=tolerance)
    else:
        fields["accepted"] = tuple(key["key"])
    return FillIn.model_construct(**fields)


def _is_right(question: FillIn, answer: str) -> bool:
    if question.answer is None:
        return _folded(answer) in {_folded(term) for term in question.accepted}
    kind, value = _amount(_with_unit(question, answer))
    right_kind, right = _amount(question.answer.value)
    tolerance = question.answer.tolerance
    allowed = Fraction(0) if tolerance is None else _amount(tolerance)[1]
    return kind is right_kind and abs(value - right) <= allowed


def _meaning(question: FillIn, answer: str) -> Amount | str:
    """Return what two answers share that mean the same."""
    return _amount(_with_unit(question, answer)) if question.answer else _folded(answer)


def _with_unit(question: FillIn, typed: str) -> str:
    """Return a bare number with the question's unit: 20 and 20万 are both 20万元 before 万元."""
    if question.unit is None:
        return typed
    try:
        read_figure(typed)
    except StudyError:
        has_scale = typed[-1:] in _SCALES
        return typed + (question.unit.lstrip(_SCALES) if has_scale else question.unit)
    return typed


def _amount(text: str) -> Amount:
    figure = read_figure(text)
    kind, factor = _SAME_AS.get(figure.kind, (figure.kind, 1))
    return kind, figure.value * factor


def _folded(term: str) -> str:
    """Return a term without width, case, spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", term).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZC")


KIND = QuestionKind(
    label="填空题",
    model=FillIn,
    check=check,
    option_order=lambda _question: (),
    render=render,
    parse_answer=parse_answer,
    mark=mark,
    answer_text=answer_text,
    mistakes=mistakes,
    stated=stated,
    right_answer=right_answer,
    wrong_answers=wrong_answers,
    malformed_answers=malformed_answers,
    hint=hint,
    parts=lambda _question: {},
    examples=('"8万元"', '"示范词语"'),
    key=key,
    with_key=with_key,
)
