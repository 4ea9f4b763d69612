import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from grading.reports.spreadsheet import ATTEMPT_HEADINGS, OFFICER_HEADINGS, training_workbook
from grading.reports.training import OfficerTraining

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)

FORMULAS = ["=1+1", "{=1+1}", "@SUM(A1)", "+1", "-1", '=HYPERLINK("http://x")', "http://x.example"]


def open_workbook(office):
    training = OfficerTraining(office.database, office.catalogue, lambda: NOW)
    return load_workbook(io.BytesIO(training_workbook(training)))


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_has_officers_and_results(office):
    person = office.person("officer", name="示范甲", department="示范一科")
    office.studied(person, "sample-1")
    office.attempt(person, 85)
    workbook = open_workbook(office)
    assert workbook.sheetnames == ["人员进度", "考试成绩"]
    people, exams = (rows(sheet) for sheet in workbook)
    assert people == [
        list(OFFICER_HEADINGS),
        ["示范甲", "示范一科", 1, 2, 0, 1, 1, 85, "2026-07-01", 66, 49, "正常"],
    ]
    assert exams == [
        list(ATTEMPT_HEADINGS),
        ["2026-07-01 12:00", "示范甲", "示范一科", "示范试卷", 85, "良好"],
    ]


def test_what_is_not_there_is_an_empty_cell(office):
    office.person("officer", name="示范甲")
    people = rows(open_workbook(office)["人员进度"])
    row = dict(zip(people[0], people[1], strict=True))
    assert (row["最好成绩（%）"], row["最近学习"]) == (None, None)


def test_a_workbook_without_people_has_its_headings(office):
    workbook = open_workbook(office)
    assert [rows(sheet) for sheet in workbook] == [
        [list(OFFICER_HEADINGS)],
        [list(ATTEMPT_HEADINGS)],
    ]


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_that_looks_like_a_formula_stays_text(office, name):
    person = office.person("officer", name=name, department=name)
    office.attempt(person, 85, title=name)
    workbook = open_workbook(office)
    cells = [
        *workbook["人员进度"]["A2:B2"][0],
        *workbook["考试成绩"]["B2:D2"][0],
    ]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (name, "s", None)
    ] * 5
