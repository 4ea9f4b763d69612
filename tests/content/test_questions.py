"""Every question of the bank can be asked, answered and marked, and rests on law that exists."""

import re
from collections import Counter

import pytest

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from courses.statutes.citation import parse_citation
from courses.statutes.registry import Registry
from quizzes.content import read_quizzes
from quizzes.draw import draw_variants
from quizzes.errors import MalformedAnswerError
from quizzes.kinds import is_read_by_marker, kind_of

CATALOGUE, COURSE_PROBLEMS = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
QUIZZES = read_quizzes(CATALOGUE, [quizzes.content.PACKAGE_FOLDER])
QUESTIONS = [q for course in CATALOGUE.courses for q in QUIZZES.bank.of_course(course.id)]
PAPERS = QUIZZES.shelf.all()

FEWEST_QUESTIONS = 30
MARKED = [question for question in QUESTIONS if not is_read_by_marker(question)]
ESSAYS = [question for question in QUESTIONS if is_read_by_marker(question)]
EXPLAINED_IN_PART = ("multiple_choice", "ordering", "matching")
"""Kinds with wrong answers that are no known mistake, as leaving something out."""


def by_id(content):
    return content.id


def test_no_content_file_has_a_problem():
    assert [str(problem) for problem in (*COURSE_PROBLEMS, *QUIZZES.problems)] == []


def test_the_first_course_has_its_questions():
    assert len(QUIZZES.bank.of_course("penalty_measures")) >= FEWEST_QUESTIONS


def earns_everything(question):
    kind = kind_of(question)
    answer = kind.parse_answer(question, kind.right_answer(question))
    return kind.mark(question, answer, question.points).is_full


def is_told_apart(question, wrong):
    """Whether a wrong answer earns less than a right one, and a learner is told why."""
    kind = kind_of(question)
    answer = kind.parse_answer(question, wrong)
    earned = kind.mark(question, answer, question.points).earned
    in_part = getattr(question, "policy", "") == "part_marks" and earned < question.points
    told = kind.mistakes(question, kind.option_order(question), answer)
    return (earned == 0 or in_part) and bool(told or question.kind in EXPLAINED_IN_PART)


def is_sent_back(question, malformed):
    try:
        kind_of(question).parse_answer(question, malformed)
    except MalformedAnswerError:
        return True
    return False


def test_the_right_answer_earns_everything():
    assert [q.id for q in MARKED if not earns_everything(q)] == []


def test_no_wrong_answer_earns_everything_and_each_is_explained():
    assert [
        (q.id, wrong)
        for q in MARKED
        for wrong in kind_of(q).wrong_answers(q)
        if not is_told_apart(q, wrong)
    ] == []


def test_the_reference_answers_of_essays_are_answers():
    assert [q.id for q in ESSAYS if kind_of(q).parse_answer(q, q.reference) != q.reference] == []


def test_what_is_no_answer_is_sent_back():
    assert [
        (q.id, malformed)
        for q in QUESTIONS
        for malformed in kind_of(q).malformed_answers(q)
        if not is_sent_back(q, malformed)
    ] == []


def test_every_citation_leads_to_an_article():
    registry = Registry.embedded()
    assert all(registry.resolve(parse_citation(text)) for q in QUESTIONS for text in q.cites)


def test_texts_name_no_option_by_letter():
    """Options are shuffled on the screen, so a letter in a text would point at another option."""
    letter = re.compile(r"[A-F]\s*(项|选项|是|错|对)")
    told = [(q.id, text) for q in QUESTIONS for text in (q.explanation, *mistakes_of(q).values())]
    assert [(question, text) for question, text in told if letter.search(text)] == []


def mistakes_of(question):
    """What a learner is told about wrong answers; an essay has none."""
    return getattr(question, "mistakes", {})


def test_no_two_questions_differ_only_in_numbers_or_firms():
    def skeleton(question):
        text = re.sub(r"某[一-鿿]{1,6}(?:厂|公司|场|站|店)", "某", question.stem)
        return re.sub(r"[\d〇零一二三四五六七八九十百千万.%％]+", "#", text)

    doubled = [s for s, n in Counter(map(skeleton, QUESTIONS)).items() if n > 1]
    assert doubled == []


def test_right_options_are_not_given_away_by_their_letter():
    letters = Counter(q.key[0] for q in QUESTIONS if q.kind == "single_choice")
    assert max(letters.values()) <= sum(letters.values()) / 2


@pytest.mark.parametrize("paper", PAPERS, ids=by_id)
def test_every_paper_can_be_drawn_with_all_its_points(paper):
    for variant in draw_variants(paper, QUIZZES.bank):
        assert variant.points == paper.points
        assert len({entry.question.id for entry in variant.questions}) == len(variant.questions)
