"""The process of JupyterLab behind `xuefa lab`."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Self

from courses.errors import StudyError
from grading.home import Home

_READY_SECONDS = 120
_END_SECONDS = 20
_ASK_EVERY = 0.25
_EXTENSIONS = ("formgrader", "validate_assignment", "assignment_list", "course_list")
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

_PROGRAM = "import sys, courses; from jupyterlab.labapp import main; sys.exit(main())"
"""`python -m jupyterlab`, sooner: see courses.late_grammar."""


class WorkbenchFailedError(StudyError):
    """JupyterLab ended before it answered."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"工作台没有打开，原因见日志 {log}。可以先运行 xuefa doctor 检查。")
        self.log = log


class Workbench:
    """JupyterLab on the home of a bureau, on this machine only, while the context is open.

    Jupyter's own settings and state are kept below the home, so that neither those of the account
    nor enabling steps play a part. Raises WorkbenchFailedError on entering.
    """

    def __init__(self, home: Home, port: int, token: str) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.log = home.logs / "workbench.log"
        self._home, self._port, self._token = home, port, token
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        _write_server_configuration(self._home)
        _choose_chinese(self._home)
        with self.log.open("ab") as log:
            self._process = self._start(log)
        signal.signal(signal.SIGTERM, self._ask_to_end)
        try:
            self._await_answer()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def wait(self) -> None:
        """Wait until JupyterLab ends by itself, or Ctrl-C or SIGTERM ask for it."""
        try:
            while not self._ended.wait(_ASK_EVERY) and self._process.poll() is None:
                pass
        except KeyboardInterrupt:
            return

    def _start(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start it apart from our terminal: Ctrl-C reaches us alone, and we end it in order."""
        command = [sys.executable, "-c", _PROGRAM, *_options(self._home, self._port)]
        return subprocess.Popen(  # noqa: S603 (our own interpreter, no shell)
            command,
            cwd=self._home.root,
            env=_environment(self._home, self._token),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def _await_answer(self) -> None:
        for _ in range(int(_READY_SECONDS / _ASK_EVERY)):
            if self._process.poll() is not None or self._ended.wait(_ASK_EVERY):
                break
            try:
                _opener.open(f"{self.address}/api", timeout=_ASK_EVERY).close()
            except urllib.error.HTTPError:
                return  # it answers, if only to refuse us
            except OSError:
                continue
            return
        raise WorkbenchFailedError(self.log)

    def _ask_to_end(self, _number: int, _frame: FrameType | None) -> None:
        self._ended.set()

    def _stop(self) -> None:
        """End the server; at SIGTERM it ends its kernels and terminals first."""
        self._process.terminate()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _options(home: Home, port: int) -> list[str]:
    return [
        "--no-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={home.root}",
        *(["--allow-root"] if sys.platform != "win32" and os.geteuid() == 0 else []),
    ]


def _environment(home: Home, token: str) -> dict[str, str]:
    from grading.gradebook.configuration import workbench_environment  # noqa: PLC0415 - slow

    own = {
        "JUPYTER_CONFIG_PATH": str(_configuration_folder(home)),
        "JUPYTER_DATA_DIR": str(home.workbench / "data"),
        "JUPYTER_RUNTIME_DIR": str(home.workbench / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(_lab_settings(home)),
        "JUPYTERLAB_WORKSPACES_DIR": str(home.workbench / "lab" / "workspaces"),
        "JUPYTER_TOKEN": token,
    }
    return workbench_environment(home.course) | own


def _write_server_configuration(home: Home) -> None:
    """Turn formgrader on, and everything off that would ask another host."""
    extensions = {f"nbgrader.server_extensions.{name}": True for name in _EXTENSIONS}
    settings = {
        "ServerApp": {"jpserver_extensions": {"jupyterlab": True, **extensions}},
        "LabApp": {
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
        },
    }
    folder = _configuration_folder(home)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps(settings, indent=2)
    (folder / "jupyter_server_config.json").write_text(text, encoding="utf-8")


def _choose_chinese(home: Home) -> None:
    """Begin in Chinese; whoever chooses another language in JupyterLab keeps it."""
    file = _lab_settings(home) / "@jupyterlab/translation-extension/plugin.jupyterlab-settings"
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(json.dumps({"locale": "zh_CN"}), encoding="utf-8")


def _lab_settings(home: Home) -> Path:
    return home.workbench / "lab" / "settings"


def _configuration_folder(home: Home) -> Path:
    return home.workbench / "config"
