from collections.abc import Iterator

import pytest
from builders.read_once import package_questions_read_once


@pytest.fixture(scope="package", autouse=True)
def quick_content() -> Iterator[None]:
    with package_questions_read_once():
        yield
