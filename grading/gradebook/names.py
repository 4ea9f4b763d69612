"""Names shared with nbgrader: ids that become folders, cells and variables.

nbgrader makes paths of ids and removes the trees they name, so every id is checked before use.
"""

import keyword
import re

from grading.gradebook.errors import UnsafeNameError

COURSE_ID = "xuefa"
"""The id of the one nbgrader course of a home."""

NOTEBOOK = "exam"
"""The name of the one notebook of every assignment."""

TITLE_CELL = "exam--title"
"""The id of the cell with the title."""

_ANSWER = "--answer"
_RUBRIC = "--rubric"
_EDGE = "A-Za-z0-9\u3400-\u9fff"
_SAFE = re.compile(rf"[{_EDGE}](?:[{_EDGE}_.@-]{{0,62}}[{_EDGE}])?")


def safe_name(what: str, name: object) -> str:
    """Return `name` if it is safe as a folder's name, or raise UnsafeNameError.

    `what` says in Chinese what is named. Path separators, wildcards, `..`, blanks and control
    characters are refused.
    """
    if isinstance(name, str) and _SAFE.fullmatch(name) and ".." not in name:
        return name
    raise UnsafeNameError(what, name)


def variable(question_id: str) -> str:
    """Return the variable that holds the answer to a question: penalty_hearing_001.

    Ids are letters, digits and hyphens, so two ids never share a variable: an underscore at
    either end only comes from here.
    """
    name = question_id.replace("-", "_")
    if name[0].isdigit():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def answer_cell(question_id: str) -> str:
    """Return the id of the cell that the learner fills in.

    The cell that is scored has the question's own id; ids hold no double hyphen. An essay is
    filled in where it is scored: its one cell has the question's own id.
    """
    return f"{question_id}{_ANSWER}"


def rubric_cell(question_id: str) -> str:
    """Return the id of the cell that tells a marker what an essay has to say."""
    return f"{question_id}{_RUBRIC}"


def is_rubric_cell(cell: str) -> bool:
    """Say whether a cell is for markers only."""
    return cell.endswith(_RUBRIC)


def question_of(cell: str) -> str | None:
    """Return the question that an answer cell belongs to, None for another cell."""
    question_id = cell.removesuffix(_ANSWER)
    return None if question_id == cell else question_id


def stem_cell(question_id: str) -> str:
    """Return the id of the cell that shows the question."""
    return f"{question_id}--stem"
