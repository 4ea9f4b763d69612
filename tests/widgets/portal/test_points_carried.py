"""Points changed by hand in the gradebook reach the learner's record by themselves."""

import sqlite3
from contextlib import closing

from builders.server import wait_until
from builders.sitting import sit_down

MINUTE = 60


def test_points_changed_in_the_gradebook_are_carried_into_the_record(portal, officer, bank):
    sitting = sit_down(officer, bank)
    sitting.fill_in()
    sitting.hand_in()
    assert "改分人" not in sitting.result()
    gradebook = portal.home / "course" / "gradebook.db"
    with closing(sqlite3.connect(gradebook, timeout=10)) as database, database:
        changed = database.execute(
            "UPDATE grade SET manual_score = 1 WHERE notebook_id IN ("
            "SELECT n.id FROM submitted_notebook n JOIN xuefa_attempt a "
            "ON a.submission_id = n.assignment_id WHERE a.attempt_id = ?)",
            (sitting.attempt,),
        )
        assert changed.rowcount == 5
    wait_until(lambda: "改分人" in sitting.result(), seconds=MINUTE)
    assert "5<small>" in sitting.result().replace(" ", "")
