"""What makes a question look broken, in the order in which an instructor should look at them."""

from collections.abc import Sequence
from enum import IntEnum

from grading.reports.picked_options import OptionCount

FEWEST = 10
"""With fewer people a question is not judged: one answer more or less would turn the judgement."""
FEW = 30
"""With fewer people the figures are marked as unsure, as a group of 27 % has no more than eight,
and it means nothing that somebody's mistake was made by none of them."""
HARD, EASY = 0.2, 0.95
"""Facilities outside of this tell little about anybody."""

_NEGATIVE = -0.005  # what is shown as 0.00 is not called negative


class QuestionFault(IntEnum):
    """What is striking about a question, the worst first."""

    NEGATIVE = 0
    TEMPTING = 1
    HARD = 2
    EASY = 3
    UNUSED = 4

    @property
    def label(self) -> str:
        """The few words in tables."""
        return LABELS[self]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return ADVICE[self]


LABELS = {
    QuestionFault.NEGATIVE: "区分能力为负",
    QuestionFault.TEMPTING: "高分组偏选错项",
    QuestionFault.HARD: "过难",
    QuestionFault.EASY: "过易",
    QuestionFault.UNUSED: "有错项无人选",
}
ADVICE = {
    QuestionFault.NEGATIVE: "区分度或者题总相关是负数：总分高的人反而答得差。先核对答案。",
    QuestionFault.TEMPTING: "高分组选某个错项的比选正确项的多。先核对答案，再看错项是否也说得通。",
    QuestionFault.HARD: "得分率低于 20%。看是没有教过，还是题干难懂，或者答案有误。",
    QuestionFault.EASY: "得分率高于 95%，几乎分不出高低。考查要点时可以保留，否则换题。",
    QuestionFault.UNUSED: "没有人选的错项不起作用。换成有人会犯的错误。",
}


def faults_of(
    people: int,
    facility: float,
    discriminations: Sequence[float],
    options: Sequence[OptionCount],
) -> tuple[QuestionFault, ...]:
    """Return what is striking, the worst first; nothing where too few people answered.

    `discriminations` are its measures, NaN where one is not defined.
    """
    if people < FEWEST:
        return ()
    found = {
        QuestionFault.NEGATIVE: any(measure < _NEGATIVE for measure in discriminations),
        QuestionFault.TEMPTING: _is_tempting(options),
        QuestionFault.HARD: facility < HARD,
        QuestionFault.EASY: facility > EASY,
        QuestionFault.UNUSED: people >= FEW
        and any(option.picked == 0 for option in options if not option.is_right),
    }
    return tuple(fault for fault, is_found in found.items() if is_found)


def _is_tempting(options: Sequence[OptionCount]) -> bool:
    """Whether the upper group picked some wrong option more often than some right one."""
    right = [option.upper for option in options if option.is_right]
    wrong = [option.upper for option in options if not option.is_right]
    return bool(right and wrong) and max(wrong) > min(right)


def doubt_of(people: int) -> str | None:
    """Say why figures of so few people are unsure; None when there are enough."""
    if people < FEWEST:
        return f"只有 {people} 人作答，不足 {FEWEST} 人：不判断题目好坏，数字只供查看。"
    if people < FEW:
        return f"只有 {people} 人作答，不足 {FEW} 人：区分度和信度的误差很大，下结论要谨慎。"
    return None
