"""Cases of several questions on their way in and out: as a whole, or named."""

import io

import openpyxl
import pytest
from builders.questions import make_case, make_essay, make_ordering, make_single, make_true_false
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.bank import read_questions
from quizzes.exchange.bank_file import write_bank_file, write_draft_file
from quizzes.exchange.entries import entry_of, judge
from quizzes.exchange.formats import FORMATS
from quizzes.exchange.moodle_xml_in import read_moodle_xml
from quizzes.exchange.moodle_xml_out import write_moodle_xml
from quizzes.exchange.xlsx_in import mark_faults, read_xlsx
from quizzes.exchange.xlsx_out import write_xlsx
from quizzes.model import Case

TWO_WAY = [name for name, form in FORMATS.items() if form.read]
DAYS = {"acts_on": "2026-08-10", "decided_on": "2026-09-01", "historical": True}
signs = st.sampled_from("示范【】案情问题[]{}~=:：#\\\n ")
texts = st.text(alphabet=signs, min_size=1, max_size=20).map(str.strip).filter(bool)


def case_of(*makers, text="示范案情：示范公司停产。", **changes):
    """Make a case with a question of each maker; changes hold for all of them."""
    case = Case(id="sample-case-001", text=text)
    return tuple(
        make(id=f"sample-case-001-{number}", case=case, **changes)
        for number, make in enumerate(makers, start=1)
    )


def read_back(tmp_path, text):
    file = tmp_path / "cases.toml"
    file.write_text(text, encoding="utf-8")
    return read_questions(file)


def judged(parts):
    return judge([(f"第 {n} 行", entry) for n, entry in enumerate(parts, start=2)])


def entries(**changes):
    """Return the entries of a case, the second of them changed."""
    first, second, *rest = map(entry_of, make_case())
    return [first, second | changes, *rest]


def told(imported):
    return [[str(fault) for fault in draft.faults] for draft in imported.drafts]


def test_a_bank_file_has_a_case_as_its_authors_write_it(tmp_path):
    parts = case_of(make_single, make_true_false, make_essay, **DAYS)
    own = {"topics": ("other-topic",), "difficulty": 3, "case_figures": ("2人", "3日")}
    figures = [part.model_copy(update={"case_figures": ("2人",)}) for part in parts]
    questions = [make_essay(), *figures[:2], figures[2].model_copy(update=own), make_single()]
    text = write_bank_file(questions)
    found, problems = read_back(tmp_path, text)
    assert ([question for _, question in found], problems) == (questions, [])
    assert (text.count("[[question]]"), text.count("[[question.parts]]")) == (3, 3)
    for line in ("示范案情：示范公司停产。", "acts_on = 2026-08-10", 'topics = ["other-topic"]'):
        assert text.count(line) == 1
    assert 'case_figures = ["3日"]' in text


@pytest.mark.parametrize("name", TWO_WAY)
@settings(max_examples=20)
@given(text=texts, stem=texts)
def test_every_sign_in_a_case_comes_back_or_the_case_stays_out(name, text, stem):
    parts = case_of(make_single, make_essay, text=text, stem=stem, **DAYS)
    exported = FORMATS[name].write(parts)
    imported = FORMATS[name].read(exported.content)
    assert imported.drafts == ()
    if imported.questions:
        assert imported.questions == parts
    else:
        assert {note.place.split(" ")[1] for note in exported.left_out} == {q.id for q in parts}


def test_only_a_text_that_hides_the_stem_stays_out():
    parts = case_of(make_single, make_essay, text="示范\n【问题】示范")
    assert read_moodle_xml(write_moodle_xml(parts).content).questions == ()
    parts = case_of(make_single, make_essay, text="【问题】示范", stem="示范\n【问题】示范")
    assert read_moodle_xml(write_moodle_xml(parts).content).questions == parts


def test_a_case_with_a_part_that_a_format_cannot_hold_stays_out_as_a_whole():
    exported = FORMATS["gift"].write([*case_of(make_single, make_ordering), make_essay()])
    assert [str(note) for note in exported.left_out][:2] == [
        "单选题 sample-case-001-1：同一案例的另一问不能导出，整个案例没有导出",
        "排序题 sample-case-001-2：GIFT 没有排序题，整题没有导出（可以改用 Moodle XML）",
    ]
    assert FORMATS["gift"].read(exported.content).questions == (make_essay(),)


