"""The questions of the package, read once for all commands that a test process runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

import quizzes.content
from courses.problem import Problem
from quizzes import bank
from quizzes.model import Question

Read = tuple[list[tuple[str, Question]], list[Problem]]


@contextmanager
def package_questions_read_once() -> Iterator[None]:
    """Keep what was read of the package's bank files; those of a home are read as ever.

    Questions cannot be changed, and no test changes the package.
    """
    read = bank.read_questions
    of_package = cache(read)

    def reading(file: Path) -> Read:
        if not file.is_relative_to(quizzes.content.PACKAGE_FOLDER):
            return read(file)
        found, problems = of_package(file)
        return list(found), list(problems)

    with patch.object(bank, "read_questions", reading):
        yield
