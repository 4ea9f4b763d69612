"""Feedback pages and exports, made by nbgrader's own commands under the safe configuration."""

import re
import subprocess
from pathlib import Path

from grading.gradebook.configuration import (
    check_configuration,
    nbgrader_command,
    workbench_environment,
)
from grading.gradebook.course import CourseFolder
from grading.gradebook.errors import NbgraderFailedError
from grading.gradebook.names import safe_name

_PATIENCE_SECONDS = 600
_FOREIGN_SCRIPT = re.compile(
    r"<script\b[^>]*\bsrc=[\"']?(?:https?:)?//[^>]*>\s*</script>", re.IGNORECASE
)


def generate_feedback(
    course: CourseFolder, database_url: str, assignment: str, learner_id: str | None = None
) -> list[Path]:
    """Write the feedback of one learner or of everybody; return the pages.

    Existing pages are made anew. Raises NbgraderFailedError and UnsafeConfigurationError: under
    another configuration the pages would show the keys.
    """
    safe_name("试卷编号", assignment)
    who = "*" if learner_id is None else safe_name("学员编号", learner_id)
    check_configuration(course, database_url)
    run_nbgrader(course, "generate_feedback", assignment, "--force", f"--student={who}")
    return sorted(course.root.glob(f"feedback/{who}/{assignment}/*.html"))


def release_feedback(course: CourseFolder, assignment: str) -> None:
    """Put generated feedback into the exchange folder; raise NbgraderFailedError."""
    run_nbgrader(course, "release_feedback", safe_name("试卷编号", assignment))


def export_points(course: CourseFolder, file: Path) -> None:
    """Export all points to a CSV file; raise NbgraderFailedError."""
    run_nbgrader(course, "export", "--to", str(file.absolute()))


def run_nbgrader(course: CourseFolder, command: str, *arguments: str) -> str:
    """Run an nbgrader command in a process of its own and return its log.

    nbgrader changes the working directory of its process; another process keeps ours. Raises
    NbgraderFailedError.
    """
    done = subprocess.run(  # noqa: S603 - fixed program, checked names
        nbgrader_command(command, *arguments),
        cwd=course.root,
        env=workbench_environment(course.root),
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    log = f"{done.stdout}{done.stderr}"
    if done.returncode != 0:
        raise NbgraderFailedError(command, log)
    return log


def cut_off_from_network(*, notebooks: list[str], **_place: object) -> None:
    """Take scripts of other hosts out of new feedback pages.

    nbgrader calls it after a conversion with the scored notebooks that it has converted; its
    template loads MathJax from another host.
    """
    for notebook in map(Path, notebooks):
        page = _page_of(notebook)
        text = page.read_text(encoding="utf-8")
        page.write_text(_FOREIGN_SCRIPT.sub("", text), encoding="utf-8")


def _page_of(notebook: Path) -> Path:
    """Return the feedback page of autograded/<learner>/<assignment>/<notebook>.ipynb."""
    root = notebook.parents[3]
    return (root / "feedback" / notebook.relative_to(root / "autograded")).with_suffix(".html")
