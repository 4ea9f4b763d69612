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


@pytest.fixture(scope="session")
def succession_rows() -> list[dict[str, str]]:
    """The reference table of old articles and what came after them."""
    return _rows(SHARED / "legal" / "succession.csv")


@pytest.fixture(scope="session")
def catalogue_rows() -> list[dict[str, str]]:
    """The reference table of the permit catalogue."""
    return _rows(SHARED / "statutes" / "permit-catalogue-2019.csv")


@pytest.fixture(scope="session")
def front_matter() -> dict[str, dict[str, str]]:
    """The heads of the reference texts, by instrument id."""
    files = [file for file in (SHARED / "statutes").glob("*.md") if file.stem.islower()]
    if not files:
        pytest.skip("the reference texts are not at hand")
    return {file.stem: _head(file) for file in files}


def _head(file: Path) -> dict[str, str]:
    head = file.read_text(encoding="utf-8").split("---\n")[1]
    pairs = (line.partition(":") for line in head.splitlines() if not line.startswith(" "))
    return {key: value.strip().strip('"') for key, _, value in pairs}


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        pytest.skip(f"the reference table {file.name} is not at hand")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
