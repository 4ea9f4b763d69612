"""A small course with its bank and papers, visibly invented, in memory or as files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from builders.questions import make_multiple, make_single, make_true_false

from courses.catalogue import Catalogue, Course
from quizzes.bank import QuestionBank
from quizzes.content import Quizzes
from quizzes.model import Question
from quizzes.paper import Paper, PaperShelf

CITE = "ee-administrative-penalty-measures-2023:46"
POINTS = ("sample-one", "sample-two", "sample-three", "sample-four")
PER_POINT = 3


def make_course(**changes: Any) -> Course:
    """Make a course of two lessons that practise the same four points."""
    usual = {
        "id": "sample_course",
        "title": "示范课程",
        "version": "1",
        "audience": ["officer"],
        "credit_hours": 2,
        "aims": ["示范目标"],
        "instruments": ["ee-administrative-penalty-measures-2023"],
        "papers": ["sample-paper"],
        "topics": {point: f"示范知识点 {point}" for point in POINTS},
        "lesson": [make_lesson_table("sample-1"), make_lesson_table("sample-2")],
    }
    return Course.model_validate(usual | changes)


def make_lesson_table(lesson_id: str, **changes: Any) -> dict[str, Any]:
    """Make a lesson as course.toml has it."""
    usual = {
        "id": lesson_id,
        "number": lesson_id[-1],
        "title": f"示范课 {lesson_id}",
        "notebook": f"{lesson_id}.ipynb",
        "minutes": 30,
        "topics": list(POINTS),
        "cites": [CITE],
        "practice": 3,
    }
    return usual | changes


def make_pool(points: Iterable[str] = POINTS, per_point: int = PER_POINT) -> list[Question]:
    """Make questions of the three kinds in turn, so many on each point."""
    makers = (make_single, make_multiple, make_true_false)
    return [
        makers[number % len(makers)](id=f"{point}-{number + 1:03d}", topics=(point,))
        for point in points
        for number in range(per_point)
    ]


def make_paper(**changes: Any) -> Paper:
    """Make a paper of two single choice and two true-or-false questions, 10 points."""
    usual = {
        "id": "sample-paper",
        "title": "示范试卷",
        "course": "sample_course",
        "mode": "chapter_test",
        "minutes": 30,
        "variants": 2,
        "seed": 7,
        "draw": [
            {"kind": "single_choice", "count": 2, "points": 3},
            {"kind": "true_false", "count": 2, "points": 2},
        ],
    }
    return Paper.model_validate(usual | changes)


def make_catalogue(*courses: Course) -> Catalogue:
    """Make a catalogue of these courses, or of the sample course."""
    return Catalogue(courses or [make_course()])


def make_quizzes(
    *papers: Paper, pool: Iterable[Question] | None = None, course_id: str = "sample_course"
) -> Quizzes:
    """Make the bank of the sample course and a shelf with these papers, or the sample paper."""
    bank = QuestionBank({course_id: make_pool() if pool is None else pool})
    return Quizzes(bank, PaperShelf(papers or [make_paper()]), ())


def write_notebook(file: Path) -> None:
    """Write a valid notebook with one Markdown cell."""
    file.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 示范")])
    nbformat.write(notebook, file)


def write_course(folder: Path, text: str, notebooks: Iterable[str] = ()) -> Path:
    """Write course.toml and valid notebooks into a folder; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "course.toml"
    file.write_text(text, encoding="utf-8")
    for name in notebooks:
        write_notebook(folder / name)
    return file


COURSE_TOML = """\
id = "sample_course"
title = "示范课程"
version = "1"
audience = ["officer", "leader"]
credit_hours = 2
aims = ["示范目标"]
instruments = ["ee-administrative-penalty-measures-2023"]
papers = ["sample-paper"]

[topics]
sample-one = "示范一"
sample-two = "示范二"
sample-three = "示范三"

[[lesson]]
id = "sample-1"
number = "1"
title = "示范第一课"
notebook = "01_sample.ipynb"
minutes = 40
topics = ["sample-one", "sample-two", "sample-three"]
cites = ["ee-administrative-penalty-measures-2023:18", "administrative-penalty-law-2021:63.1"]
practice = 3
"""
"""A course file without a fault; its notebook is 01_sample.ipynb."""

PAPER_TOML = """\
id = "sample-paper"
title = "示范试卷"
course = "sample_course"
mode = "chapter_test"
minutes = 30
seed = 7

[[draw]]
kind = "true_false"
count = 2
points = 5
"""
"""A paper file without a fault."""


def true_false_toml(question_id: str, point: str, **changes: str) -> str:
    """Write one true-or-false question as a bank file has it; changes are TOML values."""
    usual = {
        "id": f'"{question_id}"',
        "kind": '"true_false"',
        "stem": f'"示范判断题 {question_id}"',
        "key": "false",
        "points": "2",
        "difficulty": "1",
        "topics": f'["{point}"]',
        "cites": f'["{CITE}"]',
        "explanation": '"示范解析。"',
        "mistakes": '{ true = "把错误的说法当成正确" }',
    }
    lines = [f"{name} = {value}" for name, value in (usual | changes).items() if value]
    return "\n".join(["[[question]]", *lines, ""])
