"""The notebooks of a variant."""

from nbformat import NotebookNode

from grading.gradebook.source import master_notebook, release_notebook, source_notebook
from quizzes.draw import Variant


def master_notebook_of(variant: Variant) -> NotebookNode:
    return master_notebook(source_notebook(variant))


def release_notebook_of(variant: Variant) -> NotebookNode:
    return release_notebook(master_notebook_of(variant))
