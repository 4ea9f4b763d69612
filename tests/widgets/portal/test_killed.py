"""A power cut at the worst moments: nothing saved is lost, nothing is counted twice."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from builders.http_exam import begin, save_everything
from builders.people import PASSWORD
from builders.portal_home import add_by_command
from builders.server import RunningPortal, Visitor, running_portal, start_portal, wait_until

pytestmark = pytest.mark.xdist_group("portal")

DIES_AT = """
import os, signal, sys
import widgets.portal.server as server
from widgets.cli.main import run_arguments

point, make_services = sys.argv.pop(1), server.make_services

def checkpoint(name):
    if name == point:
        os.kill(os.getpid(), signal.SIGKILL)

server.make_services = lambda *given: make_services(*given, checkpoint=checkpoint)
sys.exit(run_arguments(sys.argv[1:]))
"""
"""`xuefa`, but the process is killed when an exam reaches the named commit."""

LEARNER = "shifan-killed"


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


def moved(visitor: Visitor, address: str) -> Visitor:
    """Return the same browser, cookies and all, at the restarted portal."""
    old = visitor.address
    visitor.address = address
    assert old != address
    return visitor


@pytest.fixture
def dying(request, own_home: Path) -> Iterator[RunningPortal]:
    program = (sys.executable, "-c", DIES_AT, request.param)
    portal = start_portal(own_home, program=program)
    add_by_command(portal.address, portal.home, LEARNER)
    yield portal
    portal.kill()


@pytest.mark.parametrize("dying", ["never"], indirect=True)
def test_an_exam_goes_on_with_every_saved_answer_after_the_server_was_killed(dying):
    visitor = Visitor(dying.address).log_in(LEARNER, PASSWORD)
    attempt = begin(visitor)
    saved = save_everything(visitor, attempt)
    dying.kill()
    with running_portal(dying.home) as again:
        visitor = moved(visitor, again.address)
        state = visitor.ask(f"/api/attempts/{attempt}").json
        assert state["state"] == "open"
        assert state["answers"] == saved
        assert state["seconds_left"] > 0
        question = next(iter(saved))
        path = f"/api/attempts/{attempt}/answers/{question}"
        cleared = visitor.ask(path, "PUT", content={"answer": None, "sequence": 99})
        assert cleared.status == 200


@pytest.mark.parametrize(
    "dying", ["handed-in", "gradebook-committed", "result-recorded"], indirect=True
)
def test_an_exam_is_counted_once_when_the_server_was_killed_while_it_was_counted(dying):
    visitor = Visitor(dying.address).log_in(LEARNER, PASSWORD)
    attempt = begin(visitor)
    save_everything(visitor, attempt)
    with suppress(OSError):  # killed before it could answer
        visitor.ask(f"/exam/attempt/{attempt}/hand-in", "POST", form={})
    wait_until(lambda: dying.process.poll() is not None)
    with running_portal(dying.home) as again:
        visitor = moved(visitor, again.address)
        wait_until(lambda: visitor.ask(f"/api/attempts/{attempt}").json["state"] == "scored")
        assert "合格" in visitor.ask(f"/result/{attempt}").text
    records = dying.home / "records.db"
    assert len(rows(records, "SELECT * FROM hand_ins")) == 1
    assert len(rows(records, "SELECT * FROM results")) == 1
    cells = rows(records, "SELECT question_id FROM result_cells")
    assert len(cells) == len(set(cells)) == 5
    gradebook = dying.home / "course" / "gradebook.db"
    assert len(rows(gradebook, "SELECT * FROM submitted_assignment")) == 1
    assert len(rows(gradebook, "SELECT * FROM submitted_notebook")) == 1
    (held,) = rows(gradebook, "SELECT sum(auto_score), count(*) FROM grade")
    (earned,) = rows(records, "SELECT earned FROM results")
    assert held == (float(earned[0]), 5)
