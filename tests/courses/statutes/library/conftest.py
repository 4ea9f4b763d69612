"""An empty library."""

import pytest

from courses.statutes.library.store import Library


@pytest.fixture
def library(tmp_path):
    return Library.open(tmp_path / "statutes")
