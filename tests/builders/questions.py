"""Questions and variants for tests: small, visibly invented, right in every rule of the bank."""

import random
from collections.abc import Callable
from typing import Any

from quizzes.draw import PaperQuestion, Variant
from quizzes.kinds import kind_of
from quizzes.model import Answer, MultipleChoice, Question, SingleChoice, TrueFalse

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
