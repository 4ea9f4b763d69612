"""Reading essays: who may, what waits, and when a result comes of it."""

from fractions import Fraction

import pytest
from builders.essays import essays_of, make_essay_room, make_marker, read_all

from grading.attempts.errors import AttemptNotScoredError, AttemptRefusedError
from grading.attempts.model import AttemptState
from grading.marking.deciding import MarkingPolicy
from grading.marking.errors import (
    CommentTooLongError,
    MarkedMeanwhileError,
    MarkOutOfRangeError,
    UnknownEssayError,
)
from grading.marking.model import EssayPlace, Marker

FULL = ("2", "1", "3")
TWO = MarkingPolicy(2, 20)


@pytest.fixture
def room(tmp_path):
    return make_essay_room(tmp_path)


@pytest.fixture
def marker(room):
    return make_marker(room, "marker")


def scored(room, **how):
    attempt = room.sit(**how)
    room.examinations.score(attempt)
    return attempt


def state(room, attempt):
    return room.examinations.state(room.person, attempt)


def result(room, attempt):
    return room.examinations.result(room.person, attempt)


def summary(room):
    return room.examinations.attempts_of(room.person)[0]


def test_a_result_waits_until_the_last_essay_is_read(room, marker):
    attempt = scored(room)
    first, second = essays_of(room, attempt)
    assert state(room, attempt) is summary(room).state is AttemptState.MARKING
    assert (summary(room).earned, summary(room).band) == (None, None)
    room.examinations.marking.mark(marker, first, FULL, "")
    assert state(room, attempt) is AttemptState.MARKING
    with pytest.raises(AttemptNotScoredError):
        result(room, attempt)
    room.examinations.marking.mark(marker, second, ("1", "0.5", "0"), "示范评语")
    assert state(room, attempt) is AttemptState.SCORED
    assert summary(room).earned == 4 + 6 + Fraction(3, 2)
    assert summary(room).band == "合格"


def test_an_attempt_whose_essays_are_left_open_has_its_result_at_once(room):
    attempt = room.examinations.begin(room.person, "sample-paper")
    room.examinations.hand_in(room.person, attempt)
    room.examinations.score(attempt)
    assert summary(room).earned == 0


def test_scoring_again_leaves_what_waits_alone(room, marker):
    attempt = scored(room)
    room.examinations.score(attempt)
    room.examinations.score_pending()
    assert len(essays_of(room, attempt)) == 2
    read_all(room, marker, attempt)
    room.restarted()
    with room.database.read() as records:
        assert len(records.results.current()) == 1


def test_the_points_land_in_the_gradebook_with_what_was_said(room, marker):
    attempt = scored(room)
    read_all(room, marker, attempt)
    (held,) = room.gradebook.held.values()
    assert sum(held.points.values()) == 16
    assert {mark.comment for mark in held.by_hand.values()} == {"示范评语"}
    assert room.examinations.carry_changes(lambda: Marker(None, "示范")) == 0


def test_a_learner_reads_points_and_words_for_each_essay(room, marker):
    attempt = scored(room)
    read_all(room, marker, attempt, ("2", "0.5", "0"))
    cells = [cell for cell in result(room, attempt).cells if cell.rubric]
    assert [cell.comment for cell in cells] == ["示范评语"] * 2
    for cell in cells:
        assert [share.earned for share in cell.rubric] == [2, Fraction(1, 2), 0]
        assert sum(share.earned for share in cell.rubric) == cell.earned


WRONG = [
    ("3", "1", "3"),
    ("-1", "1", "3"),
    ("0.3", "1", "3"),
    ("", "1", "3"),
    ("二", "1", "3"),
    ("1/0", "1", "3"),
    ("2", "1"),
]


@pytest.mark.parametrize("given", WRONG, ids=" ".join)
def test_points_beyond_the_rubric_are_refused_and_nothing_is_recorded(room, marker, given):
    attempt = scored(room)
    place = essays_of(room, attempt)[0]
    with pytest.raises(MarkOutOfRangeError):
        room.examinations.marking.mark(marker, place, given, "")
    with room.database.read() as records:
        assert records.marking.marks(attempt) == []


def test_a_comment_has_a_limit(room, marker):
    attempt = scored(room)
    with pytest.raises(CommentTooLongError):
        room.examinations.marking.mark(marker, essays_of(room, attempt)[0], FULL, "字" * 1001)


