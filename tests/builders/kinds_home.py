"""A bureau's own course with a lesson and a paper that hold every kind of question."""

import json
from datetime import date
from typing import Any

import nbformat
from builders.questions import (
    make_case,
    make_essay,
    make_figure,
    make_matching,
    make_multiple,
    make_ordering,
    make_term,
)

from grading.home import Home
from quizzes.model import Question

COURSE, LESSON, PAPER = "shifan_kinds", "shifan-kinds-1", "shifan-kinds"
POINTS = ("shifan-figure", "shifan-term", "shifan-ordering", "shifan-matching")
CASE = "shifan-case"
PER_POINT = 3
CITE = "ee-administrative-penalty-measures-2023:46"

STEPS = {
    "A": "向当事人送达示范告知书，写明拟作出的决定以及可以陈述、申辩的期限",
    "B": "制作示范决定书",
    "C": "示范立案",
    "D": "听取陈述申辩",
}
LEFT = {
    "A": "示范一厂，年产量很大，而且生产过程会向外排放有毒有害的东西",
    "B": "示范二店",
    "C": "示范三站",
}
RIGHT = {"1": "示范登记管理", "2": "示范简化管理", "3": "示范重点管理，审查最严、监测最勤的一类"}

OF_THE_CASE = ("id", "case", "topics", "cites", "difficulty")
CASE_TEXT = (
    "示范公司在示范地建了一间示范车间，没有办理示范手续就开工。\n"
    "示范局到现场检查，制作了示范笔录，拍了示范照片，并当场告知了示范事项。"
    "示范公司的示范负责人在笔录上写下：“情况属实，我们愿意改正。”"
)

_COURSE = f"""\
id = "{COURSE}"
title = "示范课程：各种题型"
version = "1"
audience = ["officer"]
credit_hours = 1
aims = ["示范目标"]
instruments = ["ee-administrative-penalty-measures-2023"]
papers = ["{PAPER}"]

[topics]
{chr(10).join(f'{point} = "{point}"' for point in (*POINTS, CASE))}

[[lesson]]
id = "{LESSON}"
number = "1"
title = "示范课：各种题型"
notebook = "01_shifan.ipynb"
minutes = 30
topics = {json.dumps(POINTS)}
cites = ["{CITE}"]
practice = 4
"""

_PAPER = f"""\
id = "{PAPER}"
title = "示范测验：各种题型"
course = "{COURSE}"
mode = "chapter_test"
minutes = 30
attempts = 9
seed = 5
"""
_DRAWS = {
    "multiple_choice": (1, 4),
    "fill_in": (6, 2),
    "ordering": (1, 3),
    "matching": (1, 3),
    "essay": (1, 6),
    "case_analysis": (1, 10),
}


def add_every_kind(home: Home) -> None:
    """Write the course, its questions and its paper into a home, before the portal starts."""
    lesson = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# 示范课：各种题型"),
            nbformat.v4.new_code_cell(
                f'from widgets.lessons import practice\n\npractice.show("{LESSON}")'
            ),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    draws = [
        f'[[draw]]\nkind = "{kind}"\ncount = {count}\npoints = {points}\n'
        for kind, (count, points) in _DRAWS.items()
    ]
    files = {
        f"courses/{COURSE}/course.toml": _COURSE,
        f"courses/{COURSE}/01_shifan.ipynb": nbformat.writes(lesson),
        f"bank/{COURSE}/shifan.toml": "\n".join([*map(_toml_of, _questions()), _case_toml()]),
        f"papers/{PAPER}.toml": "\n".join([_PAPER, *draws]),
    }
    for name, text in files.items():
        file = home.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _questions() -> list[Question]:
    makers: dict[str, Any] = {
        "shifan-figure": make_figure,
        "shifan-term": make_term,
        "shifan-ordering": lambda **more: make_ordering(steps=STEPS, policy="part_marks", **more),
        "shifan-matching": lambda **more: make_matching(
            left=LEFT, right=RIGHT, policy="part_marks", **more
        ),
    }
    found = [
        make(id=f"{point}-{number}", topics=(point,))
        for point, make in makers.items()
        for number in range(1, PER_POINT + 1)
    ]
    multiple = make_multiple(id="shifan-multiple-1", topics=POINTS[:1], policy="part_marks")
    return [*found, multiple, make_essay(id="shifan-essay-1", topics=(CASE,))]


def _case_toml() -> str:
    """Write a case as its author does: three questions, the last of them an essay."""
    fields: dict[str, Any] = {
        "id": CASE,
        "kind": "case_analysis",
        "stem": CASE_TEXT,
        "difficulty": 2,
        "topics": [CASE],
        "cites": [CITE],
        "acts_on": date(2026, 9, 1),
        "parts": [
            {name: one for name, one in _fields(part).items() if name not in OF_THE_CASE}
            for part in make_case(CASE)
        ],
    }
    return _entry(fields)


def _toml_of(question: Question) -> str:
    return _entry(_fields(question))


def _fields(question: Question) -> dict[str, Any]:
    return question.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _entry(fields: dict[str, Any]) -> str:
    return "\n".join(["[[question]]", *(f"{name} = {_toml(one)}" for name, one in fields.items())])


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {_toml(one)}' for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
