"""A case of several questions: how it is written, drawn, and shown as a whole."""

from itertools import groupby

import pytest
from builders.content import make_paper
from builders.questions import make_case, make_single, make_variant_of_every_kind
from hypothesis import given
from hypothesis import strategies as st

from quizzes.bank import QuestionBank, read_bank
from quizzes.draw import draw_variants, shuffle
from quizzes.errors import EmptyDrawError
from quizzes.kinds.case_analysis import cases_among

CASE = """\
[[question]]
id = "sample-case-001"
kind = "case_analysis"
stem = "示范案情：示范公司停产2日。"
difficulty = 2
topics = ["sample-one"]
cites = ["ee-administrative-penalty-measures-2023:46"]
acts_on = 2026-09-01
case_figures = ["2日"]

[[question.parts]]
kind = "true_false"
stem = "示范：应当告知。"
key = true
mistakes = { false = "以为不用告知" }
points = 2
explanation = "示范解析。"

[[question.parts]]
kind = "essay"
stem = "示范：说明为什么。"
points = 6
topics = ["sample-two"]
rubric = [{ text = "示范要点", points = 6 }]
reference = "示范参考答案。"
explanation = "示范解析。"
"""


def read(tmp_path, text):
    file = tmp_path / "cases.toml"
    file.write_text(text, encoding="utf-8")
    return read_bank({"sample_course": [file]})


def test_the_parts_of_a_case_are_questions_that_carry_it(tmp_path):
    bank, problems = read(tmp_path, CASE)
    (case,) = bank.cases_of("sample_course")
    assert problems == []
    assert [part.id for part in case] == ["sample-case-001-1", "sample-case-001-2"]
    assert {part.case.text for part in case} == {"示范案情：示范公司停产2日。"}
    assert {str(part.acts_on) for part in case} == {"2026-09-01"}
    assert [part.topics for part in case] == [("sample-one",), ("sample-two",)]
    assert bank.question("sample-case-001-2") == case[1]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("key = true", "key = 3", "第 1 题 sample-case-001，第 1 问，key"),
        ("points = 6 }]", "points = 5 }]", "第 1 题 sample-case-001，第 2 问"),
        ('stem = "示范：应当告知。"', 'id = "other"', "第 1 题 sample-case-001"),
        ("difficulty = 2", "difficulty = 4", "第 1 题 sample-case-001，difficulty"),
        ('kind = "essay"', 'kind = "case_analysis"', "第 1 题 sample-case-001，第 2 问，kind"),
    ],
)
def test_a_fault_in_one_part_leaves_the_whole_case_out(tmp_path, old, new, place):
    bank, problems = read(tmp_path, CASE.replace(old, new))
    assert [problem.place for problem in problems] == [place]
    assert len(bank) == 0


def test_what_else_is_wrong_with_one_part_leaves_the_whole_case_out(tmp_path):
    file = tmp_path / "cases.toml"
    file.write_text(CASE, encoding="utf-8")
    bank, problems = read_bank(
        {"sample_course": [file]}, lambda _, question: ["示范错误"] * question.id.endswith("-2")
    )
    assert (len(bank), len(problems)) == (0, 1)


def test_parts_and_essays_are_not_put_in_practice(tmp_path):
    bank, _ = read(tmp_path, CASE)
    assert bank.on_points("sample_course", ["sample-one", "sample-two"]) == ()


def make_bank(cases=6):
    parts = [part for number in range(cases) for part in make_case(f"sample-case-{number:03d}")]
    alone = [make_single(id=f"sample-single-{number:03d}") for number in range(6)]
    return QuestionBank({"sample_course": [*parts, *alone]})


@given(seed=st.integers(0, 2**32), points=st.integers(3, 100))
def test_a_paper_draws_whole_cases_and_shares_their_points(seed, points):
    rules = [
        {"kind": "single_choice", "count": 2, "points": 3},
        {"kind": "case_analysis", "count": 2, "points": points},
    ]
    for variant in draw_variants(make_paper(draw=rules, seed=seed), make_bank()):
        questions = [entry.question for entry in variant.questions]
        assert [len(case) for case in cases_among(questions)] == [3, 3]
        assert variant.points == 6 + 2 * points
        assert sum(question.case is None for question in questions) == 2


def test_variants_share_no_case_while_there_are_others():
    rules = [{"kind": "case_analysis", "count": 3, "points": 10}]
    one, other = draw_variants(make_paper(draw=rules), make_bank())
    assert not {e.question.id for e in one.questions} & {e.question.id for e in other.questions}


def test_a_case_is_not_drawn_for_fewer_points_than_it_has_parts():
    rules = [{"kind": "case_analysis", "count": 1, "points": 2}]
    with pytest.raises(EmptyDrawError):
        draw_variants(make_paper(draw=rules), make_bank())


@given(seed=st.integers(0, 2**32))
def test_a_case_is_shown_last_in_one_piece_and_in_order(seed):
    variant = make_variant_of_every_kind()
    shown = [one.question_id for one in shuffle(variant, seed)]
    assert sorted(shown) == sorted(entry.question.id for entry in variant.questions)
    runs = [list(group) for is_part, group in groupby(shown, lambda q: "case" in q) if is_part]
    assert runs == [["sample-case-001-1", "sample-case-001-2", "sample-case-001-3"]]
    assert shown[-1] == "sample-case-001-3"
