"""Checks: the version of Python, and package versions against those that were tested."""

import platform
import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from widgets.cli.checks.finding import Finding, error, good, notice
from widgets.cli.packing.closure import Package, closure
from widgets.cli.packing.metadata import installed
from widgets.cli.packing.own_wheel import NAME, source_folder
from widgets.cli.packing.target import this_machine

OLDEST = (3, 11)
_SHOWN = 6


def check_python() -> list[Finding]:
    """Look at the version and the word size of this Python."""
    version = platform.python_version()
    if sys.version_info[:2] < OLDEST:
        return [error("Python", f"版本 {version} 太旧", "请安装 Python 3.11 或者更新的版本。")]
    if sys.maxsize <= 2**32:
        return [error("Python", f"{version}（32 位）", "请改装 64 位 Python。")]
    return [good("Python", f"{version}（64 位）")]


def check_packages() -> list[Finding]:
    """Compare what is installed with what xuefa needs and with what was tested."""
    own = installed(NAME)
    if own is None:
        return [
            notice("程序包", "xuefa 没有安装，正从源代码运行", "正式使用请用 pip install 安装。")
        ]
    return [*_missing(own), *_untested(own, tested_versions())]


def tested_versions() -> dict[str, str]:
    """Return the tested version of each package by name; empty where the list is not there."""
    packed = files("widgets.cli") / "tested_versions.txt"
    source = source_folder()
    listed = Path(source, ".ci", "constraints.txt") if source else None
    if packed.is_file():
        return _parse(packed.read_text(encoding="utf-8").splitlines())
    if listed is not None and listed.is_file():
        return _parse(listed.read_text(encoding="utf-8").splitlines())
    return {}


def _parse(lines: Iterable[str]) -> dict[str, str]:
    pins = (line.split("==") for line in lines if "==" in line)
    return {canonicalize_name(name): version.strip() for name, version in pins}


def _missing(own: Package) -> list[Finding]:
    wanted = [(r, installed(r.name)) for r in own.requires if _is_needed(r)]
    gone = [str(r) for r, here in wanted if here is None]
    wrong = [
        f"{here.pin}（需要 {r.specifier}）"
        for r, here in wanted
        if here is not None and not r.specifier.contains(here.version, prereleases=True)
    ]
    if not gone and not wrong:
        return [good("程序包", "需要的都已安装")]
    told = "、".join([*gone, *wrong])
    return [error("程序包", f"缺少或者版本不合：{told}", "请重新运行安装，或者用离线安装包。")]


def _is_needed(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def _untested(own: Package, tested: dict[str, str]) -> list[Finding]:
    if not tested:
        return [notice("程序包版本", "没有找到测试过的版本清单", "可以使用，但版本未经核对。")]

    def describe(requirement: Requirement) -> Package:
        return installed(requirement.name) or Package(
            canonicalize_name(requirement.name), own.version, ()
        )

    needed = closure(own.requires, this_machine(), describe)
    other = [
        f"{package.pin}（测试过 {tested[package.name]}）"
        for package in sorted(needed.values(), key=lambda package: package.name)
        if tested.get(package.name, str(package.version)) != str(package.version)
    ]
    if not other:
        return [good("程序包版本", "与测试过的一致")]
    shown = "、".join(other[:_SHOWN]) + (f" 等 {len(other)} 个" if len(other) > _SHOWN else "")
    return [notice("程序包版本", f"与测试过的不同：{shown}", "多半可用；出错时请改用离线安装包。")]
