"""A wheel of xuefa, packed again from what is installed."""

import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from widgets.cli.packing.metadata import in_wheel
from widgets.cli.packing.own_wheel import pack_again, source_folder

FILES = {
    "sample_package/__init__.py": "",
    "sample_package/课文/第一课.txt": "示范课文",
    "sample_package/__pycache__/old.pyc": "",
    "xuefa-0.1.0.dist-info/METADATA": "Metadata-Version: 2.4\nName: xuefa\nVersion: 0.1.0\n"
    "Requires-Dist: tornado>=6.5\n",
    "xuefa-0.1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "xuefa-0.1.0.dist-info/INSTALLER": "pip\n",
    "xuefa-0.1.0.dist-info/direct_url.json": "{}",
}


@pytest.fixture
def distribution(tmp_path) -> metadata.Distribution:
    """An installed distribution as pip leaves it."""
    site = tmp_path / "site"
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    record = [*FILES, "../../../bin/xuefa", "xuefa-0.1.0.dist-info/RECORD"]
    (site / "xuefa-0.1.0.dist-info" / "RECORD").write_text(
        "".join(f"{name},,\n" for name in record), encoding="utf-8"
    )
    return metadata.PathDistribution(site / "xuefa-0.1.0.dist-info")


@pytest.fixture
def wheel(distribution, tmp_path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    return pack_again(distribution, folder)


def test_the_wheel_holds_the_files_and_nothing_that_the_installer_made(wheel):
    assert wheel.name == "xuefa-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        assert set(archive.namelist()) == {
            "sample_package/__init__.py",
            "sample_package/课文/第一课.txt",
            "xuefa-0.1.0.dist-info/METADATA",
            "xuefa-0.1.0.dist-info/WHEEL",
            "xuefa-0.1.0.dist-info/RECORD",
        }


def test_the_wheel_says_what_it_requires(wheel):
    assert [str(one) for one in in_wheel(wheel).requires] == ["tornado>=6.5"]


def test_packing_the_same_again_gives_the_same_bytes(wheel, distribution, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    assert pack_again(distribution, other).read_bytes() == wheel.read_bytes()


def test_pip_installs_the_wheel(wheel, tmp_path):
    """pip refuses a wheel whose files do not match its record."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--isolated", "install", "--no-index", "--no-deps"),
            *("--target", str(tmp_path / "target"), str(wheel)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "target" / "sample_package" / "课文" / "第一课.txt").is_file()


def test_a_checkout_is_its_own_source():
    assert (source_folder() / "pyproject.toml").is_file()
