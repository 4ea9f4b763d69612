"""The content of a home: what comes with the package and what the bureau added."""

from dataclasses import dataclass

import courses.catalogue
import quizzes.content
from courses.catalogue import Catalogue, read_catalogue
from courses.problem import Problem
from courses.statutes.law import Law
from grading.home import Home
from quizzes.content import Quizzes, read_quizzes


@dataclass(frozen=True, slots=True)
class Content:
    """The law, courses, questions and papers to be used, and what was left out and why."""

    law: Law
    catalogue: Catalogue
    quizzes: Quizzes
    problems: tuple[Problem, ...]


def read_content(home: Home) -> Content:
    """Read the content of the package and of the home; faults are collected, never raised."""
    law, faults = Law.with_own(home.statutes)
    folders = [courses.catalogue.PACKAGE_FOLDER, home.courses]
    catalogue, problems = read_catalogue(folders, law.registry)
    found = read_quizzes(catalogue, [quizzes.content.PACKAGE_FOLDER, home.root], law.registry)
    return Content(law, catalogue, found, (*faults, *problems, *found.problems))
