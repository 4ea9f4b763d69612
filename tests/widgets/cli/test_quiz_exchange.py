"""`xuefa quiz import` and `export`: into the bank of a home, and out of it."""

import stat
import sys

import openpyxl
import pytest
from builders.handed_in import make_quiz_home
from builders.questions import make_essay, make_single, make_term

from grading.content import read_content
from grading.home import Home
from quizzes.exchange.formats import get_format
from quizzes.model import Case
from widgets.cli.main import run_arguments

COURSE = "penalty_measures"
GIFT = "::shifan:: 示范题？ { =甲 ~乙 ~丙 }\n\n// 题\n::essay:: 示范 {}\n"


@pytest.fixture
def home(tmp_path) -> Home:
    return make_quiz_home(tmp_path / "home")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "files"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def run(home: Home, *words: object) -> int:
    return run_arguments(["quiz", *map(str, words), "--home", str(home.root)])


def bring_in(home: Home, file, *words: object) -> int:
    return run(home, "import", file, "--course", COURSE, *words)


def write(folder, name, *questions):
    file = folder / f"shifan{get_format(name).suffix}"
    file.write_bytes(get_format(name).write(questions).content)
    return file


def sample(question_id="shifan-001", make=make_single, **changes):
    return make(id=question_id, topics=("hearing-scope",), **changes)


def held(home: Home, question_id="shifan-001"):
    return read_content(home).quizzes.bank.question(question_id)


@pytest.mark.parametrize("name", ["xlsx", "gift", "moodle"])
def test_good_questions_of_every_format_come_into_the_bank(home, folder, name, capsys):
    assert bring_in(home, write(folder, name, sample(), sample("shifan-002", make_term))) == 0
    assert "已导入 2 道题" in capsys.readouterr().out
    assert held(home) == sample()
    assert held(home, "shifan-002") == sample("shifan-002", make_term)
    assert read_content(home).problems == ()


def test_importing_again_changes_nothing(home, folder, capsys):
    file = write(folder, "xlsx", sample())
    bring_in(home, file)
    capsys.readouterr()
    assert bring_in(home, file) == 0
    assert capsys.readouterr().out == "1 道题已在题库中，没有变化。\n"
    assert len(list((home.bank / COURSE).iterdir())) == 1


def test_questions_for_formal_exams_are_kept_apart_and_never_go_out(home, folder, capsys):
    assert bring_in(home, write(folder, "xlsx", sample()), "--formal") == 0
    quizzes = read_content(home).quizzes
    assert [question.id for question in quizzes.exam_bank] == ["shifan-001"]
    assert "shifan-001" not in {question.id for question in quizzes.bank}
    assert bring_in(home, write(folder, "xlsx", sample())) == 0  # known, and not written again
    assert "1 道题已在题库中，没有变化。" in capsys.readouterr().out
    target = folder / "out.xml"
    assert run(home, "export", COURSE, "--format", "moodle", "--output", target) == 0
    assert "shifan-001" not in target.read_text(encoding="utf-8")


def test_a_clerk_gets_the_workbook_back_with_errors_marked_and_goes_on_with_it(
    home, folder, capsys
):
    wrong = sample("shifan-002").model_copy(update={"topics": ("no-such-topic",)})
    assert bring_in(home, write(folder, "xlsx", sample(), wrong)) == 1
    told = capsys.readouterr()
    assert "已导入 1 道题" in told.out
    assert "第 3 行" in told.err
    assert "no-such-topic" in told.err
    marked = folder / "shifan-标错.xlsx"
    book = openpyxl.load_workbook(marked)
    for row in book["题目"].iter_rows(min_row=2):
        for cell in row:
            if cell.value == "no-such-topic":
                cell.value = "hearing-scope"
    book.save(marked)
    assert bring_in(home, marked) == 0
    told = capsys.readouterr().out
    assert "已导入 1 道题" in told
    assert "1 道题已在题库中" in told
    assert held(home, "shifan-002") == sample("shifan-002")


def test_questions_that_lack_something_become_drafts_beside_the_file(home, folder, capsys):
    file = folder / "foreign.gift.txt"
    file.write_text(GIFT, encoding="utf-8")
    assert bring_in(home, file) == 1
    told = capsys.readouterr()
    assert "第 2 题 essay：" in told.err
    assert "rubric：缺少这一项" in told.err
    assert "cites：缺少这一项" in told.err
    draft = (folder / "foreign-待补.toml").read_text(encoding="utf-8")
    assert 'stem = "示范题？"' in draft
    assert not (home.bank / COURSE).exists()


