"""From a variant to its notebooks: the source with the keys, and the release without them."""

import json
from copy import deepcopy
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.utils import compute_checksum

from grading.gradebook.cells import scored_cell, without_hidden
from grading.gradebook.inert import inert_markdown
from grading.gradebook.literal import write_answer
from grading.gradebook.names import (
    TITLE_CELL,
    answer_cell,
    is_rubric_cell,
    rubric_cell,
    stem_cell,
    variable,
)
from quizzes.draw import PaperQuestion, Variant
from quizzes.kinds import kind_of
from quizzes.kinds.essay import shares
from quizzes.model import Essay

KERNEL = {"display_name": "考试答卷（不运行）", "language": "python", "name": "xuefa-exam"}
"""A kernel that is installed nowhere.

nbgrader puts it into every submission before it runs one, so even an nbgrader without our
configuration cannot run what a learner wrote: it stops with “no such kernel”.
"""

EMPTY_ESSAY = "（在这一格作答：双击打开，删去这句话，写下您的回答）"
"""What stands in the cell of an essay at first; left like this it counts as not answered."""

Cell = dict[str, Any]
"""A cell in the notebook format."""

_FORMAT = {"nbformat": 4, "nbformat_minor": 5}
_SCHEMA = 3


def source_notebook(variant: Variant) -> NotebookNode:
    """Return the notebook of the source folder; it holds the keys, in hidden blocks only."""
    cells = [_markdown(TITLE_CELL, f"# {inert_markdown(f'{variant.title} {variant.letter}卷')}")]
    for number, entry in enumerate(variant.questions, start=1):
        cells.append(_markdown(stem_cell(entry.question.id), _stem(number, entry)))
        cells += _essay_cells(entry) if isinstance(entry.question, Essay) else _scored_cells(entry)
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place:03d}"
    notebook = {"cells": cells, "metadata": _metadata()} | _FORMAT
    # nbformat's own makers of cells check each by a schema: seconds at every first start
    made: NotebookNode = from_dict(notebook)
    return made


def master_notebook(source: NotebookNode) -> NotebookNode:
    """Return a source as nbgrader keeps it: locked and with checksums, keys included."""
    notebook = deepcopy(source)
    for cell in notebook.cells:
        cell.metadata.deletable = False
        if not cell.metadata.nbgrader.solution:
            cell.metadata.editable = False
        _seal(cell)
    return notebook


def release_notebook(master: NotebookNode) -> NotebookNode:
    """Return the notebook for learners: no hidden block and no rubric, so nothing of a key."""
    notebook = deepcopy(master)
    notebook.cells = without_rubrics(notebook.cells)
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade:
            cell.source = without_hidden(cell.source)
            _seal(cell)
    return notebook


def without_rubrics(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return the cells that learners may see."""
    return [cell for cell in cells if not is_rubric_cell(cell.metadata.nbgrader.grade_id)]


def as_bytes(notebook: NotebookNode | dict[str, Any]) -> bytes:
    """Return a notebook as the file's content; equal notebooks give equal bytes.

    It is one line: with indentation, Python's encoder is ten times slower.
    """
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True)
    return f"{text}\n".encode()


def _scored_cells(entry: PaperQuestion) -> list[Cell]:
    """Return the cell that is filled in and the one that scores it."""
    question_id = entry.question.id
    empty = write_answer(variable(question_id), None)
    return [
        _code(answer_cell(question_id), empty, solution=True),
        _code(question_id, scored_cell(entry), grade=True, points=float(entry.points)),
    ]


def _essay_cells(entry: PaperQuestion) -> list[Cell]:
    """Return the one cell of an essay, filled in and marked by hand, and what markers look for."""
    question = entry.question
    assert isinstance(question, Essay)  # noqa: S101 - the caller has looked
    looked_for = [
        f"- {inert_markdown(one.text)}（{points} 分）"
        for one, points in zip(question.rubric, shares(question, entry.points), strict=True)
    ]
    rubric = [
        "**评分要点（只给阅卷人）**",
        "\n".join(looked_for),
        f"**参考答案**　{inert_markdown(question.reference)}",
    ]
    scored = {"grade": True, "solution": True, "points": float(entry.points)}
    return [
        _markdown(question.id, EMPTY_ESSAY, **scored),
        _markdown(rubric_cell(question.id), "\n\n".join(rubric)),
    ]


def _stem(number: int, entry: PaperQuestion) -> str:
    question = entry.question
    parts = [f"## 第 {number} 题（{entry.points} 分）"]
    if question.case is not None:
        parts.append(f"**案情**　{inert_markdown(question.case.text)}")
    parts.append(inert_markdown(question.stem))
    kind = kind_of(question)
    listed = kind.parts(question).items()
    if listed:
        parts.append("\n".join(f"- **{one}**　{inert_markdown(text)}" for one, text in listed))
    examples = " 或者 ".join(f"`{variable(question.id)} = {one}`" for one in kind.examples)
    parts.append(f"在下一格作答，写成 {examples} 的样子。" if examples else "在下一格作答。")
    return "\n\n".join(parts)


def _markdown(name: str, text: str, **role: Any) -> Cell:
    locked = not role.get("solution", False)
    metadata = {"nbgrader": _role(name, locked=locked, **role)}
    return {"cell_type": "markdown", "metadata": metadata, "source": text}


def _code(name: str, text: str, **role: Any) -> Cell:
    locked = not role.get("solution", False)
    metadata = {"nbgrader": _role(name, locked=locked, **role)}
    empty: Cell = {"execution_count": None, "outputs": []}
    return empty | {"cell_type": "code", "metadata": metadata, "source": text}


def _role(name: str, *, locked: bool, **role: Any) -> dict[str, Any]:
    usual = {"grade": False, "solution": False, "task": False, "schema_version": _SCHEMA}
    return usual | {"grade_id": name, "locked": locked} | role


def _metadata() -> dict[str, Any]:
    return {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}


def _seal(cell: NotebookNode) -> None:
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    cell.metadata.nbgrader.cell_type = cell.cell_type
