"""nbgrader as it comes, for comparison: without our configuration, and with a kernel to run in."""

import json
import os
import subprocess
import sys
from pathlib import Path

from grading.gradebook.configuration import nbgrader_command, workbench_environment
from grading.gradebook.source import KERNEL

REPOSITORY = Path(__file__).parents[2]


def lend_kernel(folder: Path) -> str:
    """Install the kernel that submissions name, which exists nowhere else; return JUPYTER_PATH."""
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": KERNEL["display_name"],
        "language": KERNEL["language"],
    }
    place = folder / "kernels" / KERNEL["name"]
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return str(folder)


def stock_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which nbgrader finds no configuration, but a kernel to run in."""
    settings = folder / "empty-settings"
    settings.mkdir(parents=True)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER_", "TRAITLETS_"))
    }
    return environment | {
        "JUPYTER_CONFIG_DIR": str(settings),
        "JUPYTER_PATH": lend_kernel(folder / "lent"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(REPOSITORY),
    }


def safe_environment(course_folder: Path, kernels: str) -> dict[str, str]:
    """Return the workbench's environment, with a kernel that could run what learners wrote."""
    return workbench_environment(course_folder) | {"JUPYTER_PATH": kernels}


def run_nbgrader(
    *arguments: str, cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run an nbgrader command and return its exit code and log."""
    return subprocess.run(
        nbgrader_command(*arguments),
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