def test_drafts_go_into_the_folder_that_is_named(home, folder, tmp_path):
    file = folder / "foreign.gift.txt"
    file.write_text(GIFT, encoding="utf-8")
    bring_in(home, file, "--output", tmp_path / "drafts")
    assert [one.name for one in (tmp_path / "drafts").iterdir()] == ["foreign-待补.toml"]
    assert [one.name for one in folder.iterdir()] == ["foreign.gift.txt"]


def case_parts(*makers):
    """Make a case of the course; the first of its questions does not depend on how many follow."""
    case = Case(id="shifan-case-001", text="示范案情：示范公司停产。")
    return [sample(f"{case.id}-{n}", make, case=case) for n, make in enumerate(makers, start=1)]


@pytest.mark.parametrize("name", ["xlsx", "gift", "moodle"])
def test_a_case_comes_into_the_bank_as_a_whole_and_takes_no_further_question(
    home, folder, name, capsys
):
    parts = case_parts(make_single, make_essay)
    assert bring_in(home, write(folder, name, *parts)) == 0
    assert list(read_content(home).quizzes.bank.cases_of(COURSE)[-1:]) == [tuple(parts)]
    assert bring_in(home, write(folder, name, *case_parts(make_single, make_essay, make_term))) == 1
    assert "题库中已有这个案例，不能再加一问" in capsys.readouterr().err
    assert read_content(home).problems == ()
    assert held(home, "shifan-case-001-1") == parts[0]


def test_an_id_is_not_used_for_another_question(home, folder, capsys):
    bring_in(home, write(folder, "gift", sample()))
    assert bring_in(home, write(folder, "gift", sample(stem="示范：另一道题？"))) == 1
    assert "题库中已有这个编号" in capsys.readouterr().err
    assert held(home) == sample()


def test_a_second_file_of_the_same_name_takes_nothing_away(home, folder):
    bring_in(home, write(folder, "gift", sample()))
    bring_in(home, write(folder, "gift", sample("shifan-002")))
    assert {one.name for one in (home.bank / COURSE).iterdir()} == {"shifan.toml", "shifan-2.toml"}


def test_a_citation_that_leads_nowhere_is_refused(home, folder, capsys):
    wrong = sample(cites=("ee-administrative-penalty-measures-2023:999",))
    assert bring_in(home, write(folder, "moodle", wrong)) == 1
    assert "cites" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("import", "zz.xlsx", "--course", COURSE), "读不了文件 zz.xlsx"),
        (("import", "zz.docx", "--course", COURSE), "请用 --format 写明"),
        (("import", "zz.zip", "--course", COURSE, "--format", "qti"), "只能导出"),
        (("import", "zz.zip", "--course", COURSE, "--format", "zz"), "没有这种格式：zz"),
        (("import", "zz.xlsx", "--course", "zz"), "没有这门课程：zz"),
        (("export", "zz"), "没有这门课程：zz"),
        (("export", COURSE, "--format", "zz"), "没有这种格式：zz"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(home, folder, words, told, capsys):
    assert run(home, *words) == 2
    assert told in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_a_file_of_another_format_is_told(home, folder, capsys):
    (folder / "a.xlsx").write_bytes(b"no workbook")
    assert bring_in(home, folder / "a.xlsx") == 2
    assert "不能按 xlsx 读取" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["xlsx", "gift", "moodle", "qti"])
def test_a_course_goes_out_in_every_format(home, folder, name, capsys):
    assert run(home, "export", COURSE, "--format", name) == 0
    assert "请勿给学员看" in capsys.readouterr().out
    (file,) = folder.iterdir()
    assert file.name == f"{COURSE}{get_format(name).suffix}"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_does_not_go_along_is_told(home, folder, capsys):
    run(home, "export", COURSE, "--format", "gift")
    told = capsys.readouterr()
    assert told.err.count("注意：") > 0
    assert "没有原样带走" in told.out


def test_what_goes_out_as_a_workbook_is_in_the_bank_already(home, folder, capsys):
    run(home, "export", COURSE)
    capsys.readouterr()
    assert bring_in(home, folder / f"{COURSE}.xlsx") == 0
    assert "没有变化" in capsys.readouterr().out


def test_the_empty_workbook_has_the_topics_of_the_course_and_no_question(home, folder, capsys):
    assert run(home, "export", COURSE, "--template") == 0
    (file,) = folder.iterdir()
    book = openpyxl.load_workbook(file)
    assert "hearing-scope" in [row[0].value for row in book["考点"].iter_rows()]
    assert bring_in(home, file) == 0
    assert "文件里没有题目" in capsys.readouterr().out


def test_a_file_that_is_there_is_not_written_over(home, folder, capsys):
    (folder / "a.xlsx").write_bytes(b"mine")
    assert run(home, "export", COURSE, "--output", "a.xlsx") == 2
    assert "已经有这个文件" in capsys.readouterr().err
    assert (folder / "a.xlsx").read_bytes() == b"mine"
