from pathlib import Path

import pytest
from builders.exams import ExamRoom, make_exam_room


@pytest.fixture
def room(tmp_path: Path) -> ExamRoom:
    return make_exam_room(tmp_path)
