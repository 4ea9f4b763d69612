"""xuefa lab: JupyterLab with nbgrader's formgrader, for those who work at the server."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from courses.clock import system_clock
from grading.gradebook.workers import current_worker, end_work, start_work
from grading.home import Home
from grading.people.accounts import get_person
from grading.people.model import Person, Role
from grading.settings import Settings, read_settings
from widgets.cli.errors import NotAllowedAtWorkbenchError, WorkbenchInUseError
from widgets.cli.home_option import HomeOption, existing_home, open_records
from widgets.cli.workbench import Workbench

_ALLOWED = frozenset({Role.ADMINISTRATOR, Role.INSTRUCTOR})
_TOKEN_BYTES = 24


def lab(
    login_name: Annotated[
        str, typer.Option("--as", help="谁来使用：管理员或者教员的登录名", metavar="登录名")
    ],
    home: HomeOption = None,
    port: Annotated[
        int,
        typer.Option(help="端口，0 到 65535 的整数", min=0, max=65535, metavar="端口"),
    ] = 8888,
) -> None:
    """Open the workbench and write down who works there."""
    opened = existing_home(home)
    settings = read_settings(opened, os.environ)
    person = _worker(opened, settings, login_name)
    opened.prepare()
    with _workbench_lock(opened), _noted(opened, person):
        _work(opened, settings, person, port)


def _work(home: Home, settings: Settings, person: Person, port: int) -> None:
    from widgets.portal.listening import take_port  # noqa: PLC0415 - slow

    sockets, port = take_port("127.0.0.1", port)
    for one in sockets:  # JupyterLab takes the port itself
        one.close()
    typer.echo("正在打开工作台，请稍候……")
    _write_safe_configuration(home, settings)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with Workbench(home, port, token) as workbench:
        typer.echo(f"工作台已打开，使用者：{person.name}（改动的分数将记在此人名下）。")
        typer.echo(f"  JupyterLab：{workbench.address}/lab?token={token}")
        typer.echo(f"  阅卷页：{workbench.address}/formgrader/manage_assignments?token={token}")
        typer.echo("工作台有数据文件夹所有者的全部权限，请勿把上面的地址交给别人。")
        typer.echo("按 Ctrl-C 关闭。")
        workbench.wait()
    typer.echo("工作台已关闭。")


def _worker(home: Home, settings: Settings, login_name: str) -> Person:
    database = open_records(home, settings)
    try:
        with database.read() as records:
            person = get_person(records, login_name)
            is_open = records.people.is_open(person.id)
    finally:
        database.close()
    if not is_open or not person.roles & _ALLOWED:
        raise NotAllowedAtWorkbenchError(login_name)
    return person


def _write_safe_configuration(home: Home, settings: Settings) -> None:
    """Open the gradebook once, which creates it and writes the safe grading configuration."""
    from grading.gradebook.gradebook import ScoringDesk  # noqa: PLC0415 - slow

    ScoringDesk.open(home.course, database_url=settings.gradebook_url).close()


@contextmanager
def _workbench_lock(home: Home) -> Iterator[None]:
    lock = FileLock(home.workbench / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        worker = current_worker(home.workbench)
        raise WorkbenchInUseError(f" {worker.name} " if worker else "别人") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _noted(home: Home, person: Person) -> Iterator[None]:
    session = start_work(home.workbench, person.id, person.name, system_clock())
    try:
        yield
    finally:
        end_work(home.workbench, session, system_clock())
