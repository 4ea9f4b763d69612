"""The points for each answer of a submission, and the scored notebook that nbgrader keeps.

Nothing here executes anything: answers are literals, keys come from trusted cells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from nbformat import NotebookNode

from grading.gradebook.cells import Key, points_for
from grading.gradebook.inert import preformatted
from grading.gradebook.literal import (
    UnreadableAnswerError,
    inert_answer,
    read_answer,
    write_answer,
)
from grading.gradebook.names import answer_cell, variable
from grading.gradebook.source import EMPTY_ESSAY
from quizzes.errors import MalformedAnswerError

Outputs = list[dict[str, Any]]
"""Outputs of a cell in the notebook format."""


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """One answer made inert, its points, and the outputs that tell nbgrader the points.

    `cell` is the id of the answer cell; `points` is None where a marker has to give them.
    """

    cell: str
    source: str
    points: Fraction | None
    outputs: Outputs
    is_open: bool = False


def score_answer(key: Key, source: str) -> ScoredAnswer:
    """Score the text of an answer cell.

    Text that is no answer gets no points and an error output, as nbgrader would give it.
    """
    name, cell = variable(key["id"]), answer_cell(key["id"])
    try:
        answer = read_answer(name, source)
    except UnreadableAnswerError as error:
        return ScoredAnswer(cell, inert_answer(name, source), Fraction(0), _refused(error))
    inert = write_answer(name, answer)
    is_open = answer is None
    try:
        points = points_for(key, answer)
    except MalformedAnswerError as error:
        return ScoredAnswer(cell, inert, Fraction(0), _refused(error), is_open)
    return ScoredAnswer(cell, inert, points, _earned(float(points), key["points"]), is_open)


def read_essay(question_id: str, source: str) -> ScoredAnswer:
    """Read the cell of an essay: left as it was it earns nothing, else it waits for a marker."""
    if source in ("", EMPTY_ESSAY):
        return ScoredAnswer(question_id, EMPTY_ESSAY, Fraction(0), [], is_open=True)
    return ScoredAnswer(question_id, preformatted(source), None, [])


def scored_notebook(master: NotebookNode, scores: Mapping[str, ScoredAnswer]) -> dict[str, Any]:
    """Return the trusted notebook with inert answers and the outputs of scored cells.

    `scores` are by question id; `master` stays as it is.
    """
    answers = {score.cell: score for score in scores.values()}
    cells = []
    for cell in master.cells:
        name = cell.metadata.nbgrader.grade_id
        if name in answers:
            cells.append({**cell, "source": answers[name].source})
        elif name in scores:
            cells.append({**cell, "outputs": scores[name].outputs})
        else:
            cells.append(cell)
    return {**master, "cells": cells}


def _earned(points: float, possible: int) -> Outputs:
    return [
        {"output_type": "stream", "name": "stdout", "text": f"得分 {points:g} / {possible}\n"},
        {
            "output_type": "execute_result",
            "data": {"text/plain": repr(points)},
            "metadata": {},
            "execution_count": None,
        },
    ]


def _refused(error: Exception) -> Outputs:
    return [
        {
            "output_type": "error",
            "ename": type(error).__name__,
            "evalue": "答案的形式不对",
            "traceback": ["答案的形式不对，本题没有得分。"],
        }
    ]
