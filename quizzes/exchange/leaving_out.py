"""What a format cannot hold, question by question, before anything is written."""

from collections.abc import Callable, Iterable

from quizzes.exchange.cases import by_case
from quizzes.exchange.report import LeftOut
from quizzes.kinds import case_analysis, kind_of
from quizzes.model import Question

WITH_ITS_CASE = "同一案例的另一问不能导出，整个案例没有导出"


def holdable(
    questions: Iterable[Question], fault: Callable[[Question], str]
) -> tuple[list[Question], list[LeftOut]]:
    """Return the questions without a fault, and name the others; a case goes as a whole."""
    kept: list[Question] = []
    left_out: list[LeftOut] = []
    for group in by_case(questions, case_analysis.case_id):
        faults = [fault(question) for question in group]
        if any(faults):
            left_out += [
                LeftOut(place_of(question), told or WITH_ITS_CASE)
                for question, told in zip(group, faults, strict=True)
            ]
        else:
            kept += group
    return kept, left_out


def place_of(question: Question) -> str:
    """Name a question in a report."""
    return f"{kind_of(question).label} {question.id}"
