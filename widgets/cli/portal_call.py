"""Commands that write: through the running portal, else directly under the home's lock."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from courses.clock import system_clock
from grading.audit.acting import machine_user
from grading.home import Home, HomeInUseError
from grading.people.commands import run_command
from widgets.cli.errors import PortalRefusedError, PortalUnreachableError
from widgets.cli.home_option import open_records

SECRET_HEADER = "X-Xuefa-Command"  # noqa: S105 - the name of a header
USER_HEADER = "X-Xuefa-User"
_SECONDS = 30
_NOTE = "portal.json"
# a proxy from the environment must never see the secret
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class PortalNote:
    """Where the portal of a home answers, for commands on the same machine."""

    address: str
    port: int
    pid: int


def write_note(home: Home, note: PortalNote) -> None:
    """Leave word where the portal answers."""
    told = {"address": note.address, "port": note.port, "pid": note.pid}
    _note_file(home).write_text(json.dumps(told), encoding="utf-8")


def read_note(home: Home) -> PortalNote | None:
    """Return where the portal answers, None when none left word."""
    try:
        told = json.loads(_note_file(home).read_text(encoding="utf-8"))
        return PortalNote(str(told["address"]), int(told["port"]), int(told["pid"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def remove_note(home: Home) -> None:
    """Take the word back when the portal stops."""
    _note_file(home).unlink(missing_ok=True)


def carry_out(home: Home, name: str, arguments: Mapping[str, Any]) -> tuple[str, str]:
    """Carry a command out; return what to print and, in Chinese, who did it.

    Raises what the command raises, PortalRefusedError or PortalUnreachableError.
    """
    try:
        with home.serve_lock():
            database = open_records(home)
            try:
                database.upgrade()
                text = run_command(database, system_clock, name, arguments)
            finally:
                database.close()
    except HomeInUseError:
        return str(ask_portal(home, name, arguments, "text")), "由正在运行的平台写入"
    return text, "平台没有运行，已直接写入数据文件夹"


def ask_portal(home: Home, name: str, arguments: Mapping[str, Any], part: str) -> Any:
    """Have the running portal carry a command out and return a part of its reply.

    Raises PortalRefusedError with what the portal says, or PortalUnreachableError.
    """
    note = read_note(home)
    if note is None:
        raise PortalUnreachableError(home.root)
    request = urllib.request.Request(
        f"http://{note.address}:{note.port}/api/command/{name}",
        data=json.dumps(arguments).encode(),
        headers={
            SECRET_HEADER: home.secret("command").hex(),
            USER_HEADER: quote(machine_user().name),
            "Content-Type": "application/json",
        },
        method="POST",
    )
    try:
        with _opener.open(request, timeout=_SECONDS) as answer:
            return json.load(answer)[part]
    except urllib.error.HTTPError as error:
        raise PortalRefusedError(_reason(error)) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PortalUnreachableError(home.root) from error


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        told = json.load(error)
    except ValueError:
        return f"平台拒绝了这个命令（{error.code}）。"
    return str(told.get("message") or f"平台拒绝了这个命令（{error.code}）。")


def _note_file(home: Home) -> Path:
    return home.root / _NOTE
