"""Questions and variants for tests: small, visibly invented, right in every rule of the bank."""

import random
from collections.abc import Callable
from typing import Any

from quizzes.draw import PaperQuestion, Variant
from quizzes.kinds import kind_of
from quizzes.model import (
    Answer,
    Case,
    Essay,
    FillIn,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
)

LETTERS = "ABCD"


def make_single(**changes: Any) -> SingleChoice:
    """Make a single choice question; B is right."""
    usual = {
        "id": "sample-single-001",
        "kind": "single_choice",
        "stem": "示范单选题：哪一项正确？",
        "options": {letter: f"示范选项{letter}" for letter in LETTERS},
        "key": ("B",),
        "mistakes": {letter: f"把{letter}当成正确" for letter in "ACD"},
    }
    return SingleChoice.model_validate(_common() | usual | changes)


def make_multiple(**changes: Any) -> MultipleChoice:
    """Make a multiple choice question; A and C are right."""
    usual = {
        "id": "sample-multiple-001",
        "kind": "multiple_choice",
        "stem": "示范多选题：哪几项正确？",
        "options": {letter: f"示范选项{letter}" for letter in LETTERS},
        "key": ("A", "C"),
        "mistakes": {letter: f"把{letter}当成正确" for letter in "BD"},
    }
    return MultipleChoice.model_validate(_common() | usual | changes)


def make_true_false(**changes: Any) -> TrueFalse:
    """Make a statement that is wrong."""
    usual = {
        "id": "sample-true-false-001",
        "kind": "true_false",
        "stem": "示范判断题：这句话正确。",
        "key": False,
        "mistakes": {"true": "把错误的说法当成正确"},
    }
    return TrueFalse.model_validate(_common() | usual | changes)


def make_figure(**changes: Any) -> FillIn:
    """Make a question with a blank for a figure; 20万元 is right, and 20 alone is too."""
    usual = {
        "id": "sample-figure-001",
        "kind": "fill_in",
        "stem": "示范填空题：示范罚款最低____万元。",
        "answer": {"value": "20万元"},
        "unit": "万元",
        "mistakes": {"50万元": "把上限当成下限", "2万元": "少写了一位"},
    }
    return FillIn.model_validate(_common() | usual | changes)


def make_term(**changes: Any) -> FillIn:
    """Make a question with a blank for a term; two words are right."""
    usual = {
        "id": "sample-term-001",
        "kind": "fill_in",
        "stem": "示范填空题：应当告知____的权利。",
        "accepted": ("听证", "申请听证"),
        "mistakes": {"复议": "把处罚以后的救济当成处罚以前的"},
    }
    return FillIn.model_validate(_common() | usual | changes)


def make_ordering(**changes: Any) -> Ordering:
    """Make four steps to put in order; C, A, D, B is right."""
    usual = {
        "id": "sample-ordering-001",
        "kind": "ordering",
        "stem": "示范排序题：按先后排列。",
        "steps": {letter: f"示范步骤{letter}" for letter in LETTERS},
        "key": ("C", "A", "D", "B"),
        "mistakes": {"BC": "把最后一步放到第一步以前", "DA": "把中间两步颠倒"},
    }
    return Ordering.model_validate(_common() | usual | changes)


def make_matching(**changes: Any) -> Matching:
    """Make three items to match with two of three; A3, B1, C3 is right."""
    usual = {
        "id": "sample-matching-001",
        "kind": "matching",
        "stem": "示范连线题：各属哪一类？",
        "left": {letter: f"示范左项{letter}" for letter in "ABC"},
        "right": {number: f"示范右项{number}" for number in "123"},
        "key": ("A3", "B1", "C3"),
        "mistakes": {"A1": "把甲类当成乙类", "B2": "把多余的当成有用的"},
    }
    return Matching.model_validate(_common() | usual | changes)


def make_essay(**changes: Any) -> Essay:
    """Make something to explain, worth 6 points by a rubric of three."""
    usual = {
        "id": "sample-essay-001",
        "kind": "essay",
        "stem": "示范简答题：说明为什么要告知。",
        "points": 6,
        "rubric": [
            {"text": "说出告知的内容", "points": 2},
            {"text": "说出告知的时间", "points": 1},
            {"text": "说出不告知的后果", "points": 3},
        ],
        "reference": "示范参考答案：告知什么、何时告知、不告知会怎样。",
    }
    return Essay.model_validate(_common() | usual | changes)


def make_case(case_id: str = "sample-case-001") -> tuple[Question, ...]:
    """Make a case of three questions: a single choice, a statement, and an essay."""
    case = Case(id=case_id, text="示范案情：示范公司在示范地做了一件示范的事。")
    makers = (make_single, make_true_false, make_essay)
    return tuple(
        make(id=f"{case_id}-{number}", case=case) for number, make in enumerate(makers, start=1)
    )


EVERY_KIND: tuple[tuple[Callable[..., Question], str, int], ...] = (
    (make_single, "single", 5),
    (make_multiple, "multiple", 4),
    (make_true_false, "true-false", 2),
    (make_figure, "figure", 3),
    (make_term, "term", 2),
    (make_ordering, "ordering", 4),
    (make_matching, "matching", 3),
    (make_essay, "essay", 6),
)
"""What makes a question of each kind, its name within ids, and its points."""


def make_variant_of_every_kind() -> Variant:
    """Make a variant with every kind and policy, and a case of three: fourteen questions."""
    entries = [(make(id=f"sample-{name}-001"), points) for make, name, points in EVERY_KIND] + [
        (make(id=f"sample-{name}-002", policy="part_marks"), points)
        for make, name, points in EVERY_KIND
        if name in ("multiple", "ordering", "matching")
    ]
    entries += [(part, part.points) for part in make_case()]
    parts = [
        PaperQuestion.model_validate({"question": question, "points": points})
        for question, points in entries
    ]
    return make_variant(questions=tuple(parts))


def make_variant(count: int = 6, **changes: Any) -> Variant:
    """Make a variant of `count` questions, the three kinds in turn, worth 5, 4 and 2 points."""
    makers: list[tuple[Callable[..., Question], str, int]] = [
        (make_single, "single", 5),
        (make_multiple, "multiple", 4),
        (make_true_false, "true-false", 2),
    ]
    entries = []
    for number in range(count):
        make, name, points = makers[number % len(makers)]
        question = make(id=f"sample-{name}-{number + 1:03d}")
        entries.append(PaperQuestion.model_validate({"question": question, "points": points}))
    usual = {
        "paper_id": "sample-paper",
        "title": "示范试卷",
        "letter": "A",
        "questions": tuple(entries),
    }
    return Variant.model_validate(usual | changes)


def random_answers(variant: Variant, chance: random.Random) -> dict[str, Answer]:
    """Answer a variant at random: about half right, about one in eight left open."""
    answers = {}
    for entry in variant.questions:
        question, kind = entry.question, kind_of(entry.question)
        if chance.random() < 1 / 8:
            continue
        right = chance.random() < 1 / 2
        wrong = list(kind.wrong_answers(question))
        answers[question.id] = kind.right_answer(question) if right else chance.choice(wrong)
    return answers


def _common() -> dict[str, Any]:
    return {
        "points": 2,
        "difficulty": 1,
        "topics": ("sample-topic",),
        "cites": ("ee-administrative-penalty-measures-2023:46",),
        "explanation": "示范解析。",
    }
