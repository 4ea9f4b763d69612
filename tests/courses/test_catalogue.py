"""Reading the catalogue: every problem at once, a malformed course left out, the rest kept."""

import pytest
from builders.content import (
    COURSE_TOML,
    make_catalogue,
    make_course,
    make_lesson_table,
    write_course,
)

from courses.catalogue import PACKAGE_FOLDER, read_catalogue
from courses.errors import UnknownCourseError, UnknownLessonError

NOTEBOOK = "01_sample.ipynb"


def read(folder, text=COURSE_TOML, notebooks=(NOTEBOOK,)):
    write_course(folder / "sample_course", text, notebooks)
    return read_catalogue([folder])


def problems_of(folder, text, notebooks=(NOTEBOOK,)):
    catalogue, problems = read(folder, text, notebooks)
    assert catalogue.courses == ()
    return [str(problem) for problem in problems]


def test_a_course_is_read_with_its_lessons(tmp_path):
    catalogue, problems = read(tmp_path)
    course = catalogue.course("sample_course")
    assert problems == []
    assert course.topics["sample-one"] == "示范一"
    assert catalogue.lesson("sample-1").path == tmp_path / "sample_course" / NOTEBOOK
    assert catalogue.course_of_lesson("sample-1") == course
    assert course.minutes == 40


def test_the_courses_of_the_package_have_no_problem():
    catalogue, problems = read_catalogue([PACKAGE_FOLDER])
    assert problems == []
    assert "penalty_measures" in [course.id for course in catalogue.courses]


def test_every_problem_of_a_course_is_told_at_once(tmp_path):
    text = (
        COURSE_TOML.replace("credit_hours = 2", 'credit_hours = "many"')
        .replace('audience = ["officer", "leader"]', 'audience = ["officer", "boss"]')
        .replace("practice = 3", "practice = 9\ncolour = 1")
        .replace('title = "示范第一课"\n', "")
    )
    told = " ".join(problems_of(tmp_path, text))
    for place in ("credit_hours", "audience.1", "lesson.0.practice", "colour", "lesson.0.title"):
        assert place in told


def test_what_does_not_fit_together_is_told_at_once(tmp_path):
    text = (
        COURSE_TOML.replace('topics = ["sample-one"', 'topics = ["sample-nine", "sample-one"')
        .replace("2023:18", "2023:999")
        .replace("2021:63.1", "2021:063")
        .replace('["ee-administrative-penalty-measures-2023"]', '["no-such-law"]')
    )
    told = problems_of(tmp_path, text, notebooks=())
    assert len(told) == 5
    for word in ("sample-nine", "999", "063", "no-such-law", f"找不到文件 {NOTEBOOK}"):
        assert any(word in problem for problem in told), word


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "3", '{"cells": 1}', '{"nbformat": 4, "cells": [{}]}', "\udcff"]
)
def test_a_notebook_that_is_none_is_a_problem(tmp_path, content):
    folder = tmp_path / "sample_course"
    write_course(folder, COURSE_TOML)
    (folder / NOTEBOOK).write_bytes(content.encode("utf-8", "surrogateescape"))
    catalogue, problems = read_catalogue([tmp_path])
    assert catalogue.courses == ()
    assert "不是合格的笔记本" in str(problems[0])


@pytest.mark.parametrize("name", ["../01_sample.ipynb", "/etc/passwd", "01_sample.py", "a/b.ipynb"])
def test_a_notebook_outside_the_course_folder_is_a_problem(tmp_path, name):
    told = problems_of(tmp_path, COURSE_TOML.replace(NOTEBOOK, name))
    assert "不带路径" in told[0]


def test_a_file_that_is_no_toml_is_a_problem(tmp_path):
    assert "不是合格的 TOML" in problems_of(tmp_path, "id = \n")[0]


def test_a_course_id_unlike_its_folder_is_a_problem(tmp_path):
    told = problems_of(tmp_path, COURSE_TOML.replace('"sample_course"', '"other_course"'))
    assert "与文件夹同名" in told[0]


def test_a_malformed_course_is_left_out_and_the_rest_are_kept(tmp_path):
    write_course(tmp_path / "bad_course", "id = 3\n")
    catalogue, problems = read(tmp_path)
    assert [course.id for course in catalogue.courses] == ["sample_course"]
    assert {problem.file.parent.name for problem in problems} == {"bad_course"}


def test_a_lesson_id_twice_in_a_course_is_a_problem(tmp_path):
    lesson = COURSE_TOML[COURSE_TOML.index("[[lesson]]") :]
    assert "重复" in problems_of(tmp_path, COURSE_TOML + lesson)[0]


def test_a_lesson_id_of_an_earlier_course_leaves_the_later_course_out(tmp_path):
    write_course(
        tmp_path / "zz_course",
        COURSE_TOML.replace("sample_course", "zz_course"),
        [NOTEBOOK],
    )
    catalogue, problems = read(tmp_path)
    assert [course.id for course in catalogue.courses] == ["sample_course"]
    assert "sample_course 的一课重复" in str(problems[0])


def test_a_course_of_the_home_cannot_replace_one_of_the_package(tmp_path):
    for folder in ("package", "home"):
        write_course(tmp_path / folder / "sample_course", COURSE_TOML, [NOTEBOOK])
    catalogue, problems = read_catalogue([tmp_path / "package", tmp_path / "home"])
    assert catalogue.course("sample_course").file.parts[-3] == "package"
    assert "与另一门课程重复" in " ".join(map(str, problems))


def test_folders_that_are_not_there_hold_no_courses(tmp_path):
    catalogue, problems = read_catalogue([tmp_path / "nothing"])
    assert (catalogue.courses, problems) == ((), [])


def test_hidden_folders_and_deeper_ones_are_no_courses(tmp_path):
    for folder in (".ipynb_checkpoints", "sample_course/old"):
        write_course(tmp_path / folder, "id = 3\n")
    assert read(tmp_path)[1] == []


def test_courses_are_found_by_any_role_of_their_audience():
    officers, trainees = (
        make_course(),
        make_course(id="b", audience=["trainee"], lesson=[make_lesson_table("b-1")]),
    )
    catalogue = make_catalogue(officers, trainees)
    assert catalogue.courses_for(["officer"]) == (officers,)
    assert catalogue.courses_for(["trainee", "officer", "manager"]) == (officers, trainees)
    assert catalogue.courses_for(["manager"]) == ()


@pytest.mark.parametrize("unknown", ["", "no-course", "../sample_course"])
def test_unknown_ids_are_named(unknown):
    catalogue = make_catalogue()
    with pytest.raises(UnknownCourseError):
        catalogue.course(unknown)
    with pytest.raises(UnknownLessonError):
        catalogue.lesson(unknown)
    with pytest.raises(UnknownLessonError):
        catalogue.course_of_lesson(unknown)
