"""`xuefa statutes`: importing into a home, whether a portal runs or not, and listing."""

import pytest
from builders.statute_files import article_lines, write_text

from courses.statutes.library.store import Library
from grading.home import Home
from widgets.cli import statutes
from widgets.cli.main import run_arguments

INSTRUMENTS = """
[[instrument]]
id = "shifan-law-2020"
title = "示范办法"
short_title = "示范办法"
kind = "规范性文件"
issuer = "示范局"
adopted = 2019-12-01
effective = 2020-01-01
article_count = 2
source = "本局文件"
"""


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    (made.statutes / "instruments.toml").write_text(INSTRUMENTS, encoding="utf-8")
    return made


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "files"
    made.mkdir()
    return made


def good(folder):
    return write_text(folder / "a.txt", *article_lines(1, 2), title="示范办法")


def run(home: Home, *words: object) -> int:
    return run_arguments(["statutes", *map(str, words), "--home", str(home.root)])


def test_texts_of_the_bureaus_own_instruments_are_imported(home, folder, capsys):
    good(folder)
    assert run(home, "import", folder) == 0
    shown = capsys.readouterr().out
    assert "已导入：a.txt：《示范办法》（2020-01-01 起施行）：2 条、2 款" in shown
    assert "共 1 个文件：已导入 1 个。" in shown
    assert [one.instrument for one in Library.open(home.statutes).held()] == ["shifan-law-2020"]


def test_an_empty_home_is_made_ready(tmp_path, folder, capsys):
    (folder / "说明.md").write_text("这里放法规文件。", encoding="utf-8")
    assert run(Home(tmp_path / "new"), "import", folder) == 0
    assert "不是法规文本：说明.md" in capsys.readouterr().out


def test_importing_again_says_that_nothing_changed(home, folder, capsys):
    file = good(folder)
    run(home, "import", file)
    capsys.readouterr()
    assert run(home, "import", file) == 0
    assert "没有变化 1 个。法规库没有改动。" in capsys.readouterr().out


def test_a_refused_file_makes_the_exit_code_1_and_the_others_are_kept(home, folder, capsys):
    good(folder)
    history = "（2021年12月24日通过）"
    title = "中华人民共和国噪声污染防治法"
    write_text(folder / "b.txt", *article_lines(1, 3), title=title, history=history)
    assert run(home, "import", folder) == 1
    shown = capsys.readouterr().out
    assert "没有导入：b.txt" in shown
    assert "缺第二条" in shown
    assert len(Library.open(home.statutes).held()) == 1


def test_texts_are_imported_while_a_portal_runs(home, folder):
    with home.serve_lock():
        assert run(home, "import", good(folder)) == 0


def test_a_path_that_is_not_there_is_told(home, folder, capsys):
    assert run(home, "import", folder / "没有.docx") == 2
    assert "没有这个文件或者文件夹" in capsys.readouterr().err


def test_an_interruption_keeps_nothing(home, folder, capsys, monkeypatch):
    def interrupted(files):
        yield files[0]
        raise KeyboardInterrupt

    monkeypatch.setattr(statutes, "_with_progress", interrupted)
    assert run(home, "import", good(folder)) == 130
    assert "已中断，没有导入任何文件" in capsys.readouterr().err
    assert Library.open(home.statutes).held() == ()


def test_a_file_may_be_named(home, folder, capsys):
    file = write_text(folder / "甲.txt", *article_lines(1, 2), title="没有的标题", history="")
    assert run(home, "import", file) == 1
    assert "--as" in capsys.readouterr().out
    assert run(home, "import", file, "--as", "shifan-law-2020@2020-01-01") == 0


def test_a_name_is_for_one_file_and_well_written(home, folder, capsys):
    good(folder)
    write_text(folder / "b.txt", *article_lines(1))
    assert run(home, "import", folder, "--as", "shifan-law-2020") == 2
    assert run(home, "import", folder / "a.txt", "--as", "示范") == 2
    shown = capsys.readouterr().err
    assert "只能用于一个文件" in shown
    assert "--as 后面的写法不对" in shown


def test_the_list_shows_what_is_held_and_what_is_lacking(home, folder, capsys):
    run(home, "import", good(folder))
    capsys.readouterr()
    assert run(home, "list") == 0
    held, lacking = capsys.readouterr().out.split("登记了但还没有导入")
    assert "已导入 1 个版本" in held
    assert "示范办法" in held
    assert "中华人民共和国生态环境法典" in lacking
    assert "示范办法" not in lacking


def test_a_damaged_text_is_told_in_the_list(home, folder, capsys):
    run(home, "import", good(folder))
    (file,) = home.statutes.glob("*.json")
    file.write_text("{", encoding="utf-8")
    run(home, "list")
    assert "这个文件已损坏" in capsys.readouterr().out


def test_a_faulty_registration_is_told_and_does_not_stop_the_import(home, folder, capsys):
    (home.statutes / "instruments.toml").write_text("[[instrument]]\n", encoding="utf-8")
    (folder / "说明.md").write_text("这里放法规文件。", encoding="utf-8")
    assert run(home, "import", folder) == 0
    assert "本单位的登记有错" in capsys.readouterr().err
