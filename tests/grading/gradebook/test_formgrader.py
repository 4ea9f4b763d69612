"""Formgrader's pages and its Autograde button, in a JupyterLab that runs as the workbench does."""

import contextlib
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from builders.bait import SCRIPT, lay_bait
from builders.nbgrader_runs import lend_kernel, safe_environment
from builders.questions import make_variant_of_every_kind, random_answers

from grading.gradebook.gradebook import ScoringDesk

VARIANT = make_variant_of_every_kind()
NAME = VARIANT.assignment
ESSAY = "sample-essay-001"
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
PATIENCE = 60


@dataclass(frozen=True)
class Workbench:
    """A running JupyterLab on a course in which 1001 laid a bait and 1002 did not."""

    course: Path
    desk: ScoringDesk
    trace: Path
    client: httpx.Client

    def press_autograde(self, learner: str) -> httpx.Response:
        return self.client.post(f"/formgrader/api/submission/{NAME}/{learner}/autograde")

    def page_of(self, learner: str) -> str:
        (submission,) = [
            s
            for s in self.client.get(f"/formgrader/api/submitted_notebooks/{NAME}/exam").json()
            if s["student"] == learner
        ]
        return self.client.get(f"/formgrader/submissions/{submission['id']}/").text


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_answer(client: httpx.Client, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if client.get("/formgrader/api/status").status_code == 200:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    pytest.fail(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workbench(empty_gradebook, tmp_path_factory) -> Iterator[Workbench]:
    home = tmp_path_factory.mktemp("home")
    course = home / "course"
    course.mkdir()
    (course / "gradebook.db").write_bytes(empty_gradebook.read_bytes())
    log, port = home / "lab.log", free_port()
    with closing(ScoringDesk.open(course)) as desk:
        desk.publish(VARIANT)
        for learner in ("1001", "1002"):
            desk.enrol(learner, f"示范学员{learner}")
            answers = random_answers(VARIANT, random.Random(5)) | {ESSAY: f"示范回答 {SCRIPT}"}
            desk.hand_in(learner, learner, VARIANT, answers, NOON)
        trace = lay_bait(course, "1001", NAME, "sample-single-001")
        environment = safe_environment(course, lend_kernel(home / "lent"))
        options = [f"--port={port}", f"--ServerApp.root_dir={home}", "--no-browser"]
        root = ["--allow-root"] if os.geteuid() == 0 else []
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *options, *root],
                cwd=home,
                env=environment | {"JUPYTER_TOKEN": "token"},
                stdout=output,
                stderr=output,
            )
        client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Authorization": "token token"},
            timeout=PATIENCE,
        )
        try:
            await_answer(client, process, log)
            yield Workbench(course, desk, trace, client)
        finally:
            client.close()
            process.terminate()
            process.wait(PATIENCE)


def test_formgrader_lists_assignments_and_submissions(workbench):
    (assignment,) = workbench.client.get("/formgrader/api/assignments").json()
    assert (assignment["name"], assignment["num_submissions"]) == (NAME, 2)
    submissions = workbench.client.get(f"/formgrader/api/submissions/{NAME}").json()
    assert {s["student"]: s["last_name"] for s in submissions} == {
        "1001": "示范学员1001",
        "1002": "示范学员1002",
    }
    assert {s["autograded"] for s in submissions} == {True}


def test_a_submission_is_shown_with_its_answers(workbench):
    page = workbench.page_of("1002")
    assert "示范单选题" in page
    assert "sample_single_001" in page
    assert "示范回答 &lt;script&gt;" in page
    assert "评分要点（只给阅卷人）" in page
    assert SCRIPT not in page
    assert not re.search(r"<(script|link|img)[^>]*(src|href)=.?(https?:)?//", page)


def test_the_autograde_button_runs_nothing(workbench):
    before = workbench.desk.points_of("1002", NAME)
    for learner in ("1001", "1002"):
        answer = workbench.press_autograde(learner).json()
        assert answer["success"], answer
    assert not workbench.trace.exists()
    assert workbench.desk.points_of("1002", NAME) == before
    assert workbench.desk.points_of("1001", NAME)["sample-single-001"] == 0
    page = workbench.page_of("1001")
    assert SCRIPT not in page
    assert "按未作答处理" in page


def test_points_given_in_formgrader_are_read_back(workbench):
    workbench.desk.changed_points()
    (submission,) = [
        s
        for s in workbench.client.get(f"/formgrader/api/submitted_notebooks/{NAME}/exam").json()
        if s["student"] == "1002"
    ]
    grades = workbench.client.get(f"/formgrader/api/grades?submission_id={submission['id']}").json()
    (grade,) = [grade for grade in grades if grade["name"] == "sample-multiple-002"]
    given = {"manual_score": 2.5, "extra_credit": None}
    assert workbench.client.put(f"/formgrader/api/grade/{grade['id']}", json=given).is_success
    (changed,) = workbench.desk.changed_points()
    assert changed.attempt_id == "1002"
    assert float(changed.points["sample-multiple-002"]) == 2.5


def test_the_autograde_button_stops_when_the_configuration_fails(workbench):
    files = [workbench.course / place / "nbgrader_config.py" for place in (".", "settings")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    try:
        for file in files:
            file.write_text("raise RuntimeError('broken')\n", encoding="utf-8")
        assert workbench.press_autograde("1001").status_code == 500
    finally:
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
    assert not workbench.trace.exists()
