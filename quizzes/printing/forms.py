"""How each kind of question stands on paper: the one list of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quizzes.kinds import essay, fill_in
from quizzes.kinds.options import LETTERS, shown_letter
from quizzes.model import (
    ChoiceQuestion,
    Essay,
    FillIn,
    Matching,
    MultipleChoice,
    Ordering,
    TrueFalse,
)

Order = tuple[str, ...]
"""The letters or numbers of the parts in the order in which they are printed."""

TRUE, FALSE = "√", "×"
BRACKETS = "（　　　）"
RULE = "＿＿＿＿＿＿＿＿"
"""Where something is written in."""
BY_RUBRIC = "按评分要点"
"""What stands in the place of a right answer where there is more than one."""
_FEWEST_RULES, _MOST_RULES = 4, 18


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One kind of question on paper.

    `direction` tells where and how to answer, `marking` how a question is marked where that is not
    plain. `stem` is the stem, perhaps with room for the answer in it, `blank` the room before the
    number (brackets at the end of a stem would be broken between lines), and `lines` are what
    stands below it.
    `short_answer` is the right answer as somebody writes it on the paper, and `also_right` tells a
    marker what else counts. `is_list` says that each line stands for itself. `rules` is the number
    of lines to write on, and `rubric` tells a marker what the points on the paper are for.
    """

    direction: str
    stem: Callable[[Any], str]
    lines: Callable[[Any, Order], tuple[str, ...]]
    short_answer: Callable[[Any, Order], str]
    marking: Callable[[Any], str] = lambda _question: ""
    also_right: Callable[[Any], str] = lambda _question: ""
    blank: str = ""
    is_list: bool = False
    rules: Callable[[int], int] = lambda _points: 0
    rubric: Callable[[Any, int], tuple[str, ...]] = lambda _question, _points: ()


def _lettered_options(question: ChoiceQuestion, order: Order) -> tuple[str, ...]:
    return _lettered([question.options[option] for option in order])


def _lettered(texts: list[str]) -> tuple[str, ...]:
    return tuple(f"{letter}. {text}" for letter, text in zip(LETTERS, texts, strict=False))


def _letters_of_key(question: ChoiceQuestion, order: Order) -> str:
    return "".join(sorted(shown_letter(order, option) for option in question.key))


def _choice_marking(question: MultipleChoice) -> str:
    if question.policy == "part_marks":
        return "少选的按选对的个数得分，有选错的不得分。"
    return "多选、少选、错选都不得分。"


def _sign(question: TrueFalse, _order: Order) -> str:
    return TRUE if question.key else FALSE


def _stem_with_blank(question: FillIn) -> str:
    """Widen the blank in the stem, or add one; name the unit where the stem does not."""
    before, blank, after = question.stem.partition(fill_in.BLANK)
    unit = question.unit or ""
    if not blank:
        return f"{question.stem}　{RULE}{unit}"
    told = f"（单位：{unit}）" if unit and not after.lstrip().startswith(unit) else ""
    return f"{before}{RULE}{after}{told}"


def _filled(question: FillIn, order: Order) -> str:
    return fill_in.answer_text(question, order, fill_in.right_answer(question))


def _also_filled(question: FillIn) -> str:
    if question.answer is not None:
        tolerance = question.answer.tolerance
        return (
            f"相差不超过 {tolerance} 都算对，写法不限" if tolerance else "数值相等就算对，写法不限"
        )
    others = "、".join(question.accepted[1:])
    return f"也算对：{others}" if others else ""


def _lettered_steps(question: Ordering, order: Order) -> tuple[str, ...]:
    return (*_lettered([question.steps[step] for step in order]), f"顺序：{RULE}")


def _steps_in_order(question: Ordering, order: Order) -> str:
    return "".join(shown_letter(order, step) for step in question.key)


def _order_marking(question: Ordering) -> str:
    if question.policy == "part_marks":
        return "相邻两步的先后对了就有一份分。"
    return "全部排对才得分。"


def _two_lists(question: Matching, order: Order) -> tuple[str, ...]:
    right = [f"{shown}. {question.right[number]}" for shown, number in enumerate(order, start=1)]
    return (*(f"{BRACKETS}{text}" for text in question.left.values()), "可选的有：", *right)


def _pairs(question: Matching, order: Order) -> str:
    return " ".join(str(order.index(pair[1]) + 1) for pair in question.key)


def _pair_marking(question: Matching) -> str:
    if question.policy == "part_marks":
        return "每配对一项得一份分。"
    return "全部配对才得分。"


def _rules(points: int) -> int:
    """Return how many lines there are to write on: more for an answer that earns more."""
    return min(max(points + 2, _FEWEST_RULES), _MOST_RULES)


def _rubric(question: Essay, points: int) -> tuple[str, ...]:
    shares = essay.shares(question, points)
    return tuple(
        f"{point.text}（{share} 分）" for point, share in zip(question.rubric, shares, strict=True)
    )


def _bare_stem(question: Any) -> str:
    return str(question.stem)


def _nothing(_question: Any, _order: Order) -> tuple[str, ...]:
    return ()


FORMS: dict[str, PrintedForm] = {
    "single_choice": PrintedForm(
        direction="每题只有一个正确的选项，把它的字母写在题号前的括号里。",
        stem=_bare_stem,
        blank=BRACKETS,
        lines=_lettered_options,
        short_answer=_letters_of_key,
    ),
    "multiple_choice": PrintedForm(
        direction="每题有两个或者更多正确的选项，把它们的字母都写在题号前的括号里。",
        stem=_bare_stem,
        blank=BRACKETS,
        lines=_lettered_options,
        short_answer=_letters_of_key,
        marking=_choice_marking,
    ),
    "true_false": PrintedForm(
        direction=f"在题号前的括号里，正确的打“{TRUE}”，错误的打“{FALSE}”。",
        stem=_bare_stem,
        blank=BRACKETS,
        lines=_nothing,
        short_answer=_sign,
    ),
    "fill_in": PrintedForm(
        direction="把答案写在横线上；填数的要写单位，题中写明了单位的只写数。",
        stem=_stem_with_blank,
        lines=_nothing,
        short_answer=_filled,
        also_right=_also_filled,
    ),
    "ordering": PrintedForm(
        direction="把各步的字母按先后写在横线上，每个字母写一次。",
        stem=_bare_stem,
        lines=_lettered_steps,
        short_answer=_steps_in_order,
        marking=_order_marking,
        is_list=True,
    ),
    "matching": PrintedForm(
        direction="把对应的编号写在每一项前面的括号里；编号可以重复用，也可能有多余的。",
        stem=_bare_stem,
        lines=_two_lists,
        short_answer=_pairs,
        marking=_pair_marking,
        is_list=True,
    ),
    "essay": PrintedForm(
        direction="用自己的话作答，写在题后的横线上；由阅卷人按要点给分。",
        stem=_bare_stem,
        lines=_nothing,
        short_answer=lambda _question, _order: BY_RUBRIC,
        rules=_rules,
        rubric=_rubric,
    ),
}
"""The kinds on paper, by the name of the kind."""
