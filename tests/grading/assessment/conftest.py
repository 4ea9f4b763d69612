"""A records database and a clock that is moved by hand."""

import pytest
from builders.clock import SetClock
from builders.records import fresh_database


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def database(tmp_path):
    database = fresh_database(tmp_path)
    yield database
    database.close()
