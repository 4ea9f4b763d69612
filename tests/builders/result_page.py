"""The result page without a portal around it."""

from datetime import UTC, datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import jinja2
from builders.content import make_paper
from builders.questions import make_variant

from courses.statutes.registry import Registry
from grading.attempts.model import CellResult
from quizzes.draw import PaperQuestion
from quizzes.kinds import kind_of
from quizzes.model import Question
from widgets.portal.shown import result_cells
from widgets.portal.templates_environment import page_templates

REGISTRY = Registry.embedded()
SCORED_AT = datetime(2026, 11, 23, 4, tzinfo=UTC)

Answered = tuple[Question, CellResult]


def answered(question: Question, answer: Any, earned: object = 0, **more: Any) -> Answered:
    """Return a question with what became of an answer to it, of as many points as it has."""
    usual: dict[str, Any] = {
        "question_id": question.id,
        "option_order": tuple(sorted(kind_of(question).option_order(question))),
        "answer": answer,
        "earned": Fraction(str(earned)),
        "possible": Fraction(question.points),
        "comment": "示范评语",
    }
    return question, CellResult(**(usual | more))


def shown_result(*cells: Answered, hidden: str | None = None) -> str:
    """Draw the result of an attempt; `hidden` says why its answers are not to be seen."""
    entries = tuple(
        PaperQuestion.model_validate({"question": question, "points": question.points})
        for question, _ in cells
    )
    variant = make_variant(1).model_copy(update={"questions": () if hidden else entries})
    kept = SimpleNamespace(variant=variant, cells=() if hidden else [cell for _, cell in cells])
    templates = page_templates()
    bare = jinja2.DictLoader({"base.html": "{% block content %}{% endblock %}"})
    templates.loader = jinja2.ChoiceLoader([bare, templates.loader])
    return templates.get_template("result.html").render(
        result=SimpleNamespace(
            summary=SimpleNamespace(
                number=1, band="不合格", earned=0, possible=2, percent=0.0, handed_in_at=None
            ),
            paper=make_paper(),
            variant=variant,
            scored_at=SCORED_AT,
            changed_by=None,
            answers_hidden=hidden,
        ),
        may_read_law=True,
        cells=result_cells(kept, REGISTRY),
        attempt_id="sample",
        person=SimpleNamespace(name="示范学员"),
        zone=UTC,
        static=str,
    )
