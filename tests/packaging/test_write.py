"""The files of a bundle beside its wheels."""

import re
import subprocess
import sys

import pytest
from packaging.version import Version

from widgets.cli.packing.closure import Package
from widgets.cli.packing.target import Platform, Target
from widgets.cli.packing.write import CHECKSUMS, CONSTRAINTS, NOTES, write_files

PACKAGES = (
    Package("xuefa", Version("0.1.0"), ()),
    Package("tornado", Version("6.6.1"), ()),
    Package("alembic", Version("1.20.1"), ()),
)
SCRIPTS = {Platform.LINUX: "install.sh", Platform.WINDOWS: "install.bat"}


@pytest.fixture(params=list(Platform))
def target(request) -> Target:
    return Target(request.param, "3.11")


@pytest.fixture
def folder(tmp_path, target):
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "sample.whl").write_bytes(b"wheel")
    write_files(tmp_path, target, PACKAGES)
    return tmp_path


def check(folder) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "check_files.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_file_is_there_for_the_target_alone(folder, target):
    names = {path.name for path in folder.iterdir()}
    script = SCRIPTS[target.platform]
    assert names == {"wheels", CONSTRAINTS, CHECKSUMS, NOTES, "check_files.py", script}


def test_no_blank_of_a_template_is_left_open(folder):
    for file in folder.iterdir():
        if file.is_file():
            assert re.findall(r"@[A-Z]+@", file.read_text(encoding="utf-8")) == []


def test_every_version_but_our_own_is_pinned(folder):
    lines = (folder / CONSTRAINTS).read_text().splitlines()
    assert lines == ["alembic==1.20.1", "tornado==6.6.1"]


def test_lines_end_as_the_target_writes_them(folder, target):
    script = (folder / SCRIPTS[target.platform]).read_bytes()
    ends = {Platform.LINUX: b"\n", Platform.WINDOWS: b"\r\n"}[target.platform]
    assert script.count(b"\n") == script.count(ends)
    assert (b"\r" in script) is (target.platform is Platform.WINDOWS)


def test_the_windows_script_speaks_utf8_before_its_first_chinese_word(tmp_path):
    write_files(tmp_path, Target(Platform.WINDOWS, "3.11"), PACKAGES)
    before, _, after = (
        (tmp_path / "install.bat").read_text(encoding="utf-8").partition("chcp 65001")
    )
    assert before.isascii()
    assert not after.isascii()


def test_the_linux_script_is_sound_shell(tmp_path):
    write_files(tmp_path, Target(Platform.LINUX, "3.11"), PACKAGES)
    done = subprocess.run(
        ["sh", "-n", "install.sh"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_notes_say_for_which_machine_the_bundle_is(folder, target):
    assert target.label in (folder / NOTES).read_text(encoding="utf-8")


def test_a_sound_copy_passes_the_check(folder):
    assert check(folder).returncode == 0


def test_a_damaged_copy_is_told_with_the_name_of_the_file(folder):
    (folder / "wheels" / "sample.whl").write_bytes(b"whee")
    done = check(folder)
    assert done.returncode == 2
    assert "wheels/sample.whl" in done.stderr


def test_a_copy_with_a_file_missing_is_told(folder):
    (folder / CONSTRAINTS).unlink()
    assert CONSTRAINTS in check(folder).stderr
