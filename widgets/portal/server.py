"""Starting and stopping the portal."""

import logging
import os
import secrets
import socket
from collections.abc import Callable
from contextvars import copy_context
from importlib.resources import files
from logging.handlers import RotatingFileHandler
from pathlib import Path
from zoneinfo import ZoneInfo

from traitlets.config import Config

from courses.clock import system_clock
from courses.statutes.library.store import Library
from grading.assessment.reading import read_policies
from grading.assessment.year import YearAssessment
from grading.attempts.examinations import Examinations, no_checkpoint
from grading.attempts.scoring import Checkpoint
from grading.audit.acting import PLATFORM, act_as
from grading.content import read_content
from grading.gradebook.gradebook import ScoringDesk
from grading.home import Home
from grading.marking.deciding import MarkingPolicy
from grading.records.engine import RecordsDatabase
from grading.settings import Settings
from grading.study.mistakes import MistakeBook
from grading.study.study import Study
from quizzes.concordance import read_concordance
from widgets.portal.app import Portal
from widgets.portal.services import Services, Workers

log = logging.getLogger("xuefa.portal")

LOG_BYTES, LOG_FILES = 5_000_000, 5
CODE_BYTES = 6
KERNEL_SECONDS = 60


def make_services(
    home: Home,
    settings: Settings,
    database: RecordsDatabase,
    *,
    checkpoint: Checkpoint = no_checkpoint,
) -> Services:
    """Read the content, open the gradebook, and wire everything that handlers use.

    Content files with problems are left out and named in `problems`. `checkpoint` is told the name
    of each commit of an exam.
    """
    content = read_content(home)
    workers = Workers()
    desk = workers.desk.submit(
        ScoringDesk.open,
        home.course,
        database_url=settings.gradebook_url,
        checkpoint=checkpoint,
    ).result()
    zone = ZoneInfo(settings.time_zone)
    examinations = Examinations(
        database,
        desk,
        content.quizzes,
        system_clock,
        zone=zone,
        checkpoint=checkpoint,
        policy=MarkingPolicy(settings.essay_markers, settings.essay_difference),
    )
    policies = read_policies(home.root, content.catalogue, content.quizzes.shelf)
    return Services(
        home=home,
        settings=settings,
        clock=system_clock,
        zone=zone,
        database=database,
        catalogue=content.catalogue,
        quizzes=content.quizzes,
        concordance=read_concordance(content.catalogue, content.quizzes.bank),
        law=content.law,
        library=Library.open(home.statutes),
        examinations=examinations,
        study=Study(database, content.catalogue, content.quizzes, system_clock),
        mistakes=MistakeBook(database, content.quizzes, system_clock),
        assessment=YearAssessment(
            database,
            policies=policies,
            catalogue=content.catalogue,
            shelf=content.quizzes.shelf,
            clock=system_clock,
            zone=zone,
        ),
        workers=workers,
        problems=(*content.problems, *policies.problems),
        first_run_code=_first_run_code(database),
    )


def serve(
    services: Services,
    sockets: list[socket.socket],
    *,
    host: str,
    port: int,
    on_listening: Callable[[], None],
) -> None:
    """Serve on bound sockets until Ctrl-C or SIGTERM; then end every kernel."""
    folders = [str(files("widgets.portal").joinpath("jupyter")), os.environ.get("JUPYTER_PATH")]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, folders))
    portal = Portal(config=portal_configuration(services, host, port), log_level=logging.WARNING)
    portal.services, portal.sockets, portal.on_listening = services, sockets, on_listening
    portal.config_file_paths = []  # no configuration from the folder or account we happen to be in
    portal.initialize(argv=[])
    # only now, as the application has put its own handlers in place of all others
    _log_to_file(services.home, services.settings.log_level)
    act_as(PLATFORM)
    prepare = services.examinations.prepare
    try:
        for failure in services.workers.desk.submit(copy_context().run, prepare).result():
            log.error("exams: %s", failure)
        portal.start()
    finally:
        services.workers.close()
        services.database.close()


def _first_run_code(database: RecordsDatabase) -> str | None:
    with database.read() as records:
        return None if records.bureau.find() else secrets.token_urlsafe(CODE_BYTES)


def portal_configuration(services: Services, host: str, port: int) -> Config:
    """Return what Voila and its kernels are configured with; nothing else configures them."""
    settings = services.settings
    config = Config()
    config.Voila.update(
        ip=host,
        port=port,
        port_retries=0,
        open_browser=False,
        cookie_secret=services.home.secret("cookie"),
        identity_provider_class="widgets.portal.identity.PortalIdentity",
        authorizer_class="widgets.portal.access.PortalAuthorizer",
        kernel_websocket_connection_class="widgets.portal.websocket.WidgetChannel",
    )
    config.VoilaConfiguration.update(
        template="xuefa",
        theme="light",
        allow_template_override="NO",
        allow_theme_override="NO",
        strip_sources=True,
        show_tracebacks=False,
        file_allowlist=[],
        multi_kernel_manager_class="widgets.portal.kernels.PageKernels",
        extension_denylist=[],
        extension_allowlist=[
            "@voila-dashboards/widgets-manager8",
            "@jupyter-widgets/jupyterlab-manager",
            "anywidget",
        ],
    )
    config.PageKernels.update(
        per_person=settings.kernels_per_user,
        in_total=settings.kernels_total,
        api_url=f"http://{_own_address(host)}:{port}",
        output=str(_kernel_log(services.home)),
        cull_idle_timeout=settings.kernel_idle_minutes * 60,
        cull_interval=30,
        cull_connected=True,
        allow_tracebacks=False,
    )
    if os.name == "posix":  # Unix sockets: no port that others on the machine could knock at
        config.KernelManager.transport = "ipc"
    config.KernelManager.autorestart = False  # a new kernel behind an old page only looks alive
    config.VoilaExecutor.timeout = KERNEL_SECONDS
    return config


def _own_address(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::", "localhost"} else host  # noqa: S104


def _kernel_log(home: Home) -> Path:
    """Return where kernels print, with what was printed long ago out of the way."""
    file = home.logs / "kernels.log"
    if file.exists() and file.stat().st_size > LOG_BYTES:
        file.replace(file.with_suffix(".log.1"))
    return file


def _log_to_file(home: Home, level: str) -> None:
    handler = RotatingFileHandler(
        home.logs / "portal.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("Portal", "asyncio", "tornado", "xuefa", "grading"):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.addHandler(handler)
