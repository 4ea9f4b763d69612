import errno
import logging
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grading.audit import keys as audit
from grading.certificates import check_codes as certificates
from grading.home import DamagedSecretError, Home, HomeInUseError, HomeNotWritableError

posix = pytest.mark.skipif(os.name != "posix", reason="rights of others exist on POSIX only")

HOLD_LOCK = """
import sys
from pathlib import Path
from grading.home import Home
with Home(Path(sys.argv[1])).serve_lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
def home(tmp_path):
    prepared = Home(tmp_path / "home")
    prepared.prepare()
    return prepared


def test_home_is_where_the_variable_says(tmp_path):
    assert Home.default({"XUEFA_HOME": str(tmp_path)}).root == tmp_path


def test_home_named_relatively_or_by_tilde_is_absolute():
    assert Home.default({"XUEFA_HOME": "some/where"}).root == Path.cwd() / "some/where"
    assert Home.default({"XUEFA_HOME": "~/x"}).root == Path.home() / "x"


@pytest.mark.parametrize("environ", [{}, {"XUEFA_HOME": " "}])
def test_home_is_in_the_users_data_folder_when_no_variable_names_one(environ):
    assert Home.default(environ).root.name == "xuefa"


def test_naming_a_home_creates_nothing(tmp_path):
    home = Home(tmp_path / "home")
    assert home.is_new
    assert not home.root.exists()


def test_preparing_creates_every_folder_and_keeps_what_is_there(home):
    (home.bank / "own.toml").write_text("x")
    home.prepare()
    assert all(folder.is_dir() for folder in home.folders)
    assert (home.bank / "own.toml").read_text() == "x"
    assert not home.is_new


@posix
def test_prepared_home_is_for_its_owner_alone(home):
    assert mode(home.root) == mode(home.secrets) == 0o700


@posix
def test_rights_of_an_existing_home_are_left_alone(tmp_path):
    tmp_path.chmod(0o755)
    Home(tmp_path).prepare()
    assert mode(tmp_path) == 0o755
    assert mode(tmp_path / "secrets") == 0o700


@posix
def test_questions_and_papers_of_an_existing_home_become_its_owners_alone(home):
    home.prepare()
    bank_file = home.bank / "sample_course" / "exams" / "a.toml"
    bank_file.parent.mkdir(parents=True)
    paper_file = home.papers / "a.toml"
    kept = {bank_file: 0o600, paper_file: 0o600, home.bank: 0o700, bank_file.parent: 0o700}
    for file in (bank_file, paper_file):
        file.write_text("x")
    for path in kept:
        path.chmod(0o755 if path.is_dir() else 0o644)
    home.prepare()
    assert {path: mode(path) for path in kept} == kept
    assert bank_file.read_text() == "x"


@posix
def test_what_a_link_in_the_bank_leads_to_keeps_its_rights(home, tmp_path):
    elsewhere = tmp_path / "a.toml"
    elsewhere.write_text("x")
    elsewhere.chmod(0o644)
    home.prepare()
    (home.bank / "a.toml").symlink_to(elsewhere)
    home.prepare()
    assert mode(elsewhere) == 0o644


def test_home_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    for root in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(HomeNotWritableError, match="请检查目录权限") as caught:
            Home(root).prepare()
        assert caught.value.root == root
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.parametrize("place", ["home", "home/course", "home/logs"])
def test_home_with_a_folder_that_takes_nothing_is_told(home, monkeypatch, place):
    """Rights alone would not stop the superuser."""
    real = tempfile.TemporaryFile

    def refuse(dir):  # noqa: A002 - the name that the library gives it
        if Path(dir) == home.root.parent / place:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(HomeNotWritableError, match="（没有权限）"):
        home.prepare()


def test_secret_stays_the_same_and_differs_from_others(home):
    first = home.secret("cookie")
    assert len(first) == 32
    assert Home(home.root).secret("cookie") == first
    assert home.secret("command") != first


@posix
def test_secret_is_for_its_owner_alone(home):
    home.secret("cookie")
    assert mode(home.secrets / "cookie") == 0o600


@posix
def test_secret_is_taken_from_others_and_that_is_logged(home, caplog):
    content = home.secret("cookie")
    (home.secrets / "cookie").chmod(0o644)
    home.secrets.chmod(0o755)
    with caplog.at_level(logging.WARNING):
        assert home.secret("cookie") == content
    assert mode(home.secrets / "cookie") == 0o600
    assert mode(home.secrets) == 0o700
    assert len(caplog.records) == 2


def test_secret_made_by_many_at_once_is_one(home):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: home.secret("cookie"), range(40)))
    assert len(made) == 1
    assert [file.name for file in home.secrets.iterdir()] == ["cookie"]


def test_secret_is_made_where_the_file_system_has_no_hard_links(home, monkeypatch):
    def refuse(self, target):
        raise PermissionError(1, "no hard links")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    made = home.secret("cookie")
    assert home.secret("cookie") == made
    assert [file.name for file in home.secrets.iterdir()] == ["cookie"]


def test_damaged_secret_is_told_and_left_alone(home):
    (home.secrets / "cookie").write_bytes(b"short")
    with pytest.raises(DamagedSecretError, match="cookie"):
        home.secret("cookie")
    assert (home.secrets / "cookie").read_bytes() == b"short"


def test_nobody_is_told_to_delete_the_secret_that_old_content_is_checked_with(home):
    for name in (audit.SECRET, certificates.SECRET):
        (home.secrets / name).write_bytes(b"short")
        with pytest.raises(DamagedSecretError, match="从备份恢复") as caught:
            home.secret(name)
        assert "删除" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "../cookie", "a/b", "Cookie", ".cookie"])
def test_secret_name_never_leads_out_of_the_folder(home, name):
    with pytest.raises(ValueError, match="not the name of a secret"):
        home.secret(name)


def test_home_is_held_by_one_process_and_free_when_that_was_killed(home):
    command = [sys.executable, "-W", "error", "-c", HOLD_LOCK, str(home.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(HomeInUseError, match="另一个学法程序"), home.serve_lock():
            pass
        holder.kill()
    with home.serve_lock(wait_seconds=30):
        pass
    with home.serve_lock():
        pass
