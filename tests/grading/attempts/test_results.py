"""What a learner reads after an exam."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from builders.content import make_paper, make_quizzes
from builders.exams import make_exam_room

from grading.attempts.model import AttemptState


def sit_and_score(room, *, right=None):
    attempt = room.sit(right=right)
    room.examinations.score(attempt)
    return attempt


def test_a_result_shows_every_question_in_the_order_of_the_exam(room):
    attempt = room.examinations.begin(room.person, "sample-paper")
    shown = room.open(attempt).shown
    room.examinations.hand_in(room.person, attempt)
    room.examinations.score(attempt)
    cells = room.examinations.result(room.person, attempt).cells
    assert [(c.question_id, c.option_order) for c in cells] == [
        (place.question_id, place.option_order) for place in shown
    ]


def test_a_question_left_open_earns_nothing_and_says_so(room):
    attempt = room.examinations.begin(room.person, "sample-paper")
    room.examinations.hand_in(room.person, attempt)
    room.examinations.score(attempt)
    cells = room.examinations.result(room.person, attempt).cells
    assert {(c.answer, c.earned, c.comment) for c in cells} == {(None, Fraction(0), "未作答")}


@pytest.mark.parametrize(
    ("right", "percent", "band"),
    [(0, 0, "不合格"), (1, 30, "不合格"), (2, 60, "合格"), (3, 80, "良好"), (4, 100, "优秀")],
)
def test_points_become_percent_and_band(room, right, percent, band):
    attempt = sit_and_score(room, right=right)
    summary = room.examinations.result(room.person, attempt).summary
    assert (summary.percent, summary.band) == (percent, band)


def test_attempts_are_listed_newest_first(room):
    first = sit_and_score(room)
    room.clock.advance(minutes=1)
    second = room.examinations.begin(room.person, "sample-paper")
    listed = room.examinations.attempts_of(room.person)
    assert [(a.attempt_id, a.state) for a in listed] == [
        (second, AttemptState.OPEN),
        (first, AttemptState.SCORED),
    ]


def test_an_attempt_not_scored_yet_has_no_points(room):
    room.sit()
    (summary,) = room.examinations.attempts_of(room.person)
    assert (summary.earned, summary.percent, summary.band) == (None, None, None)
    assert summary.possible == 10


def test_the_best_attempt_counts(room):
    sit_and_score(room, right=1)
    best = sit_and_score(room, right=4)
    sit_and_score(room, right=2)
    found = room.examinations.best_of(room.person)
    assert {paper: summary.attempt_id for paper, summary in found.items()} == {"sample-paper": best}


def test_of_equal_attempts_the_earlier_is_the_best(room):
    first = sit_and_score(room)
    room.clock.advance(minutes=1)
    sit_and_score(room)
    assert room.examinations.best_of(room.person)["sample-paper"].attempt_id == first


def test_a_result_keeps_the_rules_it_was_earned_under(tmp_path):
    room = make_exam_room(tmp_path, make_paper(pass_mark=60))
    attempt = sit_and_score(room, right=2)
    room.quizzes = make_quizzes(make_paper(pass_mark=70))
    result = room.restarted().examinations.result(room.person, attempt)
    assert (result.paper.pass_mark, result.summary.band) == (60, "合格")


CLOSES = datetime(2026, 9, 2, 10, tzinfo=UTC)


def room_that_closes(folder, **changes):
    """Make a room whose paper closes at 18:00 in Shanghai, one hour after it is begun."""
    usual = {"closes": CLOSES, "answers_shown": "closed"}
    room = make_exam_room(folder, make_paper(**usual | changes))
    room.clock.now = CLOSES - timedelta(hours=1)
    return room


def test_answers_wait_for_the_close_of_a_paper_that_says_so(tmp_path):
    room = room_that_closes(tmp_path)
    attempt = sit_and_score(room, right=3)
    before = room.examinations.result(room.person, attempt)
    assert (before.summary.percent, before.summary.band) == (80, "良好")
    assert (before.cells, before.variant.questions) == ((), ())
    assert before.answers_hidden is not None
    assert "2026年9月2日18:00" in before.answers_hidden
    assert "示范解析" not in repr(before)
    room.clock.now = CLOSES
    after = room.examinations.result(room.person, attempt)
    assert (after.answers_hidden, len(after.cells)) == (None, 4)


def test_answers_of_a_paper_that_never_shows_them_stay_hidden(tmp_path):
    room = room_that_closes(tmp_path, answers_shown="never")
    attempt = sit_and_score(room)
    room.clock.advance(days=999)
    result = room.examinations.result(room.person, attempt)
    assert result.cells == ()
    assert result.answers_hidden is not None
    assert "不公布" in result.answers_hidden


def test_answers_wait_longer_when_the_close_of_a_paper_is_put_off(tmp_path):
    room = room_that_closes(tmp_path)
    attempt = sit_and_score(room)
    later = make_paper(answers_shown="closed", closes=CLOSES + timedelta(days=1))
    room.quizzes = make_quizzes(later)
    room.clock.now = CLOSES + timedelta(hours=1)
    hidden = room.restarted().examinations.result(room.person, attempt).answers_hidden
    assert hidden is not None
    assert "9月3日18:00" in hidden


def test_a_withdrawn_paper_keeps_its_rule_about_answers(tmp_path):
    room = room_that_closes(tmp_path)
    attempt = sit_and_score(room)
    room.quizzes = make_quizzes(make_paper(id="other-paper"))
    room = room.restarted()
    assert room.examinations.result(room.person, attempt).answers_hidden is not None
