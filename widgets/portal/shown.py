"""Questions as a page draws them: fields, words of answers, and the law behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from courses.statutes.citation import parse_citation
from courses.statutes.registry import Registry
from grading.attempts.model import CellResult, ExamResult, OpenExam
from grading.study.model import PracticeQuestion
from quizzes.draw import PaperQuestion
from quizzes.kinds import kind_of
from quizzes.model import Question
from widgets.portal.law_links import instrument_of, link_citations


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A citation in words, with the address of its article."""

    label: str
    href: str


def citations(registry: Registry, question: Question) -> list[ShownCitation]:
    """Return what a question rests on."""
    return [
        ShownCitation(parse_citation(text).label(registry), f"/statute/{text}")
        for text in question.cites
    ]


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """A question on the exam page; without its key."""

    number: int
    entry: PaperQuestion
    kind_label: str
    hint: str
    fields: Markup
    answered: bool


def exam_questions(exam: OpenExam) -> list[ExamQuestion]:
    """Return the questions of an open exam in the learner's order."""
    shown = []
    for number, place in enumerate(exam.shown, start=1):
        entry = exam.variant.entry(place.question_id)
        if entry is None:
            continue
        kind = kind_of(entry.question)
        answer = exam.answers.get(place.question_id)
        fields = kind.render(entry.question, place.option_order, answer)
        hint = kind.hint(entry.question)
        shown.append(ExamQuestion(number, entry, kind.label, hint, fields, answer is not None))
    return shown


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A question on the result page, with its key and explanation; citations in them are links.

    `options` are those to choose from, each with the letter or number that it was shown with.
    """

    number: int
    entry: PaperQuestion
    kind_label: str
    cell: CellResult
    stem: Markup
    options: list[tuple[str, Markup]]
    answer_text: Markup | None
    right_text: Markup
    is_right: bool
    explanation: Markup
    mistakes: list[Markup]
    cites: list[ShownCitation]


def result_cells(result: ExamResult, registry: Registry) -> list[ResultCell]:
    """Return the questions of a result in the order in which they were shown."""
    shown = []
    for number, cell in enumerate(result.cells, start=1):
        entry = result.variant.entry(cell.question_id)
        if entry is not None:
            shown.append(_result_cell(number, entry, cell, registry))
    return shown


def _result_cell(
    number: int, entry: PaperQuestion, cell: CellResult, registry: Registry
) -> ResultCell:
    question, kind = entry.question, kind_of(entry.question)
    order, linked = cell.option_order, _linking(registry, question)
    answer = None if cell.answer is None else kind.answer_text(question, order, cell.answer)
    return ResultCell(
        number=number,
        entry=entry,
        kind_label=kind.label,
        cell=cell,
        stem=linked(question.stem),
        options=[(name, linked(text)) for name, text in _options(question, order)],
        answer_text=None if answer is None else linked(answer),
        right_text=linked(kind.answer_text(question, order, kind.right_answer(question))),
        is_right=cell.earned == cell.possible,
        explanation=linked(question.explanation),
        mistakes=[linked(one) for one in kind.mistakes(question, order, cell.answer)],
        cites=citations(registry, question),
    )


def _options(question: Question, order: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what there was to choose from as it was shown; steps are all in the answer."""
    if question.kind not in ("single_choice", "multiple_choice", "matching"):
        return []
    parts = kind_of(question).parts(question)
    names = "12345678" if question.kind == "matching" else "ABCDEFGH"
    return [(name, parts[part]) for name, part in zip(names, order, strict=False)]


def practice_question(entry: PracticeQuestion, registry: Registry, now: Any) -> dict[str, Any]:
    """Return one place of a practice round; key and explanation only after an answer."""
    question, kind = entry.question, kind_of(entry.question)
    order, is_answered = entry.shown.option_order, entry.is_right is not None
    shown: dict[str, Any] = {
        "place": entry.place,
        "question": question,
        "kind_label": kind.label,
        "stem": question.stem,
        "hint": kind.hint(question),
        "fields": kind.render(question, order, entry.answer),
        "state": _practice_state(entry),
        "next_at": entry.next_at.isoformat() if entry.next_at else None,
        "seconds": max(0, round((entry.next_at - now).total_seconds())) if entry.next_at else 0,
        "answer_text": None,
        "explanation": None,
        "mistakes": [],
        "cites": [],
    }
    if is_answered and entry.answer is not None:
        linked = _linking(registry, question)
        shown.update(
            stem=linked(question.stem),
            answer_text=linked(kind.answer_text(question, order, entry.answer)),
            explanation=linked(question.explanation),
            mistakes=[linked(one) for one in kind.mistakes(question, order, entry.answer)],
            cites=citations(registry, question),
        )
    return shown


def _linking(registry: Registry, question: Question) -> Callable[[str], Markup]:
    """Return what links the citations in the words of a question."""
    within = instrument_of(question, registry)
    return lambda text: link_citations(text, registry, within)


def _practice_state(entry: PracticeQuestion) -> str:
    if entry.is_right is None:
        return "open"
    return "right" if entry.is_right else "wrong"
