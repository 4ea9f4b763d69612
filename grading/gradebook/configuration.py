"""The configuration under which nbgrader scores without running what learners wrote.

nbgrader fails open: a configuration file that raises is logged, and its stock `Execute` then runs
the submission. Four things stand against that, each enough by itself:

1. Submissions name a kernel that is installed nowhere (`source.KERNEL`), and nbgrader puts it
   back: without any configuration it stops with “no such kernel”.
2. The file names every step as a string. Reading it imports nothing of ours, so it cannot fail on
   an import; a step that cannot be imported stops the conversion instead.
3. `workbench_environment` makes a configuration file that fails end the program.
4. The first step rewrites every answer as an inert literal or a comment.

The file lies in the course folder, where `nbgrader` finds it in any terminal, and in the Jupyter
settings of the workbench, where it is found whatever folder a terminal is in.
"""

import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import grading
from grading.gradebook.course import CourseFolder
from grading.gradebook.database import program_path
from grading.gradebook.errors import UnsafeConfigurationError
from grading.gradebook.names import COURSE_ID

FILE_NAME = "nbgrader_config.py"

_OURS = "grading.gradebook.preprocessors"
_STOCK = "nbgrader.preprocessors"

GENERATE: Final = (
    f"{_STOCK}.IncludeHeaderFooter",
    f"{_STOCK}.InstantiateTests",
    f"{_STOCK}.LockCells",
    f"{_OURS}.KeepEmptyAnswers",  # for ClearSolutions, which would replace them
    f"{_STOCK}.ClearOutput",
    f"{_STOCK}.CheckCellMetadata",
    f"{_STOCK}.ComputeChecksums",
    f"{_STOCK}.SaveCells",
    f"{_STOCK}.ClearHiddenTests",
    f"{_STOCK}.ClearMarkScheme",
    f"{_OURS}.LeaveOutRubrics",
    f"{_STOCK}.ComputeChecksums",
    f"{_STOCK}.CheckCellMetadata",
)
SANITIZE: Final = (
    f"{_OURS}.RebuildFromSource",  # for ClearOutput and DeduplicateIds
    f"{_STOCK}.OverwriteKernelspec",
    f"{_STOCK}.OverwriteCells",
    f"{_STOCK}.CheckCellMetadata",
)
AUTOGRADE: Final = (
    f"{_OURS}.ScoreAnswers",  # for Execute
    f"{_STOCK}.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    f"{_STOCK}.LimitOutput",
    f"{_STOCK}.SaveAutoGrades",
    f"{_STOCK}.AssignLatePenalties",
    f"{_STOCK}.CheckCellMetadata",
)
FEEDBACK: Final = (
    f"{_STOCK}.GetGrades",
    f"{_STOCK}.ClearHiddenTests",  # stock feedback shows every key
    f"{_STOCK}.ClearMarkScheme",
    f"{_OURS}.LeaveOutRubrics",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
)
PAGES: Final = (f"{_OURS}.EscapeLearnerText",)

_PROGRAM = "import courses; from nbgrader.apps.nbgraderapp import main; main()"

_DROPPED = ("JUPYTER_NO_CONFIG", "JUPYTER_PREFER_ENV_PATH", "JUPYTER_CONFIG_PATH")
"""Variables with which Jupyter would look elsewhere for its settings."""


def configuration_text(course: CourseFolder, database_url: str) -> str:
    """Return the text of nbgrader_config.py."""
    settings: dict[str, object] = {
        "CourseDirectory.root": str(course.root),
        "CourseDirectory.db_url": database_url,
        "CourseDirectory.course_id": COURSE_ID,
        "Exchange.root": str(course.exchange),
        "GenerateAssignment.preprocessors": list(GENERATE),
        "OverwriteCells.add_missing_cells": True,
        "Autograde.create_student": False,
        "Autograde.sanitize_preprocessors": list(SANITIZE),
        "Autograde.autograde_preprocessors": list(AUTOGRADE),
        "GenerateFeedback.preprocessors": list(FEEDBACK),
        "GenerateFeedback.post_convert_hook": "grading.gradebook.feedback.cut_off_from_network",
        "HTMLExporter.preprocessors": list(PAGES),
        "HTMLExporter.extra_template_basedirs": _templates(),
    }
    lines = [f"c.{name} = {value!r}" for name, value in settings.items()]
    head = [
        "# 由 xuefa 写入，每次启动都会重写，请勿改动：这份配置保证评分时不运行学员提交的内容。",
        "c = get_config()  # noqa: F821",
    ]
    return "\n".join([*head, *lines, ""])


def write_configuration(course: CourseFolder, database_url: str) -> None:
    """Write the configuration where nbgrader looks for it."""
    text = configuration_text(course, database_url).encode()
    for file in _files(course):
        course.write(file, text)


def check_configuration(course: CourseFolder, database_url: str) -> None:
    """Raise UnsafeConfigurationError unless every file is there and is ours."""
    expected = configuration_text(course, database_url).encode()
    for file in _files(course):
        if not file.is_file() or file.read_bytes() != expected:
            raise UnsafeConfigurationError(file)


def workbench_environment(
    course_folder: Path, base: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the environment for JupyterLab, and for every nbgrader command, on a course.

    `base` is the environment to start from, by default that of this process. JupyterLab has to
    be started with the course folder, or the home around it, as its root folder.
    """
    course = CourseFolder(course_folder.absolute())
    environment = dict(os.environ if base is None else base)
    for name in _DROPPED:
        environment.pop(name, None)
    packages = str(Path(grading.__file__).parents[1])
    return environment | {
        "JUPYTER_CONFIG_DIR": str(course.settings),
        "PATH": program_path(environment.get("PATH", "")),
        "PYTHONPATH": _joined(packages, environment.get("PYTHONPATH", "")),
        "PYTHONUTF8": "1",  # nbgrader exports names in the encoding of the locale
        "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR": "1",
    }


def nbgrader_command(*arguments: str) -> list[str]:
    """Return the command line of an nbgrader command under this interpreter.

    It is `python -m nbgrader`, sooner: see courses.late_grammar.
    """
    return [sys.executable, "-c", _PROGRAM, *arguments]


def _templates() -> list[str]:
    """Return where the templates of formgrader and feedback lie, ours before nbgrader's."""
    spec = importlib.util.find_spec("nbgrader")
    assert spec is not None  # noqa: S101 - it is a dependency
    assert spec.origin is not None  # noqa: S101 - it is a package
    stock = Path(spec.origin).parent / "server_extensions" / "formgrader" / "templates"
    return [str(Path(__file__).parent / "templates"), str(stock)]


def _files(course: CourseFolder) -> tuple[Path, Path]:
    return course.root / FILE_NAME, course.settings / FILE_NAME


def _joined(*parts: str) -> str:
    return os.pathsep.join(part for part in parts if part)
