"""`xuefa lab` as somebody runs it: formgrader works, and learner text is never run."""

import json
import random
import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders.empty_gradebook import give_empty_gradebook
from builders.lab import Lab, running_lab
from builders.nbgrader_runs import lend_kernel, run_nbgrader, safe_environment
from builders.people import make_person
from builders.questions import make_variant, random_answers

from grading.gradebook.gradebook import ScoringDesk
from grading.gradebook.names import NOTEBOOK
from grading.gradebook.workers import current_worker
from grading.home import Home
from grading.people.model import Role
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.main import run_arguments

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
VARIANT = make_variant()
LEARNERS = ("1001", "1002")


def make_home(root: Path) -> Home:
    home = Home(root)
    home.prepare()
    give_empty_gradebook(home.course)
    settings = read_settings(home, {})
    database = RecordsDatabase(settings.database_url)
    database.upgrade()
    make_person(database, "guanli", name="示范管理员", roles=[Role.ADMINISTRATOR])
    make_person(database, "zhifa", name="示范执法员")
    database.close()
    desk = ScoringDesk.open(home.course, database_url=settings.gradebook_url)
    desk.publish(VARIANT)
    for learner in LEARNERS:
        desk.enrol(learner, f"示范学员{learner}")
        answers = random_answers(VARIANT, random.Random(learner))
        desk.hand_in(f"attempt-{learner}", learner, VARIANT, answers, NOON)
    desk.close()
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("lab") / "home")


@pytest.fixture(scope="module")
def lab(home: Home) -> Iterator[Lab]:
    with running_lab(home, "guanli") as opened:
        yield opened


def hand_in_code(home: Home, learner: str, trace: Path) -> Path:
    """Put code into an answer of a submission that was handed in, and return the notebook."""
    (notebook,) = (home.course / "submitted" / learner).rglob("*.ipynb")
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = f"open({str(trace)!r}, 'w').close()\n"
    notebook.write_text(json.dumps(content), encoding="utf-8")
    return notebook


def test_formgrader_lists_the_assignment(lab):
    listed = lab.ask("/formgrader/api/assignments").json
    assert [one["name"] for one in listed] == [VARIANT.assignment]
    assert listed[0]["num_submissions"] == len(LEARNERS)


def test_formgrader_lists_the_submissions_with_names_and_points(lab):
    listed = lab.ask(f"/formgrader/api/submissions/{VARIANT.assignment}").json
    assert sorted(one["student"] for one in listed) == list(LEARNERS)
    assert {one["last_name"] for one in listed} == {"示范学员1001", "示范学员1002"}
    assert {one["max_score"] for one in listed} == {float(VARIANT.points)}
    assert all(one["autograded"] for one in listed)


@pytest.mark.parametrize(
    "page",
    [
        "/formgrader/manage_assignments",
        "/formgrader/gradebook",
        f"/formgrader/gradebook/{VARIANT.assignment}",
        f"/formgrader/manage_submissions/{VARIANT.assignment}",
        "/formgrader/manage_students",
        "/lab",
    ],
)
def test_every_page_of_the_workbench_opens(lab, page):
    answer = lab.ask(page)
    assert answer.status == 200
    assert "<html" in answer.text.lower() or "<!doctype" in answer.text.lower()


def test_a_submission_opens_for_marking(lab):
    listed = lab.ask(f"/formgrader/api/submitted_notebooks/{VARIANT.assignment}/{NOTEBOOK}").json
    assert len(listed) == len(LEARNERS)
    page = lab.ask(f"/formgrader/submissions/{listed[0]['id']}/").text
    assert VARIANT.questions[0].question.stem in page


def test_strangers_see_nothing_of_the_workbench(lab):
    for path in ("/formgrader/api/assignments", "/formgrader/manage_assignments", "/lab"):
        assert lab.ask(path, token="guessed").status in {302, 403}


def test_the_autograde_button_does_not_run_what_learners_wrote(lab, home, tmp_path):
    trace = tmp_path / "trace"
    hand_in_code(home, "1001", trace)
    path = f"/formgrader/api/submission/{VARIANT.assignment}/1001/autograde"
    answer = lab.ask(path, "POST")
    assert answer.status == 200
    assert answer.json["success"], answer.json["log"]
    assert not trace.exists()


def test_nbgrader_in_a_terminal_of_the_workbench_does_not_run_what_learners_wrote(
    lab, home, tmp_path
):
    trace = tmp_path / "trace"
    hand_in_code(home, "1002", trace)
    done = run_nbgrader(
        *("autograde", VARIANT.assignment, "--student=1002", "--force"),
        cwd=home.root,
        environment=safe_environment(home.course, lend_kernel(tmp_path / "lent")),
    )
    assert done.returncode == 0, done.stderr
    assert not trace.exists()


def test_whoever_opened_the_workbench_is_noted(lab, home):
    worker = current_worker(home.workbench)
    assert (worker.name, worker.ended_at) == ("示范管理员", None)
    assert "示范管理员" in lab.output
    assert "全部权限" in lab.output


def test_a_second_person_is_told_who_works_there(lab, home, capsys):
    assert run_arguments(["lab", "--as", "guanli", "--home", str(home.root)]) == 2
    assert "工作台正由 示范管理员 使用" in capsys.readouterr().err


def test_the_workbench_asks_no_other_host(lab):
    page = lab.ask("/lab").text
    settings = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page)[1])
    assert settings.get("news") == {"disabled": True} or not settings.get("newsUrl")


@pytest.mark.parametrize(
    ("who", "told"), [("zhifa", "不是管理员或者教员"), ("nobody", "没有这个账号")]
)
def test_only_administrators_and_instructors_open_the_workbench(home, who, told, capsys):
    assert run_arguments(["lab", "--as", who, "--home", str(home.root)]) == 2
    assert told in capsys.readouterr().err


def test_the_workbench_speaks_chinese(lab):
    """The chosen language is Chinese, and its words are on this machine."""
    setting = lab.ask("/lab/api/settings/@jupyterlab/translation-extension:plugin").json
    assert setting["settings"]["locale"] == "zh_CN"
    words = lab.ask("/lab/api/translations/zh_CN").json
    assert "文件" in str(words["data"]["jupyterlab"])


def test_the_end_is_noted_and_no_process_is_left(lab, home):
    """The last test of this file: it closes the workbench that the others used."""
    lab.process.send_signal(signal.SIGTERM)
    assert lab.process.wait(60) == 0
    assert current_worker(home.workbench).ended_at is not None
    assert not list((home.workbench / "runtime").glob("jpserver-*.json"))