def test_nobody_reads_an_own_essay_or_one_that_is_not_there(room, marker):
    attempt = scored(room)
    places = [(room.person, essays_of(room, attempt)[0]), (marker, EssayPlace(attempt, "other")),
              (marker, EssayPlace("other", "sample-essay-000"))]  # fmt: skip
    for who, place in places:
        with pytest.raises(UnknownEssayError):
            room.examinations.marking.essay(who, place)
        with pytest.raises(UnknownEssayError):
            room.examinations.marking.mark(who, place, FULL, "")
    assert room.examinations.marking.waiting_for(room.person) == 0
    assert room.examinations.marking.waiting_for(marker) == 2


def test_a_marker_sees_answer_and_rubric_and_no_name(room, marker):
    attempt = scored(room)
    (group, _) = room.examinations.marking.groups(marker)
    essay = room.examinations.marking.essay(marker, group.first)
    assert (group.waiting, group.still_open, group.disputed, essay.left) == (1, 1, 0, 1)
    assert essay.answer == essay.question.reference
    assert [share.possible for share in essay.rubric] == [2, 1, 3]
    assert room.person.name not in repr(essay)
    assert room.person.learner_id not in repr(essay)
    assert attempt == essay.place.attempt_id


def test_the_next_to_read_answers_the_same_question(tmp_path):
    room = make_essay_room(tmp_path, variants=1, attempts=9)
    marker = make_marker(room, "marker")
    attempts = []
    for _ in range(2):
        attempts.append(scored(room))
        room.person = make_marker(room, f"learner-{len(attempts)}")
    place = essays_of(room, attempts[0])[1]
    following = room.examinations.marking.next_place(marker, place)
    assert following == EssayPlace(attempts[1], place.question_id)
    for one in (place, following):
        room.examinations.marking.mark(marker, one, FULL, "")
    last = room.examinations.marking.next_place(marker, following)
    assert last.question_id != place.question_id
    for attempt in attempts:
        read_all(room, marker, attempt)
    assert room.examinations.marking.next_place(marker, last) is None


def test_what_a_marker_skips_comes_again_after_the_others(tmp_path):
    room = make_essay_room(tmp_path, variants=1)
    marker = make_marker(room, "marker")
    attempts = []
    for number in range(3):
        attempts.append(scored(room))
        room.clock.advance(minutes=1)
        room.person = make_marker(room, f"learner-{number}")
    place = essays_of(room, attempts[0])[0]
    skipped = [place]
    for _ in range(3):
        skipped.append(room.examinations.marking.next_place(marker, skipped[-1]))
    assert skipped == [EssayPlace(one, place.question_id) for one in (*attempts, attempts[0])]


def test_a_marker_corrects_an_own_mark_and_the_result_follows(room, marker):
    attempt = scored(room)
    read_all(room, marker, attempt)
    place = essays_of(room, attempt)[0]
    assert room.examinations.marking.essay(marker, place).points == 6
    room.clock.advance(minutes=5)
    room.examinations.marking.mark(marker, place, ("0", "0", "0"), "重看后改判")
    assert (summary(room).earned, result(room, attempt).changed_by) == (10, marker.name)
    with room.database.read() as records:
        assert len(records.marking.marks(attempt)) == 3


def test_what_is_settled_is_not_marked_by_somebody_else(room, marker):
    attempt = scored(room)
    read_all(room, marker, attempt)
    other = make_marker(room, "other")
    with pytest.raises(MarkedMeanwhileError):
        room.examinations.marking.mark(other, essays_of(room, attempt)[0], FULL, "")


def test_two_markers_do_not_see_each_other_and_their_mean_counts(tmp_path):
    room = make_essay_room(tmp_path, TWO)
    one, other = make_marker(room, "one"), make_marker(room, "other")
    attempt = scored(room)
    read_all(room, one, attempt, ("2", "1", "2"))
    place = essays_of(room, attempt)[0]
    assert room.examinations.marking.waiting_for(one) == 0
    seen = room.examinations.marking.essay(other, place)
    assert (seen.points, seen.comment, seen.others) == (None, "", ())
    assert state(room, attempt) is AttemptState.MARKING
    read_all(room, other, attempt, ("2", "1", "3"))
    assert summary(room).earned == 4 + 2 * Fraction(11, 2)
    shares = next(cell for cell in result(room, attempt).cells if cell.rubric).rubric
    assert [share.earned for share in shares] == [2, 1, Fraction(5, 2)]


