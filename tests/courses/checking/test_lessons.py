"""What the check says of single statements of a lesson."""

from datetime import date

import nbformat
import pytest
from builders.lessons import write_lesson
from builders.statutes import make_article, make_instrument

from courses.catalogue import read_catalogue
from courses.checking.finding import Severity
from courses.checking.ground import Ground
from courses.checking.lessons import check_lesson
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.law import Law
from courses.statutes.library.store import Library

CITE = "ee-administrative-penalty-measures-2023:18"
LINK = f"[条文](/statute/{CITE})"
ON = date(2026, 11, 23)
OWN = """
[[instrument]]
id = "sample-county-rules"
title = "示范县办法"
kind = "规范性文件"
issuer = "示范县"
effective = 2025-01-01
article_count = 9
source = "示范"
"""


def findings(folder, text, ground=None, cites=(CITE,)):
    write_lesson(folder, text, cites)
    catalogue, problems = read_catalogue([folder])
    assert problems == []
    ground = ground or Ground(Law.embedded(), ON, WorkCalendar.embedded())
    (course,) = catalogue.courses
    return check_lesson(course, course.lessons[0], ground).findings


def told(folder, text, **given):
    return [(one.rule, one.severity) for one in findings(folder, text, **given)]


PROBLEM, WARNING = Severity.PROBLEM, Severity.WARNING

CASES = {
    "期限不同单位，五个工作日（[条文](/statute/ee-administrative-penalty-measures-2023:44)）。": [],
    f"期限是15日（{LINK}）。": [],
    f"期限是十五日。可以延长（{LINK}）。": [],
    f"期限是16日（{LINK}）。": [("figure", PROBLEM)],
    f"期限是16日，再过16日（{LINK}）。": [("figure", PROBLEM)],
    f"期限是16日（{LINK}）。<!-- 案情：16日 -->": [],
    f"期限是30日（{LINK}）。<!-- 计算：30日 = 期限 + 延长；期限 = 15日；延长 = 15日 -->": [],
    f"没有数字（{LINK}）。<!-- 案情：16日 -->": [("marking", WARNING)],
    f"没有数字（{LINK}）。<!-- 案情：十六 -->": [("marking", PROBLEM)],
    "第十九条有四项（[条文](/statute/ee-administrative-penalty-measures-2023:19.1.4)）。": [],
    "没有第五项（[条文](/statute/ee-administrative-penalty-measures-2023:19.1.9)）。": [
        ("citation", PROBLEM)
    ],
    "没有第九款（[条文](/statute/ee-administrative-penalty-measures-2023:19.9)）。": [
        ("citation", PROBLEM)
    ],
    "写法不对（[条文](/statute/ee-administrative-penalty-measures-2023)）。": [
        ("citation", PROBLEM)
    ],
    "没有这个文件（[条文](/statute/no-such-law:1)）。": [("citation", PROBLEM)],
    "## 期限是十五日": [("figure", PROBLEM)],
    f"## 期限是十五日\n\n见条文（{LINK}）。": [],
    "## 动手\n\n罚16万元，可以吗？可以。": [],
}


LINK_WORDS = {
    "《生态环境行政处罚办法》第十八条": True,
    "处罚办法第18条": True,
    "见条文": True,
    "第（四）项": True,
    "第十九条第一款第（四）项": True,
    "《生态环境行政处罚办法》第十九条": False,
    "第十八条第一款": False,
    "第二款": False,
    "第一十八条": False,
}


@pytest.mark.parametrize(("words", "is_right"), LINK_WORDS.items())
def test_a_link_leads_where_its_words_say(words, is_right, tmp_path):
    target = f"{CITE[:-2]}19.1.4" if "（四）" in words else CITE
    found = told(tmp_path, f"甲（[{words}](/statute/{target})）。")
    assert found == ([] if is_right else [("citation", PROBLEM)])


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=range(len(CASES)))
def test_a_statement_gets_these_findings(text, expected, tmp_path):
    assert told(tmp_path, text) == expected


def test_the_title_cell_states_no_figures(tmp_path):
    assert told(tmp_path, "# 示范课\n\n学完大约16小时。") == []


def test_a_finding_names_cell_heading_and_sentence(tmp_path):
    (finding,) = findings(tmp_path, f"# 示范课\n\n%%\n\n## 期限\n\n甲。期限是16日（{LINK}）。")
    assert finding.file == tmp_path / "sample_course" / "01_sample.ipynb"
    assert finding.place == "第 2 格“期限”：“期限是16日（条文）。”"
    assert "16日" in finding.message


def test_an_article_that_a_widget_shows_has_to_exist(tmp_path):
    file = write_lesson(tmp_path, "甲。", [CITE])
    notebook = nbformat.read(file, as_version=4)
    for target in (CITE, "ecological-environment-code:1243", "air-pollution-law-2018:98"):
        source = f'from widgets.lessons import statute\n\nstatute.show("{target}")'
        notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, file)
    (course,) = read_catalogue([tmp_path])[0].courses
    ground = Ground(Law.embedded(), ON, WorkCalendar.embedded())
    (finding,) = check_lesson(course, course.lessons[0], ground).findings
    assert finding.place == "第 3 格，statute.show"
    assert "1243" in finding.message


def test_what_course_toml_lists_is_judged_unless_the_lesson_marks_it_as_old(tmp_path):
    old = "air-pollution-law-2018:98"
    assert told(tmp_path, "甲。", cites=[old]) == [("standing", PROBLEM)]
    assert told(tmp_path, f'旧的（[条文](/statute/{old}.1 "旧法")）。', cites=[old]) == []


@pytest.fixture
def own_law(tmp_path):
    folder = tmp_path / "statutes"
    folder.mkdir()
    (folder / "instruments.toml").write_text(OWN, encoding="utf-8")
    law, problems = Law.with_own(folder)
    assert problems == []
    return law


def own_ground(law, library=None):
    return Ground(law, ON, WorkCalendar.embedded(), library)


def test_figures_of_a_text_that_nobody_imported_cannot_be_verified(own_law, tmp_path):
    text = "期限是八日（[条文](/statute/sample-county-rules:3)）。"
    found = told(tmp_path / "courses", text, ground=own_ground(own_law))
    assert found == [("figure", WARNING)]


def test_figures_of_an_imported_text_are_compared(own_law, tmp_path):
    library = Library.open(tmp_path / "statutes")
    library.add(
        make_instrument(
            make_article(3, "应当在八日内报告。"),
            instrument="sample-county-rules",
            effective=date(2025, 1, 1),
        )
    )
    ground = own_ground(own_law, library)
    right = "期限是八日（[条文](/statute/sample-county-rules:3)）。"
    wrong = "期限是九日（[条文](/statute/sample-county-rules:3)）。"
    assert told(tmp_path / "courses", right, ground=ground) == []
    assert told(tmp_path / "courses", wrong, ground=ground) == [("figure", PROBLEM)]
    beyond = "没有第二款（[条文](/statute/sample-county-rules:3.2)）。"
    (finding,) = findings(tmp_path / "courses", beyond, ground=ground)
    assert (finding.rule, finding.severity) == ("citation", PROBLEM)
    assert "第三条有 1 款" in finding.message
