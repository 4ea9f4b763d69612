from pathlib import Path

import pytest
from builders.study import StudyRoom, make_study_room


@pytest.fixture
def room(tmp_path: Path) -> StudyRoom:
    return make_study_room(tmp_path)
