"""`xuefa quiz`: what is there, whether it is right, its variants, and on paper."""

import os
import re
import stat

import docx
import pytest
from builders.content import CITE
from builders.handed_in import hand_in, make_quiz_home
from builders.lessons import write_questions
from builders.portal_home import PAPER
from nbgrader.api import Gradebook

from grading.home import Home
from widgets.cli.main import run_arguments

NAME = re.compile(rf"{PAPER}-A-[0-9a-f]{{8}}")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    return make_quiz_home(tmp_path_factory.mktemp("quiz") / "home")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "papers"


def run(home: Home, *words: object) -> int:
    return run_arguments(["quiz", *map(str, words), "--home", str(home.root)])


def texts(file) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def assignments(home: Home) -> set[str]:
    with Gradebook(f"sqlite:///{home.gradebook_file}", "xuefa") as gradebook:
        return {one.name for one in gradebook.assignments}


def test_questions_are_counted_by_course_kind_difficulty_and_point(home, capsys):
    assert run(home, "list", "--course", "penalty_measures") == 0
    told = capsys.readouterr().out
    assert re.match(r"《生态环境行政处罚》（penalty_measures）：\d+ 道题，\d+ 份试卷\n", told)
    assert re.search(r"题型  单选题 \d+，多选题 \d+，判断题 \d+", told)
    assert re.search(r"难度  1 级 \d+，2 级 \d+，3 级 \d+", told)
    assert re.search(r"hearing-threshold +听证的数额线 +\d+ 道", told)


def test_papers_are_listed_with_their_size(home, capsys):
    run(home, "list", "--course", "penalty_measures")
    told = capsys.readouterr().out
    assert re.search(rf"{PAPER} +示范测验 +章节测验 +5 题 24 分 +1 卷", told)


def test_every_course_is_listed(home, capsys):
    assert run(home, "list") == 0
    assert capsys.readouterr().out.count("份试卷\n") > 1


def test_an_unknown_course_is_told(home, capsys):
    assert run(home, "list", "--course", "zz") == 2
    assert "zz" in capsys.readouterr().err


def test_the_bank_of_the_package_is_checked_and_nothing_is_made(tmp_path, capsys):
    nowhere = Home(tmp_path / "new")
    run(nowhere, "check", "--date", "2026-11-26")
    assert "按 2026-11-26 的法律检查了全部试卷和" in capsys.readouterr().out
    assert not nowhere.root.exists()


def test_faults_of_questions_and_papers_are_told_and_counted(tmp_path, capsys):
    faulty = make_quiz_home(tmp_path / "home")
    write_questions(faulty.root, '[[question]]\nid = "shifan-001"\nkind = "riddle"\n')
    (faulty.papers / "shifan.toml").write_text("title =", encoding="utf-8")
    assert run(faulty, "check", "--date", "2026-11-26") == 1
    told = capsys.readouterr().out
    assert str(faulty.bank) in told
    assert str(faulty.papers / "shifan.toml") in told
    assert re.search(r"问题 \d+ 个", told)
    run(faulty, "list")
    assert "xuefa quiz check" in capsys.readouterr().out


def test_building_publishes_the_variants_and_again_changes_nothing(home, capsys):
    assert run(home, "build", PAPER) == 0
    told = capsys.readouterr().out
    assert "示范测验：1 卷，每卷 5 题 24 分：" in told
    assert "已直接写入数据文件夹" in told
    published = assignments(home)
    assert NAME.search(told).group() in published
    assert run(home, "build", PAPER) == 0
    assert assignments(home) == published


def test_questions_that_variants_share_are_counted(home, capsys):
    assert run(home, "build", "penalty-chapter-1") == 0
    assert "2 卷，每卷 20 题 100 分，各卷之间重复 0 题" in capsys.readouterr().out


def test_an_unknown_paper_is_told_before_anything_is_published(tmp_path, capsys):
    home = make_quiz_home(tmp_path / "home")
    assert run(home, "build", PAPER, "zz") == 2
    assert "没有这份试卷：zz" in capsys.readouterr().err
    assert not list(home.course.glob("release/*"))


def test_building_needs_a_home_that_is_in_use(tmp_path, capsys):
    assert run(Home(tmp_path / "nowhere"), "build") == 2
    assert "xuefa serve" in capsys.readouterr().err


