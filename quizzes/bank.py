"""The question bank: reads every file and reports every problem instead of the first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from courses.content import read_toml, sorted_problems, validation_problems
from courses.problem import Problem
from quizzes.errors import UnknownQuestionError
from quizzes.kinds import KINDS, case_analysis, is_read_by_marker, kind_of
from quizzes.model import Question

Check = Callable[[str, Question], list[str]]
"""Takes a course id and a question; returns what an author has to correct, in Chinese."""


def no_check(_course_id: str, _question: Question) -> list[str]:
    """Find nothing wrong."""
    return []


class QuestionBank:
    """The questions of every course, by id."""

    def __init__(self, questions: Mapping[str, Iterable[Question]]) -> None:
        self._by_course = {course: tuple(found) for course, found in questions.items()}
        self._by_id = {q.id: q for found in self._by_course.values() for q in found}

    def question(self, question_id: str) -> Question:
        """Return the question with this id, or raise UnknownQuestionError."""
        try:
            return self._by_id[question_id]
        except KeyError:
            raise UnknownQuestionError(question_id) from None

    def of_course(self, course_id: str) -> tuple[Question, ...]:
        """Return the questions of a course in the order of files; none for an unknown course.

        The parts of cases are among them.
        """
        return self._by_course.get(course_id, ())

    def cases_of(self, course_id: str) -> tuple[tuple[Question, ...], ...]:
        """Return the cases of a course, each as its parts in order."""
        return case_analysis.cases_among(self.of_course(course_id))

    def for_practice(self, course_id: str) -> tuple[Question, ...]:
        """Return the questions of a course that are put one by one and marked at once.

        Parts of cases and what has to be marked by hand are left out.
        """
        return tuple(
            question
            for question in self.of_course(course_id)
            if question.case is None and not is_read_by_marker(question)
        )

    def on_points(self, course_id: str, points_of_law: Iterable[str]) -> tuple[Question, ...]:
        """Return the questions for practice whose point (first topic) is one of these."""
        wanted = set(points_of_law)
        return tuple(one for one in self.for_practice(course_id) if one.point in wanted)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._by_id.values())


def read_bank(
    files: Mapping[str, Iterable[Path]], check: Check = no_check
) -> tuple[QuestionBank, list[Problem]]:
    """Read the bank files of every course (course id → files).

    `check` says what else an author has to correct in a question of a course. A question with a
    problem is left out, with the others of its case; the rest is kept. Of two questions with one
    id both are left out, because nobody can tell which of them earlier attempts meant.
    """
    problems: list[Problem] = []
    read: list[tuple[str, Path, str, Question]] = []
    for course, course_files in files.items():
        for file in course_files:
            found, faults = read_questions(file)
            problems += faults
            read += [(course, file, place, question) for place, question in found]
    doubled = {i for i, n in Counter(entry[3].id for entry in read).items() if n > 1}
    problems += [
        Problem(file, place, "编号与另一道题重复；编号一经使用不得再用")
        for _, file, place, question in read
        if question.id in doubled
    ]
    kept: dict[str, list[Question]] = {course: [] for course in files}
    broken: set[str] = set()
    for course, file, place, question in read:
        faults = [Problem(file, place, fault) for fault in check(course, question)]
        problems += faults
        if not faults and question.id not in doubled:
            kept[course].append(question)
        elif question.case is not None:
            broken.add(question.case.id)
    whole = {
        course: [q for q in found if case_analysis.case_id(q) not in broken]
        for course, found in kept.items()
    }
    return QuestionBank(whole), sorted_problems(problems)


def read_questions(file: Path) -> tuple[list[tuple[str, Question]], list[Problem]]:
    """Read one bank file: its questions without faults of their own, each with its place in it."""
    table, problems = read_toml(file)
    if problems:
        return [], problems
    if extra := set(table) - {"question"}:
        problems.append(Problem(file, "、".join(sorted(extra)), "文件里只能有 [[question]]"))
    entries = table.get("question", [])
    if not isinstance(entries, list) or not entries:
        return [], [*problems, Problem(file, "整个文件", "没有题目，每道题以 [[question]] 开头")]
    found = []
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            problems.append(Problem(file, f"第 {number} 题", "每道题以 [[question]] 开头"))
            continue
        place = f"第 {number} 题 {entry.get('id', '（没有编号）')}"
        read, faults = _read_entry(file, place, entry)
        problems += faults
        found += read
    return found, problems


def _read_entry(
    file: Path, place: str, entry: dict[str, Any]
) -> tuple[list[tuple[str, Question]], list[Problem]]:
    """Read a question, or the parts of a case: all of them or none."""
    if not case_analysis.reads_as_case(entry):
        question, problems = _read_question(file, place, entry)
        return [] if question is None else [(place, question)], problems
    try:
        case = case_analysis.CaseAnalysis.model_validate(entry)
    except ValidationError as error:
        return [], validation_problems(file, place, error)
    problems = [Problem(file, place, message) for message in case_analysis.check(case)]
    if problems:
        return [], problems
    found = []
    for number, part in enumerate(case_analysis.part_entries(case), start=1):
        its_place = f"{place}，第 {number} 问"
        question, faults = _read_question(file, its_place, part)
        problems += faults
        found += [(its_place, question)] if question is not None else []
    return ([] if problems else found), problems


def _read_question(
    file: Path, place: str, entry: dict[str, Any]
) -> tuple[Question | None, list[Problem]]:
    kind = KINDS.get(str(entry.get("kind")))
    if kind is None:
        allowed = "、".join([*KINDS, case_analysis.NAME])
        return None, [Problem(file, f"{place}，kind", f"题型只能是 {allowed}")]
    try:
        question = kind.model.model_validate(entry)
    except ValidationError as error:
        return None, validation_problems(file, place, error)
    faults = [Problem(file, place, message) for message in kind_of(question).check(question)]
    return (None if faults else question), faults
