"""A real workbench in a process of its own, opened as `xuefa lab` opens it."""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from builders.server import RUN_XUEFA, Answer, Visitor, wait_until

from grading.home import Home

TOLD = re.compile(r"JupyterLab：(http://127\.0\.0\.1:\d+)/lab\?token=(\S+)")


@dataclass
class Lab:
    """A workbench that is open; `printed` is what it wrote so far."""

    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)

    @property
    def output(self) -> str:
        return "".join(self.printed)

    @property
    def told(self) -> tuple[str, str]:
        """The address and the token that it printed."""
        found = TOLD.search(self.output)
        assert found is not None, self.output
        return found[1], found[2]

    def ask(self, path: str, method: str = "GET", *, token: str | None = None) -> Answer:
        address, own_token = self.told
        headers = {"Authorization": f"token {own_token if token is None else token}"}
        return Visitor(address).ask(path, method, headers=headers)

    def read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.printed.append(line)


@contextmanager
def running_lab(home: Home, login_name: str) -> Iterator[Lab]:
    """Run a workbench for as long as the block lasts."""
    process = subprocess.Popen(
        [*RUN_XUEFA, "lab", "--as", login_name, "--home", str(home.root), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    opened = Lab(process)
    reader = threading.Thread(target=opened.read)
    reader.start()
    try:
        wait_until(lambda: "按 Ctrl-C 关闭" in opened.output or process.poll() is not None, 120)
        assert process.poll() is None, opened.output
        yield opened
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)
        reader.join(10)
