"""The content of a home: what comes with the package and what the bureau added."""

from dataclasses import dataclass

import courses.catalogue
import quizzes.content
from courses.catalogue import Catalogue, read_catalogue
from courses.problem import Problem
from grading.home import Home
from quizzes.content import Quizzes, read_quizzes


@dataclass(frozen=True, slots=True)
class Content:
    """Courses, questions and papers that can be used, and what was left out and why."""

    catalogue: Catalogue
    quizzes: Quizzes
    problems: tuple[Problem, ...]


def read_content(home: Home) -> Content:
    """Read the content of the package and of the home; faults are collected, never raised."""
    catalogue, problems = read_catalogue([courses.catalogue.PACKAGE_FOLDER, home.courses])
    found = read_quizzes(catalogue, [quizzes.content.PACKAGE_FOLDER, home.root])
    return Content(catalogue, found, (*problems, *found.problems))
