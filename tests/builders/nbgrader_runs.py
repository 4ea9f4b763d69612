"""nbgrader as it comes, for comparison: without our configuration, and with a kernel to run in."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

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


class GradedCell(NamedTuple):
    """What a gradebook holds of one cell of one learner: a `grade` or a `comment`."""

    learner_id: str
    name: str
    kind: str
    handed_in_at: str
    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    needs_manual_grade: bool | None
    auto_comment: str | None
    flagged_or_penalty: float | None


def graded_cells(course_folder: Path) -> list[GradedCell]:
    """Return points, state and comment of every cell of every learner, in an order of its own."""
    query = """
        SELECT s.student_id, b.name, 'grade', s.timestamp, g.auto_score, g.manual_score,
               g.extra_credit, g.needs_manual_grade, NULL, n.late_submission_penalty
        FROM grade g JOIN base_cell b ON b.id = g.cell_id
        JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
        UNION ALL
        SELECT s.student_id, b.name, 'comment', s.timestamp, NULL, NULL, NULL, NULL,
               c.auto_comment, n.flagged
        FROM comment c JOIN base_cell b ON b.id = c.cell_id
        JOIN submitted_notebook n ON n.id = c.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
        ORDER BY 1, 2, 3
    """
    with closing(sqlite3.connect(course_folder / "gradebook.db")) as database:
        return [GradedCell(*row) for row in database.execute(query)]
