"""The source notebook holds the key in hidden blocks; the release holds none of it."""

import json
import string

import nbformat
import pytest
from builders.notebooks import release_notebook_of
from builders.questions import (
    make_essay,
    make_figure,
    make_matching,
    make_multiple,
    make_ordering,
    make_single,
    make_term,
    make_true_false,
    make_variant,
    make_variant_of_every_kind,
)
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_solution

from grading.gradebook.cells import BEGIN, END, read_key, without_hidden
from grading.gradebook.inert import inert_markdown
from grading.gradebook.names import answer_cell
from grading.gradebook.source import (
    as_bytes,
    source_notebook,
    without_rubrics,
)
from quizzes.draw import PaperQuestion, Variant


def variant_of(*questions) -> Variant:
    entries = [PaperQuestion(question=question, points=3) for question in questions]
    return make_variant(questions=tuple(entries))


def cell_of(notebook, name):
    return next(c for c in notebook.cells if c.metadata.nbgrader.grade_id == name)


def test_a_release_is_the_same_whatever_the_key():
    mistakes = dict.fromkeys("ACD", "示范")
    one = variant_of(
        make_single(key=("B",), mistakes=mistakes),
        make_multiple(),
        make_true_false(key=False),
        make_figure(),
        make_term(),
        make_ordering(),
        make_matching(),
        make_essay(),
    )
    other = variant_of(
        make_single(key=("D",), mistakes=mistakes, explanation="另一个解析"),
        make_multiple(key=("B", "C", "D")),
        make_true_false(key=True),
        make_figure(answer={"value": "30万元", "tolerance": "1万元"}),
        make_term(accepted=("陈述",)),
        make_ordering(key=("D", "B", "A", "C")),
        make_matching(key=("A2", "B2", "C1")),
        make_essay(rubric=[{"text": "另一个要点", "points": 6}], reference="另一个参考答案"),
    )
    assert one.assignment != other.assignment
    assert as_bytes(release_notebook_of(one)) == as_bytes(release_notebook_of(other))


def test_a_source_differs_from_its_release_in_hidden_blocks_and_rubrics_only():
    variant = make_variant_of_every_kind()
    source, release = source_notebook(variant), release_notebook_of(variant)
    for ours, theirs in zip(without_rubrics(source.cells), release.cells, strict=True):
        assert theirs.source == without_hidden(ours.source)
        is_scored = is_grade(ours) and not is_solution(ours)
        assert (BEGIN in ours.source and END in ours.source) == is_scored


def test_a_source_holds_no_solution():
    notebook = source_notebook(make_variant())
    answers = [cell.source for cell in notebook.cells if is_solution(cell)]
    assert len(answers) == 6
    assert all(source.endswith(" = None") for source in answers)


def test_explanations_and_mistakes_stay_out_of_notebooks():
    text = as_bytes(source_notebook(make_variant_of_every_kind())).decode()
    assert "示范解析" not in text
    assert "当成正确" not in text


def test_the_key_is_read_from_the_hidden_block_only():
    cell = cell_of(source_notebook(make_variant()), "sample-multiple-002")
    assert read_key(cell.source)["key"] == ["A", "C"]
    assert read_key(without_hidden(cell.source)) is None
    assert read_key("KEY_ = {'key': ['B']}") is None


def test_hidden_blocks_are_what_nbgrader_takes_for_hidden():
    notebook = source_notebook(make_variant())
    expected = [without_hidden(cell.source) for cell in notebook.cells]
    cleared, _ = ClearHiddenTests().preprocess(notebook, {})
    assert [cell.source for cell in cleared.cells] == expected


def test_every_notebook_is_one_by_the_schema_of_the_format():
    variant = make_variant_of_every_kind()
    for notebook in (source_notebook(variant), release_notebook_of(variant)):
        nbformat.validate(notebook)


def test_equal_variants_give_equal_bytes():
    assert as_bytes(source_notebook(make_variant())) == as_bytes(source_notebook(make_variant()))


def test_points_and_ids_stand_where_nbgrader_looks():
    notebook = source_notebook(make_variant())
    scored = cell_of(notebook, "sample-single-001")
    assert scored.metadata.nbgrader.points == 5.0
    assert not is_grade(cell_of(notebook, answer_cell("sample-single-001")))


def test_a_notebook_runs_in_no_kernel_that_exists():
    assert source_notebook(make_variant()).metadata.kernelspec.name == "xuefa-exam"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[点我](javascript:alert(1))",
        "![图](http://example.org/x.png)",
        "# 标题",
        "1. 第一\n2. 第二",
        "    四个空格",
        "```\n代码\n```",
        "&lt;b&gt;",
        "---",
        "| 甲 | 乙 |\n|---|---|",
        "https://example.org",
        string.punctuation,
    ],
)
def test_a_stem_shows_its_text_and_nothing_else(text):
    page = markdown2html(inert_markdown(text))
    assert set(tags(page)) <= {"<p>", "</p>", "<br />", "<br>"}


@given(st.text(max_size=200))
def test_no_text_of_a_question_can_make_an_element(text):
    assert set(tags(markdown2html(inert_markdown(text)))) <= {"<p>", "</p>", "<br />", "<br>"}


@pytest.mark.parametrize(
    "text", ["### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS", "### BEGIN SOLUTION", "AUTOTEST"]
)
def test_markers_of_nbgrader_in_a_stem_mean_nothing(text):
    question = make_single(stem=f"示范\n{text}", options=dict.fromkeys("ABCD", text))
    release = as_bytes(release_notebook_of(variant_of(question))).decode()
    assert text.lstrip("# ") not in release


def test_a_notebook_is_json_in_one_line():
    content = as_bytes(release_notebook_of(make_variant()))
    assert content.count(b"\n") == 1
    assert json.loads(content)["nbformat"] == 4


def tags(page: str) -> list[str]:
    return ["<" + part.split(">")[0] + ">" for part in page.split("<")[1:]]
