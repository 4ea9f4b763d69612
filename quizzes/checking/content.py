"""The check of all content: courses, lessons, questions, and what keeps them from being read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from courses.catalogue import Catalogue, read_catalogue
from courses.checking.finding import Checked, Counts, Finding, Rule, Severity
from courses.checking.ground import Ground
from courses.checking.lessons import check_lesson
from courses.content import content_files
from courses.problem import Problem
from quizzes.bank import read_questions
from quizzes.checking.questions import check_question
from quizzes.content import read_quizzes


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found, in the order of files, and how much was looked at."""

    on: date
    findings: tuple[Finding, ...]
    counts: Counts

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What has to be dealt with."""
        return tuple(one for one in self.findings if one.severity is Severity.PROBLEM)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What somebody should look at."""
        return tuple(one for one in self.findings if one.severity is Severity.WARNING)


def check_content(
    ground: Ground,
    course_folders: Iterable[Path],
    quiz_folders: Iterable[Path],
    problems: Iterable[Problem] = (),
) -> Report:
    """Check `<folder>/<course>/` of the course folders and `<folder>/bank/` of the quiz folders.

    `problems` are faults found elsewhere that belong in the report. A course or question that
    cannot be read is told and not looked at further.
    """
    roots = tuple(quiz_folders)
    registry = ground.law.registry
    catalogue, faults = read_catalogue(course_folders, registry)
    quizzes = read_quizzes(catalogue, roots, registry)
    unread = [_unread(problem) for problem in (*problems, *faults, *quizzes.problems)]
    checked = sum([*_lessons(catalogue, ground), *_questions(catalogue, roots, ground)], Checked())
    findings = sorted({*unread, *checked.findings}, key=_order)
    return Report(ground.on, tuple(findings), checked.counts)


def check_quizzes(
    ground: Ground,
    course_folders: Iterable[Path],
    quiz_folders: Iterable[Path],
    problems: Iterable[Problem] = (),
) -> Report:
    """Check questions and papers as `check_content` does, and leave the lessons aside."""
    roots = tuple(quiz_folders)
    registry = ground.law.registry
    catalogue, _ = read_catalogue(course_folders, registry)
    quizzes = read_quizzes(catalogue, roots, registry)
    unread = [_unread(problem) for problem in (*problems, *quizzes.problems)]
    checked = sum(_questions(catalogue, roots, ground), Checked())
    findings = sorted({*unread, *checked.findings}, key=_order)
    return Report(ground.on, tuple(findings), checked.counts)


def _lessons(catalogue: Catalogue, ground: Ground) -> Iterator[Checked]:
    for course in catalogue.courses:
        for lesson in course.lessons:
            yield check_lesson(course, lesson, ground)


def _questions(catalogue: Catalogue, roots: Iterable[Path], ground: Ground) -> Iterator[Checked]:
    known = {course.id for course in catalogue.courses}
    for root in roots:
        for file in content_files(root / "bank", "*.toml"):
            if file.relative_to(root / "bank").parts[0] in known:
                for place, question in read_questions(file)[0]:
                    yield check_question(file, place, question, ground)


def _unread(problem: Problem) -> Finding:
    is_cite = "cites" in problem.place or problem.message.startswith("cites")
    rule = Rule.CITATION if is_cite else Rule.FILE
    return Finding(problem.file, problem.place, rule, Severity.PROBLEM, problem.message)


def _order(finding: Finding) -> tuple[Path, list[str | int], Rule, str]:
    """Sort places as people read them: 第 9 格 before 第 10 格."""
    parts = re.split(r"(\d+)", finding.place)
    natural: list[str | int] = [int(part) if part.isdigit() else part for part in parts]
    return finding.file, natural, finding.rule, finding.message
