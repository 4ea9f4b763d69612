"""Imports go one way, every heavy library has one home, and content folders hold no code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("courses", "quizzes", "grading", "widgets")
CODE = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))

HOMES = {
    "sqlalchemy": ("grading/records",),
    "alembic": ("grading/records",),
    "nbgrader": ("grading/gradebook",),
    "tornado": ("widgets/portal",),
    "typst": ("grading/certificates",),
    "voila": ("widgets/portal",),
    "jupyter_server": ("widgets/portal",),
    "ipywidgets": ("widgets/lessons", "widgets/dashboards"),
    "plotly": ("widgets/dashboards",),
    "pandas": ("grading/reports", "widgets/dashboards"),
    "typer": ("widgets/cli",),
    "markdown_it": ("courses/checking",),
    "xlsxwriter": (
        "grading/outreach",
        "grading/people/roster",
        "grading/reports",
        "grading/training",
        "quizzes/exchange",
    ),
    "openpyxl": ("grading/people/roster", "quizzes/exchange"),
    "docx": ("courses/statutes/importing/formats", "quizzes/printing"),
    "lxml": ("courses/statutes/importing/formats", "quizzes/exchange"),
}
KERNEL_SIDE = ("widgets/lessons", "widgets/dashboards", "widgets/client.py")
FROM_KERNELS = ("courses", "widgets.client", "widgets.lessons", "widgets.dashboards")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_there_is_code_to_look_at():
    assert len(CODE) > 50


def of_own_layers(path: Path) -> set[str]:
    return {module for module in imported_modules(path) if module.split(".")[0] in LAYERS}


def test_imports_point_down_the_layers():
    layer_of = {path: LAYERS.index(relative(path).split("/")[0]) for path in CODE}
    upward = [
        (relative(path), module)
        for path, layer in layer_of.items()
        for module in of_own_layers(path)
        if LAYERS.index(module.split(".")[0]) > layer
    ]
    assert upward == []


def test_heavy_libraries_stay_in_their_homes():
    strays = [
        (relative(path), library)
        for path in CODE
        for library in {module.split(".")[0] for module in imported_modules(path)} & set(HOMES)
        if not relative(path).startswith(HOMES[library])
    ]
    assert strays == []


def test_what_runs_in_kernels_reaches_the_platform_only_through_the_client():
    strays = [
        (relative(path), module)
        for path in CODE
        if relative(path).startswith(KERNEL_SIDE)
        for module in of_own_layers(path)
        if not module.startswith(FROM_KERNELS)
    ]
    assert strays == []


OPENERS = ("grading/", "courses/statutes/library/")
"""The code that opens database files; the library's is only the index of the imported texts."""


def test_the_portal_leaves_the_databases_to_grading():
    """Nothing above grading names a driver or a connection."""
    drivers = {"sqlite3", "psycopg", "sqlalchemy"}
    strays = [
        relative(path)
        for path in CODE
        if not relative(path).startswith(OPENERS) and drivers & set(imported_modules(path))
    ]
    assert strays == []


CONTENT_FOLDERS = [path.parent for path in (ROOT / "courses").glob("*/course.toml")] + [
    ROOT / "quizzes" / "bank",
    ROOT / "quizzes" / "papers",
]


@pytest.mark.parametrize("folder", CONTENT_FOLDERS, ids=relative)
def test_content_folders_hold_no_code(folder):
    code = [path for path in folder.rglob("*.py") if path.read_text(encoding="utf-8").strip()]
    assert code == []


def test_the_top_level_is_as_the_house_says():
    allowed = {"pyproject.toml", "README.md", "LICENSE", *LAYERS, "tests"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - allowed == set()


def test_no_file_is_longer_than_six_hundred_lines():
    lines = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {path: count for path, count in lines.items() if count > 600} == {}
