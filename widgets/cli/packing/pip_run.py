"""The only place that starts pip."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from widgets.cli.packing.errors import FetchError
from widgets.cli.packing.target import Target


class PipRun:
    """Runs the pip of this environment and keeps what it says in a log."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def fetch(self, requirements: Sequence[str], target: Target, folder: Path) -> bool:
        """Download ready wheels of exactly these requirements; False when one has none."""
        tags = [f"--platform={tag}" for tag in target.tags]
        return self._run(
            "download",
            "--no-deps",
            "--only-binary=:all:",
            f"--python-version={target.python}",
            "--implementation=cp",
            *tags,
            f"--dest={folder}",
            *requirements,
        )

    def build(self, source: str, folder: Path, name: str) -> Path:
        """Build a wheel from a folder or from a source package, or raise FetchError."""
        before = set(folder.glob("*.whl"))
        if not self._run("wheel", "--no-deps", f"--wheel-dir={folder}", source):
            raise FetchError(name, self.log)
        return (set(folder.glob("*.whl")) - before).pop()

    def _run(self, *arguments: str) -> bool:
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
        with self.log.open("ab") as log:
            done = subprocess.run(  # noqa: S603 (our own interpreter, no shell)
                command, stdout=log, stderr=subprocess.STDOUT, check=False
            )
        return done.returncode == 0
