"""Every course has a quick quiz for training sessions, made for phones and for paper."""

import pytest

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from quizzes.content import read_quizzes
from quizzes.draw import draw_variants

CATALOGUE, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
QUIZZES = read_quizzes(CATALOGUE, [quizzes.content.PACKAGE_FOLDER])
QUICK = [paper for paper in QUIZZES.shelf.all() if paper.is_session_quiz]


def test_every_course_has_one():
    assert {paper.course for paper in QUICK} == {course.id for course in CATALOGUE.courses}


@pytest.mark.parametrize("paper", QUICK, ids=lambda paper: paper.id)
def test_it_is_short_and_neighbours_get_another_one_that_is_as_hard(paper):
    variants = draw_variants(paper, QUIZZES.bank)
    assert (paper.minutes, paper.pass_mark, paper.points) == (10, 60, 100)
    assert 2 <= paper.attempts <= 3 <= len(variants)
    weights = [
        sum(entry.points * entry.question.difficulty for entry in variant.questions)
        for variant in variants
    ]
    assert len(set(weights)) == 1
    assert all(5 <= len(variant.questions) <= 8 for variant in variants)
