import io
from datetime import date

import pytest
from builders.assessment import assess, entry, figure, make_policy
from openpyxl import load_workbook

from grading.assessment.assess import PersonYear
from grading.assessment.result import YearResult
from grading.reports import spreadsheet
from grading.reports.officer_exams import ExamRow
from grading.reports.spreadsheet import EXAMS, PEOPLE, training_workbook

FORMULAS = ["=1+1", "{=1+1}", "@SUM(A1)", "+1", "-1", '=HYPERLINK("http://x")', "http://x.example"]
POLICY = make_policy(hours={"total": figure(10)}, day_cap={"all": figure(3)})


def open_workbook(*assessments, exams=()):
    result = YearResult(
        year=2026,
        as_of=date(2026, 12, 31),
        policies=(POLICY,),
        assessments=assessments,
        figures=(),
    )
    return load_workbook(io.BytesIO(training_workbook(result, exams)))


def exam(name="示范甲", department="示范一科", paper="示范试卷"):
    return ExamRow(
        learner_id="10000001",
        handed_in_at="2026-07-01 12:00",
        name=name,
        department=department,
        paper=paper,
        percent=85.0,
        band="良好",
    )


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_has_officers_what_is_asked_what_counts_and_exams():
    workbook = open_workbook(assess(POLICY, [entry(1, "7/2"), entry(2, 1)]), exams=[exam()])
    assert workbook.sheetnames == ["人员进度", "各项要求", "计入记录", "考试成绩"]
    people, asked, evidence, exams = (rows(sheet) for sheet in workbook)
    assert people == [
        list(PEOPLE),
        ["示范甲", "示范一科", "尚未达标", None, 10, 3, 7, 10, "落后", 30, "2026-03-02"],
    ]
    assert asked[1:] == [["示范甲", "示范一科", "全年学时", 10, 3, 7, "学时", "没有达到"]]
    assert [row[3:10] for row in evidence[1:]] == [
        ["2026-03-02", "外部学习", "示范证据 1", 3.5, 3, "学时", "超过一天的上限"],
        ["2026-03-02", "外部学习", "示范证据 2", 1, 0, "学时", "超过一天的上限"],
    ]
    assert exams == [
        list(EXAMS),
        ["2026-07-01 12:00", "示范甲", "示范一科", "示范试卷", 85, "良好"],
    ]


def test_a_workbook_without_people_has_its_headings():
    assert [len(rows(sheet)) for sheet in open_workbook()] == [1, 1, 1, 1]


def test_more_rows_than_a_sheet_holds_are_left_out_and_that_is_said(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 1)
    workbook = open_workbook(assess(POLICY, [entry(1), entry(2)]))
    assert rows(workbook["计入记录"])[-1][0] == "行数太多，只列出前 1 行"


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_that_looks_like_a_formula_stays_text(name):
    someone = PersonYear(person_id=1, learner_id="10000001", name=name, department=name)
    workbook = open_workbook(
        assess(POLICY, [], person=someone), exams=[exam(name, name, paper=name)]
    )
    cells = [*workbook["人员进度"]["A2:B2"][0], *workbook["考试成绩"]["B2:D2"][0]]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (name, "s", None)
    ] * 5
