"""Where the reference tables of the statutes are, when they are at hand."""

import csv
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared"


@pytest.fixture(scope="session")
def procedure_rows() -> list[dict[str, str]]:
    """The reference table of time limits."""
    return _rows(SHARED / "legal" / "procedure.csv")


@pytest.fixture(scope="session")
def index_rows() -> list[dict[str, str]]:
    """The reference index of instruments."""
    return _rows(SHARED / "statutes" / "index.csv")


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        pytest.skip(f"the reference table {file.name} is not at hand")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
