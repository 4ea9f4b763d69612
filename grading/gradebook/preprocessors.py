"""Steps of nbgrader's conversions that stand in for those that would run or show too much.

nbgrader loads them by name from its configuration (`configuration.py`), in its own commands and
behind formgrader's buttons.
"""

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import read as read_notebook
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from grading.gradebook.cells import read_key
from grading.gradebook.inert import preformatted
from grading.gradebook.literal import inert_answer, write_answer
from grading.gradebook.names import answer_cell, is_rubric_cell, question_of, variable
from grading.gradebook.scored import read_essay, score_answer
from grading.gradebook.source import EMPTY_ESSAY
from grading.gradebook.submission import answer_cells

Resources = dict[str, Any]


class KeepEmptyAnswers(ClearSolutions):
    """Clears solutions, but leaves the empty answer cells of an exam as they are."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        """Clear one cell."""
        question_id = _answered_question(cell)
        if question_id and cell.source == write_answer(variable(question_id), None):
            return cell, resources
        if _is_essay(cell) and cell.source == EMPTY_ESSAY:
            return cell, resources
        cleared: tuple[NotebookNode, Resources] = super().preprocess_cell(
            cell, resources, cell_index
        )
        return cleared


class LeaveOutRubrics(NbGraderPreprocessor):
    """Takes out what only markers may see."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Leave out the cells with rubrics."""
        nb.cells = [cell for cell in nb.cells if not is_rubric_cell(_name_of(cell))]
        return nb, resources


class RebuildFromSource(NbGraderPreprocessor):
    """Puts the answers of a submission, made inert, into the trusted source notebook.

    Whatever else was handed in stays behind: other cells, outputs, metadata, doubled cells.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Rebuild a submitted notebook."""
        source = self._source(resources["nbgrader"])
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in source.cells}
        wanted = [name for name, cell in cells.items() if utils.is_solution(cell)]
        for name, text in answer_cells(nb, wanted).items():
            cells[name].source = _inert(cells[name], text)
        source.metadata.update({k: v for k, v in nb.metadata.items() if k == "xuefa"})
        return source, resources

    def _source(self, place: dict[str, str]) -> NotebookNode:
        course = CourseDirectory(config=self.config)
        folder = course.format_path(course.source_directory, ".", place["assignment"])
        with open(f"{folder}/{place['notebook']}.ipynb", encoding="utf-8") as file:  # noqa: PTH123
            source: NotebookNode = read_notebook(file, as_version=4)
        if not all("nbgrader" in cell.metadata for cell in source.cells):
            raise NbGraderException(f"{place['assignment']} 不是由试卷生成的，不能评分")
        return source


class ScoreAnswers(NbGraderPreprocessor):
    """Scores every answer by the key in the trusted cell; takes the place of `Execute`."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write the outputs from which nbgrader reads the points."""
        texts = {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in nb.cells
            if utils.is_solution(cell)
        }
        for cell in nb.cells:
            if utils.is_grade(cell) and not utils.is_solution(cell):
                name = cell.metadata.nbgrader.grade_id
                self._score(cell, texts.get(answer_cell(name), ""))
        return nb, resources

    def _score(self, cell: NotebookNode, text: str) -> None:
        key = read_key(cell.source) if cell.cell_type == "code" else None
        if key is None:  # without outputs nbgrader would give full marks
            name = cell.metadata.nbgrader.grade_id
            raise NbGraderException(f"单元格 {name} 没有答案，不能评分")
        outputs = score_answer(key, text).outputs
        cell.outputs = [NotebookNode(output) for output in outputs]


class EscapeLearnerText(NbGraderPreprocessor):
    """Makes what a learner may have written inert before formgrader or feedback shows it."""

    def preprocess_cell(
        self,
        cell: NotebookNode,
        resources: Resources,
        cell_index: int,  # noqa: ARG002
    ) -> tuple[NotebookNode, Resources]:
        """Escape one cell, unless it is one of the trusted ones."""
        if utils.is_locked(cell):
            return cell, resources
        if cell.cell_type == "code":
            question_id = _answered_question(cell)
            cell.source = inert_answer(variable(question_id or "other"), cell.source)
            cell.outputs = []
        else:
            cell.source = preformatted(cell.source)
            cell.pop("attachments", None)
        return cell, resources


def _inert(trusted: NotebookNode, text: str) -> str:
    """Return what a learner wrote into a cell so that it runs nowhere and shows as typed."""
    if _is_essay(trusted):
        return read_essay(_name_of(trusted), text).source
    question_id = question_of(_name_of(trusted))
    if question_id is None:
        raise NbGraderException(f"单元格 {_name_of(trusted)} 不是试卷的作答格，不能评分")
    return inert_answer(variable(question_id), text)


def _is_essay(cell: NotebookNode) -> bool:
    """Say whether a cell is filled in and marked by hand in one place."""
    return bool(cell.cell_type == "markdown" and utils.is_solution(cell) and utils.is_grade(cell))


def _name_of(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or "")


def _answered_question(cell: NotebookNode) -> str | None:
    role = cell.metadata.get("nbgrader", {})
    return question_of(role.get("grade_id") or "") if role.get("solution") else None
