"""A published variant is what nbgrader's own generate_assignment would have made."""

import shutil
import sqlite3
from contextlib import closing

import nbformat
import pytest
from builders.questions import make_single, make_variant
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading.gradebook import assignment as assignments
from grading.gradebook.configuration import GENERATE
from grading.gradebook.errors import KeyInReleaseError
from grading.gradebook.gradebook import ScoringDesk
from quizzes.draw import PaperQuestion

VARIANT = make_variant()
NAME = VARIANT.assignment


def rows(folder) -> set[tuple]:
    """Everything that the gradebook knows of assignments, without its random ids."""
    query = """
        SELECT a.name, a.course_id, n.name, n.kernelspec, 'cell', b.name, b.type, g.max_score,
               g.cell_type, NULL
        FROM assignment a JOIN notebook n ON n.assignment_id = a.id
        JOIN base_cell b ON b.notebook_id = n.id LEFT JOIN grade_cells g ON g.id = b.id
        UNION ALL
        SELECT a.name, a.course_id, n.name, n.kernelspec, 'source', s.name, s.cell_type, s.locked,
               s.source, s.checksum
        FROM assignment a JOIN notebook n ON n.assignment_id = a.id
        JOIN source_cell s ON s.notebook_id = n.id
    """
    with closing(sqlite3.connect(folder / "gradebook.db")) as database:
        found = database.execute(query).fetchall()
    assert len(found) == len(set(found))
    return set(found)


def release(folder) -> dict:
    return nbformat.read(folder / "release" / NAME / "exam.ipynb", as_version=4)


def test_publishing_equals_generate_assignment(desk, course_folder, empty_gradebook, tmp_path):
    other = tmp_path / "stock"
    shutil.copytree(course_folder / "source", other / "source")
    shutil.copy(empty_gradebook, other)
    config = Config()
    config.CourseDirectory.root = str(other)
    config.CourseDirectory.course_id = "xuefa"
    config.GenerateAssignment.preprocessors = list(GENERATE)
    result = NbGraderAPI(CourseDirectory(config=config), config=config).generate_assignment(NAME)
    assert result["success"], result
    assert rows(other) == rows(course_folder)
    assert release(other) == release(course_folder)


def test_a_published_variant_is_published(desk):
    assert desk.is_published(VARIANT)
    assert not desk.is_published(make_variant(3))


def test_publishing_again_changes_nothing(desk, course_folder):
    before, files = rows(course_folder), sorted(course_folder.rglob("*.ipynb"))
    times = [file.stat().st_mtime_ns for file in files]
    desk.publish(make_variant())
    assert rows(course_folder) == before
    assert [file.stat().st_mtime_ns for file in files] == times


def test_publishing_after_a_file_was_lost_writes_it_again(desk, course_folder):
    before, file = rows(course_folder), course_folder / "release" / NAME / "exam.ipynb"
    content = file.read_bytes()
    file.unlink()
    assert not desk.is_published(VARIANT)
    desk.publish(VARIANT)
    assert file.read_bytes() == content
    assert rows(course_folder) == before


def test_nothing_is_published_when_the_rows_cannot_be_written(desk, course_folder, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    variant = make_variant(3)
    before = rows(course_folder)
    monkeypatch.setattr(assignments, "_rows_of_cell", fail)
    with pytest.raises(RuntimeError):
        desk.publish(variant)
    assert not desk.is_published(variant)
    assert rows(course_folder) == before
    monkeypatch.undo()
    desk.publish(variant)
    assert desk.is_published(variant)


def test_another_content_is_another_assignment(desk, course_folder):
    before = rows(course_folder)
    entry = PaperQuestion(question=make_single(id="sample-single-001", stem="换了题干"), points=5)
    changed = make_variant(questions=(entry, *VARIANT.questions[1:]))
    desk.publish(changed)
    assert changed.assignment != NAME
    assert {row for row in rows(course_folder) if row[0] == NAME} == before


def test_folders_for_learners_hold_the_release_and_nothing_else(desk, course_folder):
    folder = course_folder / "release" / NAME
    assert [file.name for file in folder.iterdir()] == ["exam.ipynb"]
    assert [file.name for file in (course_folder / "source" / NAME).iterdir()] == ["exam.ipynb"]


def test_a_release_that_would_show_a_key_is_not_published(desk, course_folder, monkeypatch):
    monkeypatch.setattr("grading.gradebook.source.without_hidden", lambda source: source)
    with pytest.raises(KeyInReleaseError):
        desk.publish(make_variant(3))
    assert {row[0] for row in rows(course_folder)} == {NAME}
    assert not (course_folder / "release" / make_variant(3).assignment).exists()


def test_only_the_owner_may_look_into_the_course(tmp_path, empty_gradebook):
    folder = tmp_path / "new"
    ScoringDesk.open(folder, database_url=f"sqlite:///{empty_gradebook}").close()
    assert folder.stat().st_mode & 0o077 == 0
