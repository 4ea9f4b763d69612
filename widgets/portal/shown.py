"""Questions as a page draws them: fields, words of answers, and the law behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from courses.statutes.citation import parse_citation
from courses.statutes.registry import Registry
from grading.attempts.model import CellResult, ExamResult, OpenExam
from grading.marking.model import RubricShare
from grading.study.model import PracticeQuestion
from quizzes.draw import PaperQuestion
from quizzes.kinds import case_analysis, essay, is_read_by_marker, kind_of
from quizzes.model import Essay, Question
from widgets.portal.law_links import instrument_of, link_citations


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A citation in words, with the address of its article.

    `note` says what should not be overlooked about it.
    """

    label: str
    href: str
    note: str = ""


def citations(registry: Registry, question: Question) -> list[ShownCitation]:
    """Return what a question rests on."""
    return [
        ShownCitation(parse_citation(text).label(registry), f"/statute/{text}")
        for text in question.cites
    ]


@dataclass(frozen=True, slots=True)
class CasePart:
    """Where a question stands in the case that it is about.

    `case` counts the cases of a page and `part` the questions of one, from 1; `first` and `last`
    are numbers on the page.
    """

    case: int
    part: int
    first: int
    last: int
    text: str
    acts_on: date | None


def case_parts(questions: Sequence[Question]) -> list[CasePart | None]:
    """Return for every question of a page its place in a case; None without a case."""
    ids = [case_analysis.case_id(question) for question in questions]
    cases = [one for one in dict.fromkeys(ids) if one is not None]
    found: list[CasePart | None] = []
    for number, question in enumerate(questions, start=1):
        if question.case is None:
            found.append(None)
            continue
        first = ids.index(question.case.id) + 1
        found.append(
            CasePart(
                case=cases.index(question.case.id) + 1,
                part=number - first + 1,
                first=first,
                last=first + ids.count(question.case.id) - 1,
                text=question.case.text,
                acts_on=question.acts_on,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """A question on the exam page; without its key."""

    number: int
    entry: PaperQuestion
    kind_label: str
    hint: str
    fields: Markup
    answered: bool
    case: CasePart | None


def exam_questions(exam: OpenExam) -> list[ExamQuestion]:
    """Return the questions of an open exam in the learner's order."""
    entries = {entry.question.id: entry for entry in exam.variant.questions}
    places = [place for place in exam.shown if place.question_id in entries]
    cases = case_parts([entries[place.question_id].question for place in places])
    shown = []
    for number, (place, case) in enumerate(zip(places, cases, strict=True), start=1):
        entry = entries[place.question_id]
        kind = kind_of(entry.question)
        answer = exam.answers.get(place.question_id)
        shown.append(
            ExamQuestion(
                number=number,
                entry=entry,
                kind_label=kind.label,
                hint=kind.hint(entry.question),
                fields=kind.render(entry.question, place.option_order, answer),
                answered=answer is not None,
                case=case,
            )
        )
    return shown


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A question on the result page, with its key and explanation; citations in them are links.

    `options` are those to choose from, each with the letter or number that it was shown with.
    `outcome` is `right`, `part` (some of the points) or `wrong`. `is_read` says that markers read
    the answers; `rubric` is what they look for, with the points given where a marker told them.
    """

    number: int
    entry: PaperQuestion
    kind_label: str
    cell: CellResult
    stem: Markup
    options: list[tuple[str, Markup]]
    answer_text: Markup | None
    right_text: Markup
    outcome: str
    explanation: Markup
    mistakes: list[Markup]
    cites: list[ShownCitation]
    case: CasePart | None
    case_text: Markup | None
    is_read: bool
    rubric: tuple[RubricShare, ...]


def result_cells(
    result: ExamResult, registry: Registry, *, is_linked: bool = True
) -> list[ResultCell]:
    """Return the questions of a result in the order in which they were shown.

    Not linked, citations are words alone, for whoever may not read the law here.
    """
    entries = {entry.question.id: entry for entry in result.variant.questions}
    cells = [cell for cell in result.cells if cell.question_id in entries]
    cases = case_parts([entries[cell.question_id].question for cell in cells])
    shown = []
    for number, (cell, case) in enumerate(zip(cells, cases, strict=True), start=1):
        entry = entries[cell.question_id]
        linked = _linking(registry, entry.question) if is_linked else escape
        cites = citations(registry, entry.question)
        shown.append(_result_cell(number, entry, cell, case, linked=linked, cites=cites))
    return shown


def _result_cell(
    number: int,
    entry: PaperQuestion,
    cell: CellResult,
    case: CasePart | None,
    *,
    linked: Callable[[str], Markup],
    cites: list[ShownCitation],
) -> ResultCell:
    question, kind, order = entry.question, kind_of(entry.question), cell.option_order
    is_read = is_read_by_marker(question)
    words = escape if is_read else linked
    answer = None if cell.answer is None else kind.answer_text(question, order, cell.answer)
    return ResultCell(
        number=number,
        entry=entry,
        kind_label=kind.label,
        cell=cell,
        stem=linked(question.stem),
        options=[(name, linked(text)) for name, text in _options(question, order)],
        answer_text=None if answer is None else words(answer),
        right_text=linked(kind.answer_text(question, order, kind.right_answer(question))),
        outcome=_outcome(cell),
        explanation=linked(question.explanation),
        mistakes=[linked(one) for one in kind.mistakes(question, order, cell.answer)],
        cites=cites,
        case=case,
        case_text=None if case is None else linked(case.text),
        is_read=is_read,
        rubric=_rubric(entry, cell),
    )


def _rubric(entry: PaperQuestion, cell: CellResult) -> tuple[RubricShare, ...]:
    """Return the rubric of an essay, also of one that nobody had to read."""
    if cell.rubric or not isinstance(entry.question, Essay):
        return cell.rubric
    possible = essay.shares(entry.question, entry.points)
    return tuple(
        RubricShare(text=point.text, possible=share, earned=None)
        for point, share in zip(entry.question.rubric, possible, strict=True)
    )


def _outcome(cell: CellResult) -> str:
    if cell.earned == cell.possible:
        return "right"
    return "part" if cell.earned else "wrong"


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
