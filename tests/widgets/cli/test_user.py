"""`xuefa user` on a home that no portal serves."""

import re

import pytest
from builders.people import PASSWORD, make_person

from grading.home import Home
from grading.people.passwords import is_right
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli import user
from widgets.cli.main import run_arguments
from widgets.cli.portal_call import PortalNote, read_note, remove_note, write_note

GENERATED = re.compile(r"密码：([a-z2-9]{4}(?:-[a-z2-9]{4}){2})（")


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    database = RecordsDatabase(read_settings(made, {}).database_url)
    database.upgrade()
    make_person(database)
    database.close()
    return made


def run(home: Home, *words: str) -> int:
    return run_arguments(["user", *words, "--home", str(home.root)])


def typing(monkeypatch, *answers: str) -> None:
    given = iter(answers)
    monkeypatch.setattr(user.typer, "prompt", lambda *_, **__: next(given))


def password_works(home: Home, login_name: str, password: str) -> bool:
    database = RecordsDatabase(read_settings(home, {}).database_url)
    try:
        with database.read() as records:
            person = records.people.find_by_login(login_name)
            return is_right(password, records.people.password_hash(person.id))
    finally:
        database.close()


ADD = ("add", "jiaoyuan", "--name", "示范教员", "--role", "instructor", "--role", "officer")


def test_an_account_is_added_with_a_password_typed_twice(home, capsys, monkeypatch):
    typing(monkeypatch, PASSWORD, PASSWORD)
    assert run(home, *ADD) == 0
    shown = capsys.readouterr().out
    assert "示范教员，执法人员、教员" in shown
    assert "已直接写入数据文件夹" in shown
    assert PASSWORD not in shown
    assert password_works(home, "jiaoyuan", PASSWORD)


def test_a_generated_password_is_shown_once_and_works(home, capsys):
    assert run(home, *ADD, "--generate") == 0
    (shown,) = GENERATED.findall(capsys.readouterr().out)
    assert password_works(home, "jiaoyuan", shown)


def test_nothing_is_written_when_the_two_passwords_differ(home, capsys, monkeypatch):
    typing(monkeypatch, PASSWORD, PASSWORD + "x")
    assert run(home, *ADD) == 2
    assert "不一样" in capsys.readouterr().err
    run(home, "list")
    assert "jiaoyuan" not in capsys.readouterr().out


def test_a_password_is_replaced(home, monkeypatch):
    typing(monkeypatch, "another-pass-2026", "another-pass-2026")
    assert run(home, "passwd", "shifan") == 0
    assert password_works(home, "shifan", "another-pass-2026")


def test_the_password_of_nobody_is_not_asked_for(home, capsys):
    assert run(home, "passwd", "nobody") == 2
    assert "没有这个账号：nobody" in capsys.readouterr().err


def test_a_weak_password_is_refused_with_the_rule(home, capsys, monkeypatch):
    typing(monkeypatch, "12345678", "12345678")
    assert run(home, *ADD) == 2
    assert "连续的字符" in capsys.readouterr().err


def test_every_account_is_listed_with_role_and_department(home, capsys):
    assert run(home, "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["shifan", "示范甲", "执法人员", "示范执法一科"]
    assert lines[-1] == "共 1 个账号。"


def test_a_home_that_was_never_used_is_told_and_not_created(tmp_path, capsys):
    nowhere = Home(tmp_path / "nowhere")
    assert run(nowhere, "list") == 2
    assert "xuefa serve" in capsys.readouterr().err
    assert not nowhere.root.exists()


def test_a_home_that_is_in_use_without_a_portal_that_answers_is_told(home, capsys):
    with home.serve_lock():
        assert run(home, *ADD, "--generate") == 2
        write_note(home, PortalNote("127.0.0.1", 1, 1))
        assert run(home, *ADD, "--generate") == 2
    told = capsys.readouterr().err
    assert told.count("没有回应") == 2


def test_where_the_portal_answers_is_forgotten_when_it_stops(home):
    note = PortalNote("127.0.0.1", 8000, 4711)
    write_note(home, note)
    assert read_note(home) == note
    remove_note(home)
    assert read_note(home) is None


@pytest.mark.parametrize("text", ["", "{", '{"port": "x"}', "[]"])
def test_a_damaged_note_counts_as_none(home, text):
    (home.root / "portal.json").write_text(text)
    assert read_note(home) is None
