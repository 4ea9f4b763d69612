"""Drawing the variants of a paper from the bank, and the order in which one learner sees them."""

import hashlib
import random
from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from courses.problem import Problem
from quizzes.bank import QuestionBank
from quizzes.errors import EmptyDrawError
from quizzes.kinds import AnyQuestion, kind_of
from quizzes.model import Question
from quizzes.paper import Draw, Paper

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
            fitting = [q for q in bank.of_course(paper.course) if _fits(rule, q)]
            fresh = [q for q in fitting if q.id not in taken]
            if len(fresh) < rule.count:
                raise EmptyDrawError(paper.id, rule.count, len(fresh), rule.label)
            entries += _pick(rule, fresh, chance, used)
        variants.append(
            Variant(paper_id=paper.id, title=paper.title, letter=letter, questions=tuple(entries))
        )
    return tuple(variants)


def _pick(
    rule: Draw, fitting: list[Question], chance: random.Random, used: Counter[str]
) -> list[PaperQuestion]:
    chance.shuffle(fitting)
    fitting.sort(key=lambda question: used[question.id])
    drawn = fitting[: rule.count]
    used.update(question.id for question in drawn)
    return [PaperQuestion.model_validate({"question": q, "points": rule.points}) for q in drawn]


def _fits(rule: Draw, question: Question) -> bool:
    return (
        question.kind == rule.kind
        and (not rule.topics or bool(set(rule.topics) & set(question.topics)))
        and (not rule.difficulty or question.difficulty in rule.difficulty)
    )


def shuffle(variant: Variant, seed: int) -> tuple[ShownQuestion, ...]:
    """Return the order of questions (within their kind) and options for one attempt.

    The same variant and seed give the same order, so an attempt can be shown again for ever.
    """
    chance = random.Random(seed)  # noqa: S311 - order on the screen, no secret
    shown: list[ShownQuestion] = []
    kinds = dict.fromkeys(entry.question.kind for entry in variant.questions)
    for kind in kinds:
        group = [e.question for e in variant.questions if e.question.kind == kind]
        chance.shuffle(group)
        shown += [_shown(question, chance) for question in group]
    return tuple(shown)


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
