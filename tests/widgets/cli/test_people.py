"""`xuefa people` on a home that no portal serves."""

import io
import re
import stat

import openpyxl
import pytest
from builders.rosters import enterprise_row, officer_row, roster_file, trainee_row

from courses.clock import system_clock
from grading.home import Home
from grading.people.codes import find_usable, hash_code
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.main import run_arguments

CODE = r"[a-z2-9]{4}(?:-[a-z2-9]{4}){2}"


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    database = RecordsDatabase(read_settings(made, {}).database_url)
    database.upgrade()
    database.close()
    return made


@pytest.fixture
def roster(tmp_path):
    file = tmp_path / "名册.xlsx"
    rows = {
        "enterprise": [enterprise_row(1)],
        "officer": [officer_row(1), officer_row(2)],
        "trainee": [trainee_row(1)],
    }
    file.write_bytes(roster_file(**rows))
    return file


def run(home: Home, *words: str) -> int:
    return run_arguments(["people", *words, "--home", str(home.root)])


def names(home: Home) -> list[str]:
    database = RecordsDatabase(read_settings(home, {}).database_url)
    try:
        with database.read() as records:
            return sorted(person.name for person in records.people.current())
    finally:
        database.close()


def code_works(home: Home, login_name: str, code: str) -> bool:
    database = RecordsDatabase(read_settings(home, {}).database_url)
    try:
        with database.read() as records:
            person = records.people.find_by_login(login_name)
            return find_usable(records, person, hash_code(code), system_clock()) is not None
    finally:
        database.close()


def test_a_roster_is_looked_at_applied_and_applied_again(home, roster, capsys):
    assert run(home, "import", str(roster), "--preview") == 0
    assert "新增 1 家企业、3 人；没有变化 0 行。这是预览" in capsys.readouterr().out
    assert names(home) == []
    assert run(home, "import", str(roster)) == 0
    assert "2 张登录单已写好" in capsys.readouterr().out
    assert names(home) == ["示范己1", "示范甲1", "示范甲2"]
    slips = roster.with_name("名册-登录单.xlsx")
    assert stat.S_IMODE(slips.stat().st_mode) == 0o600
    first, second = openpyxl.load_workbook(slips).active.iter_rows(values_only=True)
    assert first[0] == "示范甲1\n示范执法一科"
    assert code_works(home, "zhifa1", re.search(CODE, first[1]).group())
    assert not code_works(home, "zhifa1", re.search(CODE, second[1]).group())
    assert run(home, "import", str(roster)) == 0
    assert "没有变化 4 行" in capsys.readouterr().out
    assert not roster.with_name("名册-登录单-2.xlsx").exists()


def test_a_faulty_roster_comes_back_and_changes_nothing(home, tmp_path, capsys):
    file, returned = tmp_path / "名册.xlsx", tmp_path / "退回.xlsx"
    file.write_bytes(roster_file(officer=[officer_row(1), officer_row(2, 姓名="")]))
    assert run(home, "import", str(file), "--errors", str(returned)) == 1
    assert "1 行不合要求，什么也没有改动" in capsys.readouterr().out
    (_, right, wrong) = openpyxl.load_workbook(io.BytesIO(returned.read_bytes()))[
        "执法人员"
    ].iter_rows(values_only=True)
    assert (right[-1], wrong[-1]) == (None, "姓名：没有写姓名")
    assert names(home) == []


def test_a_new_code_voids_the_one_before(home, roster, capsys):
    run(home, "import", str(roster))
    capsys.readouterr()
    codes = []
    for _ in range(2):
        assert run(home, "code", "zhifa1") == 0
        codes.append(re.search(f"登录码：({CODE})", capsys.readouterr().out).group(1))
    assert [code_works(home, "zhifa1", code) for code in codes] == [False, True]
    assert run(home, "code", "nobody") == 2


def test_the_template_is_written_once(tmp_path):
    file = tmp_path / "空白.xlsx"
    assert run_arguments(["people", "template", str(file)]) == 0
    assert run_arguments(["people", "template", str(file)]) == 2
