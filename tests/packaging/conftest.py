import os

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave bundles out unless they are asked for: they need an index and a minute each."""
    if "bundle" in config.option.markexpr or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="run with -m bundle, or set CI")
    for item in items:
        if item.get_closest_marker("bundle"):
            item.add_marker(skip)
