"""Checks: the home's rights and room, its settings, its content files."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from courses.system_faults import reason_of
from grading.content import read_content
from grading.home import Home, HomeInUseError
from grading.owner_only import others_may_use
from grading.settings import Settings, SettingsError, read_settings
from widgets.cli.checks.finding import Finding, error, good, notice
from widgets.cli.portal_call import read_note

_GIGABYTE = 1024**3
_NAMED = 5
"""Files that are named where many have the same fault."""
_ENOUGH, _LEAST = 5 * _GIGABYTE, _GIGABYTE // 2


def check_home(home: Home) -> list[Finding]:
    """Look at the rights on the home, on its secrets, and on its questions and papers."""
    try:
        if home.is_new:
            advice = "运行 xuefa serve 时会建立；要用别的文件夹请写 --home。"
            return [notice("数据文件夹", f"{home.root} 还没有使用过", advice)]
        with tempfile.TemporaryFile(dir=home.root):
            pass
    except OSError as fault:
        advice = "请改正文件夹权限，或者用 --home 另指一个文件夹。"
        return [error("数据文件夹", f"{home.root} 不能写入（{reason_of(fault)}）", advice)]
    return [good("数据文件夹", str(home.root)), _secrets(home), _keys(home), _use(home)]


def check_room(home: Home) -> list[Finding]:
    """Look at the free room on the home's disk."""
    place = next(folder for folder in (home.root, *home.root.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    text = f"还有 {free / _GIGABYTE:.1f} GB"
    if free < _LEAST:
        return [error("磁盘空间", text, "请腾出空间，否则学习记录会写不进去。")]
    if free < _ENOUGH:
        return [notice("磁盘空间", text, "请及早腾出空间。")]
    return [good("磁盘空间", text)]


def check_settings(home: Home, environ: Mapping[str, str]) -> tuple[Settings | None, list[Finding]]:
    """Read the settings; None when they cannot be used."""
    try:
        settings = read_settings(home, environ)
    except SettingsError as fault:
        return None, [error("设置", str(fault).rstrip("。"), "改正后再启动。")]
    source = home.settings_file if home.settings_file.exists() else "默认值"
    return settings, [good("设置", str(source))]


def check_content(home: Home) -> list[Finding]:
    """List every course, question and paper that is left out, and why."""
    problems = read_content(home).problems
    if not problems:
        return [good("课程、题库、试卷", "没有问题")]
    advice = "改正这个文件后重新启动；在此之前有问题的部分不会采用。"
    return [
        error("课程、题库、试卷", f"{p.file}：{p.place}：{p.message}", advice) for p in problems
    ]


def _secrets(home: Home) -> Finding:
    kept = [home.secrets, *home.secrets.iterdir()] if home.secrets.exists() else []
    open_to_others = [path for path in kept if others_may_use(path)]
    if open_to_others:
        names = "、".join(path.name for path in open_to_others)
        advice = f"请运行 chmod -R go= {home.secrets}；若别人可能看过，删去密钥后重新启动。"
        return error("密钥", f"别的用户能读到：{names}", advice)
    return good("密钥", "只有本人能读" if os.name == "posix" else str(home.secrets))


def _keys(home: Home) -> Finding:
    """See whether others can come to questions and papers; within a closed folder nobody can."""
    subject = "题库和试卷的保密"
    open_folders = [folder for folder in home.with_keys if _is_open(folder)]
    for folder in open_folders:
        found = [path for path in sorted(folder.rglob("*.toml")) if _is_open(path)]
        if found:
            names = "、".join(str(path.relative_to(home.root)) for path in found[:_NAMED])
            more = f"等 {len(found)} 个文件" if len(found) > _NAMED else ""
            advice = f"请重新启动平台，或者运行 chmod -R go= {folder}；若别人可能看过，请换题。"
            return error(subject, f"别的用户能读到：{names}{more}", advice)
    return good(subject, "只有本人能读" if os.name == "posix" else str(home.bank))


def _is_open(path: Path) -> bool:
    return path.exists() and others_may_use(path)


def _use(home: Home) -> Finding:
    try:
        with home.serve_lock():
            return good("是否在用", "没有程序在用")
    except HomeInUseError:
        note = read_note(home)
        return good("是否在用", f"平台正在运行，端口 {note.port}" if note else "有程序正在使用")
