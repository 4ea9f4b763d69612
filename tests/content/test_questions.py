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
from quizzes.kinds import kind_of

CATALOGUE, COURSE_PROBLEMS = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
QUIZZES = read_quizzes(CATALOGUE, [quizzes.content.PACKAGE_FOLDER])
QUESTIONS = [q for course in CATALOGUE.courses for q in QUIZZES.bank.of_course(course.id)]
PAPERS = QUIZZES.shelf.all()

FEWEST_QUESTIONS = 30
EXPLAINED_IN_PART = ("multiple_choice", "ordering", "matching")
"""Kinds with wrong answers that are no known mistake, as leaving something out."""


def by_id(content):
    return content.id


def test_no_content_file_has_a_problem():
    assert [str(problem) for problem in (*COURSE_PROBLEMS, *QUIZZES.problems)] == []


def test_the_first_course_has_its_questions():
    assert len(QUIZZES.bank.of_course("penalty_measures")) >= FEWEST_QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_the_right_answer_earns_everything(question):
    kind = kind_of(question)
    answer = kind.parse_answer(question, kind.right_answer(question))
    assert kind.mark(question, answer, question.points).is_full


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_no_wrong_answer_earns_everything_and_each_is_explained(question):
    kind = kind_of(question)
    order = kind.option_order(question)
    for wrong in kind.wrong_answers(question):
        answer = kind.parse_answer(question, wrong)
        earned = kind.mark(question, answer, question.points).earned
        assert earned == 0 or (
            getattr(question, "policy", "") == "part_marks" and earned < question.points
        )
        assert kind.mistakes(question, order, answer) or question.kind in EXPLAINED_IN_PART


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_what_is_no_answer_is_sent_back(question):
    kind = kind_of(question)
    for malformed in kind.malformed_answers(question):
        with pytest.raises(MalformedAnswerError):
            kind.parse_answer(question, malformed)


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_every_citation_leads_to_an_article(question):
    registry = Registry.embedded()
    for text in question.cites:
        assert registry.resolve(parse_citation(text))


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_texts_name_no_option_by_letter(question):
    """Options are shuffled on the screen, so a letter in a text would point at another option."""
    texts = [question.explanation, *question.mistakes.values()]
    assert [text for text in texts if re.search(r"[A-F]\s*(项|选项|是|错|对)", text)] == []


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
