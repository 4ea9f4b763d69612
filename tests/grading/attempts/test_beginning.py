"""When an exam may begin, and what the lobby says."""

from datetime import UTC, datetime, timedelta

import pytest
from builders.content import make_paper
from builders.exams import make_exam_room
from builders.people import make_person

from grading.attempts.errors import AttemptRefusedError, UnpreparedPaperError
from grading.attempts.model import AttemptState
from quizzes.errors import UnknownPaperError

NINE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def lobby(room):
    return room.examinations.lobby(room.person, "sample-paper")


def test_a_first_attempt_may_begin(room):
    found = lobby(room)
    assert (found.refusal, found.open_attempt, found.attempts) == (None, None, ())


def test_a_second_tab_gets_the_attempt_that_is_open(room):
    first = room.examinations.begin(room.person, "sample-paper")
    assert room.examinations.begin(room.person, "sample-paper") == first
    assert lobby(room).open_attempt == first


def test_two_people_get_attempts_of_their_own(room):
    other = make_person(room.database, "shifan-2", name="示范乙")
    first = room.examinations.begin(room.person, "sample-paper")
    assert room.examinations.begin(other, "sample-paper") != first


def test_no_attempt_begins_before_the_paper_opens(tmp_path):
    room = make_exam_room(tmp_path, make_paper(opens=NINE))
    room.clock.now = NINE - timedelta(seconds=1)
    assert "2026年9月1日17:00" in lobby(room).refusal
    with pytest.raises(AttemptRefusedError, match="还没有开始"):
        room.examinations.begin(room.person, "sample-paper")


def test_an_attempt_begins_at_the_moment_the_paper_opens(tmp_path):
    room = make_exam_room(tmp_path, make_paper(opens=NINE))
    room.clock.now = NINE
    assert room.examinations.begin(room.person, "sample-paper")


def test_no_attempt_begins_once_the_paper_is_closed(tmp_path):
    room = make_exam_room(tmp_path, make_paper(closes=NINE))
    room.clock.now = NINE
    with pytest.raises(AttemptRefusedError, match="结束"):
        room.examinations.begin(room.person, "sample-paper")


def test_an_attempt_ends_when_the_paper_closes(tmp_path):
    room = make_exam_room(tmp_path, make_paper(closes=NINE, minutes=30))
    room.clock.now = NINE - timedelta(minutes=10)
    exam = room.open(room.examinations.begin(room.person, "sample-paper"))
    assert (exam.deadline_at, exam.seconds_left) == (NINE, 600)


def test_no_more_attempts_than_the_paper_allows(tmp_path):
    room = make_exam_room(tmp_path, make_paper(attempts=2))
    room.sit()
    room.sit()
    assert "2 次作答机会已经用完" in lobby(room).refusal
    with pytest.raises(AttemptRefusedError):
        room.examinations.begin(room.person, "sample-paper")


def test_the_next_attempt_waits_after_the_last_hand_in(tmp_path):
    room = make_exam_room(tmp_path, make_paper(wait_minutes=60))
    room.sit()
    room.clock.advance(minutes=59)
    assert "间隔 60 分钟" in lobby(room).refusal
    room.clock.advance(minutes=1)
    assert lobby(room).refusal is None


def test_an_attempt_left_behind_counts_from_its_deadline(tmp_path):
    room = make_exam_room(tmp_path, make_paper(minutes=30, wait_minutes=60))
    room.examinations.begin(room.person, "sample-paper")
    room.clock.advance(minutes=89)
    assert "间隔" in lobby(room).refusal
    assert lobby(room).attempts[0].state is AttemptState.HANDED_IN
    room.clock.advance(minutes=1)
    assert room.examinations.begin(room.person, "sample-paper")


def test_a_learner_gets_every_variant_before_one_comes_again(tmp_path):
    room = make_exam_room(tmp_path, make_paper(variants=3, attempts=6))
    letters = []
    for _ in range(6):
        attempt_id = room.examinations.begin(room.person, "sample-paper")
        letters.append(room.open(attempt_id).variant.letter)
        room.examinations.hand_in(room.person, attempt_id)
    assert sorted(letters[:3]) == sorted(letters[3:]) == ["A", "B", "C"]


def test_attempts_are_numbered_per_paper(room):
    room.sit()
    room.sit()
    assert [attempt.number for attempt in lobby(room).attempts] == [2, 1]


def test_an_unknown_paper_is_refused(room):
    with pytest.raises(UnknownPaperError):
        room.examinations.begin(room.person, "no-paper")


def test_a_paper_that_was_not_prepared_cannot_be_begun(tmp_path):
    room = make_exam_room(tmp_path, prepare=False)
    with pytest.raises(UnpreparedPaperError):
        room.examinations.begin(room.person, "sample-paper")
