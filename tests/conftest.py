"""What holds for every test."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A slow machine is no fault of the code: no example is failed for the time it took.
settings.register_profile("xuefa", deadline=None)
settings.load_profile("xuefa")

OBJECTS = 20_000
"""How many new objects there are before garbage is looked for; Python's own number is 700."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while thousands of tests are found, and never again among them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(OBJECTS)
