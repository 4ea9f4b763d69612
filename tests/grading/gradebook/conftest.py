"""Courses for the tests of the gradebook: creating one takes seconds, copying one does not."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders.empty_gradebook import empty_gradebook_file
from builders.questions import make_variant, random_answers

from grading.gradebook.gradebook import ScoringDesk

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def empty_gradebook() -> Path:
    """A gradebook that was created once for all tests."""
    return empty_gradebook_file()


@pytest.fixture
def course_folder(tmp_path: Path, empty_gradebook: Path) -> Path:
    """A course folder with an empty gradebook."""
    folder = tmp_path / "course"
    folder.mkdir()
    shutil.copy(empty_gradebook, folder)
    return folder


@pytest.fixture
def desk(course_folder: Path) -> Iterator[ScoringDesk]:
    """A desk with one published variant of six questions and the learners 1001 and 1002."""
    desk = ScoringDesk.open(course_folder)
    desk.publish(make_variant())
    desk.enrol("1001", "示范学员甲")
    desk.enrol("1002", "示范学员乙")
    yield desk
    desk.close()


@pytest.fixture
def answers() -> dict[str, object]:
    """Answers to that variant: some right, some wrong."""
    return random_answers(make_variant(), random.Random(7))
