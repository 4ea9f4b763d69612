"""Reading the policies of the package and of the home; a faulty one is refused with reasons."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from courses.catalogue import Catalogue
from courses.content import content_files, read_toml, sorted_problems, validation_problems
from courses.errors import UnknownCourseError
from courses.problem import Problem
from grading.assessment.errors import UnknownPolicyError, WrongPolicyError
from grading.assessment.policy import AUDIENCES, Policy
from grading.content import read_content
from grading.home import Home
from quizzes.errors import UnknownPaperError
from quizzes.paper import PaperShelf

PACKAGE_FOLDER = Path(__file__).parent / "policies"
"""The policies that come with the package, for the bureau to confirm or to replace."""

HOME_FOLDER = "policies"
"""The folder in the home whose files take the place of those of the same name."""


class Policies:
    """Every policy by year and audience, and what is wrong with the files that were refused."""

    def __init__(self, policies: Iterable[Policy], problems: Sequence[Problem]) -> None:
        self._by_key = {(policy.year, policy.audience): policy for policy in policies}
        self.problems = tuple(problems)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a policy, the latest first."""
        return tuple(sorted({year for year, _ in self._by_key}, reverse=True))

    def of_year(self, year: int) -> tuple[Policy, ...]:
        """Return the policies of a year. Raises WrongPolicyError and UnknownPolicyError."""
        faults = [one for one in self.problems if one.file.name.startswith(f"{year}-")]
        if faults:
            raise WrongPolicyError(year, faults)
        keys = [(year, audience) for audience in AUDIENCES]
        found = tuple(self._by_key[key] for key in keys if key in self._by_key)
        if not found:
            raise UnknownPolicyError(year, self.years)
        return found


def read_policies(home: Path, catalogue: Catalogue, shelf: PaperShelf) -> Policies:
    """Read every policy; a file in the home takes the place of the package's of the same name.

    A faulty file of the home does not bring the package's back: nobody would notice.
    """
    policies, problems = [], []
    for file in _files(home).values():
        policy, faults = _read(file, catalogue, shelf)
        if policy is not None and not faults:
            policies.append(policy)
        problems += faults
    return Policies(policies, sorted_problems(problems))


def read_home_policies(home: Home) -> Policies:
    """Read every policy that holds in a home, with the courses and papers that are there."""
    content = read_content(home)
    return read_policies(home.root, content.catalogue, content.quizzes.shelf)


def policy_hashes(home: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that holds, faulty ones too, by its name."""
    return {
        name: hashlib.sha256(file.read_bytes()).hexdigest()
        for name, file in sorted(_files(home).items())
    }


def _files(home: Path) -> dict[str, Path]:
    return {
        file.name: file
        for folder in (PACKAGE_FOLDER, home / HOME_FOLDER)
        if folder.is_dir()
        for file in content_files(folder, "*.toml")
    }


def _read(
    file: Path, catalogue: Catalogue, shelf: PaperShelf
) -> tuple[Policy | None, list[Problem]]:
    table, problems = read_toml(file)
    if problems:
        return None, problems
    try:
        policy = Policy.model_validate(table)
    except ValidationError as error:
        return None, validation_problems(file, "考核办法", error)
    return policy, [Problem(file, *fault) for fault in _faults(file, policy, catalogue, shelf)]


def _faults(
    file: Path, policy: Policy, catalogue: Catalogue, shelf: PaperShelf
) -> list[tuple[str, str]]:
    faults = []
    expected = f"{policy.year}-{policy.audience}.toml"
    if file.name != expected:
        faults.append(("文件名", f"应当是 {expected}"))
    for course in policy.courses:
        try:
            audience = catalogue.course(course.id).audience
        except UnknownCourseError:
            faults.append((f"course {course.id}", "没有这门课程"))
        else:
            if policy.audience not in audience:
                label = AUDIENCES[policy.audience]
                faults.append((f"course {course.id}", f"这门课程不是给{label}开的"))
    for exam in policy.exams:
        try:
            shelf.paper(exam.paper)
        except UnknownPaperError:
            faults.append((f"exam {exam.paper}", "没有这份试卷"))
    return faults
