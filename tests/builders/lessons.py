"""Lessons and questions for tests of the content check, written as an author writes them."""

import json
from collections.abc import Iterable
from pathlib import Path

import nbformat
from builders.content import true_false_toml, write_course

CELL = "\n\n%%\n\n"
"""What separates cells in the text of a lesson."""


def write_lesson(folder: Path, text: str, cites: Iterable[str]) -> Path:
    """Write the course `sample_course` with one lesson into a folder; return the notebook."""
    course = _COURSE.replace("CITES", json.dumps(list(cites)))
    write_course(folder / "sample_course", course)
    cells = [nbformat.v4.new_markdown_cell(cell.strip()) for cell in text.split(CELL.strip())]
    file = folder / "sample_course" / "01_sample.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
    return file


def write_questions(folder: Path, *questions: str) -> Path:
    """Write questions of the sample course below `bank` of a folder; return the file."""
    file = folder / "bank" / "sample_course" / "a.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(questions), encoding="utf-8")
    return file


def question_toml(question_id: str, cites: Iterable[str], **changes: str) -> str:
    """Write a wrong statement to judge as a bank file has it; changes are TOML values."""
    return true_false_toml(question_id, "sample-one", cites=json.dumps(list(cites)), **changes)


_COURSE = """\
id = "sample_course"
title = "示范课程"
version = "1"
audience = ["officer"]
credit_hours = 1
aims = ["示范目标"]
instruments = ["ecological-environment-code"]
papers = []

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
cites = CITES
practice = 3
"""
