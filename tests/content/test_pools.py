"""There are questions enough for every point that a lesson teaches, and for every paper."""

from collections import Counter

import pytest

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from quizzes.content import read_quizzes
from quizzes.draw import draw_variants

CATALOGUE, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
QUIZZES = read_quizzes(CATALOGUE, [quizzes.content.PACKAGE_FOLDER])
LESSONS = [(course, lesson) for course in CATALOGUE.courses for lesson in course.lessons]
PAPERS = QUIZZES.shelf.all()

FEWEST_OF_A_POINT = 3
FEWEST_OF_A_LESSON = 12


@pytest.mark.parametrize(("course", "lesson"), LESSONS, ids=[one.id for _, one in LESSONS])
def test_every_point_that_a_lesson_teaches_can_be_practised_again(course, lesson):
    asked = QUIZZES.bank.of_course(course.id)
    counts = Counter(topic for question in asked for topic in question.topics)
    assert [topic for topic in lesson.topics if counts[topic] < FEWEST_OF_A_POINT] == []
    pool = [question for question in asked if set(question.topics) & set(lesson.topics)]
    assert len(pool) >= FEWEST_OF_A_LESSON


@pytest.mark.parametrize("course", CATALOGUE.courses, ids=lambda course: course.id)
def test_every_point_that_a_course_names_is_asked_about(course):
    asked = {topic for one in QUIZZES.bank.of_course(course.id) for topic in one.topics}
    assert sorted(set(course.topics) - asked) == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_the_variants_of_a_paper_share_no_question(paper):
    variants = draw_variants(paper, QUIZZES.bank)
    drawn = Counter(entry.question.id for one in variants for entry in one.questions)
    assert [question for question, times in drawn.items() if times > 1] == []
