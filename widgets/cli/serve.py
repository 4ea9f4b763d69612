"""xuefa serve: the platform."""

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Annotated

import typer

from courses.clock import system_clock
from courses.problem import Problem
from grading.assessment.reading import policy_hashes
from grading.audit.acting import PLATFORM, acting_as
from grading.home import Home
from grading.records.engine import RecordsDatabase
from grading.settings import Settings, read_settings
from widgets.cli.failures import log_failures_to
from widgets.cli.home_option import HomeOption, chosen_home, open_records
from widgets.cli.portal_call import PortalNote, remove_note, write_note
from widgets.cli.quick_start import without_collecting
from widgets.cli.table import lined_up
from widgets.portal.addresses import is_local_only, own_address, page_addresses

_ANOTHER_KEY = (
    "请注意：审计链不是用现在的审计密钥写的，密钥被换过，或者链上的记载被改过。"
    "请运行 xuefa audit verify 核对，并从备份恢复原来的密钥。"
)


def serve(
    home: HomeOption = None,
    host: Annotated[
        str | None,
        typer.Option(
            help="网络地址；127.0.0.1 只供本机，0.0.0.0 供局域网，不写时按设置（127.0.0.1）",
            metavar="地址",
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            help="端口，0 到 65535 的整数，0 为任一空闲端口，不写时按设置（8000）",
            min=0,
            max=65535,
            metavar="端口",
        ),
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="用示范数据启动；不写 --home 时另用一个文件夹")
    ] = False,
) -> None:
    """Create what is missing in the home and serve it until Ctrl-C."""
    chosen = chosen_home(home, demo=demo)
    settings = _with_choices(read_settings(chosen, os.environ), host, port)
    typer.echo("正在准备，请稍候……")
    with ExitStack() as stack:
        _serve(chosen, settings, demo, stack)


def _serve(home: Home, settings: Settings, demo: bool, stack: ExitStack) -> None:
    with without_collecting():  # late: the other commands need not wait for these libraries
        from widgets.portal.listening import take_port  # noqa: PLC0415
        from widgets.portal.server import make_services  # noqa: PLC0415
        from widgets.portal.server import serve as serve_portal  # noqa: PLC0415

    sockets, port = take_port(settings.host, settings.port)
    for one in sockets:
        stack.callback(one.close)
    settings = settings.model_copy(update={"port": port})
    home.prepare()
    log_failures_to(home.logs)
    stack.enter_context(home.serve_lock())
    database = open_records(home, settings)
    stack.callback(database.close)
    database.upgrade()
    told = _fill_demo(home, settings, database) if demo else []
    services = make_services(home, settings, database)
    database.begin_trail()
    lines = [
        *_addresses(settings, services.first_run_code),
        f"数据文件夹：{home.root}",
        f"数据库：{database.address}",
        *told,
        *_left_out(services.problems),
        *_of_trail(home, database),
        "按 Ctrl-C 停止。",
    ]
    stack.callback(remove_note, home)
    on_listening = _announcer(home, settings, lines)
    serve_portal(services, sockets, host=settings.host, port=port, on_listening=on_listening)
    typer.echo("平台已停止。")


def _with_choices(settings: Settings, host: str | None, port: int | None) -> Settings:
    chosen = {"host": host, "port": port}
    return settings.model_copy(update={k: v for k, v in chosen.items() if v is not None})


def _fill_demo(home: Home, settings: Settings, database: RecordsDatabase) -> list[str]:
    """Write demo data into an empty or a demo home and return lines that tell the logins.

    Raises NotDemoBureauError for a home that holds anything else.
    """
    from grading.demo.fill import fill  # noqa: PLC0415 - heavy, and only for demos

    with typer.progressbar(length=1, label="示范数据") as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        logins = fill(home, settings, database, system_clock, progress=show)
    rows = [("角色", "登录名", "密码"), *logins]
    return ["示范数据：人物和单位都是虚构的。可用的账号：", *lined_up(rows, indent="  ")]


def _addresses(settings: Settings, first_run_code: str | None) -> list[str]:
    pages = page_addresses(settings.host, settings.port, settings.public_url)
    if is_local_only(settings.host) and not settings.public_url:
        lines = [f"学法平台已启动：{pages[0]}/（只供本机使用，供别人使用请加 --host 0.0.0.0）"]
    else:
        lines = ["学法平台已启动，请把地址告诉大家：", *(f"  {page}/" for page in pages)]
        lines.append(f"本机也可以用：http://{own_address(settings.host)}:{settings.port}/")
    if first_run_code is not None:
        lines.append("这是一个新的数据文件夹，请用浏览器打开下面的地址，写明单位和第一位管理员：")
        lines.append(f"  {pages[0]}/first-run?code={first_run_code}")
    return lines


def _left_out(problems: Iterable[Problem]) -> list[str]:
    lines = [f"  {one.file}：{one.place}：{one.message}" for one in problems]
    return [f"下面 {len(lines)} 处内容有问题，没有采用：", *lines] if lines else []


def _of_trail(home: Home, database: RecordsDatabase) -> list[str]:
    """Tell the trail of policies that were changed, and say where its key is not the one it had."""
    fits = database.fits_its_key()
    with acting_as(PLATFORM), database.begin() as records:
        records.audit.note_policies(policy_hashes(home.root))
    return [] if fits else [_ANOTHER_KEY]


def _announcer(home: Home, settings: Settings, lines: Iterable[str]) -> Callable[[], None]:
    def announce() -> None:
        write_note(home, PortalNote(own_address(settings.host), settings.port, os.getpid()))
        typer.echo("\n".join(lines))

    return announce
