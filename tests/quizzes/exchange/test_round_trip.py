"""What goes out comes back equal, as far as the table of formats says."""

import string
from pathlib import Path

import pytest
from builders.questions import (
    EVERY_KIND,
    make_essay,
    make_figure,
    make_multiple,
    make_single,
    make_term,
    make_true_false,
    make_variant_of_every_kind,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.bank import read_questions
from quizzes.exchange.bank_file import write_bank_file, write_draft_file
from quizzes.exchange.entries import entry_of, judge
from quizzes.exchange.formats import (
    ALL,
    FORMATS,
    KIND_LABELS,
    carries_table,
    find_format,
    get_format,
)
from quizzes.kinds import KINDS
from quizzes.kinds.case_analysis import NAME

README = Path(__file__).parents[3] / "README.md"
QUESTIONS = [entry.question for entry in make_variant_of_every_kind().questions]
DATED = {
    "acts_on": "2026-08-10",
    "decided_on": "2026-09-01",
    "case_figures": ("2人", "10万元"),
    "wrong_figures": ("3万元",),
    "computed": ("30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5%",),
    "historical": True,
    "topics": ("sample-topic", "other-topic"),
    "cites": (
        "ee-administrative-penalty-measures-2023:46.1.4",
        "administrative-penalty-law-2021:29",
    ),
}
TWO_WAY = [name for name, form in FORMATS.items() if form.read]

tricky = string.ascii_letters + string.digits + " \\#=~{}:[]()%<>&\"'|→->*_`；、：，。示范甲乙丙"
texts = (
    st.text(alphabet=st.sampled_from(tricky), min_size=1, max_size=30).map(str.strip).filter(bool)
)
lines = st.lists(texts, min_size=1, max_size=3).map("\n".join)


def back_from(name, questions):
    form = get_format(name)
    return form.read(form.write(questions).content)


def of_line(line):
    """Return the questions that a line of the table is about."""
    if line == NAME:
        return [question for question in QUESTIONS if question.case]
    return [q for q in QUESTIONS if q.kind == line and not q.case]


@pytest.mark.parametrize("name", TWO_WAY)
@pytest.mark.parametrize("line", KIND_LABELS)
def test_the_table_says_what_comes_back_equal(name, line):
    questions = of_line(line)
    exported = FORMATS[name].write(questions)
    imported = FORMATS[name].read(exported.content)
    if FORMATS[name].carries[line].startswith(ALL):
        assert (imported.questions, imported.drafts) == (tuple(questions), ())
        assert imported.left_out == ()
    else:
        assert imported.questions == ()
        assert {note.place.split(" ")[1] for note in exported.left_out} == {q.id for q in questions}


@pytest.mark.parametrize("name", TWO_WAY)
@pytest.mark.parametrize(
    "make", [make_single, make_multiple, make_true_false, make_figure, make_essay]
)
def test_citations_dates_topics_and_marks_for_the_check_come_along(name, make):
    question = make(**DATED)
    assert back_from(name, [question]).questions == (question,)


@pytest.mark.parametrize("name", TWO_WAY)
def test_a_tolerance_and_the_absence_of_a_unit_come_along(name):
    question = make_figure(answer={"value": "20万元", "tolerance": "1万元"}, unit=None)
    assert back_from(name, [question]).questions == (question,)


@pytest.mark.parametrize("name", TWO_WAY)
@settings(max_examples=50)
@given(stem=lines, options=st.lists(texts, min_size=4, max_size=4, unique=True), told=texts)
def test_every_sign_in_texts_comes_back(name, stem, options, told):
    question = make_single(
        stem=stem,
        options=dict(zip("ABCD", options, strict=True)),
        explanation=stem,
        mistakes=dict.fromkeys("ACD", told),
    )
    assert back_from(name, [question]).questions == (question,)


@pytest.mark.parametrize("name", TWO_WAY)
@settings(max_examples=50)
@given(stem=lines, told=lines, options=st.lists(texts, min_size=4, max_size=4, unique=True))
def test_every_sign_comes_back_in_the_other_kinds(name, stem, told, options):
    questions = (
        make_true_false(stem=stem, mistakes={"true": told}),
        make_multiple(stem=stem, options=dict(zip("ABCD", options, strict=True))),
    )
    assert back_from(name, questions).questions == questions


@pytest.mark.parametrize("name", TWO_WAY)
@settings(max_examples=30)
@given(stem=lines, reference=lines, points=st.lists(texts, min_size=1, max_size=4, unique=True))
def test_every_sign_comes_back_in_essays(name, stem, reference, points):
    rubric = [{"text": text, "points": n} for n, text in enumerate(points, start=1)]
    total = sum(point["points"] for point in rubric)
    essay = make_essay(stem=stem, reference=reference, rubric=rubric, points=total)
    assert back_from(name, [essay]).questions == (essay,)


@given(st.lists(lines, min_size=1, max_size=3), texts)
def test_a_bank_file_reads_back_equal(tmp_path_factory, stems, told):
    questions = [
        make_term(id=f"sample-{number}", stem=stem, mistakes={told: told, 'a"b': "示范"}, **DATED)
        for number, stem in enumerate(stems)
        if "____" not in stem
    ] or [make_single()]
    file = tmp_path_factory.mktemp("bank") / "one.toml"
    file.write_text(write_bank_file(questions, "示范\n标题"), encoding="utf-8")
    found, _ = read_questions(file)
    known = [q for q in questions if not KINDS[q.kind].check(q)]
    assert [question for _, question in found] == known


def test_every_kind_reads_back_from_a_bank_file(tmp_path):
    file = tmp_path / "every.toml"
    file.write_text(write_bank_file(QUESTIONS), encoding="utf-8")
    found, problems = read_questions(file)
    assert ([question for _, question in found], problems) == (QUESTIONS, [])


def test_fields_stand_in_the_order_of_the_house():
    names = list(entry_of(make_single(**DATED)))
    assert names[:6] == ["id", "kind", "stem", "options", "key", "points"]
    assert names[6:10] == ["difficulty", "topics", "cites", "acts_on"]
    assert names[-1] == "historical"


def test_drafts_are_written_with_what_they_lack_and_refused_by_the_bank(tmp_path):
    entry = entry_of(make_single()) | {"points": 11}
    imported = judge([("第 1 题", entry)])
    file = tmp_path / "drafts.toml"
    file.write_text(write_draft_file(imported.drafts), encoding="utf-8")
    assert "# 第 1 题，points：不能大于 10" in file.read_text(encoding="utf-8")
    assert read_questions(file)[0] == []


def test_two_questions_of_one_id_are_drafts_both():
    entry = entry_of(make_single())
    imported = judge([("第 1 题", entry), ("第 2 题", entry)])
    assert imported.questions == ()
    assert all("编号与文件中另一道题重复" in str(d.faults[0]) for d in imported.drafts)


def test_fields_that_questions_lack_can_be_given_for_all():
    entry = entry_of(make_single())
    bare = {name: value for name, value in entry.items() if name not in ("topics", "points")}
    assert [str(f) for f in judge([("第 1 题", bare)]).drafts[0].faults] == [
        "points：缺少这一项",
        "topics：缺少这一项",
    ]
    given_too = judge([("第 1 题", bare)], given={"topics": ["sample-topic"], "points": 2})
    assert given_too.questions == (make_single(),)


def test_a_check_of_the_caller_makes_drafts_with_the_field():
    imported = judge(
        [("第 1 题", entry_of(make_single()))], check=lambda _: ["topics：没有这个知识点"]
    )
    (fault,) = imported.drafts[0].faults
    assert (fault.field, fault.message) == ("topics", "没有这个知识点")


@pytest.mark.parametrize("name", FORMATS)
def test_texts_that_a_format_cannot_hold_are_named_and_not_written(name):
    question = make_single(explanation="示范\x01解析")
    exported = FORMATS[name].write([question, make_true_false()])
    assert [str(note) for note in exported.left_out if "控制字符" in note.what]
    if FORMATS[name].read:
        assert FORMATS[name].read(exported.content).questions == (make_true_false(),)


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.xlsx", "xlsx"), ("b.GIFT.txt", "gift"), ("c.txt", "gift"), ("d.xml", "moodle")],
)
def test_formats_are_known_by_the_endings_of_files(file, name):
    assert find_format(file) == name


def test_files_of_no_format_are_known_too():
    assert (find_format("x.zip"), find_format("x.docx")) == (None, None)


def test_the_readme_has_the_table():
    assert carries_table() in README.read_text(encoding="utf-8")


def test_every_format_says_what_it_carries_of_every_kind():
    assert all(set(form.carries) == {*KINDS, NAME} for form in FORMATS.values())
    assert len(EVERY_KIND) >= len(KINDS)
