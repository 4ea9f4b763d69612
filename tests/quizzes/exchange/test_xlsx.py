"""The workbook of clerks: the template, what is read, and the file that goes back."""

import io
import zipfile

import openpyxl
import pytest
from builders.questions import make_multiple, make_single, make_true_false

from quizzes.exchange import xlsx_in
from quizzes.exchange.columns import COLUMNS
from quizzes.exchange.report import MAX_BYTES, UnreadableExchangeError
from quizzes.exchange.xlsx_in import mark_faults, read_xlsx
from quizzes.exchange.xlsx_out import write_xlsx

ROW = {
    "编号": "q-1",
    "题型": "单选题",
    "题干": "示范单选题？",
    "选项A": "甲",
    "选项B": "乙",
    "选项C": "丙",
    "正确答案": "B",
    "错因": "A：把甲当成乙\nC: 把丙当成乙",
    "分值": 2,
    "难度": 1,
    "考点": "sample-topic、other-topic",
    "依据": "administrative-penalty-law-2021:29；administrative-penalty-law-2021:36.1",
    "解析": "示范解析。",
}


def workbook(*rows, extra=()):
    """Fill in the template as a clerk would."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx().content))
    sheet = book["题目"]
    for heading in extra:
        sheet.cell(1, sheet.max_column + 1, heading)
    places = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in (ROW | row).items():
            sheet.cell(number, places[heading]).value = value
    return saved(book)


def saved(book):
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def faults(*rows):
    (draft,) = read_xlsx(workbook(*rows)).drafts
    return [str(fault) for fault in draft.faults]


def test_a_row_is_a_question():
    (question,) = read_xlsx(workbook({})).questions
    assert question.options == {"A": "甲", "B": "乙", "C": "丙"}
    assert question.mistakes == {"A": "把甲当成乙", "C": "把丙当成乙"}
    assert question.topics == ("sample-topic", "other-topic")
    assert len(question.cites) == 2


@pytest.mark.parametrize("day", ["2026-9-1", "2026/09/01", "2026年9月1日"])
def test_dates_may_be_written_in_several_ways(day):
    (question,) = read_xlsx(workbook({"行为日": day})).questions
    assert question.acts_on.isoformat() == "2026-09-01"


def test_true_and_false_may_be_a_word_or_what_excel_makes_of_it():
    words = {f"选项{letter}": None for letter in "ABC"} | {"题型": "判断题", "错因": "错在这里"}
    rows = [words | {"编号": f"q-{n}", "正确答案": k} for n, k in enumerate(["正确", True, "错误"])]
    assert [q.key for q in read_xlsx(workbook(*rows)).questions] == [True, True, False]


def test_letters_may_be_small_and_separated_in_any_usual_way():
    row = {"题型": "多选题", "正确答案": "a，b", "错因": "C：错"}
    assert read_xlsx(workbook(row)).questions[0].key == ("A", "B")


def test_empty_rows_are_no_questions():
    empty = dict.fromkeys(ROW)
    imported = read_xlsx(workbook(empty, {}, empty))
    assert (len(imported.questions), imported.drafts) == (1, ())


def test_faults_are_told_by_row_and_field():
    imported = read_xlsx(workbook({}, {"编号": "q 2", "分值": 11, "题干": None}))
    (draft,) = imported.drafts
    assert draft.place == "第 3 行"
    assert {fault.field for fault in draft.faults} == {"id", "points", "stem"}


def test_a_kind_that_is_none_is_told_in_the_words_of_the_workbook():
    assert faults({"题型": "选择题"})[0].startswith("kind：题型只能是 单选题、多选题、判断题")


def test_what_stands_in_a_column_of_another_kind_is_told():
    assert faults({"填数答案": "3日", "右项1": "甲"}) == [
        "answer：没有这个项目，请检查拼写",
        "right：没有这个项目，请检查拼写",
    ]


def test_formulas_are_told_and_never_computed():
    assert faults({"题干": "=HYPERLINK(1)"}) == ["stem：这里是公式或者错误值，请改成文字"]


def test_a_text_that_begins_like_a_formula_goes_out_and_comes_back_as_text():
    question = make_single(
        stem="=1+1 等于几？", explanation="@示范", mistakes=dict.fromkeys("ACD", "+错")
    )
    content = write_xlsx([question]).content
    sheet = openpyxl.load_workbook(io.BytesIO(content))["题目"]
    assert "f" not in {cell.data_type for cell in sheet[2]}
    assert read_xlsx(content).questions == (question,)


def test_unknown_columns_and_sheets_are_named():
    content = workbook({}, extra=["备注"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.create_sheet("旧题")
    named = [str(note) for note in read_xlsx(saved(book)).left_out]
    number = len(COLUMNS) + 1
    assert named == [
        "工作表 旧题：不是题目，没有导入",
        f"第 {number} 列：不认识栏目“备注”，整列没有导入",
    ]


def test_a_column_without_heading_is_named():
    book = openpyxl.load_workbook(io.BytesIO(workbook({})))
    number = len(COLUMNS) + 1
    book["题目"].cell(2, number, "随手写的")
    (note,) = read_xlsx(saved(book)).left_out
    assert str(note) == f"第 {number} 列：第一行没有写栏目名，整列没有导入"


def test_a_heading_that_stands_twice_is_refused():
    with pytest.raises(UnreadableExchangeError, match="题干"):
        read_xlsx(workbook({}, extra=["题干"]))


def test_two_lines_on_one_option_are_both_kept():
    (question,) = read_xlsx(workbook({"错因": "A：一\nA：二\nC：三"})).questions
    assert question.mistakes == {"A": "一\n二", "C": "三"}


def returned(*rows, check=lambda _: []):
    content = workbook(*rows)
    return mark_faults(content, read_xlsx(content, check=check))


def test_the_returned_file_marks_the_cells_and_tells_the_faults_in_a_column():
    content = returned({}, {"编号": "q-2", "分值": 11, "正确答案": "D"})
    sheet = openpyxl.load_workbook(io.BytesIO(content))["题目"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, heads["问题"]).value is None
    assert sheet.cell(3, heads["问题"]).value == "分值：不能大于 10"
    assert sheet.cell(3, heads["分值"]).comment.text == "不能大于 10"
    assert (
        sheet.cell(3, heads["分值"]).fill.fgColor.rgb
        != sheet.cell(2, heads["分值"]).fill.fgColor.rgb
    )


def test_faults_of_topics_and_citations_are_marked_in_their_columns():
    content = returned({}, check=lambda _: ["topics：没有这个知识点", "cites：没有这部法"])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["题目"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, heads["考点"]).comment.text == "没有这个知识点"
    assert sheet.cell(2, heads["依据"]).comment.text == "没有这部法"


def test_a_corrected_file_can_be_handed_in_again():
    book = openpyxl.load_workbook(io.BytesIO(returned({"分值": 11})))
    heads = {cell.value: cell.column for cell in book["题目"][1]}
    book["题目"].cell(2, heads["分值"]).value = 3
    content = saved(book)
    imported = read_xlsx(content)
    assert (len(imported.questions), imported.left_out) == (1, ())
    sheet = openpyxl.load_workbook(io.BytesIO(mark_faults(content, imported)))["题目"]
    assert sheet.cell(2, heads["问题"]).value is None
    assert sheet.cell(2, heads["分值"]).comment is None
    assert sheet.cell(2, heads["分值"]).fill.fgColor.rgb == "00000000"


def test_the_template_has_lists_to_pick_from_and_says_how_to_fill_it_in():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx((), {"sample-topic": "示范"}).content))
    rules = {r.promptTitle: r.type for r in book["题目"].data_validations.dataValidation}
    assert rules["题型"] == rules["难度"] == rules["计分"] == "list"
    assert (rules["分值"], rules["行为日"]) == ("whole", "date")
    assert [row[0].value for row in book["说明"].iter_rows(min_row=2)] == [
        c.heading for c in COLUMNS
    ]
    assert book["考点"]["A2"].value == "sample-topic"


def test_the_topics_of_the_template_are_not_taken_for_lost_questions():
    content = write_xlsx([make_single()], {"sample-topic": "示范"}).content
    assert read_xlsx(content).left_out == ()


def test_what_a_cell_cannot_tell_apart_is_named_and_not_written():
    lines = make_multiple(mistakes={"B": "一\n二", "D": "三"})
    long = make_true_false(explanation="长" * 40_000)
    exported = write_xlsx([lines, long])
    assert [str(note) for note in exported.left_out] == [
        "多选题 sample-multiple-001：错因里有换行，整题没有导出",
        "判断题 sample-true-false-001：解析超过 32767 个字，整题没有导出",
    ]
    assert read_xlsx(exported.content).questions == ()


def packed(name, content):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return memory.getvalue()


@pytest.mark.parametrize("content", [b"", b"no zip", packed("a.txt", b"x"), b"x" * (MAX_BYTES + 1)])
def test_files_that_are_no_workbook_are_refused(content):
    with pytest.raises(UnreadableExchangeError):
        read_xlsx(content)


def with_sheet(change):
    """Change the XML of the first sheet of a good workbook."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({}))) as good, zipfile.ZipFile(memory, "w") as bad:
        for name in good.namelist():
            content = good.read(name).decode()
            bad.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return memory.getvalue()


def test_a_workbook_with_entities_is_refused():
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
    content = with_sheet(
        lambda xml: xml.replace("<worksheet", head, 1).replace("示范单选题？", "&a;")
    )
    with pytest.raises(UnreadableExchangeError):
        read_xlsx(content)


def test_a_workbook_with_too_many_rows_is_refused():
    book = openpyxl.load_workbook(io.BytesIO(workbook({})))
    book["题目"].cell(xlsx_in.MAX_ROWS + 1, 1, "q-9")
    with pytest.raises(UnreadableExchangeError, match="行"):
        read_xlsx(saved(book))


def test_a_file_that_grows_without_bounds_is_refused(monkeypatch):
    monkeypatch.setattr(xlsx_in, "MAX_UNPACKED", 1000)
    with pytest.raises(UnreadableExchangeError, match="太大"):
        read_xlsx(packed("a.xml", b" " * 2000))


def test_a_workbook_without_the_headings_is_refused_with_their_names():
    with pytest.raises(UnreadableExchangeError, match="编号、题型"):
        read_xlsx(saved(openpyxl.Workbook()))
