"""A bundle installs without an index and starts."""

import subprocess
import sys
import urllib.request
from importlib import metadata
from pathlib import Path

import psutil
import pytest
from builders.bundles import install_bundle, offline_environment
from builders.server import wait_until

from widgets.cli.bundle import make_bundle
from widgets.cli.main import run_arguments
from widgets.cli.packing.gather import wheels_in
from widgets.cli.packing.target import Platform, Target, this_machine
from widgets.cli.packing.write import NOTES, WHEELS

pytestmark = pytest.mark.bundle


@pytest.fixture(scope="module")
def linux_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = Target(Platform.LINUX, this_machine().python)
    return make_bundle(target, tmp_path_factory.mktemp("linux") / "bundle")


@pytest.fixture(scope="module")
def xuefa(linux_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux":
        pytest.skip("installs a bundle for Linux")
    return install_bundle(linux_bundle, tmp_path_factory.mktemp("installed") / "xuefa")


def run(xuefa: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(xuefa), *words],
        env=offline_environment(xuefa.parent),
        cwd=xuefa.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_bundle_holds_what_is_installed_here_at_the_same_versions(linux_bundle):
    packages = wheels_in(linux_bundle / WHEELS)
    for name in ("jupyterlab", "nbgrader", "sqlalchemy", "tornado", "voila"):
        assert str(packages[name].version) == metadata.version(name)
    assert (linux_bundle / NOTES).is_file()
    assert not linux_bundle.with_name("bundle.log").exists()


def test_the_installed_program_knows_its_version(xuefa):
    done = run(xuefa, "--version")
    assert done.stdout.startswith("xuefa 0."), done.stderr


def test_the_doctor_finds_nothing_wrong_with_the_installed_program(xuefa, tmp_path):
    done = run(xuefa, "doctor", "--home", str(tmp_path / "home"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "程序包版本  " in done.stdout
    assert "与测试过的一致" in done.stdout


def test_the_installed_portal_starts_and_shows_its_first_page(xuefa, tmp_path):
    printed = tmp_path / "printed"
    with printed.open("w") as output:
        portal = subprocess.Popen(
            [str(xuefa), "serve", "--home", str(tmp_path / "home"), "--port", "0"],
            env=offline_environment(xuefa.parent),
            cwd=tmp_path,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: "Ctrl-C" in printed.read_text() or portal.poll() is not None, 120)
        assert portal.poll() is None, printed.read_text()
        (address,) = [w for w in printed.read_text().split() if "/first-run?" in w]
        with urllib.request.urlopen(address, timeout=30) as page:
            assert page.status == 200
            assert "首次设置" in page.read().decode()
        children = psutil.Process(portal.pid).children(recursive=True)
    finally:
        portal.terminate()
    assert portal.wait(60) == 0
    assert not any(child.is_running() for child in children)


def test_an_installed_program_makes_a_bundle_of_itself(xuefa, tmp_path):
    """No checkout is needed: the wheel is packed again from what is installed."""
    code = (
        "import pathlib, sys; from importlib import metadata;"
        "from widgets.cli.packing.own_wheel import pack_again, source_folder;"
        "assert source_folder() is None;"
        "print(pack_again(metadata.distribution('xuefa'), pathlib.Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [str(xuefa.with_name("python")), "-c", code, str(tmp_path)],
        env=offline_environment(xuefa.parent),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    again = wheels_in(tmp_path)["xuefa"]
    assert str(again.version) == metadata_version(run(xuefa, "--version").stdout)


def test_a_bundle_for_windows_holds_what_only_windows_needs(tmp_path, capsys):
    words = ["bundle", "--platform", "windows", "--output", str(tmp_path / "windows")]
    assert run_arguments(words) == 0, capsys.readouterr().err
    folder = tmp_path / "windows"
    assert f"离线安装包已写好：{folder}（" in capsys.readouterr().out
    names = set(wheels_in(folder / WHEELS))
    assert {"pywinpty", "colorama", "tzdata"} <= names
    assert not names & {"pexpect", "ptyprocess"}
    bound = [w.name for w in (folder / WHEELS).glob("*.whl") if "none-any" not in w.name]
    assert [name for name in bound if "win_amd64" not in name] == []


def test_a_folder_with_something_in_it_is_not_written_to(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("示范")
    words = ["bundle", "--platform", "linux", "--output", str(tmp_path)]
    assert run_arguments(words) == 2
    assert "文件夹已有内容" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def metadata_version(told: str) -> str:
    return told.removeprefix("xuefa ").strip()
