"""How often papers were taken, and what waits for a marker."""

from pathlib import Path

from builders.content import make_paper
from builders.essays import make_essay_room, make_marker, read_all
from builders.exams import ExamRoom, make_exam_room

from grading.records.paper_counts import PaperCount


def counts(room: ExamRoom) -> list[PaperCount]:
    with room.database.read() as records:
        return records.paper_counts.all()


def test_attempts_are_counted_by_paper_and_person(tmp_path: Path):
    room = make_exam_room(tmp_path, make_paper(), make_paper(id="second-paper"))
    assert counts(room) == []
    for _ in range(2):
        room.examinations.score(room.sit())
    room.examinations.begin(room.person, "second-paper")
    assert counts(room) == [
        PaperCount("sample-paper", people=1, attempts=2, going_on=0, waiting=0),
        PaperCount("second-paper", people=1, attempts=1, going_on=1, waiting=0),
    ]


def test_an_attempt_waits_for_a_marker_until_all_of_it_is_read(tmp_path: Path):
    room = make_essay_room(tmp_path)
    attempt_id = room.sit()
    room.examinations.score(attempt_id)
    assert [count.waiting for count in counts(room)] == [1]
    read_all(room, make_marker(room, "marker"), attempt_id)
    assert [count.waiting for count in counts(room)] == [0]
