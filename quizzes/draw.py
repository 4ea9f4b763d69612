"""Drawing the variants of a paper from the bank, and the order in which one learner sees them."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from courses.problem import Problem
from quizzes.bank import QuestionBank
from quizzes.errors import EmptyDrawError
from quizzes.kinds import AnyQuestion, case_analysis, is_read_by_marker, kind_of
from quizzes.model import Question
from quizzes.paper import Draw, Paper
from quizzes.sharing import shared_points

Unit = tuple[Question, ...]
"""What is drawn as a whole: one question, or all parts of a case."""

VARIANT_LETTERS = "ABCDEFGH"
_DIGEST_IN_NAME = 8


class PaperQuestion(BaseModel):
    """A question on a variant and the points it is worth there."""

    model_config = ConfigDict(frozen=True)

    question: AnyQuestion
    points: Annotated[int, Field(ge=1)]


class Variant(BaseModel):
    """One variant (A卷, B卷 …) of a paper, with its questions as they were when it was drawn.

    It holds the keys: it stays on the server.
    """

    model_config = ConfigDict(frozen=True)

    paper_id: str
    title: str
    letter: str
    questions: tuple[PaperQuestion, ...]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything in the variant."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def assignment(self) -> str:
        """The name of the nbgrader assignment; another content has another name."""
        return f"{self.paper_id}-{self.letter}-{self.digest[:_DIGEST_IN_NAME]}"

    @property
    def points(self) -> int:
        """All points of the variant."""
        return sum(entry.points for entry in self.questions)

    @property
    def has_essays(self) -> bool:
        """Whether somebody has to read answers to it."""
        return any(is_read_by_marker(entry.question) for entry in self.questions)

    def entry(self, question_id: str) -> PaperQuestion | None:
        """Return the question with this id on the variant, if it is there."""
        return next((e for e in self.questions if e.question.id == question_id), None)


class ShownQuestion(BaseModel):
    """Where and how one learner sees a question: the option letters in shown order."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    option_order: tuple[str, ...]


def draw_variants(paper: Paper, bank: QuestionBank) -> tuple[Variant, ...]:
    """Draw every variant of a paper; the same paper and bank give the same variants.

    Variants share as few questions as the bank allows. Raises EmptyDrawError.
    """
    used: Counter[str] = Counter()
    variants = []
    for letter in VARIANT_LETTERS[: paper.variants]:
        chance = random.Random(f"{paper.seed}:{letter}")  # noqa: S311 - repeatable on purpose
        entries: list[PaperQuestion] = []
        for rule in paper.draw:
            taken = {entry.question.id for entry in entries}
            fitting = [unit for unit in _units(rule, paper.course, bank) if _fits(rule, unit)]
            fresh = [unit for unit in fitting if unit[0].id not in taken]
            if len(fresh) < rule.count:
                raise EmptyDrawError(paper.id, rule.count, len(fresh), rule.label)
            entries += _pick(rule, fresh, chance, used)
        variants.append(
            Variant(paper_id=paper.id, title=paper.title, letter=letter, questions=tuple(entries))
        )
    return tuple(variants)


def _units(rule: Draw, course_id: str, bank: QuestionBank) -> Iterable[Unit]:
    """Return what a rule draws from: whole cases, or questions that stand for themselves."""
    if rule.kind == case_analysis.NAME:
        return bank.cases_of(course_id)
    alone = (q for q in bank.of_course(course_id) if q.case is None)
    return [(question,) for question in alone if question.kind == rule.kind]


def _fits(rule: Draw, unit: Unit) -> bool:
    """Say whether a rule may draw a question or a case, which is as hard as its hardest part."""
    topics = {topic for question in unit for topic in question.topics}
    difficulty = max(question.difficulty for question in unit)
    return (
        (not rule.topics or bool(set(rule.topics) & topics))
        and (not rule.difficulty or difficulty in rule.difficulty)
        and rule.points >= len(unit)
    )


def _pick(
    rule: Draw, fitting: list[Unit], chance: random.Random, used: Counter[str]
) -> list[PaperQuestion]:
    chance.shuffle(fitting)
    fitting.sort(key=lambda unit: used[unit[0].id])
    drawn = fitting[: rule.count]
    used.update(unit[0].id for unit in drawn)
    return [
        PaperQuestion.model_validate({"question": question, "points": points})
        for unit in drawn
        for question, points in zip(unit, _shares(rule, unit), strict=True)
    ]


def _shares(rule: Draw, unit: Unit) -> tuple[int, ...]:
    return shared_points(rule.points, [question.points for question in unit])


def shuffle(variant: Variant, seed: int) -> tuple[ShownQuestion, ...]:
    """Return the order of questions (within their kind) and options for one attempt.

    Cases come last, each as a whole with its parts in order. The same variant and seed give the
    same order, so an attempt can be shown again for ever.
    """
    chance = random.Random(seed)  # noqa: S311 - order on the screen, no secret
    shown: list[ShownQuestion] = []
    questions = [entry.question for entry in variant.questions]
    alone = [question for question in questions if question.case is None]
    for kind in dict.fromkeys(question.kind for question in alone):
        group = [question for question in alone if question.kind == kind]
        chance.shuffle(group)
        shown += [_shown(question, chance) for question in group]
    cases = list(case_analysis.cases_among(questions))
    chance.shuffle(cases)
    return (*shown, *(_shown(question, chance) for case in cases for question in case))


def shown_alone(question: Question, seed: int) -> ShownQuestion:
    """Return how a single question is shown outside an exam, as in practice."""
    return _shown(question, random.Random(seed))  # noqa: S311 - order on the screen, no secret


def _shown(question: Question, chance: random.Random) -> ShownQuestion:
    order = list(kind_of(question).option_order(question))
    if question.kind != "true_false":
        chance.shuffle(order)
    return ShownQuestion(question_id=question.id, option_order=tuple(order))


def paper_problems(paper: Paper, bank: QuestionBank, file: Path) -> list[Problem]:
    """Report what keeps a paper from being drawn, for the author of its file."""
    try:
        draw_variants(paper, bank)
    except EmptyDrawError as error:
        return [Problem(file, "draw", str(error))]
    return []
