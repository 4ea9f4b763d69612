"""Publishing a variant as an nbgrader assignment: its files and its rows in the gradebook.

nbgrader's own `generate_assignment` commits dozens of times and takes a second or more for each
variant. The same rows are written here in one transaction; a test compares the two.
"""

import json

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    exists,
    select,
)

from grading.gradebook.cells import BEGIN, END
from grading.gradebook.course import CourseFolder
from grading.gradebook.database import Session, one_transaction, reading
from grading.gradebook.errors import KeyInReleaseError
from grading.gradebook.names import COURSE_ID, NOTEBOOK, rubric_cell
from grading.gradebook.prepared import PreparedVariant
from grading.gradebook.source import as_bytes

_NEVER_IN_A_RELEASE = (BEGIN, END, "import score_cell", "KEY_ = {", rubric_cell(""))


def publish(course: CourseFolder, gradebook: Gradebook, prepared: PreparedVariant) -> None:
    """Publish a variant; once more changes nothing. Raises KeyInReleaseError.

    Files come first and rows last, so an assignment in the gradebook always has its files.
    Another content has another name: an assignment that exists is never changed.
    """
    release = as_bytes(prepared.release)
    _refuse_keys(prepared.assignment, release.decode())
    course.write(course.source(prepared.assignment), as_bytes(prepared.source))
    course.write(course.release(prepared.assignment), release)
    with one_transaction(gradebook) as session:
        if not _has_row(session, prepared.assignment):
            _add_rows(session, prepared)


def is_published(course: CourseFolder, gradebook: Gradebook, assignment: str) -> bool:
    """Say whether an assignment has its rows and its files."""
    if not (course.source(assignment).exists() and course.release(assignment).exists()):
        return False
    with reading(gradebook) as session:
        return _has_row(session, assignment)


def _has_row(session: Session, assignment: str) -> bool:
    return bool(session.execute(select(exists().where(Assignment.name == assignment))).scalar())


def _refuse_keys(assignment: str, release: str) -> None:
    for marker in _NEVER_IN_A_RELEASE:
        if marker in release:
            raise KeyInReleaseError(assignment, marker)


def _add_rows(session: Session, prepared: PreparedVariant) -> None:
    assignment = Assignment(name=prepared.assignment, course_id=COURSE_ID)
    kernel = json.dumps(prepared.master.metadata.kernelspec)
    notebook = Notebook(name=NOTEBOOK, assignment=assignment, kernelspec=kernel)
    session.add_all([assignment, notebook])
    for cell in prepared.master.cells:
        session.add_all(_rows_of_cell(notebook, cell))


def _rows_of_cell(notebook: Notebook, cell: NotebookNode) -> list[BaseCell | SourceCell]:
    role, cell_type = cell.metadata.nbgrader, cell.cell_type
    name = role.grade_id
    rows = [
        SourceCell(
            name=name,
            notebook=notebook,
            cell_type=cell_type,
            locked=role.locked,
            source=cell.source,
            checksum=role.checksum,
        )
    ]
    if role.grade:
        rows.append(
            GradeCell(name=name, notebook=notebook, max_score=role.points, cell_type=cell_type)
        )
    if role.solution:
        rows.append(SolutionCell(name=name, notebook=notebook))
    return rows
