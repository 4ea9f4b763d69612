"""Points changed by hand in the gradebook reach the learner's record by themselves."""

import sqlite3
from contextlib import closing

import pytest
from builders.http_exam import begin, save_everything
from builders.server import wait_until

pytestmark = pytest.mark.xdist_group("portal")

MINUTE = 60


def test_points_changed_in_the_gradebook_are_carried_into_the_record(portal, officer):
    attempt = begin(officer)
    save_everything(officer, attempt)
    officer.ask(f"/exam/attempt/{attempt}/hand-in", "POST", form={})
    wait_until(lambda: officer.ask(f"/api/attempts/{attempt}").json["state"] == "scored")
    assert "改分人" not in officer.ask(f"/result/{attempt}").text
    gradebook = portal.home / "course" / "gradebook.db"
    with closing(sqlite3.connect(gradebook, timeout=10)) as database, database:
        changed = database.execute(
            "UPDATE grade SET manual_score = 1 WHERE notebook_id IN ("
            "SELECT n.id FROM submitted_notebook n JOIN xuefa_attempt a "
            "ON a.submission_id = n.assignment_id WHERE a.attempt_id = ?)",
            (attempt,),
        )
        assert changed.rowcount == 5
    wait_until(lambda: "改分人" in officer.ask(f"/result/{attempt}").text, seconds=MINUTE)
    assert "5<small>" in officer.ask(f"/result/{attempt}").text.replace(" ", "")
