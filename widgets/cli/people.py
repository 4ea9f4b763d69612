"""xuefa people: rosters of enterprises and people, and one-time login codes."""

from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from courses.clock import local_date, system_clock
from courses.system_faults import reason_of
from grading.home import Home, HomeInUseError
from grading.people.codes import LIFE, hash_code, make_code
from grading.settings import Settings, read_settings
from widgets.cli.errors import FileUnreadableError
from widgets.cli.exports import note_exports
from widgets.cli.home_option import HomeOption, existing_home, open_records
from widgets.cli.portal_call import carry_out
from widgets.cli.private_file import write_new

if TYPE_CHECKING:
    from grading.people.roster.plan import RosterPlan
    from grading.people.roster.reading import Roster

FAILED = 1
_SHOWN = 30
"""So many changes of a kind are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A roster that was compared with the records."""

    name: str
    content: bytes
    roster: "Roster"
    plan: "RosterPlan"
    today: date


def template(
    file: Annotated[Path, typer.Argument(help="写成哪个 xlsx 文件，须还没有", metavar="文件")],
) -> None:
    """Write an empty roster."""
    from grading.people.roster.writing import roster_template  # noqa: PLC0415 - slow to load

    write_new(file, roster_template())
    typer.echo(f"空白名册已写好：{file}。填好后先看会改什么：xuefa people import {file} --preview")


def import_roster(
    file: Annotated[
        Path, typer.Argument(help="名册：xlsx，或者 csv（UTF-8、GB18030）", metavar="文件")
    ],
    preview: Annotated[bool, typer.Option("--preview", help="只看会改什么，不改动")] = False,
    errors: Annotated[
        Path | None,
        typer.Option(
            help="有问题时，标明原因的名册写成哪个 xlsx 文件；不写就写在名册旁边",
            metavar="文件",
            show_default=False,
        ),
    ] = None,
    slips: Annotated[
        Path | None,
        typer.Option(
            help="新增和返岗人员的登录单写成哪个 xlsx 文件；不写就写在名册旁边",
            metavar="文件",
            show_default=False,
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Apply a roster; the exit code is 1 when it has faults, and nothing is changed then."""
    from grading.people.roster.applying import summary  # noqa: PLC0415 - slow to load

    opened = existing_home(home)
    settings = read_settings(opened, environ)
    read = _compare(file, opened, settings)
    for note in read.roster.notes:
        typer.echo(f"注意：{note}", err=True)
    if read.plan.faults:
        typer.echo(_return_with_faults(read, errors or _free(file, "标错")))
        raise typer.Exit(FAILED)
    _tell_changes(read)
    if preview:
        typer.echo(f"{summary(read.plan, done=False)}这是预览，什么也没有改动。")
        return
    _apply(opened, settings, read, slips or _free(file, "登录单"))


def code(
    login_name: Annotated[str, typer.Argument(help="登录名", metavar="登录名")],
    home: HomeOption = None,
) -> None:
    """Give somebody another login code."""
    opened = existing_home(home)
    made = make_code()
    wanted = {"login_name": login_name, "code_hash": hash_code(made)}
    text, by = carry_out(opened, "issue-code", wanted)
    typer.echo(text)
    typer.echo(f"登录码：{made}（只显示这一次，请交给本人，在登录页点“第一次登录”使用）")
    typer.echo(f"（{by}）")


def _compare(file: Path, home: Home, settings: Settings) -> _Read:
    from grading.people.roster.plan import known_to, plan_roster  # noqa: PLC0415 - slow to load
    from grading.people.roster.reading import read_roster  # noqa: PLC0415

    try:
        content = file.read_bytes()
    except OSError as error:
        raise FileUnreadableError(file, reason_of(error)) from error
    roster = read_roster(file.name, content)
    today = local_date(system_clock(), settings.zone)
    database = open_records(home, settings)
    try:
        with suppress(HomeInUseError), home.serve_lock():  # a running portal has done it
            database.upgrade()
        with database.read() as records:
            known = known_to(records)
    finally:
        database.close()
    return _Read(file.name, content, roster, plan_roster(roster.lines, known, today), today)


def _return_with_faults(read: _Read, file: Path) -> str:
    """Write the roster with what is wrong, and say how many rows of which sheet are."""
    from grading.people.roster.writing import roster_with_faults  # noqa: PLC0415 - slow to load

    write_new(file, roster_with_faults(read.roster.lines, read.plan.faults))
    return (
        f"名册有 {len(read.plan.faults)} 行不合要求，什么也没有改动。"
        f"原因写在“问题”一栏：{file}。改好后再导入。"
    )


def _tell_changes(read: _Read) -> None:
    from grading.people.roster.plan import Action  # noqa: PLC0415 - slow to load
    from grading.people.roster.told import describe, expiring  # noqa: PLC0415

    for action in Action:
        changes = [change for change in read.plan.changes if change.action is action]
        _tell_some([describe(change) for change in changes], f"项{action.value}")
    _tell_some([f"注意：{told}" for told in expiring(read.plan, read.today)], "人的执法证到期")


def _tell_some(lines: list[str], rest: str) -> None:
    for line in lines[:_SHOWN]:
        typer.echo(line)
    if len(lines) > _SHOWN:
        typer.echo(f"……另有 {len(lines) - _SHOWN} {rest}")


def _apply(home: Home, settings: Settings, read: _Read, file: Path) -> None:
    """Write the slips first: codes that nobody has on paper would be of no use."""
    from grading.people.roster.plan import login_keys_of  # noqa: PLC0415 - slow to load
    from grading.people.roster.slips import login_slips, slips_for  # noqa: PLC0415

    codes = {key: make_code() for key in sorted(login_keys_of(read.plan.changes))}
    if codes:
        slips = slips_for(read.plan, codes, read.today + LIFE)
        content = login_slips(slips, settings.public_url)
        note_exports(home, [(file.name, content)])
        write_new(file, content)
    wanted = {
        "name": read.name,
        "content": b64encode(read.content).decode(),
        "today": read.today.isoformat(),
        "code_hashes": {key: hash_code(one) for key, one in codes.items()},
    }
    try:
        text, by = carry_out(home, "import-roster", wanted)
    except BaseException:
        if codes:
            file.unlink(missing_ok=True)
        raise
    typer.echo(text)
    if codes:
        typer.echo(f"{len(codes)} 张登录单已写好：{file}（只有你本人能打开；打印后请删去）")
    typer.echo(f"（{by}）")


def _free(file: Path, what: str) -> Path:
    """Return a name beside the roster that no file has yet."""
    stem = file.with_name(f"{file.stem}-{what}.xlsx")
    names: Iterable[Path] = (
        stem.with_name(f"{file.stem}-{what}-{number}.xlsx") for number in count(2)
    )
    return stem if not stem.exists() else next(one for one in names if not one.exists())
