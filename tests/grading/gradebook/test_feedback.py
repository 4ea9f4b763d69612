"""nbgrader's own feedback, release and export work on what we write, and show no key."""

import csv
import random
import re
from datetime import UTC, datetime

import pytest
from builders.bait import SCRIPT
from builders.questions import make_variant, random_answers

from grading.gradebook.course import CourseFolder
from grading.gradebook.errors import NbgraderFailedError, UnsafeConfigurationError
from grading.gradebook.feedback import (
    cut_off_from_network,
    export_points,
    generate_feedback,
    release_feedback,
)

VARIANT = make_variant()
NAME = VARIANT.assignment
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def course(desk, course_folder) -> CourseFolder:
    for learner in ("1001", "1002"):
        desk.hand_in(learner, learner, VARIANT, random_answers(VARIANT, random.Random(5)), NOON)
    return CourseFolder(course_folder)


def test_feedback_shows_points_but_no_key(course):
    pages = generate_feedback(course, course.database_url, NAME)
    assert pages == [course.feedback(learner, NAME) for learner in ("1001", "1002")]
    text = pages[0].read_text(encoding="utf-8")
    assert "得分" in text
    for trace in ("HIDDEN TESTS", "KEY_", "score_cell", "&#39;key&#39;"):
        assert trace not in text
    assert not re.search(r"<(script|link|img)[^>]*(src|href)=.?(https?:)?//", text)

    release_feedback(course, NAME)
    released = list((course.exchange / "xuefa" / "feedback").iterdir())
    assert {file.read_bytes() for file in released} == {page.read_bytes() for page in pages}


def test_feedback_shows_what_a_learner_wrote_as_text(course):
    scored = course.autograded("1001", NAME)
    text = scored.read_text(encoding="utf-8")
    bait = f'{{"cell_type": "markdown", "id": "bait", "metadata": {{}}, "source": "{SCRIPT}"}}, '
    scored.write_text(text.replace('"cells": [', f'"cells": [{bait}', 1), encoding="utf-8")
    (page,) = generate_feedback(course, course.database_url, NAME, "1001")
    shown = page.read_text(encoding="utf-8")
    assert SCRIPT not in shown
    assert "&lt;script&gt;document.title" in shown


def test_feedback_under_another_configuration_is_refused(course):
    (course.root / "nbgrader_config.py").unlink()
    with pytest.raises(UnsafeConfigurationError):
        generate_feedback(course, course.database_url, NAME)
    assert not (course.root / "feedback").exists()


def test_export_lists_every_learner_with_points(desk, course, tmp_path):
    export_points(course, tmp_path / "points.csv")
    with (tmp_path / "points.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    points = sum(desk.points_of("1001", NAME).values())
    assert [(row["student_id"], row["last_name"], float(row["score"])) for row in rows] == [
        ("1002", "示范学员乙", points),
        ("1001", "示范学员甲", points),
    ]
    assert {row["max_score"] for row in rows} == {"22.0"}


def test_a_command_that_fails_says_so_with_its_log(course):
    with pytest.raises(NbgraderFailedError) as failure:
        generate_feedback(course, course.database_url, "no-such-assignment")
    assert "no-such-assignment" in failure.value.log


def test_scripts_of_other_hosts_are_taken_out(tmp_path):
    page = tmp_path / "feedback" / "1001" / NAME / "exam.html"
    page.parent.mkdir(parents=True)
    page.write_text('<script src="https://example.org/x.js"> </script><script>own()</script>')
    cut_off_from_network(notebooks=[str(tmp_path / "autograded" / "1001" / NAME / "exam.ipynb")])
    assert page.read_text() == "<script>own()</script>"
