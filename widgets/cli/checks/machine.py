"""Checks: fonts, time zones, programs on the path."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from widgets.cli.checks.finding import Finding, error, good, notice

_WINDOWS_FONTS = ("msyh.ttc", "simsun.ttc", "simhei.ttf", "Deng.ttf")
_FONT_ADVICE = "请安装中文字体，如 Noto Sans CJK（Debian、Ubuntu：fonts-noto-cjk）。"


def check_fonts() -> list[Finding]:
    """Look for a Chinese font on this machine; browsers elsewhere use their own."""
    found = _windows_fonts() if sys.platform == "win32" else _listed_fonts()
    if found is None:
        return [notice("中文字体", "没有 fc-list，无法检查", _FONT_ADVICE)]
    if not found:
        return [notice("中文字体", "本机没有中文字体", _FONT_ADVICE)]
    return [good("中文字体", "、".join(found[:3]))]


def check_time_zone(name: str) -> list[Finding]:
    """Look up the home's time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return [
            error("时区数据", f"没有时区 {name}", "请安装程序包 tzdata，或者改设置 time_zone。")
        ]
    return [good("时区数据", name)]


def check_programs() -> list[Finding]:
    """Look for alembic, which nbgrader starts to bring its gradebook to the newest version."""
    beside = Path(sys.executable).parent
    places = os.pathsep.join([str(beside), os.environ.get("PATH", "")])
    if (found := shutil.which("alembic", path=places)) is None:
        return [error("alembic", "找不到这个程序，成绩册建不起来", "请重新安装 xuefa。")]
    return [good("alembic", found)]


def _windows_fonts() -> list[str]:
    folder = Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
    return [name for name in _WINDOWS_FONTS if (folder / name).is_file()]


def _listed_fonts() -> list[str] | None:
    if (program := shutil.which("fc-list")) is None:
        return None
    listed = subprocess.run(  # noqa: S603 (no shell, fixed arguments)
        [program, ":lang=zh-cn", "family"], capture_output=True, check=False
    )
    families = {line.split(",")[0].strip() for line in listed.stdout.decode("utf-8").splitlines()}
    return sorted(families - {""})
