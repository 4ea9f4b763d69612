"""From questions of the bank to questions of Moodle, naming what Moodle has no room for."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from quizzes.exchange.cases import ABOVE_STEM, hides_its_stem, stem_with_case
from quizzes.exchange.entries import entry_of
from quizzes.exchange.labels import labels_of, long_labels
from quizzes.exchange.leaving_out import place_of
from quizzes.exchange.moodle_question import FULL, NOTHING, MoodleAnswer, MoodleQuestion
from quizzes.exchange.report import LeftOut
from quizzes.exchange.rubric_text import BROKEN_POINT, breaks_a_point, write_for_graders
from quizzes.model import (
    ChoiceQuestion,
    Essay,
    FillIn,
    Matching,
    Ordering,
    Question,
    TrueFalse,
)

Parts = dict[str, Any]


def to_moodle(question: Question) -> tuple[MoodleQuestion, list[LeftOut]]:
    """Return a question in Moodle's terms, and what Moodle will not do as the bank does."""
    labels = labels_of(entry_of(question))
    parts, own_labels, notes = _WRITERS[question.kind](question)
    labels += own_labels
    case = question.case
    notes += [ABOVE_STEM] if case else []
    moodle = MoodleQuestion(
        name=question.id,
        id_number=question.id,
        stem=stem_with_case(case.text, question.stem) if case else question.stem,
        explanation=question.explanation,
        grade=str(question.points),
        labels=tuple(labels),
        **parts,
    )
    place = place_of(question)
    return moodle, [LeftOut(place, note) for note in notes] + long_labels(place, labels)


def moodle_fault(question: Question) -> str:
    """Say what of a question could not be read back from Moodle, or nothing."""
    if breaks_a_point(question):
        return BROKEN_POINT
    if question.case and hides_its_stem(question.case.text):
        return "案情里有一行以【问题】开头，与题干分不开，整题没有导出"
    return ""


def _single(question: ChoiceQuestion) -> tuple[Parts, list[str], list[str]]:
    return {"kind": "multichoice", "answers": _options(question, FULL, NOTHING)}, [], []


def _multiple(question: ChoiceQuestion) -> tuple[Parts, list[str], list[str]]:
    share = FULL / max(len(question.key), 1)
    parts = {"kind": "multichoice", "single": False, "answers": _options(question, share, -FULL)}
    if getattr(question, "policy", "all_or_nothing") == "part_marks":
        return parts, [], []
    return parts, ["计分:all_or_nothing"], ["Moodle 没有“全对才得分”，少选时会按比例得分"]


def _options(
    question: ChoiceQuestion, right: Fraction, wrong: Fraction
) -> tuple[MoodleAnswer, ...]:
    return tuple(
        MoodleAnswer(
            text, right if letter in question.key else wrong, question.mistakes.get(letter, "")
        )
        for letter, text in question.options.items()
    )


def _true_false(question: TrueFalse) -> tuple[Parts, list[str], list[str]]:
    told: dict[str, str] = {str(word): text for word, text in question.mistakes.items()}
    answers = tuple(
        MoodleAnswer(
            word, FULL if word == str(question.key).lower() else NOTHING, told.get(word, "")
        )
        for word in ("true", "false")
    )
    return {"kind": "truefalse", "answers": answers}, [], []


def _fill_in(question: FillIn) -> tuple[Parts, list[str], list[str]]:
    labels = [f"单位:{question.unit}"] if question.unit else []
    notes = []
    right = list(question.accepted)
    if question.answer:
        right.insert(0, question.answer.value)
        labels.append(f"答案:{question.answer.value}")
        notes.append("Moodle 的简答题只认列出的写法，数字换一种写法（如中文数字）会判错")
        if question.answer.tolerance:
            labels.append(f"容差:{question.answer.tolerance}")
            notes.append(f"Moodle 的简答题没有容差（{question.answer.tolerance}）")
    answers = [MoodleAnswer(text, FULL) for text in right]
    answers += [MoodleAnswer(text, NOTHING, told) for text, told in question.mistakes.items()]
    return {"kind": "shortanswer", "answers": tuple(answers)}, labels, notes


def _ordering(question: Ordering) -> tuple[Parts, list[str], list[str]]:
    answers = tuple(MoodleAnswer(question.steps[letter], FULL) for letter in question.key)
    labels = [f"次序:{''.join(question.key)}", *_told(question.mistakes)]
    parts = {"kind": "ordering", "answers": answers, "policy": question.policy}
    return parts, labels, [_NO_FEEDBACK]


def _matching(question: Matching) -> tuple[Parts, list[str], list[str]]:
    pairs = [(question.left[pair[0]], question.right[pair[1]]) for pair in question.key]
    used = {pair[1] for pair in question.key}
    pairs += [("", text) for number, text in question.right.items() if number not in used]
    labels = [f"配对:{' '.join(question.key)}", *_told(question.mistakes)]
    notes = [_NO_FEEDBACK] if question.mistakes else []
    if question.policy == "all_or_nothing":
        labels.append("计分:all_or_nothing")
        notes.append("Moodle 没有“全对才得分”，配对题按配对的个数得分")
    return {"kind": "match", "pairs": tuple(pairs)}, labels, notes


def _essay(question: Essay) -> tuple[Parts, list[str], list[str]]:
    return {"kind": "essay", "grader": write_for_graders(question)}, [], []


def _told(mistakes: dict[str, str]) -> list[str]:
    return [f"错因 {pair}:{told}" for pair, told in mistakes.items()]


_NO_FEEDBACK = "错因只写在标签里，Moodle 不会给学员看"

_WRITERS: dict[str, Callable[[Any], tuple[Parts, list[str], list[str]]]] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "fill_in": _fill_in,
    "ordering": _ordering,
    "matching": _matching,
    "essay": _essay,
}
