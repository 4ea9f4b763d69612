"""The traps of nbgrader that were met before this was written: each has tests that guard it.

What nbgrader's own commands would do is done here within this process, under the configuration
that lies in the course folder.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import chdir, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from builders.bait import SCRIPT
from builders.notebooks import master_notebook_of, release_notebook_of
from builders.questions import (
    make_essay,
    make_single,
    make_variant,
    make_variant_of_every_kind,
)
from builders.tampering import cell
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import OverwriteCells
from nbgrader.server_extensions.formgrader.handlers import template_path
from nbgrader.utils import determine_grade
from traitlets.config import Config, PyFileConfigLoader

from grading.gradebook.configuration import FILE_NAME
from grading.gradebook.course import CourseFolder
from grading.gradebook.errors import UnsafeNameError
from grading.gradebook.feedback import generate_feedback, release_feedback
from grading.gradebook.gradebook import ScoringDesk, score_submission
from grading.gradebook.prepared import PreparedVariant
from grading.gradebook.preprocessors import ScoreAnswers
from grading.gradebook.submission import compose
from quizzes.draw import PaperQuestion
from quizzes.kinds import KINDS, is_read_by_marker, kind_of
from quizzes.model import Mark

HERE = Path(__file__).parent

TRAPS = {
    "a configuration that fails lets learners' code run": (
        "gradebook/test_configuration.py::test_a_configuration_that_fails_stops_grading",
        "gradebook/test_configuration.py::test_a_scorer_that_cannot_be_imported_stops_grading",
        "gradebook/test_configuration.py::"
        "test_without_any_configuration_grading_stops_for_want_of_a_kernel",
        "gradebook/test_configuration.py::test_a_spoilt_configuration_is_noticed_and_written_anew",
        "gradebook/test_formgrader.py::"
        "test_the_autograde_button_stops_when_the_configuration_fails",
        "gradebook/test_preprocessors.py::test_code_in_an_answer_becomes_a_comment",
    ),
    "feedback shows the key": (
        "gradebook/test_feedback.py::test_feedback_shows_points_but_no_key",
        "gradebook/test_feedback.py::test_feedback_under_another_configuration_is_refused",
        "gradebook/test_source.py::test_a_release_is_the_same_whatever_the_key",
        "gradebook/test_assignment.py::test_a_release_that_would_show_a_key_is_not_published",
        "gradebook/test_traps.py::test_feedback_shows_no_key_no_rubric_and_no_other_variant",
    ),
    "script in an essay runs in formgrader": (
        "gradebook/test_traps.py::test_script_in_an_essay_is_text_in_the_submission",
        "gradebook/test_traps.py::test_script_in_an_essay_is_text_in_the_scored_notebook",
        "gradebook/test_traps.py::test_script_in_an_essay_is_text_on_the_pages_that_show_it",
        "gradebook/test_tampering.py::test_nothing_that_was_handed_in_is_shown_but_answers_as_text",
        "gradebook/test_formgrader.py::test_a_submission_is_shown_with_its_answers",
    ),
    "ids become paths": (
        "gradebook/test_names.py::test_ids_that_could_lead_elsewhere_are_refused",
        "gradebook/test_desk.py::test_a_learner_whose_id_is_a_path_is_refused",
        "gradebook/test_submission.py::test_an_attempt_with_an_odd_id_is_refused",
        "gradebook/test_tampering.py::test_a_learner_whom_nobody_enrolled_is_refused",
        "gradebook/test_traps.py::test_an_id_that_is_a_path_names_no_file",
    ),
    "a resubmission keeps old points": (
        "gradebook/test_desk.py::test_a_new_attempt_with_fewer_answers_keeps_no_old_points",
        "gradebook/test_desk.py::test_a_new_attempt_starts_without_what_was_marked_by_hand",
        "gradebook/test_tampering.py::test_nbgrader_refuses_or_gives_the_right_points",
        "gradebook/test_traps.py::test_nbgrader_puts_back_scored_cells_that_were_left_out",
    ),
    "a doubled cell stops the batch": (
        "gradebook/test_configuration.py::test_autograde_scores_without_running_anything",
        "gradebook/test_submission.py::test_doubled_scored_cells_count_once",
        "gradebook/test_tampering.py::test_nbgrader_refuses_or_gives_the_right_points",
    ),
    "a crash between commits leaves half a result": (
        "gradebook/test_desk.py::test_a_killed_process_leaves_all_scores_or_none",
        "gradebook/test_desk.py::test_scores_are_written_as_a_whole_or_not_at_all",
        "gradebook/test_desk.py::test_an_attempt_that_was_cut_off_is_finished_by_handing_in_again",
        "attempts/test_with_nbgrader.py::"
        "test_killed_at_any_point_there_is_one_result_after_the_restart",
    ),
    "points below nothing give full marks, points above the most fail": (
        "gradebook/test_cells.py::test_no_cell_is_worth_less_than_nothing",
        "gradebook/test_cells.py::test_no_cell_is_worth_more_than_its_points",
        "gradebook/test_points.py::test_points_stay_between_nothing_and_all",
        "gradebook/test_traps.py::test_points_outside_the_limits_reach_no_gradebook",
    ),
}


def test_every_trap_has_the_tests_that_are_named_here():
    for tests in TRAPS.values():
        for place in tests:
            file, _, name = place.partition("::")
            assert f"\ndef {name}(" in (HERE.parent / file).read_text(encoding="utf-8"), place


VARIANT = make_variant_of_every_kind()
NAME = VARIANT.assignment
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
ESSAYS = [e.question for e in VARIANT.questions if is_read_by_marker(e.question)]
ESSAY = ESSAYS[0].id
HOSTILE = f"</pre>{SCRIPT}<img src=x onerror=alert(1)><svg onload=alert(1)>"
OTHER = make_variant(
    letter="B",
    questions=(
        PaperQuestion(question=make_single(id="other-single", stem="另一卷的单选题"), points=5),
        PaperQuestion(
            question=make_essay(id="other-essay", reference="另一卷的参考答案"), points=6
        ),
    ),
)


def wrong_answers(variant, essay: str) -> dict:
    return {
        e.question.id: essay
        if is_read_by_marker(e.question)
        else next(iter(kind_of(e.question).wrong_answers(e.question)))
        for e in variant.questions
    }


@dataclass(frozen=True)
class Course:
    """A course in which 1001 answered everything wrong, with script in the essays."""

    folder: CourseFolder
    desk: ScoringDesk

    @property
    def config(self) -> Config:
        return PyFileConfigLoader(FILE_NAME, str(self.folder.root)).load_config()

    def feedback(self) -> str:
        """Return the page of `nbgrader generate_feedback`."""
        config = self.config
        with chdir(self.folder.root):
            api = NbGraderAPI(CourseDirectory(config=config), config=config)
            done = api.generate_feedback(NAME, "1001", force=True)
        assert done["success"], done
        return self.folder.feedback("1001", NAME).read_text(encoding="utf-8")

    def formgrader_page(self) -> str:
        """Return the page on which a marker reads the submission."""
        config = Config()
        config.HTMLExporter.template_name = "formgrade"
        config.HTMLExporter.extra_template_basedirs = [template_path]
        config.merge(self.config)  # as formgrader does: what the file says counts
        shown = {"assignment_id": NAME, "notebook_id": "exam", "student": "1001", "index": 0}
        shown |= {"submission_id": "1", "total": 1, "base_url": "", "notebook_path": "x"}
        shown |= {"last_name": "", "first_name": ""}
        scored = str(self.folder.autograded("1001", NAME))
        page, _ = HTMLExporter(config=config).from_filename(scored, resources=shown)
        return page


@pytest.fixture(scope="module")
def course(empty_gradebook, tmp_path_factory) -> Iterator[Course]:
    root = tmp_path_factory.mktemp("home") / "course"
    root.mkdir()
    shutil.copy(empty_gradebook, root)
    with closing(ScoringDesk.open(root)) as desk:
        for learner, variant in (("1001", VARIANT), ("1002", OTHER)):
            desk.publish(variant)
            desk.enrol(learner, "示范学员")
            answers = wrong_answers(variant, HOSTILE)
            desk.hand_in(learner, learner, variant, answers, NOON)
        yield Course(CourseFolder(root), desk)


@pytest.mark.filterwarnings("ignore")  # SQLAlchemy's about nbgrader's own queries
def test_feedback_shows_no_key_no_rubric_and_no_other_variant(course):
    page = course.feedback()
    assert "得分" in page
    assert "示范简答题" in page
    traces = ["HIDDEN TESTS", "KEY_", "score_cell", "&#39;key&#39;", "评分要点", "参考答案"]
    traces += [question.reference for question in ESSAYS]
    traces += [point.text for question in ESSAYS for point in question.rubric]
    traces += ["另一卷", "other-single", "other-essay", "示范解析", "当成正确"]
    assert [trace for trace in traces if trace in page] == []


def test_script_in_an_essay_is_text_in_the_submission(course):
    submitted = json.loads(course.folder.submitted("1001", NAME).read_bytes())
    assert_inert(cell(submitted, ESSAY)["source"])
    assert "&lt;script&gt;" in cell(submitted, ESSAY)["source"]


def test_script_in_an_essay_is_text_in_the_scored_notebook():
    """Also where it was handed in by other means than the exam page."""
    prepared = PreparedVariant.of(VARIANT)
    submitted = json.loads(compose("17", prepared, {}).content)
    cell(submitted, ESSAY)["source"] = HOSTILE
    scores = score_submission(prepared, json.dumps(submitted).encode())
    assert_inert(scores[ESSAY].source)
    assert scores[ESSAY].points is None


@pytest.mark.filterwarnings("ignore")  # SQLAlchemy's about nbgrader's own queries
def test_script_in_an_essay_is_text_on_the_pages_that_show_it(course):
    """Also where the scored notebook was written by something that does not escape."""
    file = course.folder.autograded("1001", NAME)
    before = file.read_bytes()
    scored = json.loads(before)
    cell(scored, ESSAY)["source"] = HOSTILE
    file.write_text(json.dumps(scored), encoding="utf-8")
    try:
        pages = [course.formgrader_page(), course.feedback()]
    finally:
        file.write_bytes(before)
    assert "评分要点" in pages[0]  # for markers
    assert [page for page in pages if FOREIGN.search(page)] == []
    for page in pages:
        assert "&lt;script&gt;document.title" in page
        assert_inert(page, of=("taken", "alert(1)"))


FOREIGN = re.compile(r"<(script|link|img)[^>]*(src|href)=.?(https?:)?//")
"""Something that a browser would ask another host for."""


class Elements(HTMLParser):
    """The scripts of a page, and the attributes that would run something."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag, attrs):
        self._in_script = tag == "script"
        self.running += [value or "" for name, value in attrs if name.startswith("on")]

    def handle_data(self, data):
        if self._in_script:
            self.running.append(data)

    def handle_endtag(self, _tag):
        self._in_script = False