def test_a_paper_is_printed_without_its_key(home, folder, capsys):
    assert run(home, "print", PAPER, "--output", folder) == 0
    (file,) = folder.iterdir()
    assert NAME.match(file.name)
    assert "示范测验（A卷）" in texts(file)
    assert "解析" not in texts(file)
    assert "阅卷人" not in capsys.readouterr().out


def test_the_key_is_a_file_of_its_own_with_a_warning(home, folder, capsys):
    assert run(home, "print", PAPER, "--key", "--output", folder) == 0
    key, paper = sorted(folder.iterdir(), key=lambda file: file.stem.endswith("试卷"))
    assert key.stem.removesuffix("参考答案") == paper.stem.removesuffix("试卷")
    assert "解析" in texts(key)
    assert "只给阅卷人" in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="rights are set on POSIX systems only")
def test_what_is_printed_is_for_its_owner_alone(home, folder):
    run(home, "print", PAPER, "--key", "--output", folder)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_printed_paper_is_the_published_one(home, folder, capsys):
    run(home, "build", PAPER)
    published = NAME.search(capsys.readouterr().out).group()
    run(home, "print", PAPER, "--output", folder)
    assert [file.name for file in folder.iterdir()] == [f"{published}-试卷.docx"]


def test_one_variant_or_all_are_printed(home, folder):
    run(home, "print", "penalty-chapter-1", "--variant", "b", "--output", folder)
    assert [file.name[:20] for file in folder.iterdir()] == ["penalty-chapter-1-B-"]
    run(home, "print", "penalty-chapter-1", "--output", folder)
    assert len(list(folder.iterdir())) == 2


def test_a_file_that_is_there_is_left_alone(home, folder, capsys):
    run(home, "print", PAPER, "--output", folder)
    (file,) = folder.iterdir()
    file.write_bytes(b"edited")
    assert run(home, "print", PAPER, "--output", folder) == 0
    assert "已经有了，没有改动" in capsys.readouterr().out
    assert file.read_bytes() == b"edited"


def test_a_variant_that_is_not_there_is_told(home, folder, capsys):
    assert run(home, "print", "penalty-chapter-1", "--variant", "C", "--output", folder) == 2
    assert "没有C卷，只有A、B卷" in capsys.readouterr().err
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_told(home, folder, capsys):
    folder.write_text("a file")
    assert run(home, "print", PAPER, "--output", folder) == 2
    assert "请用 --output" in capsys.readouterr().err


def test_a_home_that_does_not_exist_prints_what_comes_with_the_package(tmp_path, folder):
    nowhere = Home(tmp_path / "nowhere")
    assert run(nowhere, "print", "penalty-chapter-1", "--output", folder) == 0
    assert len(list(folder.iterdir())) == 2
    assert not nowhere.root.exists()


def test_a_question_of_the_bureau_is_looked_at(tmp_path, capsys):
    home = make_quiz_home(tmp_path / "home")
    text = (
        '[[question]]\nid = "shifan-001"\nkind = "true_false"\nstem = "示范"\nkey = true\n'
        f'points = 1\ndifficulty = 1\ntopics = ["hearing-scope"]\ncites = ["{CITE}"]\n'
        'explanation = "罚款99万元。"\nmistakes = { false = "示范" }\n'
    )
    (home.bank / "penalty_measures").mkdir()
    (home.bank / "penalty_measures" / "a.toml").write_text(text, encoding="utf-8")
    assert run(home, "check", "--date", "2026-11-26") == 1
    assert "第 1 题 shifan-001，explanation" in capsys.readouterr().out


def test_the_statistics_of_a_paper_are_printed(tmp_path, capsys):
    home = make_quiz_home(tmp_path / "home")
    hand_in(home, "jia", "yi")
    run_arguments(["grade", "--home", str(home.root)])
    capsys.readouterr()
    assert run(home, "stats", PAPER) == 0
    told = capsys.readouterr().out
    assert "示范测验  A卷（每人第一次作答，2 人）" in told
    assert "请勿给学员看" not in told
    assert run(home, "stats", PAPER, "--counted", "all", "--key") == 0
    told = capsys.readouterr().out
    assert "请勿给学员看" in told
    assert "（全部作答，2 人）" in told


def test_a_paper_that_nobody_sat_has_no_statistics(home, capsys):
    run(home, "build", PAPER)
    assert run(home, "stats", PAPER) == 2
    assert "还没有人考过" in capsys.readouterr().err