@pytest.mark.parametrize("name", ["gift", "moodle", "qti"])
def test_it_is_named_that_the_text_of_a_case_stands_above_each_stem(name):
    notes = [str(note) for note in FORMATS[name].write(make_case()).left_out]
    assert sum("案情写在题干前面" in note for note in notes) == 3


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "other-id"}, "id：案例 sample-case-001 的第 2 问，编号要写成 sample-case-001-2"),
        ({"acts_on": "2026-08-10"}, "acts_on：同一案例的各问要写得一样"),
        ({"points": 11}, "points：不能大于 10"),
        (
            {"case": {"id": "sample-case-001", "text": "另一个"}},
            "case.text：与第一问写的案情不同；同一案例的案情只写在第一问",
        ),
    ],
)
def test_a_fault_in_one_question_holds_the_whole_case_back(changes, fault):
    held_back = ["case.id：同一案例的另一问有错，改好后整个案例一起导入"]
    imported = judged(entries(**changes))
    assert imported.questions == ()
    assert told(imported) == [held_back, [fault], held_back]


def test_one_question_is_no_case_and_nine_are_too_many():
    assert told(judged(entries()[:1])) == [["case.id：一个案例要有 2 到 8 问，这里有 1 问"]]
    nine = [entry_of(part) for part in case_of(*[make_true_false] * 9)]
    assert told(judged(nine))[0] == ["case.id：一个案例要有 2 到 8 问，这里有 9 问"]
    assert judged(nine[:8]).drafts == ()


def test_drafts_of_a_case_are_written_as_one_and_refused_by_the_bank(tmp_path):
    text = write_draft_file(judged(entries(acts_on="2026-08-10", topics=[])).drafts)
    assert text.count("[[question]]") == 1
    assert "# 第 3 行，acts_on：同一案例的各问要写得一样" in text
    assert 'acts_on = "2026-08-10"' in text
    found, problems = read_back(tmp_path, text)
    assert found == []
    assert problems


def rows(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["题目"]
    heads, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def changed(content, row, **cells):
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["题目"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        sheet.cell(row, heads[heading]).value = value
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def test_a_workbook_tells_the_text_of_a_case_once():
    content = write_xlsx(make_case()).content
    assert [row["案例编号"] for row in rows(content)] == ["sample-case-001"] * 3
    assert [row["案情"] for row in rows(content)] == [make_case()[0].case.text, None, None]


def test_a_clerk_may_repeat_the_text_of_a_case_or_write_it_further_down():
    text = make_case()[0].case.text
    content = write_xlsx(make_case()).content
    repeated = changed(content, 3, 案情=f"{text} ")
    moved = changed(changed(content, 2, 案情=None), 4, 案情=text)
    assert read_xlsx(repeated).questions == read_xlsx(moved).questions == make_case()


def test_faults_of_a_case_are_marked_in_its_columns():
    content = changed(changed(write_xlsx(make_case()).content, 2, 案情=None), 3, 编号="x")
    marked = mark_faults(content, read_xlsx(content))
    assert [row["问题"] for row in rows(marked)] == [
        "案情：缺少这一项",
        "案情：缺少这一项\n编号：案例 sample-case-001 的第 2 问，编号要写成 sample-case-001-2",
        "案情：缺少这一项",
    ]


def test_points_of_a_rubric_without_a_worth_are_told_by_their_number():
    content = write_xlsx([make_essay()]).content
    wrong = changed(content, 2, 评分要点="说出甲（2分）\n说出乙", 选项A="甲")
    (faults,) = told(read_xlsx(wrong))
    assert faults[0] == "rubric：第 2 个要点：末尾要写分值，如 说出……（2分）"
    assert [fault.partition("：")[0] for fault in faults] == ["rubric", "options"]
    right = changed(content, 2, 评分要点="说出甲(2分)\n\n说出乙（ 4 分 ）。")
    (essay,) = read_xlsx(right).questions
    assert [(point.text, point.points) for point in essay.rubric] == [("说出甲", 2), ("说出乙", 4)]


@pytest.mark.parametrize("name", TWO_WAY)
def test_a_rubric_that_cannot_be_read_back_is_named_and_not_written(name):
    broken = make_essay(rubric=[{"text": "说出\n甲", "points": 6}])
    exported = FORMATS[name].write([broken])
    assert [note.what for note in exported.left_out] == ["评分要点里有换行，整题没有导出"]
    assert FORMATS[name].read(exported.content).questions == ()
