"""Faults of content files are told in Chinese."""

import re
from datetime import date, datetime

import pytest
from builders.questions import make_single
from pydantic import ValidationError

from courses.content import content_files, read_toml, validation_problems
from quizzes.kinds import KINDS
from quizzes.paper import Paper

PAPER = {
    "id": "sample-paper",
    "title": "示范试卷",
    "course": "sample_course",
    "mode": "chapter_test",
    "minutes": 30,
    "seed": 1,
    "draw": [{"kind": "true_false", "count": 1, "points": 1}],
}
ODD = [None, 3, 2.5, -1, 10**9, "", "示范", "A" * 200, True, [], ["A"], {}, {"A": "甲"}]
ODD += [date(2026, 9, 1), datetime(2026, 9, 1, 9, 30), [1], [None], {"A": 1}]  # noqa: DTZ001
ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,} |should|must|valid|Value")


def problems_of(model, table, file):
    try:
        model.model_validate(table)
    except ValidationError as error:
        return validation_problems(file, "示范", error)
    return []


@pytest.mark.parametrize("field", sorted(Paper.model_fields))
def test_a_wrong_value_in_a_paper_is_told_in_chinese(tmp_path, field):
    for odd in ODD:
        for problem in problems_of(Paper, PAPER | {field: odd}, tmp_path):
            assert not ENGLISH.search(problem.message), problem


@pytest.mark.parametrize("field", ["count", "points", "kind", "topics", "difficulty", "other"])
def test_a_wrong_value_in_a_draw_is_told_in_chinese(tmp_path, field):
    for odd in ODD:
        draw = {"kind": "true_false", "count": 1, "points": 1, field: odd}
        for problem in problems_of(Paper, PAPER | {"draw": [draw]}, tmp_path):
            assert not ENGLISH.search(problem.message), problem


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_wrong_value_in_a_question_is_told_in_chinese(tmp_path, kind):
    model = KINDS[kind].model
    good = make_single().model_dump() | {"kind": kind}
    for field in model.model_fields:
        for odd in ODD:
            for problem in problems_of(model, good | {field: odd}, tmp_path):
                assert not ENGLISH.search(problem.message), problem


def test_a_missing_value_is_told_with_its_place(tmp_path):
    (problem,) = problems_of(
        Paper, {k: v for k, v in PAPER.items() if k != "seed"}, tmp_path / "a.toml"
    )
    assert str(problem) == "a.toml：示范，seed：缺少这一项"


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path):
    file = tmp_path / "a.toml"
    file.write_text('title = "示范"\n', encoding="utf-8-sig")
    assert read_toml(file) == ({"title": "示范"}, [])


def test_dot_folders_are_left_out(tmp_path):
    for name in ("b/x.toml", "a/x.toml", ".ipynb_checkpoints/x.toml", "a/.hidden.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = content_files(tmp_path, "*.toml")
    assert [str(file.relative_to(tmp_path)) for file in found] == ["a/x.toml", "b/x.toml"]


def test_a_folder_that_is_not_there_holds_no_files(tmp_path):
    assert content_files(tmp_path / "nothing", "*.toml") == []
