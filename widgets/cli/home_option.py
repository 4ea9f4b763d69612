"""The option --home, and opening the home that it names."""

import os
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from courses.clock import system_clock
from courses.system_faults import reason_of
from grading.audit.keys import make_seal
from grading.home import HOME_VARIABLE, Home, HomeNotWritableError
from grading.records.engine import RecordsDatabase
from grading.settings import Settings, read_settings
from widgets.cli.errors import NoHomeError
from widgets.cli.failures import log_failures_to

DEMO_FOLDER = "xuefa-demo"

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="数据文件夹；不写时用环境变量 XUEFA_HOME 所指的，再没有就用本人数据文件夹中的 xuefa",
        metavar="文件夹",
        show_default=False,
    ),
]


def chosen_home(named: Path | None, *, demo: bool = False) -> Home:
    """Return the home that was asked for; the demo has a folder of its own unless one is named.

    Failures of this process that nobody foresaw are logged below it from now on, if it is there.
    """
    if named is not None:
        home = Home(named.expanduser().absolute())
    elif demo and not os.environ.get(HOME_VARIABLE, "").strip():
        home = Home(user_data_path(DEMO_FOLDER, appauthor=False))
    else:
        home = Home.default()
    if home.root.is_dir():
        log_failures_to(home.logs)
    return home


def existing_home(named: Path | None) -> Home:
    """Return a home in which something was kept before.

    Raises NoHomeError, or HomeNotWritableError for one that cannot even be looked into.
    """
    home = chosen_home(named)
    try:
        is_new = home.is_new
    except OSError as error:
        raise HomeNotWritableError(home.root, reason_of(error)) from error
    if is_new:
        raise NoHomeError(home.root)
    return home


def open_records(home: Home, settings: Settings | None = None) -> RecordsDatabase:
    """Open the records database of a home as its settings say, with its audit trail.

    See RecordsDatabase for errors, and `make_seal` for those of the first change.
    """
    chosen = settings or read_settings(home, os.environ)
    database = RecordsDatabase(
        chosen.database_url,
        lambda: make_seal(home, chosen, system_clock, database.trail_length()),
    )
    return database
