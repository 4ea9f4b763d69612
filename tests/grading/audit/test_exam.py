"""An exam from its first answer to the marks of its essays, told in the audit trail."""

import pytest
from builders.clock import SetClock
from builders.essays import essays_of, make_essay_room, make_marker, read_all
from builders.every_table import forger

from grading.audit.chain import Seal
from grading.audit.verify import FindingKind, verify

KEY = b"k" * 32


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    made = make_essay_room(tmp_path_factory.mktemp("room"))
    made.database._seal = Seal(KEY, SetClock())
    made.database.begin_trail()
    return made


def told(room):
    with room.database.read() as records:
        return [(one.change.action.value, one.change.subject) for one in records.audit.entries()]


def test_one_entry_tells_of_a_hand_in_with_its_answers(room):
    before = len(told(room))
    attempt = room.sit()
    assert told(room)[before:] == [("added", "attempts"), ("added", "hand_ins")]
    room.examinations.score(attempt)
    read_all(room, make_marker(room, "marker"), attempt)
    after = told(room)[before + 2 :]
    assert after.count(("added", "machine_scores")) == 1
    assert after.count(("added", "essay_marks")) == len(essays_of(room, attempt))
    assert after.count(("added", "results")) == 1
    assert verify(room.database, KEY).findings == ()


def test_an_answer_that_was_changed_after_the_hand_in_is_named(room):
    attempt = room.sit()
    file = room.database.engine.url.database
    with forger(file) as connection:
        here = "FROM answers WHERE attempt_id = ? ORDER BY id LIMIT 1"
        (answer,) = connection.execute(f"SELECT id {here}", (attempt,)).fetchone()
        connection.execute("UPDATE answers SET value = '\"other\"' WHERE id = ?", (answer,))
    (finding,) = verify(room.database, KEY).findings
    assert (finding.kind, finding.table) == (FindingKind.CHANGED_ROW, "answers")
    assert finding.row == str(answer)