def test_where_two_differ_too_much_a_third_decides(tmp_path):
    room = make_essay_room(tmp_path, TWO)
    one, other, third = (make_marker(room, name) for name in ("one", "other", "third"))
    attempt = scored(room)
    read_all(room, one, attempt, ("0", "0", "0"))
    read_all(room, other, attempt, FULL)
    assert state(room, attempt) is AttemptState.MARKING
    assert [room.examinations.marking.waiting_for(who) for who in (one, other, third)] == [0, 0, 2]
    assert {group.disputed for group in room.examinations.marking.groups(third)} == {1}
    seen = room.examinations.marking.essay(third, essays_of(room, attempt)[0])
    assert seen.others == (0, 6)
    read_all(room, third, attempt, ("2", "0", "2"))
    assert summary(room).earned == 4 + 4 + 4


def test_a_variant_does_not_come_again_while_an_essay_in_it_is_unread(room, marker):
    first = scored(room)
    second = scored(room)
    with room.database.read() as records:
        taken = {records.attempts.find(one).assignment for one in (first, second)}
    assert len(taken) == 2
    with pytest.raises(AttemptRefusedError, match="没有阅完"):
        room.examinations.begin(room.person, "sample-paper")
    assert "没有阅完" in room.examinations.lobby(room.person, "sample-paper").refusal
    read_all(room, marker, first)
    third = room.examinations.begin(room.person, "sample-paper")
    with room.database.read() as records:
        again, before = (records.attempts.find(one).assignment for one in (third, first))
    assert again == before


def test_essays_marked_at_formgrader_become_marks_and_then_a_result(room):
    attempt = scored(room)
    worker = Marker(None, "示范阅卷人")
    first, second = essays_of(room, attempt)
    room.gradebook.change_points(attempt, first.question_id, Fraction(5), "示范评语")
    assert room.examinations.carry_changes(lambda: worker) == 0
    assert state(room, attempt) is AttemptState.MARKING
    room.gradebook.change_points(attempt, second.question_id, Fraction(1))
    assert room.examinations.carry_changes(lambda: worker) == 1
    assert room.examinations.carry_changes(lambda: worker) == 0
    with room.database.read() as records:
        marks = records.marking.marks(attempt)
    assert [(mark.points, mark.comment, mark.marker_name) for mark in marks] == [
        (5, "示范评语", "示范阅卷人"),
        (1, "", "示范阅卷人"),
    ]
    assert summary(room).earned == 4 + 5 + 1


def test_one_person_at_formgrader_and_in_the_portal_is_one_marker(tmp_path):
    room = make_essay_room(tmp_path, TWO)
    one, other = make_marker(room, "one"), make_marker(room, "other")
    attempt = scored(room)
    place = essays_of(room, attempt)[0]
    room.gradebook.change_points(attempt, place.question_id, Fraction(5))
    room.examinations.carry_changes(lambda: Marker(one.id, one.name))
    assert room.examinations.marking.essay(one, place).points == 5
    read_all(room, one, attempt)
    assert state(room, attempt) is AttemptState.MARKING
    read_all(room, other, attempt)
    assert state(room, attempt) is AttemptState.SCORED


def test_a_mark_whose_result_a_crash_cut_off_is_settled_at_start(room, marker, monkeypatch):
    attempt = scored(room)
    first, last = essays_of(room, attempt)
    room.examinations.marking.mark(marker, first, FULL, "")
    with monkeypatch.context() as patched, pytest.raises(_KilledError):
        patched.setattr(room.gradebook, "mark", _die)
        room.examinations.marking.mark(marker, last, FULL, "")
    assert state(room, attempt) is AttemptState.MARKING
    room.restarted()
    assert summary(room).earned == 16


class _KilledError(BaseException):
    """Stands for the end of the process."""


def _die(*_):
    raise _KilledError


def test_what_a_marker_read_last_is_listed_for_a_second_look(room, marker):
    attempt = scored(room)
    read_all(room, marker, attempt)
    listed = room.examinations.marking.marked_by(marker)
    assert [one.place for one in listed] == essays_of(room, attempt)[::-1]
    assert {(one.points, one.possible) for one in listed} == {(6, 6)}
