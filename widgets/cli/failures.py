"""Errors that nobody foresaw: written to a log under an id, never shown as a traceback."""

import secrets
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from courses.clock import system_clock

_LOG_NAME = "commands.log"
_logs: list[Path] = []


def log_failures_to(folder: Path) -> None:
    """Have unforeseen errors of this process written below a folder, usually the home's logs."""
    _logs.append(folder)


def record_failure(error: BaseException, at: datetime | None = None) -> str:
    """Write an error to the log and return the Chinese sentence that names its id."""
    number = secrets.token_hex(4)
    moment = (at or system_clock()).isoformat(timespec="seconds")
    report = "".join(traceback.format_exception(error))
    entry = f"{moment} {number}\n{report}\n"
    for folder in [*reversed(_logs), Path(tempfile.gettempdir()) / "xuefa-logs"]:
        try:
            return _written(folder, entry, number)
        except OSError:
            continue
    return f"程序出了意外的错误，编号 {number}，而且日志写不进去。请检查磁盘空间和文件夹权限。"


def _written(folder: Path, entry: str, number: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / _LOG_NAME
    with log.open("a", encoding="utf-8") as file:
        file.write(entry)
    return f"程序出了意外的错误，编号 {number}。详细经过记在 {log}，请把它交给维护人员。"