def assert_inert(html: str, of: tuple[str, ...] = ("",)) -> None:
    """Assert that nothing runs that holds one of these texts; without them, nothing at all."""
    elements = Elements()
    elements.feed(html)
    assert [one for one in elements.running for trace in of if trace in one] == []


PATHS = ("../1001", "..", "a/b", "*", "/etc", "~root", "a\\b")


def test_an_id_that_is_a_path_names_no_file(course):
    folder, url = course.folder, course.folder.database_url
    for name in PATHS:
        for work, *arguments in (
            (folder.source, name),
            (folder.release, name),
            (folder.submitted, name, NAME),
            (folder.submitted, "1001", name),
            (folder.autograded, name, NAME),
            (folder.autograded, "1001", name),
            (folder.feedback, name, NAME),
            (folder.feedback, "1001", name),
            (generate_feedback, folder, url, name),
            (generate_feedback, folder, url, NAME, name),
            (release_feedback, folder, name),
        ):
            with pytest.raises(UnsafeNameError):
                work(*arguments)


def test_nbgrader_puts_back_scored_cells_that_were_left_out(course):
    """By itself: here nothing was rebuilt from the source before."""
    notebook = release_notebook_of(VARIANT)
    scored = {e.question.id for e in VARIANT.questions if not is_read_by_marker(e.question)}
    notebook.cells = [c for c in notebook.cells if c.metadata.nbgrader.grade_id not in scored]
    place = {"assignment": NAME, "notebook": "exam", "db_url": course.folder.database_url}
    done, _ = OverwriteCells(config=course.config).preprocess(notebook, {"nbgrader": place})
    assert scored <= {one["metadata"]["nbgrader"]["grade_id"] for one in done.cells}


@pytest.mark.parametrize("earned, expected", [(-1, 0.0), (6, 5.0)])
def test_points_outside_the_limits_reach_no_gradebook(monkeypatch, earned, expected):
    def mark(_question, _answer, points):
        return Mark(Fraction(earned), Fraction(points), "")

    monkeypatch.setitem(KINDS, "single_choice", replace(KINDS["single_choice"], mark=mark))
    variant = make_variant(1)
    notebook, _ = ScoreAnswers().preprocess(master_notebook_of(variant), {})
    (scored,) = [one for one in notebook.cells if one.metadata.nbgrader.grade]
    assert determine_grade(NotebookNode(scored)) == (expected, 5)
    prepared = PreparedVariant.of(variant)
    (score,) = score_submission(prepared, compose("17", prepared, {}).content).values()
    assert score.points == expected
