"""What a learner hands in, as nbgrader knows it: composed, written, and read back."""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from grading.gradebook.course import CourseFolder
from grading.gradebook.errors import RefusedSubmissionError
from grading.gradebook.inert import preformatted
from grading.gradebook.literal import write_answer
from grading.gradebook.names import safe_name, variable
from grading.gradebook.prepared import PreparedVariant
from grading.gradebook.source import as_bytes
from quizzes.model import Answer

LARGEST_NOTEBOOK = 2_000_000
"""Bytes; a notebook of a hundred questions has about 200 000."""

SECRET, TIMESTAMP = "submission_secret.txt", "timestamp.txt"
"""Files beside a notebook; without them nbgrader cannot release feedback."""

_SECRET_BYTES = 64


@dataclass(frozen=True, slots=True)
class Submission:
    """A notebook that was handed in: its content, and the SHA-256 (hex) of it.

    `texts` are those of its answer cells by the id of the cell, as in its content.
    """

    content: bytes
    texts: Mapping[str, str]

    @property
    def notebook_hash(self) -> str:
        """The hash that the records keep with the attempt."""
        return hashlib.sha256(self.content).hexdigest()


def compose(
    attempt_id: str, prepared: PreparedVariant, answers: Mapping[str, Answer]
) -> Submission:
    """Fill the answers into the release notebook; the same attempt gives the same bytes.

    `answers` are parsed answers by question id; those left open are missing. Raises
    RefusedSubmissionError for an answer to a question that is not on the variant.
    """
    if strangers := set(answers) - set(prepared.keys):
        raise RefusedSubmissionError(f"试卷上没有题目 {'、'.join(sorted(strangers))}")
    notebook = prepared.release
    filled = {
        (cell := prepared.answer_cells[question_id]): _written(cell, question_id, answer)
        for question_id, answer in answers.items()
    }
    cells = [
        cell | {"source": filled[name]} if (name := _grade_id(cell)) in filled else cell
        for cell in notebook["cells"]
    ]
    metadata = notebook["metadata"] | {"xuefa": {"attempt": safe_name("考试编号", attempt_id)}}
    content = as_bytes(notebook | {"cells": cells, "metadata": metadata})
    return Submission(content, prepared.empty_texts | filled)


def _written(cell: str, question_id: str, answer: Answer) -> str:
    """Return the text of an answer cell; an essay stands in the cell of its question."""
    if cell == question_id:
        return preformatted(str(answer))
    return write_answer(variable(question_id), answer)


def write_submission(
    course: CourseFolder,
    learner_id: str,
    assignment: str,
    submission: Submission,
    handed_in_at: datetime,
) -> None:
    """Write a submission where nbgrader expects it, replacing the learner's earlier one.

    The notebook comes last. Files are not forced to the disk: the records hold the answers, and
    the same submission can be written again.
    """
    notebook = course.submitted(learner_id, assignment)
    secret = notebook.with_name(SECRET)
    if not secret.exists():
        course.write(secret, secrets.token_hex(_SECRET_BYTES).encode())
    course.write(notebook.with_name(TIMESTAMP), timestamp(handed_in_at).encode())
    course.write(notebook, submission.content)


def write_scored(course: CourseFolder, learner_id: str, assignment: str, notebook: bytes) -> None:
    """Write the scored notebook of a submission, with what nbgrader keeps beside it."""
    submitted = course.submitted(learner_id, assignment)
    scored = course.autograded(learner_id, assignment)
    for name in (SECRET, TIMESTAMP):
        course.link(scored.with_name(name), submitted.with_name(name))
    course.write(scored, notebook)


def timestamp(moment: datetime) -> str:
    """Return an aware moment as nbgrader writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def read_notebook(content: bytes) -> dict[str, Any]:
    """Read a notebook that was handed in; raise RefusedSubmissionError."""
    if len(content) > LARGEST_NOTEBOOK:
        raise RefusedSubmissionError(f"文件超过 {LARGEST_NOTEBOOK // 1_000_000} MB")
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        raise RefusedSubmissionError("文件不是完整的 JSON") from None
    if not isinstance(notebook, dict):
        raise RefusedSubmissionError("文件不是 Jupyter 笔记本")
    return notebook


def answer_cells(notebook: Mapping[str, Any], wanted: Collection[str]) -> dict[str, str]:
    """Return the text of the answer cells (by cell id) in a notebook that was handed in.

    Nothing else is taken from it: not the tests, not the points, no output, no other cell. Of
    two cells with one id the last counts, as in nbgrader. Raises RefusedSubmissionError.
    """
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise RefusedSubmissionError("文件里没有单元格")
    return {name: _source(cell) for cell in cells if (name := _grade_id(cell)) and name in wanted}


def _grade_id(cell: object) -> str | None:
    """Return nbgrader's id of a cell; whatever has none, or another shape, has no id."""
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    role = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = role.get("grade_id") if isinstance(role, dict) else None
    return name if isinstance(name, str) else None


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    if isinstance(source, str):
        return source
    raise RefusedSubmissionError("单元格的内容不是文字")
