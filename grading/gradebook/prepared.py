"""A variant with its notebooks ready, so that one submission costs no more than its answers."""

from dataclasses import dataclass
from typing import Any, Self

from nbformat import NotebookNode

from grading.gradebook.cells import Key, key_of
from grading.gradebook.names import answer_cell
from grading.gradebook.source import master_notebook, release_notebook, source_notebook
from quizzes.draw import PaperQuestion, Variant
from quizzes.kinds import is_read_by_marker


@dataclass(frozen=True, slots=True)
class PreparedVariant:
    """The notebooks of a variant; they are shared and must not be changed.

    `source` is for nbgrader's folder of that name, `release` goes to learners, `master` is the
    trusted text that scored notebooks are made of.
    `keys` and `answer_cells` (the cell that is filled in) are by question id; `empty_texts` are
    what stands in answer cells of the release, by the id of the cell.
    """

    variant: Variant
    assignment: str
    source: NotebookNode
    release: dict[str, Any]
    master: NotebookNode
    keys: dict[str, Key]
    answer_cells: dict[str, str]
    empty_texts: dict[str, str]

    @classmethod
    def of(cls, variant: Variant) -> Self:
        """Prepare a variant."""
        source = source_notebook(variant)
        master = master_notebook(source)
        release = release_notebook(master)
        return cls(
            variant=variant,
            assignment=variant.assignment,
            source=source,
            release=dict(release),
            master=master,
            keys={entry.question.id: key_of(entry) for entry in variant.questions},
            answer_cells={entry.question.id: _answer_cell(entry) for entry in variant.questions},
            empty_texts={
                cell.metadata.nbgrader.grade_id: cell.source
                for cell in release.cells
                if cell.metadata.nbgrader.solution
            },
        )


def _answer_cell(entry: PaperQuestion) -> str:
    question = entry.question
    return question.id if is_read_by_marker(question) else answer_cell(question.id)
