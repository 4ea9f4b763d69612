"""The files of a bundle beside its wheels: scripts, notes, versions, checksums."""

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from widgets.cli.packing.closure import Package
from widgets.cli.packing.own_wheel import NAME
from widgets.cli.packing.target import Platform, Target

CONSTRAINTS = "constraints.txt"
CHECKSUMS = "SHA256SUMS"
NOTES = "说明.txt"
WHEELS = "wheels"

_SCRIPTS = {Platform.LINUX: "install.sh", Platform.WINDOWS: "install.bat"}
_RUN = {
    Platform.LINUX: "在这个文件夹里运行：sh install.sh",
    Platform.WINDOWS: "双击 install.bat，或者在命令提示符里运行它。",
}
_DEFAULT = {Platform.LINUX: "~/xuefa", Platform.WINDOWS: r"%USERPROFILE%\xuefa"}


def write_files(folder: Path, target: Target, packages: Iterable[Package]) -> None:
    """Write everything but the wheels; the checksums come last and cover all other files."""
    packages = sorted(packages, key=lambda package: package.name)
    version = next(str(p.version) for p in packages if p.name == NAME)
    pins = [package.pin for package in packages if package.name != NAME]
    (folder / CONSTRAINTS).write_text("\n".join([*pins, ""]), encoding="utf-8")
    words = {
        "PYTHON": target.python,
        "VERSION": version,
        "LABEL": target.label,
        "SCRIPT": _SCRIPTS[target.platform],
        "RUN": _RUN[target.platform],
        "DEFAULT": _DEFAULT[target.platform],
    }
    for name in (_SCRIPTS[target.platform], "check_files.py"):
        _write_text(folder / name, _filled(name, words), target)
        (folder / name).chmod(0o755)
    _write_text(folder / NOTES, _filled("notes.txt", words), target)
    _write_checksums(folder)


def _filled(template: str, words: dict[str, str]) -> str:
    source = files("widgets.cli.packing") / "files" / template
    text = source.read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def _write_text(file: Path, text: str, target: Target) -> None:
    """Write with the line ends of the target; cmd.exe misreads a script with bare line feeds."""
    line_end = "\r\n" if target.platform is Platform.WINDOWS else "\n"
    file.write_text(text, encoding="utf-8", newline=line_end)


def _write_checksums(folder: Path) -> None:
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != CHECKSUMS
    ]
    (folder / CHECKSUMS).write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
