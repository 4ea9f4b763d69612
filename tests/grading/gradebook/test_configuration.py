"""`nbgrader autograde` in a terminal of the workbench never runs what a learner wrote.

Every test lends it the kernel that submissions name, unless it is the lack of it that is tested.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders.bait import SCRIPT, double_scored_cell, lay_bait
from builders.nbgrader_runs import run_nbgrader, safe_environment, stock_environment
from builders.questions import make_variant
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, Execute

from grading.gradebook import configuration
from grading.gradebook.configuration import (
    AUTOGRADE,
    FEEDBACK,
    FILE_NAME,
    GENERATE,
    SANITIZE,
    check_configuration,
    workbench_environment,
)
from grading.gradebook.course import CourseFolder
from grading.gradebook.errors import UnsafeConfigurationError
from grading.gradebook.gradebook import ScoringDesk
from quizzes.kinds import kind_of

VARIANT = make_variant()
NAME = VARIANT.assignment
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
RIGHT = {e.question.id: kind_of(e.question).right_answer(e.question) for e in VARIANT.questions}


@pytest.fixture
def stock(tmp_path) -> dict[str, str]:
    return stock_environment(tmp_path / "environment")


@pytest.fixture
def safe(course_folder, stock) -> dict[str, str]:
    return safe_environment(course_folder, stock["JUPYTER_PATH"])


@pytest.fixture
def trace(desk, course_folder) -> Path:
    """The file that the submission of learner 1001 writes when it is run."""
    for number, learner in enumerate(["1001", "1002"]):
        desk.hand_in(f"{number}", learner, VARIANT, RIGHT, NOON)
    return lay_bait(course_folder, "1001", NAME, "sample-single-001")


def autograde(cwd, environment, *options):
    return run_nbgrader("autograde", NAME, "--force", *options, cwd=cwd, environment=environment)


def without_configuration(course_folder) -> None:
    for file in course_folder.rglob(FILE_NAME):
        file.unlink()


def test_a_stock_nbgrader_would_take_the_bait(trace, course_folder, stock):
    without_configuration(course_folder)
    autograde(course_folder, stock, "--student=1001", "--CourseDirectory.course_id=xuefa")
    assert trace.exists()


def test_autograde_scores_without_running_anything(desk, trace, course_folder, safe):
    double_scored_cell(course_folder, "1001", NAME, "sample-single-004")
    with closing(sqlite3.connect(course_folder / "gradebook.db")) as database, database:
        database.execute("UPDATE grade SET auto_score = 1")
    done = autograde(course_folder, safe)
    assert done.returncode == 0, done.stderr
    assert not trace.exists()
    full = {entry.question.id: entry.points for entry in VARIANT.questions}
    assert desk.points_of("1001", NAME) == full | {"sample-single-001": 0}
    assert desk.points_of("1002", NAME) == full
    scored = (course_folder / "autograded" / "1001" / NAME / "exam.ipynb").read_text()
    assert SCRIPT not in scored
    assert "bait" not in scored


def test_autograde_is_safe_in_whatever_folder_a_terminal_is(trace, tmp_path, safe):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = autograde(elsewhere, safe, "--student=1001")
    assert done.returncode == 0, done.stderr
    assert not trace.exists()


def test_a_scorer_that_cannot_be_imported_stops_grading(trace, course_folder, safe):
    (course_folder / "grading").mkdir()  # found before the package, because commands start here
    (course_folder / "grading" / "__init__.py").touch()
    done = autograde(course_folder, safe, "--CourseDirectory.course_id=xuefa")
    assert done.returncode == 1
    assert "No module named 'grading.gradebook'" in done.stderr
    assert not trace.exists()


def test_a_configuration_that_fails_stops_grading(trace, course_folder, safe):
    for file in course_folder.rglob(FILE_NAME):
        file.write_text(f"raise RuntimeError('broken')\n{file.read_text(encoding='utf-8')}")
    done = autograde(course_folder, safe)
    assert done.returncode == 1
    assert "broken" in done.stderr
    assert not trace.exists()


def test_without_any_configuration_grading_stops_for_want_of_a_kernel(trace, course_folder, stock):
    without_configuration(course_folder)
    stock.pop("JUPYTER_PATH")
    done = autograde(course_folder, stock, "--CourseDirectory.course_id=xuefa")
    assert done.returncode == 1
    assert "No such kernel named xuefa-exam" in done.stderr
    assert not trace.exists()


def last_names(steps) -> list[str]:
    """The names of steps, which are given as classes by nbgrader and as strings by us."""
    return [str(getattr(step, "__name__", step)).rsplit(".", 1)[-1] for step in steps]


def test_only_the_steps_that_run_or_show_something_are_replaced():
    course = CourseDirectory()
    stock = Autograde(course)
    ours = {"ScoreAnswers": Execute.__name__, "KeepEmptyAnswers": ClearSolutions.__name__}
    assert not set(ours.values()) & {*last_names(AUTOGRADE), *last_names(GENERATE)}
    graded = [ours.get(name, name) for name in last_names(AUTOGRADE)]
    assert graded == last_names(stock.autograde_preprocessors)
    added = {"LeaveOutRubrics"}
    generated = [ours.get(name, name) for name in last_names(GENERATE) if name not in added]
    assert generated == last_names(GenerateAssignment(course).preprocessors)
    kept = [step for step in SANITIZE if step.startswith("nbgrader.")]
    emptied = {"ClearOutput", "DeduplicateIds"}
    assert [*emptied & set(last_names(kept))] == []
    assert {*last_names(kept), *emptied} == set(last_names(stock.sanitize_preprocessors))
    added |= {"ClearHiddenTests", "ClearMarkScheme"}
    shown = [name for name in last_names(FEEDBACK) if name not in added]
    assert shown == last_names(GenerateFeedback(course).preprocessors)


SPOILT = {
    "lost": lambda file: file.unlink(),
    "emptied": lambda file: file.write_text(""),
    "changed": lambda file: file.write_text("c = get_config()"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
@pytest.mark.parametrize("place", [FILE_NAME, f"settings/{FILE_NAME}"])
@pytest.mark.usefixtures("desk")
def test_a_spoilt_configuration_is_noticed_and_written_anew(course_folder, place, spoil):
    course = CourseFolder(course_folder)
    check_configuration(course, course.database_url)
    spoil(course_folder / place)
    with pytest.raises(UnsafeConfigurationError):
        check_configuration(course, course.database_url)
    ScoringDesk.open(course_folder).close()
    check_configuration(course, course.database_url)


def test_the_environment_lets_nothing_else_decide(tmp_path):
    base = {
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_CONFIG_PATH": "/elsewhere",
        "JUPYTER_CONFIG_DIR": "/elsewhere",
        "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR": "0",
        "PATH": "/usr/bin",
        "OTHER": "kept",
    }
    environment = workbench_environment(tmp_path, base)
    assert environment["JUPYTER_CONFIG_DIR"] == str(tmp_path / "settings")
    assert environment["TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR"] == "1"
    assert environment["OTHER"] == "kept"
    assert environment["PATH"].endswith("/usr/bin")
    assert not {"JUPYTER_NO_CONFIG", "JUPYTER_CONFIG_PATH"} & set(environment)
    assert Path(environment["PYTHONPATH"]) == Path(configuration.__file__).parents[2]
