"""One bureau with training sessions for all tests of certificates."""

from collections.abc import Iterator

import pytest
from builders.certificates import Training


@pytest.fixture(scope="module")
def training(tmp_path_factory) -> Iterator[Training]:
    made = Training(tmp_path_factory.mktemp("certificates"))
    yield made
    made.database.close()
