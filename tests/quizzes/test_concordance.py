"""Which lessons and questions cite an article."""

import nbformat
from builders.content import make_course, make_lesson_table
from builders.questions import make_single

from courses.catalogue import Catalogue, Course
from courses.statutes.citation import parse_citation
from quizzes.bank import QuestionBank
from quizzes.concordance import read_concordance

MEASURES = "ee-administrative-penalty-measures-2023"


def course_in(folder, *sources: str, cites=(f"{MEASURES}:46",)) -> Course:
    """A course of one lesson, whose notebook has these texts."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(s) for s in sources])
    nbformat.write(notebook, folder / "sample-1.ipynb")
    table = make_course().model_dump(by_alias=True) | {
        "lesson": [make_lesson_table("sample-1", cites=list(cites))]
    }
    return Course.model_validate(table, context={"folder": folder})


def concordance_of(course: Course, *questions):
    return read_concordance(Catalogue([course]), QuestionBank({course.id: questions}))


def test_a_lesson_cites_what_its_course_file_says(tmp_path):
    found = concordance_of(course_in(tmp_path)).lessons_on(parse_citation(f"{MEASURES}:46"))
    assert [one.lesson.id for one in found] == ["sample-1"]


def test_a_lesson_cites_what_its_text_links_to(tmp_path):
    course = course_in(tmp_path, f"示范[第十八条](/statute/{MEASURES}:18.1)，[又](/statute/坏)")
    found = concordance_of(course).lessons_on(parse_citation(f"{MEASURES}:18"))
    assert [one.lesson.id for one in found] == ["sample-1"]


def test_a_lesson_that_cites_twice_is_named_once(tmp_path):
    course = course_in(tmp_path, f"[示范](/statute/{MEASURES}:46.1) [又](/statute/{MEASURES}:46.2)")
    assert len(concordance_of(course).lessons_on(parse_citation(f"{MEASURES}:46.3"))) == 1


def test_a_question_counts_for_the_whole_article_it_cites(tmp_path):
    question = make_single(cites=(f"{MEASURES}:47.1.2",))
    concordance = concordance_of(course_in(tmp_path), question)
    (found,) = concordance.questions_on(parse_citation(f"{MEASURES}:47"))
    assert (found.course.id, found.question) == ("sample_course", question)
    assert concordance.questions_on(parse_citation(f"{MEASURES}:48")) == ()


def test_the_articles_that_lessons_cite_are_known_and_not_those_of_questions(tmp_path):
    question = make_single(cites=(f"{MEASURES}:47.1",))
    concordance = concordance_of(course_in(tmp_path), question)
    assert concordance.taught_of(MEASURES) == {parse_citation(f"{MEASURES}:46")}
    assert concordance.taught_of("nothing") == frozenset()


def test_a_lesson_without_a_notebook_still_counts_by_its_course_file(tmp_path):
    course = course_in(tmp_path)
    (tmp_path / "sample-1.ipynb").unlink()
    assert concordance_of(course).lessons_on(parse_citation(f"{MEASURES}:46"))
